#!/bin/bash
# Backs up everything that cannot be made again: the course's folder with the gradebook, the exchange, people's homes,
# the hub's state, settings and keys. Nobody has to stop working. Each backup is a folder, whole or not there at all.
#
# Personal data: encrypted where /etc/classroom/backup.asc holds a public key of yours (gpg --export --armor); keep the
# private one elsewhere. Older than CLASSROOM_KEEP_DAYS is deleted: what was forgotten by the course is so here, too.
set -Eeuo pipefail
umask 077

etc=${CLASSROOM_KEYS:-/etc/classroom}
if [ -r "$etc/classroom.env" ]; then set -a && . "$etc/classroom.env" && set +a; fi
build=${COURSE_BUILD:-/srv/course/build}
exchange=${COURSE_EXCHANGE:-/srv/exchange}
homes=${CLASSROOM_HOMES-/home}
state=${CLASSROOM_STATE:-/var/lib/classroom}
place=${CLASSROOM_BACKUPS:-/var/backups/classroom}
days=${CLASSROOM_KEEP_DAYS:-35}
python=${PYTHON:-/usr/bin/python3}

stop() { echo "$*" >&2; exit 1; }
trap 'rm -rf "${part:-}"; stop "The backup stopped at line $LINENO: $BASH_COMMAND. Nothing was kept of it; older ones are untouched."' ERR
for folder in "$build" "$exchange" "$state" "$etc"; do [ -d "$folder" ] || stop "There is no folder $folder to back up."; done

mkdir -p "$place"
when=$(date -u +%Y-%m-%dT%H%M%SZ)
part="$place/.part-$when"
mkdir "$part"
databases=$(mktemp -d "$place/.databases-XXXXXX")
trap 'rm -rf "$databases"' EXIT

# Reads a folder's tar on its input and keeps it packed, and encrypted if there is a key for it.
keep() {
    if [ -e "$etc/backup.asc" ]; then
        gzip -1 | gpg --batch --quiet --trust-model always --recipient-file "$etc/backup.asc" --encrypt >"$part/$1.tar.gz.gpg"
    else
        gzip -1 >"$part/$1.tar.gz"
    fi
}

# A file that changes or goes while it is read is no reason to lose the others; tar says 1 then.
pack() { tar --exclude='.before-*' --warning=no-file-changed --warning=no-file-removed --ignore-failed-read "$@" || [ $? -eq 1 ]; }

# SQLite's own way of copying, because a database that is written to cannot be copied as a file.
copy_databases() {
    "$python" - "$1" "$databases/$2" <<'PYTHON'
import os, shutil, sqlite3, sys
from pathlib import Path

source, target = map(Path, sys.argv[1:])
for path in sorted(source.rglob("*")):
    put_aside = any(part.startswith(".before-") for part in path.parts)  # by restore.sh
    if put_aside or path.is_symlink() or not path.is_file() or path.suffix not in {".db", ".sqlite"}:
        continue
    copy = target / path.relative_to(source)
    copy.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        database = file.read(15) == b"SQLite format 3"
    if database:
        with sqlite3.connect(path, timeout=60) as here, sqlite3.connect(copy) as there:
            here.backup(there)
        (result,) = there.execute("PRAGMA integrity_check").fetchone()
        if result != "ok":
            sys.exit(f"The copy of {path} is damaged: {result}")
        here.close(), there.close()
    else:  # empty yet, or something else by such a name
        shutil.copyfile(path, copy)
    known = path.stat()
    os.chmod(copy, known.st_mode & 0o7777)
    if os.geteuid() == 0:
        os.chown(copy, known.st_uid, known.st_gid)
PYTHON
}

not_databases=(--exclude='*.db' --exclude='*.sqlite' --exclude='*-wal' --exclude='*-shm' --exclude='*-journal')
# Under the grader's own lock: journal, results and gradebook are of one moment. It waits, and goes on after it.
[ -e "$build/.grading" ] || { touch "$build/.grading" && chown --reference="$build" "$build/.grading"; }
(
    flock -w 900 9 || stop "The grader was at work for a quarter of an hour. The backup gave way; run it again later."
    copy_databases "$build" build
    if [[ ${COURSE_GRADEBOOK:-} == postgresql* ]]; then
        setpriv --reuid course --regid course --init-groups pg_dump --format=custom "${COURSE_GRADEBOOK/+psycopg/}" >"$databases/gradebook.dump"
    fi
    pack -C "$build" "${not_databases[@]}" -cf - . | keep build
) 9>>"$build/.grading"
copy_databases "$state" state
tar -C "$databases" -cf - . | keep databases
pack -C "$exchange" -cf - . | keep exchange
pack -C "$state" "${not_databases[@]}" -cf - . | keep state
pack -C "$etc" -cf - . | keep etc
# Homes of the course's people, and their accounts, so that another machine can have them again with the same numbers.
# Whoever has an account here for other reasons, such as yourself, is left out.
people=$(mktemp -d "$databases/people-XXXXXX")
touch "$people/homes" "$people/passwd" "$people/shadow" "$people/groups"
for home in ${homes:+"$homes"/*/}; do
    [ -d "$home" ] || continue
    name=$(basename "$home")
    if getent passwd "$name" >/dev/null; then
        [[ " $(id -nG "$name") " =~ \ (classroom|nbgrader-cx101|formgrade-cx101)\  ]] || continue
        getent passwd "$name" >>"$people/passwd"
        getent shadow "$name" >>"$people/shadow" || true
        printf '%s:%s\n' "$name" "$(id -nG "$name" | tr ' ' ',')" >>"$people/groups"
    fi
    echo "$name" >>"$people/homes"
done
tar -C "$people" -cf - . | keep people
pack -C "${homes:-/}" --exclude='*/.cache' --exclude='*/.ipynb_checkpoints' --files-from="$people/homes" -cf - | keep homes

version=$(readlink /opt/course/now 2>/dev/null || echo unknown)
printf 'made %s\nversion of the course %s\nCOURSE_BUILD %s\nCOURSE_EXCHANGE %s\n' "$when" "$version" "$build" "$exchange" >"$part/about.txt"
(cd "$part" && sha256sum -- * >SHA256SUMS)
sync -f "$part"
mv "$part" "$place/$when"
find "$place" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -mtime "+$days" -exec rm -rf {} +
echo "Backed up to $place/$when: $(du -sh "$place/$when" | cut -f1)$([ -e "$etc/backup.asc" ] && echo ', encrypted' || echo ', NOT encrypted: see docs/it.md')"
