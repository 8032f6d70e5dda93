# What each learner's server is made of: JupyterLab, the pinned packages, and the learner's side of the course.
# Never the sources: exercises/ holds solutions and hidden tests. Built in the checkout's top folder:
#   docker build -f deploy/kubernetes/learner.Dockerfile -t registry.example.org/cx101/learner:2026.1 .
# NOT RUN: no container could be built where this was written. The steps are those of deploy/one-machine/install.sh,
# which were; `hadolint` finds nothing in it.

FROM python:3.11-slim-bookworm AS made
WORKDIR /made
# Two stages, so that nothing of the first but the environment gets into the image.
COPY requirements.txt ./course.txt
COPY deploy/kubernetes/requirements.txt ./hub.txt
RUN python -m venv /opt/course/venv \
 && /opt/course/venv/bin/pip install --no-cache-dir --require-hashes -r course.txt -r hub.txt
COPY pyproject.toml README.md LICENSE LICENSE-CONTENT ./source/
COPY cxlab ./source/cxlab
COPY datasets ./source/datasets
RUN /opt/course/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation ./source
# The two files of the classroom that a learner's server needs: they open an exercise by its name.
COPY classroom/__init__.py classroom/opener.py /opt/course/venv/lib/python3.11/site-packages/classroom/

FROM python:3.11-slim-bookworm
COPY --from=made /opt/course/venv /opt/course/venv
COPY deploy/lab/classroom /opt/course/deploy/lab/classroom
COPY deploy/lab/everyone /opt/course/deploy/lab/everyone
# nbgrader wants to write to the exchange's root; what learners really share is mounted below it (values.yaml).
RUN useradd --uid 1000 --gid users --create-home jovyan \
 && install -d -m 1777 /srv/exchange \
 && install -d -o jovyan -g users /srv/exchange/cx101
ENV PATH=/opt/course/venv/bin:/usr/local/bin:/usr/bin:/bin \
    JUPYTER_CONFIG_PATH=/opt/course/deploy/lab/classroom:/opt/course/deploy/lab/everyone \
    JUPYTER_PATH=/opt/course/deploy/lab/classroom \
    JUPYTER_PLATFORM_DIRS=1 \
    COURSE_EXCHANGE=/srv/exchange \
    COURSE_ID=cx101
USER 1000
WORKDIR /home/jovyan
CMD ["jupyterhub-singleuser"]
