"""What the package knows of the book, and how much a platform has to store for it."""

import json

import pytest

from book.routes import routes
from classroom.scorm.chosen import Chapter, Chosen, choose
from classroom.scorm.outline import MOST, key, longest, outline
from grading.course import HOME
from grading.errors import CourseError


def site_with(folder, asked):
    """A built site with nothing in it but pages and their questions."""
    for page in asked:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{page}.html").write_text("<head></head>", "utf8")
    questions = {page: [{"id": id} for id in ids] for page, ids in asked.items()}
    (folder / "quiz.json").write_text(json.dumps(questions), "utf8")
    return folder


def chosen_of(asked):
    return Chosen("book", "Book", True, tuple(Chapter(page, page) for page in asked))


def the_whole_book(folder):
    """The outline of the whole book, from its sources."""
    asked = {f"chapters/{stop.slug}": stop.questions for stop in routes(HOME)[-1].stops}
    return outline(choose(HOME), site_with(folder, asked), mastery=50)


def test_the_whole_book_fits_into_what_a_platform_keeps(tmp_path):
    made = the_whole_book(tmp_path)
    assert (len(made["chapters"]), sum(len(each["questions"]) for each in made["chapters"])) >= (31, 186)
    assert longest(made) < MOST


def test_a_key_is_four_plain_characters_and_follows_the_name_alone():
    assert len(key("nps-base")) == 4 and key("nps-base").isascii()
    assert key("nps-base") == key("nps-base")
    assert key("nps-base") != key("nps-range")


def test_shared_pages_belong_to_a_route_and_other_chapters_do_not(tmp_path):
    site = site_with(tmp_path, {"chapters/a": [], "chapters/b": [], "index": []})
    made = outline(Chosen("a", "A", False, (Chapter("chapters/a", "A"),)), site, 50)
    assert made["pages"] == ["chapters/a", "index"]


def test_a_book_that_is_older_than_its_contents_is_refused(tmp_path):
    with pytest.raises(CourseError, match=r"no page chapters/new\.html.*course\.py book"):
        outline(chosen_of(["chapters/new"]), site_with(tmp_path, {"chapters/a": []}), 50)


def test_more_answers_than_a_platform_keeps_are_refused(tmp_path):
    asked = {"chapters/a": [f"question-{number}" for number in range(350)]}
    with pytest.raises(CourseError, match=r"4,2\d\d characters.*4,096.*--route"):
        outline(chosen_of(asked), site_with(tmp_path, asked), 50)


def test_two_questions_whose_keys_meet_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("classroom.scorm.outline.key", lambda name: "same" if name in ("one", "two") else name[-4:])
    asked = {"chapters/a": ["one", "two"]}
    with pytest.raises(CourseError, match="one, two have the same short key"):
        outline(chosen_of(asked), site_with(tmp_path, asked), 50)
