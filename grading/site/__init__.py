"""What `bench site` is made of: which pages, the default book beside ours, a server, a browser, Lighthouse, a table."""
