"""nbgrader's own pages, formgrader's and feedback, on work in which a learner tried everything.

Two lines of defence, each shown without the other: the notebook that the engine writes does nothing on nbgrader's pages
as they come, and the course's settings make nbgrader's pages safe for a notebook that nobody cleaned.
"""

import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.server_extensions.formgrader import handlers
from playwright.sync_api import expect
from traitlets.config import Config

from grading import notebooks
from grading.cleaning import clean
from grading.course import HOME, Course
from grading.nbgrader_steps import generate
from grading.settings import COURSE_ID
from tests.end_to_end.hostile_notebook import ELSEWHERE, MARKDOWN, PIXEL, add_harm
from tests.end_to_end.trainers_lab import TOKEN, running, submission, variables, wait_to_mark

SLUG = "operations"
CLOSED = "http://formgrader.test"  # nobody answers there: the test itself gives what a page asks for
MATHJAX = "https://cdnjs.cloudflare.com/"
STATIC = Path(handlers.static_path)
HARM = "window.harmed || []"


@pytest.fixture(scope="module")
def source():
    return notebooks.read(Course().source(SLUG))


@pytest.fixture(scope="module")
def graded(source):
    """What a grader that cleans nothing would write: our cells with hidden tests, and everything of the learner's."""
    rebuilt, _ = notebooks.rebuild(source, source)
    return add_harm(rebuilt)


@pytest.fixture(scope="module")
def cleaned(graded, source):
    return clean(graded, {cell.source for cell in source.cells})


def stock_page(notebook, template):
    """The page as nbgrader makes it without any setting of ours."""
    settings = Config()
    settings.HTMLExporter.template_name = template
    settings.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    if template == "feedback":
        settings.HTMLExporter.extra_template_paths = [str(STATIC / "node_modules/bootstrap/dist/css")]
    nbgrader = {"notebook": SLUG, "score": 0, "max_score": 1, "late_penalty": 0}
    about = {"assignment_id": SLUG, "notebook_id": SLUG, "submission_id": "1", "index": 0, "total": 1, "base_url": ""}
    notebook = nbformat.from_dict(deepcopy(notebook))
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).setdefault("score", 0)
    page, _ = HTMLExporter(config=settings).from_notebook_node(
        notebook, resources={**about, "student": "eve", "notebook_path": "x", "nbgrader": nbgrader}
    )
    return page


class Visit:
    """One look at a page: what it asked for, what ran, what it complained about."""

    def __init__(self, page):
        self.page, self.asked, self.said, self.elsewhere, self.dialogs = page, [], [], [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._opened)

    def serve(self, html):
        """Open `html` as formgrader's page, with nbgrader's own files beside it; every other request goes nowhere."""

        def answer(route):
            url = urlsplit(route.request.url)
            place = STATIC / url.path.removeprefix("/formgrader/static/")
            if route.request.url == f"{CLOSED}/formgrader/submissions/1/":
                route.fulfill(body=html, content_type="text/html")
            elif url.path.startswith("/formgrader/static/") and place.is_file():
                route.fulfill(path=place)
            elif url.path.startswith("/formgrader/api/"):
                route.fulfill(json=[])
            else:
                if not route.request.url.startswith(MATHJAX):
                    self.elsewhere.append(route.request.url)
                route.abort()

        self.page.route("**/*", answer)
        self.page.goto(f"{CLOSED}/formgrader/submissions/1/")
        return self.settle()

    def settle(self):
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(500)
        return self

    @property
    def harmed(self):
        return self.page.evaluate(HARM) + self.dialogs

    def _opened(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def visit(chromium):
    contexts = []

    def visit(**settings):
        contexts.append(chromium.new_context(**settings))
        return Visit(contexts[-1].new_page())

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.filterwarnings("ignore:Your element with mimetype")
@pytest.mark.parametrize("template", ["formgrade", "feedback"])
def test_the_notebook_of_this_test_does_harm_where_nobody_cleans_it(visit, graded, template):
    seen = visit()
    loud = deepcopy(graded)
    quiet = {"base", "closing", "meta refresh", "attachment"}  # each of these hides the others' effect
    loud.cells = [cell for cell in loud.cells if cell.source not in {MARKDOWN[name] for name in quiet}]
    seen.serve(stock_page(loud, template))
    assert len(set(seen.harmed)) > 10 and len([url for url in seen.elsewhere if url.startswith(ELSEWHERE)]) > 10


@pytest.mark.parametrize("template", ["formgrade", "feedback"])
def test_the_notebook_that_the_engine_writes_does_nothing_on_nbgraders_pages_as_they_come(visit, cleaned, template):
    seen = visit().serve(stock_page(cleaned, template))
    assert (seen.harmed, seen.elsewhere, len(seen.page.frames)) == ([], [], 1)
    assert seen.page.locator("iframe, object, embed, svg, form, meta[http-equiv], base, video").count() == 0
    links = seen.page.locator("#notebook a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [link for link in links if link and not link.startswith("#")] == []
    shown = seen.page.locator("#notebook").first.inner_text()
    assert "nobody sees this" in shown and "[//]: # (nor this)" in shown and "\\u202etnec rep 71" in shown
    assert seen.page.locator(f"img[src='data:image/png;base64,{PIXEL}']").count() == 8


def test_no_formula_of_the_learners_is_left_that_could_load_or_link(visit, cleaned):
    seen = visit().serve(stock_page(cleaned, "formgrade"))
    outside_code = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); let all = '';
        while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('pre,code,script,style,textarea'))
            all += walk.currentNode.data; return all }"""
    text = seen.page.evaluate(outside_code)
    assert "href{" not in text and "\\require" not in text and "\\def" not in text and len(text) > 2_000


@pytest.fixture(scope="module")
def course(graded, cleaned):
    """A course in which `eve`'s notebook was never cleaned and `ann`'s was, with formgrader's gradebook."""
    (HOME / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="test-", dir=HOME / "build") as folder:
        yield fill(Course(HOME, Path(folder)), {"eve": graded, "ann": cleaned})


def fill(made, notebooks_of):
    generate(made, SLUG, made.release)
    name = f'<img src="none:" onerror="{ELSEWHERE}"><b>Eve</b>'
    for learner_id, notebook in notebooks_of.items():
        folder = made.autograded / learner_id / SLUG
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{SLUG}.ipynb")
        with Gradebook(made.gradebook_url, COURSE_ID) as book:
            script = f"<script>window.harmed=['{learner_id}']</script>"
            book.update_or_create_student(learner_id, first_name=name, last_name=script, email="<i>x</i>@example.org")
            with book.db.no_autoflush:
                book.update_or_create_submission(SLUG, learner_id)
        names = {"notebook": SLUG, "assignment": SLUG, "student": learner_id, "db_url": made.gradebook_url}
        SaveAutoGrades().preprocess(nbformat.from_dict(deepcopy(notebook)), {"nbgrader": names})
    (made.autograded / "eve" / SLUG / "page.html").write_text(f"<script>fetch('{ELSEWHERE}/page')</script>")
    settings = made.submitted / "eve" / SLUG / "nbgrader_config.py"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"open({str(made.build / 'harmed')!r}, 'w').close()")
    return made


@pytest.fixture(scope="module")
def environment(course):
    return variables(course)


@pytest.fixture(scope="module")
def formgrader(course, environment):
    with running(course, environment) as address:
        yield f"{address}/formgrader"


def enter(seen, formgrader, place):
    seen.page.goto(f"{formgrader.removesuffix('/formgrader')}/api/status?token={TOKEN}")
    seen.asked.clear()
    seen.page.goto(f"{formgrader}/{place}", wait_until="networkidle")
    return seen.settle()


def get(address):
    """Ask as the trainer, without a browser."""
    return urllib.request.urlopen(
        urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"}), timeout=20
    )


@pytest.mark.parametrize("learner_id", ["eve", "ann"])
def test_formgrader_as_the_course_sets_it_runs_nothing_and_asks_nobody_else(visit, course, formgrader, learner_id):
    seen = enter(visit(), formgrader, f"submissions/{submission(course, learner_id, SLUG)}/")
    assert (seen.harmed, len(seen.page.frames)) == ([], 1)
    assert {urlsplit(url).path.split("/")[2] for url in seen.asked} <= {"submissions", "static", "api", "libs"}
    assert {url for url in seen.asked if not url.startswith(f"{formgrader}/")} == set()
    assert [said for said in seen.said if "Content Security Policy" in said or "Error" in said] == []


def test_formgrader_still_shows_names_and_takes_marks(visit, course, formgrader):
    seen = enter(visit(), formgrader, f"submissions/{submission(course, 'ann', SLUG)}/")
    wait_to_mark(seen.page)
    expect(seen.page.locator(".name-shown").first).to_be_hidden()
    seen.page.locator(".glyphicon-eye-open").click()
    expect(seen.page.locator("a.name-shown")).to_contain_text("<script>")
    for field, text, kept in (
        ("input#reflection", "1", "grade"),
        ("textarea#reflection-comment", "Name the team.", "comment"),
    ):
        seen.page.locator(field).fill(text)
        with seen.page.expect_response(lambda one, kept=kept: one.request.method == "PUT" and f"/{kept}/" in one.url):
            seen.page.locator(field).blur()
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        assert book.find_grade("reflection", SLUG, SLUG, "ann").manual_score == 1
        assert book.find_comment("reflection", SLUG, SLUG, "ann").manual_comment == "Name the team."
    assert seen.harmed == [] and not [said for said in seen.said if "Error" in said]


@pytest.mark.parametrize(
    "place", ["manage_assignments", "manage_students", "manage_students/eve", f"gradebook/{SLUG}/{SLUG}"]
)
def test_formgraders_lists_obey_no_name(visit, formgrader, place):
    seen = enter(visit(), formgrader, place)
    assert seen.harmed == [] and {url for url in seen.asked if not url.startswith(f"{formgrader}/")} == set()
    assert seen.page.locator("td img, td script").count() == 0


def test_formgraders_buttons_change_nothing_and_say_who_does_it(visit, course, formgrader):
    before = {path: path.stat().st_mtime_ns for path in course.build.rglob("*") if "home" not in path.parts}
    seen = enter(visit(), formgrader, f"manage_submissions/{SLUG}")
    seen.page.locator("tr", has_text="ann").locator(".autograde a").click()
    told = seen.page.locator("#error-modal")
    expect(told).to_contain_text(f"changes nothing in this course. In a terminal: python3 course.py grade {SLUG}")
    enter(seen, formgrader, "manage_assignments")
    seen.page.locator("tr", has_text=SLUG).locator(".assign a").click()
    expect(told).to_contain_text(f"python3 course.py release --publish {SLUG}")
    after = {path: path.stat().st_mtime_ns for path in course.build.rglob("*") if "home" not in path.parts}
    changed = {path.name for path in after if after[path] != before.get(path)} - {"log.txt", course.build.name}
    assert {name for name in changed if not name.startswith("gradebook.db")} == set()


def test_even_a_script_that_came_as_far_as_formgraders_page_would_not_run(visit, course, formgrader):
    seen = visit()

    def slip_in(route):
        body = route.fetch().text()
        route.fulfill(body=body.replace("</body>", "<script>harmed=1</script><img src=none: onerror=harmed=2></body>"))

    seen.page.route("**/submissions/*/", slip_in)
    enter(seen, formgrader, f"submissions/{submission(course, 'ann', SLUG)}/")
    assert seen.page.locator("body > script").count() > 0 and seen.harmed == []
    assert any("Content Security Policy" in said for said in seen.said)


def test_a_page_that_lies_beside_a_graded_notebook_can_do_nothing(visit, course, formgrader):
    seen = enter(visit(), formgrader, f"submissions/{submission(course, 'eve', SLUG)}/page.html")
    assert seen.asked == [seen.page.url]
    assert any("sandboxed" in said for said in seen.said)


@pytest.mark.parametrize("folder", ["submitted/eve/operations", "", "nowhere"])
def test_no_link_can_make_formgrader_load_settings_from_another_folder(course, formgrader, folder):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{formgrader}?path={course.build / folder}")
    assert refused.value.code == 403 and b"never loaded" in refused.value.read()
    assert not (course.build / "harmed").exists()
    with get(formgrader) as answer:
        assert answer.status == 200 and answer.url.partition("?")[0].endswith("/formgrader/manage_assignments")


def test_the_trainers_whole_lab_may_ask_nobody_else(formgrader):
    with get(f"{formgrader}/manage_assignments") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "default-src 'self'" in policy and "http" not in policy
    assert "sqlite" not in page  # nor is the gradebook's address shown


def test_feedback_as_nbgrader_makes_it_runs_nothing_and_asks_nobody(visit, course, environment):
    said = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_feedback", SLUG],
        cwd=course.build,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    for learner_id in ("eve", "ann"):
        path = course.feedback / learner_id / SLUG / f"{SLUG}.html"
        assert path.stat().st_mode & 0o077 == 0
        seen = visit()
        seen.page.goto(path.as_uri())
        seen.settle()
        assert (seen.harmed, seen.asked, seen.said, len(seen.page.frames)) == ([], [path.as_uri()], [], 1)
        shown = seen.page.content()
        assert "HIDDEN TESTS" not in shown and "expected_" not in shown
