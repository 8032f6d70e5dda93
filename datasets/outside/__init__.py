"""Two tables of open data from outside Fernwick, and how they were made; SOURCES.md says where they are from."""
