"""The course's own pages behind the hub's sign-on: the book, each learner's desk, and the trainer's page.

One process, a service of JupyterHub's: `python -m classroom.service`, with the hub's variables (JUPYTERHUB_SERVICE_URL,
JUPYTERHUB_SERVICE_PREFIX, JUPYTERHUB_API_TOKEN …) and the course's (COURSE_BUILD, COURSE_GRADEBOOK, COURSE_EXCHANGE …).
"""
