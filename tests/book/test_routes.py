"""Routes hold the chapters that exist, with their minutes and questions from the chapters themselves."""

from pathlib import Path

import yaml

from book.contents import chapters
from book.routes import planned_chapters, routes

HOME = Path(__file__).resolve().parents[2]
CHAPTER = "---\nminutes: {minutes}\n---\n# {title}\n\n:::{{quiz}}\n:id: {slug}-one\n\nWhich?\n:::\n"


def course(folder):
    toc = {"root": "index", "parts": [{"caption": "All", "chapters": [{"file": f"chapters/{slug}"} for slug in "abc"]}]}
    plan = {
        "everyone": ["a", "b"],
        "departments": [{"work": "IT", "chapters": ["c"]}, {"work": "HR", "chapters": ["d"]}],
    }
    (folder / "book/chapters").mkdir(parents=True)
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
    (folder / "book/routes.yml").write_text(yaml.safe_dump(plan))
    for slug, minutes in (("a", 40), ("c", 35)):
        text = CHAPTER.format(slug=slug, title=slug.upper(), minutes=minutes)
        (folder / "book/chapters" / f"{slug}.md").write_text(text)
    (folder / "exercises/c").mkdir(parents=True)
    (folder / "exercises/c/mistakes.yml").write_text("minutes: 50\n")
    return folder


def test_a_route_leaves_out_what_is_not_written(tmp_path):
    it, hr = routes(course(tmp_path))
    assert [stop.slug for stop in it.stops] == ["a", "c"] and it.own and it.minutes == 125
    assert [stop.slug for stop in hr.stops] == ["a"] and not hr.own and hr.minutes == 40


def test_what_everybody_reads_afterwards_comes_last(tmp_path):
    plan = yaml.safe_load((course(tmp_path) / "book/routes.yml").read_text())
    (tmp_path / "book/routes.yml").write_text(yaml.safe_dump({**plan, "everyone": ["b"], "afterwards": ["a"]}))
    it, _ = routes(tmp_path)
    assert [stop.slug for stop in it.stops] == ["c", "a"] and it.own
    assert planned_chapters(tmp_path) == ["b", "c", "d", "a"]


def test_a_stop_knows_title_minutes_and_questions(tmp_path):
    stop = routes(course(tmp_path))[0].stops[1]
    assert (stop.title, stop.minutes, stop.exercise, stop.questions) == ("C", 35, 50, ("c-one",))


def test_planned_chapters_are_those_of_any_route(tmp_path):
    assert planned_chapters(course(tmp_path)) == ["a", "b", "c", "d"]
    (tmp_path / "book/routes.yml").unlink()
    assert planned_chapters(tmp_path) == []


def test_every_chapter_of_the_course_stands_on_a_route_in_the_order_of_the_contents():
    slugs = [path.stem for path in chapters(HOME)]
    for route in routes(HOME):
        on_route = [stop.slug for stop in route.stops if stop.slug in planned_chapters(HOME)[:4]]
        assert on_route == [slug for slug in slugs if slug in on_route]
        assert all(stop.minutes and stop.questions for stop in route.stops)
    assert set(slugs) <= set(planned_chapters(HOME))
