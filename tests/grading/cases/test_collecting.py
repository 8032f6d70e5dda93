"""What comes in through folders, archives and the exchange: taken from whom the channel names, or refused by name.

Each case is one drop with something odd in it, and work of an honest learner beside it, which is taken in every time.
"""

import io
import os
import pwd
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from grading import intake
from grading.course import Course
from grading.errors import Rejected
from tests.grading.handed_in import NINE, packed, put

ME = pwd.getpwuid(os.getuid()).pw_name
PEOPLE = f"ann,Ann Smith,,,\nben,Ben Jones,,,\nhonest,Honest One,,,\n{ME},Me,,,\n"
GOOD = b"honest work"


@pytest.fixture
def course(lab, tmp_path):
    """A course of its own for each case, with four people on the roster."""
    made = Course(root=lab.root, build=tmp_path / "build")
    made.build.mkdir()
    made.roster.write_text(f"learner_id,name,email,department,cohort\n{PEOPLE}", "utf8")
    return made


def refusals(course, outcomes):
    """Sentences about what was refused, after a look at the honest learner's work and at everything else collected."""
    assert (course.submitted / "honest" / "p1" / "p1.ipynb").read_bytes() == GOOD
    assert sorted(folder.name for folder in course.submitted.iterdir()) == ["honest"]
    told = [str(outcome) for outcome in outcomes if outcome.refused]
    assert all(". " in line and line.endswith((".", "yours", "}")) for line in told), told
    return told


def member(name, mode=0, **changes):
    info = zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0))
    info.external_attr = mode << 16
    for key, value in changes.items():
        setattr(info, key, value)
    return info


def bomb():
    """20 MB of zeros in 20 kB, and archives in archives."""
    inner = b"\0" * 20 * 1024**2
    for name in ("p1.ipynb", "inner.zip", "middle.zip"):
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, inner)
        inner = memory.getvalue()
    return inner


def flagged(place, bit):
    """A change of the archive's bytes: a flag of the first entry in its list of contents."""

    def change(data):
        data[data.index(b"PK\x01\x02") + place] |= bit

    return change


def stamped(data):
    """A time that no calendar has: month 15, day 31, at 31:63:62."""
    at = data.index(b"PK\x01\x02")
    data[at + 12 : at + 16] = b"\xff\xff\xff\xff"


def shortened(data):
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")


ARCHIVES = {
    "Z01 upwards": ({"../../x.ipynb": b"1"}, None, "../../x.ipynb", "leads out of the folder"),
    "Z01 in between": ({"ann/../../x/p1.ipynb": b"1"}, None, "ann/", "leads out of the folder"),
    "Z01 absolute": ({"/ann/p1.ipynb": b"1"}, None, "/ann", "leads out of the folder"),
    "Z01 backwards": ({"..\\..\\ann\\p1.ipynb": b"1"}, None, "../../ann/p1.ipynb", "leads out of the folder"),
    "Z01 drive": ({"C:\\ann\\p1.ipynb": b"1"}, None, "C:/ann", "Nobody on the roster"),
    "Z01 link": ({member("ann/p1.ipynb", stat.S_IFLNK | 0o777): b"/etc/passwd"}, None, "ann", "link or a special file"),
    "Z01 device": ({member("ann/p1.ipynb", stat.S_IFCHR): b""}, None, "ann", "link or a special file"),
    "Z02 encrypted": ({"ann/p1.ipynb": b"1"}, flagged(8, 1), "ann", "is encrypted"),
    "Z02 strongly encrypted": ({"ann/p1.ipynb": b"1"}, flagged(8, 0x40), "ann", "damaged inside the archive"),
    "Z02 shortened": ({"ann/p1.ipynb": b"1" * 5_000}, shortened, "ann", "damaged inside the archive"),
    "Z02 packed oddly": ({"ann/p1.ipynb": b"1"}, flagged(10, 0x40), "ann", "packed in an unusual way"),
    "bomb": ({"ann/p1.ipynb": b"\0" * 50 * 1024**2}, None, "ann", "is 50 MB, and the limit is 10 MB"),
    "nested": ({"Ann Smith_1_assignsubmission_file_/all.zip": bomb()}, None, "ann", "an archive inside the archive"),
    "nested otherwise": ({"ann/p1.tar.gz": b"\x1f\x8b"}, None, "ann", "an archive inside the archive"),
    "extension": ({"ann/p1.ipynb.txt": b"1"}, None, "ann/p1.ipynb.txt", "No exercise has this name"),
    "page": ({"ann/p1.html": b"<script>"}, None, "ann", "is not a notebook"),
    "control characters": ({"\x1b[2Jann\u202e/p1.ipynb": b"1"}, None, "\\u001b[2Jann\\u202e", "Nobody on the roster"),
    "a name without end": ({"a" * 60_000 + "/p1.ipynb": b"1"}, None, "aaa", "Nobody on the roster"),
    "no name": ({"/": b"", "//p1.ipynb": b"1"}, None, "//p1.ipynb", "leads out of the folder"),
    "for somebody else": ({"zoe/ann/p1.ipynb": b"forged"}, None, "zoe/ann/p1.ipynb", "Nobody on the roster"),
    "somebody else's name inside": (
        {"Zoe Who_1_assignsubmission_file_/ann.ipynb": b"forged"}, None, "Zoe Who", "Nobody on the roster has the name"
    ),
    "a platform's name in a platform's name": (
        {"Zoe Who_1_assignsubmission_file_Ann Smith_2_assignsubmission_file_p1.ipynb": b"forged"},
        None, "Zoe Who", "Nobody on the roster has the name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_what_is_wrong_in_an_archive_is_refused_by_name_and_the_rest_taken(course, tmp_path, name):
    members, change, origin, sentence = ARCHIVES[name]
    parcel = packed(tmp_path / "drop.zip", {**members, "honest/p1.ipynb": GOOD})
    if change:
        data = bytearray(parcel.read_bytes())
        change(data)
        parcel.write_bytes(data)
    (told,) = refusals(course, intake.collect_zip(course, "p1", parcel))
    assert told.startswith(origin) and sentence in told and len(told) < 600
    assert not list(tmp_path.rglob("x*"))


def test_a_time_that_no_calendar_has_is_no_reason_to_refuse(course, tmp_path):
    parcel = packed(tmp_path / "drop.zip", {"honest/p1.ipynb": GOOD})
    data = bytearray(parcel.read_bytes())
    stamped(data)
    parcel.write_bytes(data)
    assert refusals(course, intake.collect_zip(course, "p1", parcel)) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\x1f\x8b\x08\0" + b"\0" * 40, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"PK\x05\x06" + b"\xff" * 18],
    ids=["empty", "gz", "rar", "7z", "only an end"],
)
def test_what_is_no_zip_archive_ends_that_one_collection_with_a_sentence(course, tmp_path, content):
    parcel = tmp_path / "drop.zip"
    parcel.write_bytes(content)
    with pytest.raises(Rejected, match="drop.zip .*Nothing was collected. "):
        intake.collect_zip(course, "p1", parcel)
    intake.collect_zip(course, "p1", packed(parcel, {"honest/p1.ipynb": GOOD}))
    assert refusals(course, []) == []


def test_twenty_thousand_files_are_read_and_more_are_not(course, tmp_path):
    parcel = packed(
        tmp_path / "drop.zip", {f"{number}/p1.ipynb": b"" for number in range(19_999)} | {"honest/p1.ipynb": GOOD}
    )
    told = refusals(course, intake.collect_zip(course, "p1", parcel))
    assert len(told) == 1_001 and "18,999 more files of nobody on the roster" in told[0] + told[-1]
    packed(parcel, {f"{number}/p1.ipynb": b"" for number in range(20_001)})
    with pytest.raises(Rejected, match="holds more than 20,000 files"):
        intake.collect_zip(course, "p1", parcel)


FOLDERS = {
    "link": (lambda drop, course: _link(drop / "ann" / "p1.ipynb", course.source("p1")), "never followed"),
    "folder link": (lambda drop, course: _link(drop / "ann", course.source("p1").parent), "never followed"),
    "gradebook": (lambda drop, course: _link(drop / "ann" / "p1.ipynb", course.build), "never followed"),
    "hard link": (lambda drop, course: _hard_link(drop / "ann" / "p1.ipynb", course.source("p1")), "hard link"),
    "pipe": (lambda drop, course: os.mkfifo(put(drop / "ann" / "x").with_name("p1.ipynb")), "special file"),
    "zeros": (lambda drop, course: _link(drop / "ann" / "p1.ipynb", "/dev/zero"), "never followed"),
    "folder": (lambda drop, course: put(drop / "ann" / "p1" / "p1.ipynb" / "x.ipynb"), "No exercise has this name"),
    "large": (lambda drop, course: os.truncate(put(drop / "ann" / "p1.ipynb"), 2**40), "the limit is 10 MB"),
    "renamed": (lambda drop, course: put(drop / "ann" / "p1 (2).ipynb"), "No exercise has this name. Rename it"),
    "no text": (lambda drop, course: put(drop / os.fsdecode(b"\xff") / "p1.ipynb"), "\\udcff/p1.ipynb"),
}


def _link(path, to):
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(to)


def _hard_link(path, to):
    path.parent.mkdir(exist_ok=True)
    path.hardlink_to(to)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_wrong_in_a_folder_is_refused_by_name_and_the_rest_taken(course, tmp_path, name):
    lay, sentence = FOLDERS[name]
    drop = tmp_path / "drop"
    put(drop / "honest" / "p1.ipynb", GOOD)
    lay(drop, course)
    told = refusals(course, intake.collect_folder(course, "p1", drop))
    assert any(sentence in line for line in told), told


NOW = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
HAND_INS = {
    "I01": (f"ann+p1+{NOW}+abcd", "says that it is from ann, but it belongs to the user"),
    "I01 plus": (f"ann+x+p1+{NOW}", "says that it is from ann+x"),
    "I01 dots": (f"..+p1+{NOW}", "says that it is from .."),
    "I01 time": ("ann+p1+whenever", "is not a name that nbgrader gives"),
    "I01 nobody": (f"+p1+{NOW}", "is not a name that nbgrader gives"),
}


@pytest.mark.parametrize("name", HAND_INS)
def test_nobody_hands_in_for_somebody_else(course, tmp_path, name):
    folder, sentence = HAND_INS[name]
    inbound = tmp_path / "exchange" / "cx101" / "inbound"
    put(inbound / folder / "p1.ipynb", b"forged")
    put(inbound / f"{ME}+p1+{NOW}+x" / "p1.ipynb", b"mine")
    outcomes = intake.collect_exchange(course, "p1", tmp_path / "exchange")
    assert [path.name for path in course.submitted.iterdir()] == [ME]
    (told,) = [outcome.sentence for outcome in outcomes if outcome.refused]
    assert sentence in told and told.count(". ") <= 2


def test_links_in_the_exchange_bring_nothing_in(course, tmp_path):
    inbound = tmp_path / "exchange" / "cx101" / "inbound"
    mine = inbound / f"{ME}+p1+{NOW}+x"
    put(mine / "p1.ipynb", b"mine")
    (mine / "source").symlink_to(course.source("p1").parent)
    (mine / "gradebook.db").symlink_to(course.roster)
    (inbound / f"ann+p1+{NOW}+y").symlink_to(course.source("p1").parent)
    intake.collect_exchange(course, "p1", tmp_path / "exchange", check_owner=False)
    files = [path.name for path in course.submitted.rglob("*") if not path.is_dir()]
    assert sorted(files) == ["p1.ipynb", "timestamp.txt"]


def test_who_handed_in_is_never_read_from_the_notebook(course, tmp_path):
    claim = b'{"cells": [], "metadata": {"learner_id": "ben", "name": "Ben Jones"}, "nbformat": 4, "nbformat_minor": 5}'
    put(tmp_path / "drop" / "ann" / "p1.ipynb", claim, NINE)
    (outcome,) = intake.collect_folder(course, "p1", tmp_path / "drop")
    assert outcome.learner_id == "ann" and [path.name for path in course.submitted.iterdir()] == ["ann"]
