"""Work from nbgrader's exchange, where every learner can write."""

import os
import pwd
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grading import intake
from grading.errors import Rejected
from tests.grading.handed_in import NINE, SLUG, one, put, taken, told


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

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
    def test_what_another_person_put_into_a_learners_folder_is_refused(self, course, inbound):
        self.hand_in(inbound, self.ME, datetime.now(UTC))
        os.chown(next(inbound.glob("*/alpha.ipynb")), 65534, 65534)
        outcome = one(self.collect(course, inbound))
        assert outcome.refused and "belongs to another user than its folder" in outcome.sentence
        assert told(self.collect(course, inbound, check_owner=False)) == {self.ME: "collected"}

    def test_a_flood_of_hand_ins_is_counted_and_not_told(self, course, inbound):
        for number in range(40):
            self.hand_in(inbound, self.ME, datetime.now(UTC), b"%d" % number, random=f"+{number}")
            self.hand_in(inbound, "ann", datetime.now(UTC), random=f"+{number}")
        outcomes = self.collect(course, inbound)
        assert len(outcomes) == 12 and taken(course, self.ME) == b"39"
        assert [str(one) for one in outcomes if one.origin == "more files"] == [
            "ann, alpha: rejected. 30 more files of ann were refused. Ask for one notebook only."
        ]
        assert all(len(outcome.sentence) < 1_000 for outcome in outcomes)

    def test_a_hand_in_that_is_taken_away_meanwhile_stops_nobody(self, course, inbound, monkeypatch):
        self.hand_in(inbound, self.ME, datetime.now(UTC))
        listed, gone = os.scandir, inbound / "chi+alpha+2026-03-02 09:00:00.000000 UTC"

        def vanishing(folder):
            gone.mkdir()
            found = list(listed(folder))
            gone.rmdir()
            return found

        monkeypatch.setattr("grading.exchange.os.scandir", vanishing)
        assert told(self.collect(course, inbound)) == {self.ME: "collected"}

    def test_a_course_that_is_not_in_the_exchange_is_said_so(self, course, tmp_path):
        with pytest.raises(Rejected, match="has no course 'cx101'"):
            intake.collect_exchange(course, SLUG, tmp_path)
