"""Lets the theme's script leave folded code alone until a reader unfolds it.

The script asks each block of code whether it is wider than its place, and makes those that are reachable by keys.
To answer for a folded block, the browser has to lay it out: on a phone that took a third of a second before a page
answered to the first touch. Like the style sheets of theme_styles.py, it is made anew from the theme's own file.
"""

from pathlib import Path

from book.atomic import write
from book.extensions.theme_styles import THEME

SCRIPT = "scripts/pydata-sphinx-theme.js"
CHANGES = (
    (
        "e.tabIndex=e.scrollWidth>e.clientWidth||e.scrollHeight>e.clientHeight?0:-1",
        'e.closest("details:not([open])")||'
        "(e.tabIndex=e.scrollWidth>e.clientWidth||e.scrollHeight>e.clientHeight?0:-1)",
    ),
    (
        'window.addEventListener("resize",t)',
        'window.addEventListener("resize",t),document.addEventListener("toggle",t,!0)',
    ),
)


def patient(script: str) -> str:
    """The theme's script with the changes; as it is where it has not each of the places once."""
    if any(script.count(place) != 1 for place, _ in CHANGES):
        return script
    for place, instead in CHANGES:
        script = script.replace(place, instead)
    return script


def change_scripts(app, exception):
    target = Path(app.outdir) / "_static" / SCRIPT
    if not exception and app.builder.format == "html" and target.exists():
        write(target, patient((THEME / SCRIPT).read_text("utf8")))


def setup(app):
    app.connect("build-finished", change_scripts, priority=790)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
