"""The facts about one learner are those that the pages about all tell of them."""

from datetime import UTC, datetime

import pytest
from pandas.testing import assert_frame_equal

from grading.model import Learner
from grading.roster import read_roster
from progress.facts import gather
from progress.one_person import facts_of
from progress.path import Paths
from progress.rules import read_rules
from tests.progress import random_gradebook

NOW = datetime(2026, 2, 15, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return random_gradebook.make(tmp_path_factory.mktemp("one"), exercises=6)


def alone(course, learner, **more):
    specs = {slug: course.spec(slug) for slug in course.slugs}
    rules = read_rules(None, course.slugs)
    return facts_of(course, learner, specs, rules, Paths(course.root, course.slugs), now=NOW, **more)


def plain(work):
    return work.astype({"learner_id": str, "exercise": str}).reset_index(drop=True)


def test_a_learner_alone_has_the_same_states_points_and_dates_as_among_all(course):
    together = gather(course, NOW).work
    for learner in read_roster(course.roster):
        work = together[together["learner_id"] == learner.learner_id]
        assert_frame_equal(plain(alone(course, learner).work), plain(work), check_dtype=False)


def test_what_was_just_handed_in_waits(course):
    slug = course.slugs[0]
    work = alone(course, Learner("somebody"), handed_in={slug: "2026-02-14T12:00:00+00:00"}).work
    assert list(work["state"]) == ["submitted", *["not started"] * (len(course.slugs) - 1)]
