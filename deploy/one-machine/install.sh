#!/bin/bash
# Installs the course on this server, or a newer version of it. Run it as root in a checkout of the course:
#
#   deploy/one-machine/install.sh             everything, up to a running hub; running it again changes only what differs
#   deploy/one-machine/install.sh --prepare   only put the new version beside the old one; nobody notices
#   deploy/one-machine/install.sh --switch    go over to what --prepare put there: the hub is away for some seconds
#   deploy/one-machine/install.sh --back      go back to the version before
#
# It says each step, and stops with a sentence.
set -Eeuo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
etc=/etc/classroom
units=(classroom-proxy classroom-hub course-pages course-formgrader course-watch)

say() { printf '\n== %s\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
trap 'stop "It stopped at line $LINENO: $BASH_COMMAND. What it said stands above. Mend that and run it again."' ERR

check() {
    say "Is this machine fit for it?"
    [ "$(id -u)" -eq 0 ] || stop "Run this as root: it makes users and services."
    [ -d /run/systemd/system ] || stop "This system was not started by systemd, which starts everybody's servers here."
    [ "$(df --output=avail -k /opt | tail -1)" -gt 3000000 ] || stop "Less than 3 GB are free on /opt. Make room first."
    systemctl is-active -q classroom-hub && return
    local port taken
    for port in 80 443 901 902 903 904 905; do
        taken=$(ss -Hltnp "sport = :$port" | grep -v '"nginx"' || true)
        [ -z "$taken" ] || stop "Port $port is taken by another program: $taken"
    done
}

packages() {
    say "Packages of the system"
    local need=(python3 python3-venv curl nginx-light bubblewrap openssl gnupg libpam-systemd fonts-dejavu-core fonts-droid-fallback)
    if ! dpkg -s "${need[@]}" >/dev/null 2>&1; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
    fi
    # The system's own Python, because everybody must be able to run it: one in somebody's home is closed to the others.
    /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "/usr/bin/python3 must be 3.11 or newer: Debian 12, Ubuntu 24.04, or newer."
}

users() {
    say "Groups and the course's own user"
    local group
    for group in classroom nbgrader-cx101 formgrade-cx101 classroom-it; do
        getent group "$group" >/dev/null || groupadd --system "$group"
    done
    getent passwd course >/dev/null ||
        useradd --system --user-group --home-dir /var/lib/course --shell /usr/sbin/nologin course
    # Its own systemd, which gives each sandbox of the grader a limit on memory by the kernel.
    loginctl enable-linger course 2>/dev/null || true
}

folders() {
    say "Folders, and who may open them"
    install -d -m 0755 -o root -g root /opt/course
    install -d -m 0750 -o root -g course /srv/course              # sources: solutions, hidden tests
    install -d -m 0700 -o course -g course /srv/course/build      # gradebook, hand-ins, results, pages
    install -d -m 0750 -o root -g course /srv/course/in           # what you bring: the roster
    install -d -m 0700 -o course -g course /srv/course/build/lti
    # Written by the hub, which is root, and read by passback, which is not: so it belongs to the course from the start.
    [ -e /srv/course/build/lti/launches.db ] ||
        install -m 0600 -o course -g course /dev/null /srv/course/build/lti/launches.db
    # nbgrader wants everybody to write to the exchange. The sticky bit keeps them from taking away what is not theirs.
    install -d -m 1777 -o course -g course /srv/exchange
    install -d -m 0755 -o course -g course /srv/exchange/cx101 /srv/exchange/cx101/outbound
    install -d -m 0711 -o course -g course /srv/exchange/cx101/feedback
    # Write-only: nobody sees who handed in. setgid: what is handed in belongs to the course's group, which reads it.
    install -d -m 3733 -o course -g course /srv/exchange/cx101/inbound
    install -d -m 0700 -o course -g course /var/lib/course
    install -d -m 0700 -o root -g root /var/backups/classroom /var/lib/classroom
    install -d -m 0755 -o root -g root "$etc"
    # New homes of people are closed to the others.
    grep -q '^HOME_MODE' /etc/login.defs || echo 'HOME_MODE 0700' >>/etc/login.defs
}

settings() {
    say "Settings in $etc"
    if [ ! -e "$etc/classroom.env" ]; then
        install -m 0644 "$here/classroom.env" "$etc/classroom.env"
        stop "The settings are new: $etc/classroom.env. Open it, set CLASSROOM_HOST and CLASSROOM_SIGN_ON at least, and run this again."
    fi
    set -a && . "$etc/classroom.env" && set +a
    [ "$CLASSROOM_HOST" != hub.example.org ] || stop "CLASSROOM_HOST in $etc/classroom.env is still the example."
    [ -e "$here/sign_on_$CLASSROOM_SIGN_ON.py" ] || stop "CLASSROOM_SIGN_ON must be pam, oidc or lti, and it is '$CLASSROOM_SIGN_ON'."
    if [ ! -e "$etc/tls/fullchain.pem" ]; then
        install -d -m 0700 "$etc/tls"
        openssl req -x509 -newkey rsa:3072 -nodes -days 30 -subj "/CN=$CLASSROOM_HOST" \
            -addext "subjectAltName=DNS:$CLASSROOM_HOST,DNS:*.$CLASSROOM_HOST" \
            -keyout "$etc/tls/privkey.pem" -out "$etc/tls/fullchain.pem" 2>/dev/null
        echo "There was no certificate, so one was made for 30 days that no browser knows. Put yours in its place:"
        echo "$etc/tls/fullchain.pem and privkey.pem, for $CLASSROOM_HOST and *.$CLASSROOM_HOST."
    fi
}

# The name of a version: what its files hold.
version() {
    (cd "$source" && find . \( -name .git -o -name .venv -o -name build -o -name my-work -o -name __pycache__ \) -prune \
        -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-12)
}

prepare() {
    local name programs sources
    name=$(version)
    programs=/opt/course/$name sources=/srv/course/$name
    if [ -e "$programs/whole" ]; then
        say "This version ($name) is here already"
    else
        say "Version $name: sources, which only the course's user may read"
        rm -rf "$programs" "$sources"
        install -d -m 0750 -o root -g course "$sources"
        tar -C "$source" --exclude=./.git --exclude=./.venv --exclude=./build --exclude=./my-work --exclude=__pycache__ -cf - . |
            tar -C "$sources" -xf - --no-same-owner
        chown -R root:course "$sources" && chmod -R u=rwX,g=rX,o= "$sources"
        say "Version $name: programs (some minutes; every package is checked against its hash)"
        install -d -m 0755 "$programs"
        /usr/bin/python3 -m venv "$programs/venv"
        "$programs/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
            -r "$source/requirements-classroom.txt" -r "$here/requirements.txt"
        say "Version $name: what learners import, and the settings of their JupyterLab"
        local wheels
        wheels=$(mktemp -d)
        tar -C "$sources" -cf - pyproject.toml README.md LICENSE LICENSE-CONTENT cxlab datasets | tar -C "$wheels" -xf -
        "$programs/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation "$wheels"
        rm -rf "$wheels"
        # Of the classroom, only what opens an exercise by its name (deploy/lab/classroom switches it on).
        local packages
        packages=$("$programs/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
        install -D -m 0644 -t "$packages/classroom" "$source/classroom/__init__.py" "$source/classroom/opener.py"
        install -d -m 0755 "$programs/deploy"
        cp -r "$source/deploy/lab" "$programs/deploy/"
        chown -R root:root "$programs" && chmod -R u=rwX,go=rX "$programs"
        touch "$programs/whole"
    fi
    ln -sfn "$name" /opt/course/next
}

switch() {
    local name=$1
    say "Go over to version $name"
    [ -e "/opt/course/$name/whole" ] || stop "Version $name is not whole. Run: $0 --prepare"
    set -a && . "$etc/classroom.env" && set +a
    if [ "$(readlink /opt/course/now || true)" != "$name" ]; then
        [ ! -e /opt/course/now ] || ln -sfn "$(readlink /opt/course/now)" /opt/course/before
        ln -sfn "$name" /srv/course/now.new && mv -Tf /srv/course/now.new /srv/course/now
        ln -sfn "$name" /opt/course/now.new && mv -Tf /opt/course/now.new /opt/course/now
    fi
    local ours=/srv/course/$name/deploy/one-machine
    PYTHONPATH=/srv/course/$name PYTHONDONTWRITEBYTECODE=1 "/opt/course/$name/venv/bin/python" "$ours/one_machine.py" "$etc"
    local number
    number=$(id -u course)
    printf 'XDG_RUNTIME_DIR=/run/user/%s\nDBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/%s/bus\n' "$number" "$number" >"$etc/course-user.env"
    install -m 0755 "$ours/course" /usr/local/sbin/course
    install -m 0644 "$ours/pam" /etc/pam.d/classroom
    # By their real names: a program that was started by way of a link does not find itself behind the grader's wall.
    local unit
    for unit in "$ours"/units/*; do
        sed "s#/opt/course/now#/opt/course/$name#g; s#/srv/course/now#/srv/course/$name#g" "$unit" >"/etc/systemd/system/${unit##*/}"
    done
    systemctl daemon-reload
    say "nginx"
    sed "s/hub\.example\.org/$CLASSROOM_HOST/g" "$ours/nginx.conf" >/etc/nginx/sites-available/classroom
    ln -sfn ../sites-available/classroom /etc/nginx/sites-enabled/classroom
    rm -f /etc/nginx/sites-enabled/default
    nginx -t -q
    systemctl enable --quiet --now nginx
    systemctl reload nginx
    say "Services"
    systemctl enable --quiet "${units[@]}" classroom-backup.timer
    systemctl restart "${units[@]}"
    systemctl start classroom-backup.timer
    if [ -n "${COURSE_SMTP:-}" ]; then systemctl enable --quiet --now course-remind.timer; fi
    if [ "$CLASSROOM_SIGN_ON" = lti ]; then systemctl enable --quiet --now course-passback.timer; fi
    say "Does the hub answer?"
    local wait
    for wait in $(seq 180); do
        if curl -fsk --resolve "$CLASSROOM_HOST:443:127.0.0.1" "https://$CLASSROOM_HOST/hub/login" >/dev/null; then
            echo "Yes, after $wait s: https://$CLASSROOM_HOST"
            return
        fi
        sleep 1
    done
    stop "The hub does not answer after three minutes. Look at: journalctl -u classroom-hub -u classroom-proxy -n 50"
}

case "${1:-}" in
"") check; packages; users; folders; settings; prepare; switch "$(readlink /opt/course/next)" ;;
--prepare) check; prepare ;;
--switch) switch "$(readlink /opt/course/next)" ;;
--back) switch "$(readlink /opt/course/before)" ;;
*) stop "There is no $1. Read the first lines of $0." ;;
esac
