"""The course on a JupyterHub and on learning platforms. It may import all other packages; none imports it."""
