"""The `{route}` directive: what one department reads, in order, with the time it takes.

    ```{route} Finance
    ```

The name is one of `routes.yml`. Chapters that are not there yet are left out; minutes come from the chapters and
their exercises. With scripts, route.js writes beside each chapter how many of its questions were answered right.
"""

from html import escape
from pathlib import Path

from docutils import nodes

from book.extensions.derived import Derived
from book.routes import Route, files, routes

SAY = "{done} of {all} questions right"


class route_progress(nodes.General, nodes.Inline, nodes.Element):
    """The place for "3 of 6 questions right"; empty without scripts."""


class RouteDirective(Derived):
    required_arguments = 1
    final_argument_whitespace = True

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
        for chapters in box.findall(nodes.enumerated_list):
            chapters["classes"].append("cx-route")
            for item, stop in zip(chapters.children, self._route(self.course).stops, strict=True):
                item[0] += [nodes.Text(" "), route_progress(questions=stop.questions)]
        return box.children


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
    questions = escape(" ".join(node["questions"]))
    translator.body.append(f'<span class="cx-done" data-questions="{questions}" data-say="{SAY}"></span>')
    raise nodes.SkipNode


def no_progress(translator, node):
    raise nodes.SkipNode


def setup(app):
    app.add_node(route_progress, html=(visit_progress, None), text=(no_progress, None), latex=(no_progress, None))
    app.add_directive("route", RouteDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
