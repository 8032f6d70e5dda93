"""The `{review}` directive: ten questions of the chapters again, some weeks later.

    ```{review} everyone 3
    ```

The first word says whose chapters, the second after how many weeks; `book.review` chooses. Each question has an
identity of its own here, so that the answer given in the chapter is not shown.
"""

from __future__ import annotations

from book.contents import chapters
from book.extensions.derived import Derived
from book.review import SETS, WEEKS, Item, review

KEPT = ("correct", "concept", "level", "sources")


class Review(Derived):
    required_arguments = 2

    def files(self, course):
        return [course / "book" / "concepts.yml", course / "book" / "routes.yml", *chapters(course)]

    def markdown(self, course):
        which, weeks = self.arguments
        if which not in SETS or weeks not in map(str, WEEKS):
            raise self.error(f"review: {which} {weeks} is not there; there are {', '.join(SETS)} and {WEEKS}")
        made = review(course, which)[int(weeks)]
        return "\n\n".join(_question(item, f"{which}-{weeks}") for item in made)


def _question(item: Item, prefix: str) -> str:
    options = [f":id: review-{prefix}-{item.name}"]
    options += [f":{name}: {item.block.options[name]}" for name in KEPT if name in item.block.options]
    lines = [":::{quiz}", *options, "", *item.block.body, ":::", "", f"From {{doc}}`/chapters/{item.slug}`."]
    return "\n".join(lines)


def setup(app):
    app.add_directive("review", Review)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
