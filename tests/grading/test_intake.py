import io
import os
import pwd
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grading import intake
from grading.errors import BadRoster, Rejected, UnknownExercise
from grading.outcomes import Became
from grading.settings import MAX_NOTEBOOK_BYTES

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SLUG = "alpha"


def put(path, content=b"{}", at=NINE):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at.timestamp(),) * 2)
    return path


def packed(path, members, at=NINE):
    """A zip archive of {name or ZipInfo: content}."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def told(outcomes):
    """{learner or origin: word}"""
    return {outcome.learner_id or outcome.origin: str(outcome.became) for outcome in outcomes}


def one(outcomes):
    (outcome,) = outcomes
    return outcome


def taken(course, learner, slug=SLUG):
    return (course.submitted / learner / slug / f"{slug}.ipynb").read_bytes()


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def parcel(tmp_path):
    return tmp_path / "drop.zip"


class TestFolder:
    def test_the_three_layouts_are_taken_in(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", b"1")
        put(drop / "ben.ipynb", b"2")
        put(drop / "chi" / "alpha" / "alpha.ipynb", b"3")
        assert told(intake.collect_folder(course, SLUG, drop)) == dict.fromkeys(("ann", "ben", "chi"), "collected")
        assert [taken(course, who) for who in ("ann", "ben", "chi")] == [b"1", b"2", b"3"]

    def test_a_platforms_unpacked_drop_is_taken_in(self, course, drop):
        put(drop / "Ann Smith_77_assignsubmission_file_" / "my work.ipynb", b"1")
        put(drop / "vandykebenoit_12_99_alpha-1.ipynb", b"2")
        assert told(intake.collect_folder(course, SLUG, drop)) == {"ann": "collected", "ben": "collected"}

    def test_the_time_of_the_file_is_kept_as_nbgrader_writes_it(self, course, drop):
        put(drop / "ann" / "alpha.ipynb")
        intake.collect_folder(course, SLUG, drop)
        assert (course.submitted / "ann/alpha/timestamp.txt").read_text() == "2026-03-02 09:00:00.000000 UTC"
        assert one(intake.submissions(course)).received_at == "2026-03-02T09:00:00+00:00"

    def test_a_time_that_is_yet_to_come_counts_as_now(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", at=datetime(2090, 1, 1, tzinfo=UTC))
        intake.collect_folder(course, SLUG, drop)
        assert datetime.fromisoformat(one(intake.submissions(course)).received_at) <= datetime.now(UTC)

    def test_work_for_another_exercise_is_left_to_its_own_turn(self, course, drop):
        put(drop / "ann" / "alpha.ipynb")
        put(drop / "ann" / "beta.ipynb")
        put(drop / "ann" / "beta" / "beta.ipynb")
        assert told(intake.collect_folder(course, SLUG, drop)) == {"ann": "collected"}

    def test_files_of_systems_and_of_nbgrader_are_passed_over(self, course, drop):
        for name in (".DS_Store", "hints.json", "timestamp.txt", ".ipynb_checkpoints/alpha-checkpoint.ipynb"):
            put(drop / "ann" / name)
        assert intake.collect_folder(course, SLUG, drop) == []

    def test_only_the_owner_can_open_what_was_collected(self, course, drop):
        put(drop / "ann" / "alpha.ipynb")
        intake.collect_folder(course, SLUG, drop)
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (course.submitted, *course.submitted.rglob("*"))}
        assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items())

    def test_the_folder_itself_is_not_changed(self, course, drop):
        original = put(drop / "ann" / "alpha.ipynb", b"mine")
        before = original.stat()
        intake.collect_folder(course, SLUG, drop)
        after = original.stat()
        assert (original.read_bytes(), after.st_mtime_ns, after.st_mode) == (
            b"mine",
            before.st_mtime_ns,
            before.st_mode,
        )

    def test_a_file_that_is_no_json_is_received_all_the_same(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", b"\x00 half a note")
        assert told(intake.collect_folder(course, SLUG, drop)) == {"ann": "collected"}


class TestAgain:
    def test_the_same_content_is_unchanged_even_with_a_new_time(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb")
        intake.collect_folder(course, SLUG, drop)
        put(path, at=NINE + timedelta(days=1))
        assert told(intake.collect_folder(course, SLUG, drop)) == {"ann": "unchanged"}
        assert one(intake.submissions(course)).received_at == NINE.isoformat()

    def test_newer_work_replaces_older_work_which_is_kept(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb", b"old")
        intake.collect_folder(course, SLUG, drop)
        put(path, b"new", NINE + timedelta(hours=1))
        assert "It replaces an earlier version" in one(intake.collect_folder(course, SLUG, drop)).sentence
        assert taken(course, "ann") == b"new"
        kept = course.build / "submitted-earlier/ann/alpha/20260302T090000000000"
        assert (kept / "alpha.ipynb").read_bytes() == b"old"
        assert (kept / "timestamp.txt").read_text().startswith("2026-03-02 09:00")

    def test_every_earlier_version_is_kept_even_at_the_same_second(self, course, drop):
        for content in (b"1", b"2", b"3", b"4"):
            put(drop / "ann" / "alpha.ipynb", content)
            intake.collect_folder(course, SLUG, drop)
        kept = sorted(path.read_bytes() for path in (course.build / "submitted-earlier").rglob("alpha.ipynb"))
        assert (kept, taken(course, "ann")) == ([b"1", b"2", b"3"], b"4")

    def test_older_work_does_not_replace_newer_work(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb", b"new")
        intake.collect_folder(course, SLUG, drop)
        put(path, b"old", NINE - timedelta(hours=1))
        outcome = one(intake.collect_folder(course, SLUG, drop))
        assert outcome.became is Became.UNCHANGED and "older version" in outcome.sentence
        assert taken(course, "ann") == b"new"

    def test_of_two_files_for_one_learner_the_newest_is_taken_and_the_other_named(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", b"old")
        put(drop / "ann.ipynb", b"new", NINE + timedelta(hours=1))
        outcome = one(intake.collect_folder(course, SLUG, drop))
        assert outcome.origin == "ann.ipynb" and "Left aside: ann/alpha.ipynb" in outcome.sentence
        assert taken(course, "ann") == b"new"


class TestHostileFolder:
    def refused(self, course, drop):
        """The sentence about the only bad file, while another learner's work is collected all the same."""
        put(drop / "chi" / "alpha.ipynb", b"good")
        outcomes = intake.collect_folder(course, SLUG, drop)
        assert taken(course, "chi") == b"good"
        outcome = one([outcome for outcome in outcomes if outcome.refused])
        assert [folder.name for folder in course.submitted.iterdir()] == ["chi"]
        return str(outcome)

    def test_a_link_to_a_file_is_not_followed(self, course, drop):
        (drop / "ann").mkdir()
        (drop / "ann/alpha.ipynb").symlink_to(course.source(SLUG))
        assert "never followed" in self.refused(course, drop)

    def test_a_link_to_a_folder_is_not_followed(self, course, drop):
        (drop / "ann").symlink_to(course.source(SLUG).parent)
        self.refused(course, drop)

    def test_a_pipe_does_not_stop_the_batch(self, course, drop):
        (drop / "ann").mkdir()
        os.mkfifo(drop / "ann/alpha.ipynb")
        assert "special file" in self.refused(course, drop)

    def test_a_folder_named_like_the_notebook_is_refused(self, course, drop):
        put(drop / "ann" / "alpha" / "alpha.ipynb" / "deeper" / "x.ipynb")
        self.refused(course, drop)

    def test_200_megabytes_are_refused_without_being_read(self, course, drop):
        os.truncate(put(drop / "ann" / "alpha.ipynb"), 200 * 1024 * 1024)
        assert "is 200 MB, and the limit is 10 MB" in self.refused(course, drop)

    def test_a_file_that_is_no_notebook_is_refused(self, course, drop):
        put(drop / "ann" / "alpha.pdf")
        assert "alpha.pdf is not a notebook" in self.refused(course, drop)

    def test_an_unknown_learner_is_named_and_kept_aside(self, course, drop):
        put(drop / "zoe" / "alpha.ipynb")
        assert "zoe/alpha.ipynb, alpha: rejected. Nobody on the roster fits" in self.refused(course, drop)

    def test_a_name_that_no_exercise_has_is_refused(self, course, drop):
        put(drop / "ann" / "alpha (1).ipynb")
        assert "ann/alpha (1).ipynb, alpha: rejected. No exercise has this name" in self.refused(course, drop)

    def test_a_name_full_of_control_characters_is_made_visible(self, course, drop):
        put(drop / "\x1b[31mred\u202e" / "alpha.ipynb")
        assert "\\u001b[31mred\\u202e/alpha.ipynb" in self.refused(course, drop)

    def test_the_line_about_a_file_of_nobody_names_the_file_once(self, course, drop):
        os.truncate(put(drop / "zoe" / "alpha.ipynb"), 11 * 1024 * 1024)
        assert self.refused(course, drop).startswith("zoe/alpha.ipynb, alpha: rejected. It is 11 MB, and the limit")

    def test_a_name_that_is_no_text_is_made_visible(self, course, drop):
        put(drop / os.fsdecode(b"\xff\xfe") / "alpha.ipynb")
        assert "\\udcff\\udcfe/alpha.ipynb" in self.refused(course, drop)

    def test_a_step_of_the_path_that_becomes_a_link_is_noticed_when_it_is_read(self, course, drop):
        put(drop / "ann" / "alpha.ipynb")
        from grading.folder import deliveries

        delivery = one(deliveries(drop))
        (drop / "ann").rename(drop / "moved")
        (drop / "ann").symlink_to(course.source(SLUG).parent)
        with pytest.raises(Rejected, match="could not be read"):
            delivery.read()


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


class TestExchange:
    """The layout is nbgrader's own; the system user who runs the tests is on the roster, as the owner of the files."""

    ME = pwd.getpwuid(os.getuid()).pw_name

    @pytest.fixture
    def inbound(self, course, tmp_path):
        course.roster.write_text(course.roster.read_text() + f"{self.ME},Me Myself,,,\n")
        folder = tmp_path / "exchange" / "cx101" / "inbound"
        folder.mkdir(parents=True)
        return folder

    def hand_in(self, inbound, learner, at, content=b"1", random="+aB3_x-"):
        put(inbound / f"{learner}+alpha+{at:%Y-%m-%d %H:%M:%S.%f} UTC{random}" / "alpha.ipynb", content)

    def collect(self, course, inbound, **options):
        return intake.collect_exchange(course, SLUG, inbound.parent.parent, **options)

    def test_the_newest_hand_in_counts(self, course, inbound):
        now = datetime.now(UTC)
        self.hand_in(inbound, self.ME, now - timedelta(minutes=2), b"old")
        self.hand_in(inbound, self.ME, now, b"new", random="")
        assert told(self.collect(course, inbound)) == {self.ME: "collected"}
        assert taken(course, self.ME) == b"new"
        assert one(intake.submissions(course)).received_at == now.isoformat()

    def test_a_hand_in_under_another_persons_name_is_refused(self, course, inbound):
        self.hand_in(inbound, "ann", datetime.now(UTC))
        outcome = one(self.collect(course, inbound))
        assert outcome.refused and f"says that it is from ann, but it belongs to the user {self.ME}" in outcome.sentence
        assert told(self.collect(course, inbound, check_owner=False)) == {"ann": "collected"}

    def test_where_all_learners_are_one_user_the_owner_is_not_asked_for(self, course, inbound, monkeypatch):
        monkeypatch.setenv("COURSE_EXCHANGE", str(inbound.parent.parent))
        self.hand_in(inbound, "ann", datetime.now(UTC))
        assert told(intake.collect(course, SLUG)) == {"ann": "rejected"}
        assert told(intake.collect(course, SLUG, check_owner=False)) == {"ann": "collected"}

    def test_a_time_in_the_future_gives_way_to_the_file_systems(self, course, inbound):
        self.hand_in(inbound, self.ME, datetime(2090, 1, 1, tzinfo=UTC))
        assert "cannot be right" in one(self.collect(course, inbound)).sentence
        assert datetime.fromisoformat(one(intake.submissions(course)).received_at) <= datetime.now(UTC)

    def test_a_time_long_before_the_last_change_is_pointed_out(self, course, inbound):
        self.hand_in(inbound, self.ME, NINE)
        assert "Its name says 02 Mar 2026 09:00, but it was last changed" in one(self.collect(course, inbound)).sentence

    def test_links_and_strange_names_stop_nobody_else(self, course, inbound):
        self.hand_in(inbound, self.ME, datetime.now(UTC))
        linked = inbound / "ben+alpha+2026-03-02 09:00:00.000000 UTC"
        linked.symlink_to(course.source(SLUG).parent)
        (inbound / "chi+alpha+whenever").mkdir()
        (inbound / "dee+alpha+2026-03-02 09:00:00.000000 UTC").mkdir()
        outcomes = self.collect(course, inbound, check_owner=False)
        assert told(outcomes) == {
            self.ME: "collected",
            "ben": "rejected",
            "dee": "rejected",
            "chi+alpha+whenever": "rejected",
        }

    def test_honest_work_is_taken_as_nbgraders_own_collect_takes_it(self, course, inbound, tmp_path):
        now = datetime.now(UTC)
        self.hand_in(inbound, self.ME, now - timedelta(minutes=5), b"old")
        self.hand_in(inbound, self.ME, now, b"new")
        self.collect(course, inbound)
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        inbound.parent.parent.chmod(0o777)
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(theirs),
            "JUPYTER_CONFIG_PATH": "",  # stock nbgrader, without this course's settings
        }
        command = [
            sys.executable,
            "-m",
            "nbgrader",
            "collect",
            SLUG,
            "--course",
            "cx101",
            f"--Exchange.root={inbound.parent.parent}",
        ]
        subprocess.run(command, cwd=theirs, env=environment, check=True, capture_output=True)
        ours = course.submitted / self.ME / SLUG
        assert (theirs / "submitted" / self.ME / SLUG / "alpha.ipynb").read_bytes() == (
            ours / "alpha.ipynb"
        ).read_bytes()

    def test_a_course_that_is_not_in_the_exchange_is_said_so(self, course, tmp_path):
        with pytest.raises(Rejected, match="has no course 'cx101'"):
            intake.collect_exchange(course, SLUG, tmp_path)


class TestWrongWords:
    def test_an_unknown_exercise_is_refused_before_anything_is_read(self, course, drop):
        with pytest.raises(UnknownExercise, match="Did you mean alpha"):
            intake.collect(course, "alpah", folder=drop)
        assert not course.submitted.exists()

    def test_a_missing_folder_archive_or_roster_is_said_so(self, course, drop, parcel):
        with pytest.raises(Rejected, match="There is no folder"):
            intake.collect(course, SLUG, folder=drop / "none")
        with pytest.raises(Rejected, match="is a file, not a folder"):
            intake.collect(course, SLUG, folder=course.roster)
        with pytest.raises(Rejected, match="There is no archive"):
            intake.collect(course, SLUG, archive=parcel)
        course.roster.unlink()
        with pytest.raises(BadRoster, match="There is no roster"):
            intake.collect(course, SLUG, folder=drop)
