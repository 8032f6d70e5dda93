"""A directive whose content is written by a program, as an author would write it: in MyST."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective


class Derived(SphinxDirective):
    """What `markdown` returns stands in the place of the directive; the page is read anew when `files` change."""

    def run(self) -> list[nodes.Node]:
        for file in self.files(self.course):
            self.env.note_dependency(str(file))
        box = nodes.Element()
        lines = self.markdown(self.course).splitlines()
        self.state.nested_parse(StringList(lines, source=self.name), self.content_offset, box)
        return self.finished(box)

    @property
    def course(self) -> Path:
        return Path(self.env.srcdir).parent

    def files(self, course: Path) -> Iterable[Path]:
        raise NotImplementedError

    def markdown(self, course: Path) -> str:
        raise NotImplementedError

    def finished(self, box: nodes.Element) -> list[nodes.Node]:
        """What becomes of the parsed content."""
        return box.children
