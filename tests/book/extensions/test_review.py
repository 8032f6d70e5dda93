"""The {review} directive: questions of the chapters again, each with an identity of its own."""

import pytest
import yaml

QUIZ = """\
:::{{quiz}}
:id: {name}
:correct: 2
:concept: base
:level: {level}

What is **{name}**?

- a
  > No.
- b
  > Yes, {name}.
:::
"""


@pytest.fixture(scope="module")
def site(sphinx_site, tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    (course / "book" / "chapters").mkdir(parents=True)
    toc = {"root": "index", "parts": [{"caption": "All", "chapters": [{"file": "chapters/who"}]}]}
    ideas = [{"name": "The base", "about": "What a share is of.", "tags": ["base"]}]
    (course / "_toc.yml").write_text(yaml.safe_dump(toc))
    (course / "book" / "concepts.yml").write_text(yaml.safe_dump({"groups": [{"title": "A", "concepts": ideas}]}))
    (course / "book" / "routes.yml").write_text(yaml.safe_dump({"everyone": ["who"], "departments": []}))
    quizzes = "\n".join(QUIZ.format(name=f"who-{n}", level="number" if n < 3 else "recall") for n in range(12))
    pages = {
        "chapters/who": f"# Who?\n\n{quizzes}",
        "index": "# Start\n\n```{review} all 1\n```\n\n```{review} all 2\n```\n",
    }
    return sphinx_site(pages, "book.extensions.review", source=course / "book", extensions=["book.extensions.quiz"])


def test_the_questions_stand_there_with_names_of_their_own_and_the_chapter_they_come_from(site):
    forms = site.page().select("form.cx-quiz")
    assert len(forms) == 10
    assert all("review-all-1-who-" in str(form) for form in forms)
    assert site.page().text.count("From Who?.") == 10


def test_weeks_without_a_review_stop_the_build_with_its_place(site):
    assert "index.md:6" in site.complaints and "review: all 2 is not there" in site.complaints
