"""Work from a zip archive, as a learning platform packs it, or as somebody filled it who meant no good."""

import io
import os
import stat
import zipfile

import pytest

from grading import intake
from grading.errors import Rejected
from grading.settings import MAX_NOTEBOOK_BYTES
from tests.grading.handed_in import NINE, SLUG, one, packed, taken, told


@pytest.fixture
def parcel(tmp_path):
    return tmp_path / "drop.zip"


class TestZip:
    def test_what_moodle_gives_is_taken_in(self, course, parcel):
        members = {
            "Ann Smith_4001_assignsubmission_file_/alpha.ipynb": "1",
            "Benoît van Dyke_4002_assignsubmission_file_x.ipynb": "2",
        }
        assert told(intake.collect_zip(course, SLUG, packed(parcel, members))) == {
            "ann": "collected",
            "ben": "collected",
        }
        assert (taken(course, "ann"), taken(course, "ben")) == (b"1", b"2")

    def test_what_canvas_gives_is_taken_in(self, course, parcel):
        members = {
            "smithann_12_345_alpha.ipynb": "1",
            "oneillchi_LATE_13_346_alpha-2.ipynb": "3",
            "x_LATE_dee_1_y.ipynb": "4",
        }
        outcomes = intake.collect_zip(course, SLUG, packed(parcel, members))
        assert told(outcomes) == {"ann": "collected", "chi": "collected", "x_LATE_dee_1_y.ipynb": "rejected"}

    def test_our_own_layout_is_taken_in_with_the_members_time_as_utc(self, course, parcel):
        intake.collect_zip(course, SLUG, packed(parcel, {"ann/alpha.ipynb": "1", "ben.ipynb": "2"}))
        assert [submission.received_at for submission in intake.submissions(course)] == [NINE.isoformat()] * 2

    def test_a_member_without_a_time_gets_the_archives(self, course, parcel):
        packed(parcel, {zipfile.ZipInfo("ann/alpha.ipynb"): "1"})
        os.utime(parcel, (NINE.timestamp(),) * 2)
        intake.collect_zip(course, SLUG, parcel)
        assert one(intake.submissions(course)).received_at == NINE.isoformat()

    def test_two_people_of_one_name_are_never_guessed(self, course, parcel):
        course.roster.write_text(course.roster.read_text() + "ann2,Ann  SMITH,,,\n")
        outcome = one(
            intake.collect_zip(course, SLUG, packed(parcel, {"Ann Smith_1_assignsubmission_file_/a.ipynb": "1"}))
        )
        assert outcome.refused and "More than one person has the name Ann Smith: ann, ann2" in outcome.sentence

    def test_a_file_named_for_someone_else_stays_with_the_folder_it_came_in(self, course, parcel):
        members = {"Ann Smith_1_assignsubmission_file_/ben.ipynb": "ann's", "zoe/ben/alpha.ipynb": "forged"}
        outcomes = intake.collect_zip(course, SLUG, packed(parcel, members))
        assert told(outcomes) == {"ann": "collected", "zoe/ben/alpha.ipynb": "rejected"}
        assert taken(course, "ann") == b"ann's"

    def test_work_named_like_another_exercise_is_asked_about(self, course, parcel):
        outcome = one(
            intake.collect_zip(course, SLUG, packed(parcel, {"Ann Smith_1_assignsubmission_file_/beta.ipynb": "1"}))
        )
        assert outcome.refused and "is named like the exercise beta" in outcome.sentence


def link(name):
    info = zipfile.ZipInfo(name, NINE.timetuple()[:6])
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def inner_zip():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("alpha.ipynb", "{}")
    return memory.getvalue()


class TestHostileZip:
    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("../x.ipynb", "1", "leads out of the folder"),
            ("ann/../../x.ipynb", "1", "leads out of the folder"),
            ("..\\ann\\alpha.ipynb", "1", "leads out of the folder"),
            ("/ann/alpha.ipynb", "1", "leads out of the folder"),
            ("C:\\ann\\alpha.ipynb", "1", "Nobody on the roster fits"),
            (link("ann/alpha.ipynb"), "/etc/passwd", "is a link or a special file"),
            ("ann/alpha.zip", inner_zip(), "is an archive inside the archive"),
            ("ann/alpha.ipynb", b"0" * (MAX_NOTEBOOK_BYTES + 1), "the limit is 10 MB"),
            ("ann/a/b/c/d/alpha.ipynb", "1", "No exercise has this name"),
        ],
    )
    def test_a_bad_member_is_refused_and_the_rest_collected(self, course, parcel, tmp_path, name, content, sentence):
        outcomes = intake.collect_zip(course, SLUG, packed(parcel, {name: content, "chi/alpha.ipynb": "good"}))
        assert sentence in one([outcome for outcome in outcomes if outcome.refused]).sentence
        assert [folder.name for folder in course.submitted.iterdir()] == ["chi"]
        assert not list(tmp_path.rglob("x.ipynb"))

    def test_an_encrypted_member_is_refused(self, course, parcel):
        packed(parcel, {"ann/alpha.ipynb": "1", "chi/alpha.ipynb": "2"})
        data = bytearray(parcel.read_bytes())
        data[data.index(b"PK\x01\x02") + 8] |= 1
        parcel.write_bytes(data)
        assert told(intake.collect_zip(course, SLUG, parcel)) == {"ann": "rejected", "chi": "collected"}

    def test_a_damaged_member_is_refused(self, course, parcel):
        packed(parcel, {"ann/alpha.ipynb": "one text that is long enough", "chi/alpha.ipynb": "2"})
        data = bytearray(parcel.read_bytes())
        data[50] ^= 0xFF
        parcel.write_bytes(data)
        outcomes = intake.collect_zip(course, SLUG, parcel)
        assert told(outcomes) == {"ann": "rejected", "chi": "collected"} and "damaged" in outcomes[0].sentence

    def test_a_member_that_says_it_is_small_is_not_read_beyond_the_limit(self, course, parcel):
        packed(parcel, {"ann/alpha.ipynb": b"0" * 3 * MAX_NOTEBOOK_BYTES, "chi/alpha.ipynb": "2"})
        data = bytearray(parcel.read_bytes())
        at = data.index(b"PK\x01\x02") + 24
        data[at : at + 4] = (1000).to_bytes(4, "little")
        parcel.write_bytes(data)
        assert told(intake.collect_zip(course, SLUG, parcel)) == {"ann": "rejected", "chi": "collected"}

    def test_an_unusual_packing_method_is_refused(self, course, parcel):
        with zipfile.ZipFile(parcel, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("ann/alpha.ipynb", "1")
        assert "packed in an unusual way" in one(intake.collect_zip(course, SLUG, parcel)).sentence

    @pytest.mark.parametrize(
        "content",
        [b"", b"not a zip", inner_zip()[:-30], b"PK\x05\x06" + b"\0" * 10],
        ids=["empty", "words", "cut off", "only an end"],
    )
    def test_what_is_no_archive_stops_with_a_sentence(self, course, parcel, content):
        parcel.write_bytes(content)
        with pytest.raises(Rejected, match="drop.zip is damaged, or is not a zip archive. Nothing was collected."):
            intake.collect_zip(course, SLUG, parcel)

    def test_too_many_members_stop_with_a_sentence(self, course, parcel, monkeypatch):
        monkeypatch.setattr("grading.archive.MAX_ARCHIVE_MEMBERS", 3)
        packed(parcel, {f"{number}/alpha.ipynb": "1" for number in range(4)})
        with pytest.raises(Rejected, match="holds more than 3 files"):
            intake.collect_zip(course, SLUG, parcel)

    def test_a_list_of_contents_that_would_fill_the_memory_is_not_read(self, course, parcel):
        data = bytearray(inner_zip())
        data[-10:-6] = (2**31).to_bytes(4, "little")
        parcel.write_bytes(data)
        with pytest.raises(Rejected, match="holds more than"):
            intake.collect_zip(course, SLUG, parcel)

    def test_too_much_in_all_stops_with_a_sentence(self, course, parcel, monkeypatch):
        packed(parcel, {"ann/alpha.ipynb": b"0" * 5_000, "ben/alpha.ipynb": b"0" * 5_000})
        monkeypatch.setattr("grading.archive.MAX_ARCHIVE_BYTES", 9_000)
        with pytest.raises(Rejected, match="unpacks to more than"):
            intake.collect_zip(course, SLUG, parcel)
