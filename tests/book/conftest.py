"""A small book, built in a moment: `sphinx_site(pages, extension)` gives the site and what Sphinx complained about."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

PLAIN = {"extensions": ["myst_parser"], "html_theme": "basic", "myst_enable_extensions": ["colon_fence"]}


@dataclass(frozen=True)
class SmallSite:
    folder: Path
    complaints: str

    def page(self, name="index"):
        return BeautifulSoup((self.folder / f"{name}.html").read_text("utf8"), "html.parser")


@pytest.fixture(scope="session")
def sphinx_site(tmp_path_factory):
    """Build pages (name → MyST text) with one of the book's extensions and a bare theme, in this process."""

    def build(pages, extension, **settings):
        source = settings.pop("source", None) or tmp_path_factory.mktemp("small-book")
        for name, text in pages.items():
            (source / f"{name}.md").write_text(text, "utf8")
        others = "\n".join(name for name in pages if name != "index")
        (source / "index.md").write_text(pages.get("index", "# Start\n") + f"\n```{{toctree}}\n{others}\n```\n", "utf8")
        said, out = io.StringIO(), source / "_site"
        extensions = [*PLAIN["extensions"], extension, *settings.pop("extensions", [])]
        with patch_docutils(), docutils_namespace():
            config = {**PLAIN, **settings, "extensions": extensions}
            app = Sphinx(source, None, out, out / "trees", "html", config, status=None, warning=said)
            app.build()
        return SmallSite(out, said.getvalue())

    return build
