# The course's own programs: pages, watcher, grading workers. It holds the sources, with solutions and hidden tests:
# keep it in a registry that learners cannot read, and never give it to them as their server's image.
#   docker build -f deploy/kubernetes/course.Dockerfile -t registry.example.org/cx101/course:2026.1 .
# NOT RUN: no container could be built where this was written. `hadolint` finds nothing in it.

FROM python:3.11-slim-bookworm
# Fonts for certificates in any script. bubblewrap is of no use here: containers may not make namespaces, so the wall
# is tier B (Landlock and a filter of system calls; docs/grading.md), and each worker has a container of its own.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-dejavu-core fonts-droid-fallback fonts-nanum \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/course/now
COPY requirements-classroom.txt .
RUN python -m venv /opt/course/venv \
 && /opt/course/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-classroom.txt
COPY . .
RUN useradd --system --uid 990 --user-group --home-dir /srv/course/build course \
 && install -d -o course -g course -m 0700 /srv/course/build
ENV PATH=/opt/course/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONPATH=/srv/course/now \
    PYTHONDONTWRITEBYTECODE=1 \
    JUPYTER_CONFIG_PATH=/srv/course/now/grading \
    JUPYTER_PLATFORM_DIRS=1 \
    COURSE_BUILD=/srv/course/build \
    COURSE_EXCHANGE=/srv/exchange
USER 990
CMD ["python", "-m", "classroom.service"]
