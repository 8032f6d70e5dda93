"""Pages that are safe to open: every text is escaped, nothing is fetched, and only our own script and style may act."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from cxlab import theme

# Templates, style sheets and scripts of all pages: names are looked up in this order.
_FOLDERS = tuple(Path(__file__).parents[1] / package / "templates" for package in ("grading", "progress"))
_CODE = re.compile(r"`([^`\n]+)`")
_NAMES = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "axis": theme.AXIS,
    "grid": theme.GRID,
    "paper": theme.PAPER,
    "good": theme.GOOD,
    "bad": theme.BAD,
    "teal": theme.SERIES[2],
}


def render(template: str, styles: tuple[str, ...], script: str = "", drawings: bool = False, **data: object) -> str:
    """The page `template` with `data`, its style sheets and its script inside it, ready for `drawings` or not.

    The page's content policy names the style and the script by their hashes, so that nothing else can act in it.
    """
    return _TEMPLATES.get_template(template).render(**_head(styles, script, drawings), **data)


def with_code(text: str) -> Markup:
    """`text`, escaped, with what stands between backticks set as code."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def colours(drawings: bool = False) -> str:
    """The chart theme's colours as CSS variables, in light and in dark; with `drawings`, dark rules for charts too."""
    light = "".join(f"--{name}:{value};" for name, value in _NAMES.items())
    dark = "".join(f"--{name}:{theme.DARK[value]};" for name, value in _NAMES.items())
    charts = theme.dark_css(".chart") if drawings else ""
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}\n{charts}}}\n"


@cache
def _head(styles: tuple[str, ...], script: str, drawings: bool) -> dict[str, str]:
    """What stands in the head of every page of a kind: made once, as there may be tens of thousands of them."""
    style = colours(drawings) + "".join(_source(name) for name in styles)
    code = _source(script) if script else ""
    # Both come from our own files, and must stand in the page as they were hashed.
    return {"style": Markup(style), "script": Markup(code), "policy": _policy(style, code)}


def _source(name: str) -> str:
    return _TEMPLATES.loader.get_source(_TEMPLATES, name)[0]


def _policy(style: str, script: str) -> str:
    parts = ["default-src 'none'", f"style-src '{_hash(style)}'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*parts, f"script-src '{_hash(script)}'"] if script else parts)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf8")).digest()).decode("ascii")


_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDERS), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.filters["with_code"] = with_code
