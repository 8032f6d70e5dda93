"""A JupyterHub with the course on one machine, under one user of the system: to try it out, and for tests."""
