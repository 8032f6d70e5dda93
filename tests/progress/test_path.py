import pytest

from book.routes import FILE
from grading.course import HOME
from progress.path import OwnPath, Paths, route_of

WORKS = (
    "Finance",
    "Operations and logistics",
    "People and HR",
    "Customer service and contact centre",
    "IT",
    "Sales and stores",
)
ROUTES = """
everyone: [how, who]
afterwards: [six-steps]
departments:
  - work: Finance
    chapters: [finance]
  - work: Sales and stores
    chapters: [operations, who]
"""
EXERCISES = ("how", "who", "finance", "operations", "six-steps", "beside")


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / FILE).write_text(ROUTES, "utf8")
    return Paths(tmp_path, EXERCISES)


@pytest.mark.parametrize(
    ("department", "work"),
    [
        ("Finance", "Finance"),
        ("  FINANCE ", "Finance"),
        ("Finance & control", "Finance"),
        ("operations & logistics", "Operations and logistics"),
        ("Operations", "Operations and logistics"),
        ("Logistics", "Operations and logistics"),
        ("HR", "People and HR"),
        ("Contact Centre", "Customer service and contact centre"),
        ("Customer care", "Customer service and contact centre"),
        ("I.T.", ""),
        ("Legal", ""),
        ("", ""),
        ("&", ""),
        ("–", ""),
    ],
)
def test_a_department_finds_its_route_by_words_parts_or_the_first_word(department, work):
    assert route_of(department, WORKS) == work


def test_where_a_rule_leads_to_two_routes_it_leads_to_none():
    assert route_of("Customer care", ("Customer service", "Customer insight")) == ""


def test_a_path_is_the_routes_order_without_chapters_that_have_no_exercise(paths):
    assert paths.of("finance") == OwnPath(
        ("how", "who", "finance", "six-steps"), "Finance", "The path is the route for Finance."
    )


def test_a_chapter_without_an_exercise_is_no_stop(tmp_path, paths):
    assert Paths(tmp_path, ("who", "finance")).of("Finance").exercises == ("who", "finance")


def test_a_chapter_that_stands_twice_on_a_route_is_one_stop(paths):
    assert paths.of("Stores").exercises == ("how", "who", "operations", "six-steps")


@pytest.mark.parametrize(
    ("department", "why"),
    [
        ("Legal", "No route is made for the department “Legal”, so the path is what everybody reads."),
        ("", "No department is known, so the path is what everybody reads."),
    ],
)
def test_without_a_route_the_path_is_what_everybody_reads_and_it_says_so(paths, department, why):
    assert paths.of(department) == OwnPath(("how", "who", "six-steps"), "", why)


def test_a_course_without_routes_has_every_exercise_on_the_path(tmp_path):
    assert Paths(tmp_path, EXERCISES).of("Finance").exercises == EXERCISES


@pytest.mark.parametrize("department", ["Finance", "Operations", "Product design", "People", "Marketing",
                                        "Customer service", "IT", "Brand", "Sales", "Management"])  # fmt: skip
def test_every_department_of_the_course_has_a_route(department):
    slugs = tuple(folder.name for folder in (HOME / "exercises").iterdir())
    assert Paths(HOME, slugs).of(department).work.startswith(department)
