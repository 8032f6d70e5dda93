"""A learner's server opens an exercise by its name."""

from types import SimpleNamespace

import pytest

from classroom.opener import opened

SLUG = "operations"


class Manager:
    """As much of nbgrader's own as is asked: what is released, and a folder into which it fetches."""

    def __init__(self, folder, released=(SLUG,), works=True):
        self.root_dir, self.released, self.works, self.fetched = str(folder), released, works, []
        self.folder = folder

    def load_config(self):
        return SimpleNamespace(CourseDirectory=SimpleNamespace(course_id="cx101"))

    def list_released_assignments(self, course_id):
        assert course_id == "cx101"
        if self.released is None:
            return {"success": False, "value": "a stack trace"}
        status = {slug: "fetched" if (self.folder / slug).exists() else "released" for slug in self.released}
        return {"success": True, "value": [{"assignment_id": slug, "status": status[slug]} for slug in self.released]}

    def fetch_assignment(self, course_id, slug):
        self.fetched.append(slug)
        if self.works:
            (self.folder / slug).mkdir(exist_ok=True)
            (self.folder / slug / f"{slug}.ipynb").write_text("new")
        return {"success": self.works, "value": "a stack trace"}


def test_an_exercise_is_fetched_and_opened(tmp_path):
    manager = Manager(tmp_path)
    assert opened(manager, SLUG) == (f"{SLUG}/{SLUG}.ipynb", "")
    assert manager.fetched == [SLUG]


def test_work_that_is_there_is_opened_as_it_is(tmp_path):
    manager = Manager(tmp_path)
    (tmp_path / SLUG).mkdir()
    (tmp_path / SLUG / f"{SLUG}.ipynb").write_text("my work")
    assert opened(manager, SLUG)[0] and manager.fetched == []
    assert (tmp_path / SLUG / f"{SLUG}.ipynb").read_text() == "my work"


def test_a_notebook_that_was_removed_is_fetched_again(tmp_path):
    manager = Manager(tmp_path)
    (tmp_path / SLUG).mkdir()
    assert opened(manager, SLUG)[0] and manager.fetched == [SLUG]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"released": ()}, "is not open yet"),
        ({"released": None}, "cannot be reached"),
        ({"works": False}, "could not be fetched"),
    ],
)
def test_what_cannot_be_opened_is_a_sentence_without_a_stack_trace(tmp_path, settings, said):
    path, sentence = opened(Manager(tmp_path, **settings), SLUG)
    assert path == "" and said in sentence and "trace" not in sentence


@pytest.mark.parametrize("slug", ["../other", "<script>", ""])
def test_a_name_that_is_no_exercise_leads_nowhere(tmp_path, slug):
    manager = Manager(tmp_path)
    assert opened(manager, slug)[0] == "" and manager.fetched == []
