"""The service's own pages: every text is escaped, and nothing but our own style sheet acts in them."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import grading
import progress
from grading.rendering import colours

_FOLDERS = [Path(__file__).parent / "templates", *(Path(one.__path__[0]) / "templates" for one in (grading, progress))]
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDERS), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
STYLES = ("page.css", "path.css", "service.css")


def page(template: str, **data: object) -> str:
    """The page `template` with `data` and the style sheet inside it."""
    return _TEMPLATES.get_template(template).render(style=_style(), **data)


@cache
def style_hash() -> str:
    """How the content policy names the style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(_style().encode("utf8")).digest()).decode("ascii")


@cache
def _style() -> Markup:
    sources = (_TEMPLATES.loader.get_source(_TEMPLATES, name)[0] for name in STYLES)
    return Markup(colours() + "".join(sources))  # our own files, which must stand in the page as they were hashed
