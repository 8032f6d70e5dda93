"""The opener of a chapter on its page, and words that templates hold for translators."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from book.extensions import opener
from book.extensions.pages import TEMPLATES
from book.routes import routes
from cxlab import table

HOME = Path(__file__).resolve().parents[3]
CHAPTER = "---\nminutes: 40\n---\n# IT: who saw it?\n\nA story.\n\n*How many met it?*\n\nWords. *Not this?*\n"


@pytest.fixture(scope="module")
def page(sphinx_site, tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    (course / "book" / "chapters").mkdir(parents=True)
    toc = {"root": "index", "parts": [{"caption": "Your <part>", "chapters": [{"file": "chapters/it"}]}]}
    plan = {"everyone": [], "departments": [{"work": "IT", "chapters": ["it"]}]}
    (course / "_toc.yml").write_text(yaml.safe_dump(toc))
    (course / "book" / "routes.yml").write_text(yaml.safe_dump(plan))
    site = sphinx_site(
        {"chapters/it": CHAPTER},
        "book.extensions.opener",
        source=course / "book",
        extensions=["book.extensions.pages"],
    )
    return site.page("chapters/it")


def test_under_the_title_stand_part_reader_and_minutes(page):
    box = page.select_one("h1 + .cx-opener")
    said = {line.dt.text: line.dd.text.strip() for line in box.select("dl > div")}
    assert said == {"Part": "Your <part>", "For": "IT", "Reading": "40 minutes"}


def test_the_opener_of_a_page_without_translation_is_english_as_the_page(tmp_path, monkeypatch):
    own = tmp_path / "toc-fa.yml"
    for file, caption in ((tmp_path / "_toc.yml", "Your part"), (own, "بخش شما")):
        contents = {"parts": [{"caption": caption, "chapters": [{"file": "chapters/it"}, {"file": "chapters/new"}]}]}
        file.write_text(yaml.safe_dump({"root": "index", **contents}))
    (tmp_path / "book" / "chapters").mkdir(parents=True)
    for name in ("it", "new"):
        (tmp_path / "book" / "chapters" / f"{name}.md").write_text(CHAPTER)
    (tmp_path / "book" / "routes.yml").write_text(
        yaml.safe_dump({"everyone": ["it"], "departments": [{"work": "IT", "chapters": ["new"]}]})
    )
    monkeypatch.setattr(
        "book.languages.catalog.of_page", lambda course, code, name: {"a": "b"} if name == "chapters/it" else {}
    )
    config = SimpleNamespace(external_toc_path=str(own), cx_language="fa")
    app = SimpleNamespace(srcdir=tmp_path / "book", config=config)
    opener.prepare(app, None)
    assert {slug: about.part for slug, about in app.cx_openers.items()} == {"it": "بخش شما", "new": "Your part"}


def test_the_first_question_in_italics_leads_to_its_place(page):
    link = page.select_one(".cx-opener .cx-asks a")
    assert link.text == "How many met it?"
    assert page.select_one(link["href"]).text == "How many met it?"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("route-words.html", {route.work for route in routes(HOME) if not route.whole}),
        ("fernwick-words.html", {*table("departments").dept_name, *table("contact_reasons").reason}),
    ],
)
def test_a_template_holds_all_words_of_the_data_that_a_reader_sees(template, words):
    held = re.findall(r'"(.+?)": _\("(.+?)"\)', (TEMPLATES / "parts" / template).read_text("utf8"))
    assert {word for word, _ in held} == words and all(word == said for word, said in held)
