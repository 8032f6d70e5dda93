"""backup.sh and restore.sh, on a small course in a folder."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys

import pytest

from tests.deploy.conftest import ONE_MACHINE, needs

pytestmark = needs("bash", "flock", "tar", "sha256sum")
DATABASES = ("build/gradebook.db", "build/lti/launches.db", "state/hub.sqlite")
FILES = {
    "build/results/nps/ann.json": "7 points",
    "exchange/cx101/inbound/ann+nps+time+x/nps.ipynb": "her work",
    "homes/somebody-of-nowhere/nps.ipynb": "her copy",
    "etc/keys.json": "secret",
    "build/lti/new.db": "",  # by its name a database, and none yet
}


@pytest.fixture
def place(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for name in DATABASES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(tmp_path / name) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE grade (points)")
            database.execute("INSERT INTO grade VALUES (7)")
        database.close()
    (tmp_path / "build").chmod(0o750)
    (tmp_path / "exchange/cx101/inbound").chmod(0o3733)
    return tmp_path


def run(place, script, *words):
    told = {
        "COURSE_BUILD": "build",
        "COURSE_EXCHANGE": "exchange",
        "CLASSROOM_HOMES": "homes",
        "CLASSROOM_STATE": "state",
        "CLASSROOM_KEYS": "etc",
        "CLASSROOM_BACKUPS": "backups",
    }
    environment = {**os.environ, "PYTHON": sys.executable, **{key: str(place / name) for key, name in told.items()}}
    command = ["bash", str(ONE_MACHINE / script), *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def backup(place):
    ended = run(place, "backup.sh")
    assert ended.returncode == 0, ended.stderr
    (made,) = (place / "backups").iterdir()
    return made


def test_everything_comes_back_after_a_disaster(place):
    with sqlite3.connect(place / DATABASES[0]) as writing:
        writing.execute("INSERT INTO grade VALUES (8)")  # not finished while the backup is made
        made = backup(place)
        writing.rollback()
    writing.close()
    for folder in ("build", "exchange", "homes", "state", "etc"):
        shutil.rmtree(place / folder)
    ended = run(place, "restore.sh", made)
    assert ended.returncode == 0, ended.stderr
    assert {name: (place / name).read_text() for name in FILES} == FILES
    for name in DATABASES:
        database = sqlite3.connect(place / name)
        assert database.execute("SELECT points FROM grade").fetchall() == [(7,)]
        database.close()
    modes = {name: stat.S_IMODE((place / name).stat().st_mode) for name in ("build", "exchange/cx101/inbound")}
    assert modes == {"build": 0o750, "exchange/cx101/inbound": 0o3733}


def test_what_was_there_is_moved_aside_and_stays_out_of_the_next_backup(place):
    made = backup(place)
    (place / "build/results/nps/ann.json").write_text("changed since")
    assert run(place, "restore.sh", made, "build").returncode == 0
    assert (place / "build/results/nps/ann.json").read_text() == "7 points"
    (aside,) = place.glob("build/.before-*")
    assert (aside / "results/nps/ann.json").read_text() == "changed since"
    shutil.rmtree(made)
    listed = subprocess.run(["tar", "-tzf", backup(place) / "build.tar.gz"], capture_output=True, text=True, check=True)
    assert ".before-" not in listed.stdout


def test_a_damaged_backup_is_refused_before_anything_is_touched(place):
    made = backup(place)
    (made / "etc.tar.gz").write_bytes(b"damaged")
    ended = run(place, "restore.sh", made)
    assert ended.returncode == 1 and "Take another one" in ended.stderr
    assert not list(place.glob("*/.before-*"))


def test_a_backup_that_cannot_be_made_leaves_nothing_behind(place):
    shutil.rmtree(place / "state")
    ended = run(place, "backup.sh")
    assert ended.returncode == 1 and "no folder" in ended.stderr
    assert not (place / "backups").exists()


def test_backups_are_for_their_owner_alone(place):
    made = backup(place)
    assert not [path for path in (made, *made.iterdir()) if path.stat().st_mode & 0o077]
