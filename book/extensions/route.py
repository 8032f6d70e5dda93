"""The `{route}` directive: what one department reads, in order, with the time it takes.

    ```{route} Finance
    ```

The name is one of `routes.yml`. Chapters that are not there yet are left out; minutes come from the chapters and
their exercises. With scripts, reading-shown.js writes beside each chapter whether it was read, and how many of its
questions were answered right.
With `:folded:` the route stands in a box that opens, with a button to keep it as the reader's path.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives

from book.extensions.derived import Derived
from book.routes import Route, files, routes

BOX = "parts/path-box.html"
SAY = {"say": "{done} of {all} questions right", "say-read": "read"}


class route_progress(nodes.General, nodes.Inline, nodes.Element):
    """The place for "read · 3 of 6 questions right"; empty without scripts."""


class path_box(nodes.General, nodes.Element):
    """A box that opens to the route, with a button that keeps it as the reader's path (path.js)."""


class RouteDirective(Derived):
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"folded": directives.flag}

    def files(self, course):
        return files(course)

    def markdown(self, course):
        return markdown(self._route(course))

    def _route(self, course: Path) -> Route:
        made = {route.work: route for route in routes(course)}
        if self.arguments[0] not in made:
            raise self.error(f"route: {self.arguments[0]!r} is not in routes.yml; there are {', '.join(made)}")
        return made[self.arguments[0]]

    def finished(self, box):
        route = self._route(self.course)
        for chapters in box.findall(nodes.enumerated_list):
            chapters["classes"].append("cx-route")
            for item, stop in zip(chapters.children, route.stops, strict=True):
                item[0] += [nodes.Text(" "), route_progress(questions=stop.questions, slug=stop.slug)]
        if "folded" not in self.options:
            return box.children
        return [path_box("", *box.children, path=nodes.make_id(route.work), slugs=[stop.slug for stop in route.stops])]


def markdown(route: Route) -> str:
    """The route as the author of a page would write it."""
    lines = []
    for number, stop in enumerate(route.stops, 1):
        exercise = f", exercise {stop.exercise} minutes" if stop.exercise else ""
        lines.append(f"{number}. {{doc}}`/chapters/{stop.slug}`: {stop.minutes} minutes{exercise}")
    about = f"Together: {duration(route.minutes)}."
    missing = "" if route.own or route.why else " Your own chapter is not written yet."
    return "\n".join([*lines, "", f"{about} {route.why}{missing}".replace("  ", " ").strip()])


def duration(minutes: int) -> str:
    """Minutes in words, to the next half hour: nobody plans in minutes.

    >>> duration(165)
    'about 3 hours'
    """
    halves = max(1, round(minutes / 30))
    hours = f"{halves // 2}{' ½' if halves % 2 else ''}" if halves > 1 else "half an hour"
    return f"about {hours}" + ("" if halves == 1 else " hour" if halves == 2 else " hours")


def visit_progress(translator, node):
    translator.body.append(progress_place(node["slug"], node["questions"]))
    raise nodes.SkipNode


def progress_place(slug: str, questions: Iterable[str]) -> str:
    """An empty element that reading-shown.js fills; its words are in its attributes, for translations."""
    said = "".join(f' data-{name}="{words}"' for name, words in SAY.items())
    return f'<span class="cx-done" data-page="{slug}" data-questions="{escape(" ".join(questions))}"{said}></span>'


def visit_box(translator, node):
    words = {"path": node["path"], "chapters": len(node["slugs"]), "slugs": " ".join(node["slugs"])}
    translator.body.append(translator.builder.templates.render(BOX, words))


def depart_box(translator, node):
    translator.body.append("</details>")


def open_box(translator, node):
    """On paper the route simply stands there."""


def no_progress(translator, node):
    raise nodes.SkipNode


def setup(app):
    app.add_node(route_progress, html=(visit_progress, None), text=(no_progress, None), latex=(no_progress, None))
    app.add_node(path_box, html=(visit_box, depart_box), text=(open_box, open_box), latex=(open_box, open_box))
    app.add_directive("route", RouteDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
