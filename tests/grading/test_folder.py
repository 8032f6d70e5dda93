"""Work from a folder that other people could write to."""

import os
import pickle
import shutil
import stat
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grading import intake
from grading.errors import Rejected
from grading.folder import deliveries
from tests.grading.handed_in import SLUG, one, put, taken, told


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


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
        delivery = one(deliveries(drop))
        (drop / "ann").rename(drop / "moved")
        (drop / "ann").symlink_to(course.source(SLUG).parent)
        with pytest.raises(Rejected, match="could not be read"):
            delivery.read()

    def test_a_second_name_of_another_file_is_refused(self, course, drop):
        (drop / "ann").mkdir()
        (drop / "ann/alpha.ipynb").hardlink_to(course.source(SLUG))
        assert "a hard link" in self.refused(course, drop)

    def test_a_flood_of_files_is_counted_and_not_told(self, course, drop, monkeypatch):
        monkeypatch.setattr("grading.folder.MAX_FILES_EACH", 50)
        for number in range(60):
            put(drop / "ann" / f"{number}.ipynb")
        put(drop / "chi" / "alpha.ipynb", b"good")
        outcomes = intake.collect_folder(course, SLUG, drop)
        assert taken(course, "chi") == b"good" and len(outcomes) < 60
        assert any("ann holds more than 50 files" in outcome.sentence for outcome in outcomes)

    def test_a_report_names_some_of_one_learners_refused_files_and_counts_the_rest(self, course, drop):
        for number in range(60):
            put(drop / "Ann Smith_1_assignsubmission_file_" / f"{number}.pdf")
        *told_of, last = intake.collect_folder(course, SLUG, drop)
        assert len(told_of) == 10 and last.refused
        assert str(last) == "ann, alpha: rejected. 50 more files of ann were refused. Ask for one notebook only."

    def test_many_older_files_are_counted_too(self, course, drop):
        for number in range(60):
            put(drop / "Ann Smith_1_assignsubmission_file_" / f"{number}.ipynb", b"%d" % number)
        assert one(intake.collect_folder(course, SLUG, drop)).sentence.endswith(" and 49 more.")

    def test_a_folder_that_cannot_be_opened_stops_nobody_else(self, apart):
        put(apart / "ann" / "alpha.ipynb").parent.chmod(0)
        put(apart / "chi" / "alpha.ipynb")
        found = as_another_user(lambda: [(one.origin, one.trouble) for one in deliveries(apart)])
        assert [origin for origin, _ in found] == ["ann", "chi/alpha.ipynb"]
        assert found[0][1] == "ann could not be opened (Permission denied). Make it readable and collect again."
        apart.chmod(0)
        with pytest.raises(Rejected, match="could not be opened|There is no folder"):
            as_another_user(lambda: deliveries(apart))

    def test_what_is_taken_away_meanwhile_stops_nobody(self, drop):
        put(drop / "chi" / "alpha.ipynb")
        ended = threading.Event()

        def come_and_go():
            while not ended.is_set():
                put(drop / "ann" / "alpha.ipynb")
                shutil.rmtree(drop / "ann")

        other = threading.Thread(target=come_and_go)
        other.start()
        try:
            assert all("chi/alpha.ipynb" in [one.origin for one in deliveries(drop)] for _ in range(300))
        finally:
            ended.set()
            other.join()


@pytest.fixture
def apart():
    """A folder that other users can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_another_user(function):
    """What the function returns or raises for a user who may not open everything."""
    if os.geteuid():
        return function()
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.setuid(65534)
        try:
            answer = function()
        except Exception as trouble:
            answer = trouble
        os.write(theirs, pickle.dumps(answer))
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        answer = pickle.loads(pipe.read())
    os.waitpid(child, 0)
    if isinstance(answer, Exception):
        raise answer
    return answer
