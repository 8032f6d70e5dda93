#!/bin/bash
# Brings a backup back:  restore.sh FOLDER [PART ...]      parts: build exchange state etc homes (all, if none is named)
# On a new machine, run install.sh first. What is there now is moved aside, not deleted: NAME.before-TIME.
# Encrypted backups need your private key in this user's key ring (gpg --import), for as long as this takes.
set -Eeuo pipefail
umask 077

stop() { echo "$*" >&2; exit 1; }
trap 'stop "The restore stopped at line $LINENO: $BASH_COMMAND. What was there before lies beside it, as *.before-*."' ERR
[ $# -ge 1 ] || stop "Say which backup: restore.sh /var/backups/classroom/2027-01-31T023000Z [build exchange state etc homes]"
from=$1 && shift
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(etc build exchange state homes)

etc=${CLASSROOM_KEYS:-/etc/classroom}
if [ -r "$etc/classroom.env" ]; then set -a && . "$etc/classroom.env" && set +a; fi
build=${COURSE_BUILD:-/srv/course/build}
exchange=${COURSE_EXCHANGE:-/srv/exchange}
homes=${CLASSROOM_HOMES-/home}
state=${CLASSROOM_STATE:-/var/lib/classroom}
units=(course-watch course-pages course-formgrader classroom-hub classroom-proxy)
when=$(date -u +%Y%m%dT%H%M%SZ)

[ -e "$from/SHA256SUMS" ] || stop "$from is not a whole backup: SHA256SUMS is missing."
(cd "$from" && sha256sum --quiet --check SHA256SUMS) || stop "$from was changed or is damaged. Take another one."

unpack() {
    if [ -e "$from/$1.tar.gz.gpg" ]; then gpg --batch --quiet --decrypt "$from/$1.tar.gz.gpg" | gzip -d
    elif [ -e "$from/$1.tar.gz" ]; then gzip -dc "$from/$1.tar.gz"
    else stop "The backup has no part $1."; fi
}

# The content moves aside, not the folder: it may be a disk of its own. Words of `find` may say which content.
aside() {
    local folder=$1 && shift
    mkdir -p "$folder"
    mkdir -p "$folder/.before-$when"
    find "$folder" -mindepth 1 -maxdepth 1 ! -name '.before-*' "$@" -exec mv -t "$folder/.before-$when" {} +
    rmdir "$folder/.before-$when" 2>/dev/null || echo "What was in $folder is now in $folder/.before-$when"
}

bring() {
    aside "$2"
    unpack "$1" | tar -C "$2" --preserve-permissions -xf -
}

# File by file: copied as a whole, the folders would get the rights of the backup's.
put_databases() {
    local file
    [ -d "$databases/$1" ] || return 0
    (cd "$databases/$1" && find . -type f -print0) | while IFS= read -r -d '' file; do
        cp -a "$databases/$1/$file" "$2/$file"
    done
}

bring_homes() {
    local made name
    made=$(mktemp -d)
    unpack people | tar -C "$made" -xf -
    accounts "$made"
    while read -r name; do aside "$homes" -name "$name"; done <"$made/homes"
    rm -rf "$made"
    unpack homes | tar -C "$homes" --preserve-permissions -xf -
}

accounts() {
    local made=$1 name number home shell hash groups group
    while IFS=: read -r name _ number _ _ home shell; do
        getent passwd "$name" >/dev/null && continue
        useradd --uid "$number" --user-group --no-create-home --home-dir "$home" --shell "$shell" "$name"
        hash=$(grep "^$name:" "$made/shadow" | cut -d: -f2) && usermod --password "$hash" "$name"
        IFS=: read -r _ groups < <(grep "^$name:" "$made/groups")
        for group in ${groups//,/ }; do getent group "$group" >/dev/null && usermod -aG "$group" "$name"; done
    done <"$made/passwd"
}

running=$(command -v systemctl >/dev/null && systemctl is-active -q classroom-hub 2>/dev/null && echo yes || true)
if [ "$running" ]; then
    systemctl stop "${units[@]}"
    systemctl stop 'jupyter-*-singleuser.service' || true
fi

databases=$(mktemp -d)
trap 'rm -rf "$databases"' EXIT
unpack databases | tar -C "$databases" --preserve-permissions -xf -
for part in "${parts[@]}"; do
    echo "Bringing back: $part"
    case $part in
    build)
        bring build "$build"
        put_databases build "$build"
        if [ -e "$databases/gradebook.dump" ]; then
            setpriv --reuid course --regid course --init-groups pg_restore --clean --if-exists --dbname "${COURSE_GRADEBOOK/+psycopg/}" <"$databases/gradebook.dump"
        fi
        ;;
    exchange) bring exchange "$exchange" ;;
    state)
        bring state "$state"
        put_databases state "$state"
        ;;
    etc) bring etc "$etc" ;;
    homes) [ -z "$homes" ] || bring_homes ;;
    *) stop "There is no part $part: build exchange state etc homes." ;;
    esac
done
[ -z "$running" ] || systemctl start "${units[@]}"
echo "Done: $(head -1 "$from/about.txt")"
