"""Scripts of packages come only to pages that need them, and what copies code only when a reader opens code.

Sphinx puts the script of every extension on every page: for readers on a phone that is a tenth of a page's bytes.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from book.style_rules import names_used

TABS, COPYING = "design-tabs.js", ("clipboard.min.js", "copybutton.js")
MARKS_FINDS = "sphinx_highlight.js"  # it asks for words of the language at once, so these have to be there
AFTER_WORDS = 600
TAB_SET, CODE, SHUT = "sd-tab-set", "highlight", "hide"  # classes that pages give to what the scripts work on


def left_out(body: str) -> set[str]:
    """The names of scripts that a page with this body does without; code.js fetches those that copy code later.

    >>> sorted(left_out('<p class="lead">No code</p>'))
    ['clipboard.min.js', 'copybutton.js', 'design-tabs.js']
    """
    names = names_used(body, "")
    copies_at_once = CODE in names and SHUT not in names
    return ({TABS} if TAB_SET not in names else set()) | (set() if copies_at_once else set(COPYING))


def leave_out(app, pagename, templatename, context, doctree):
    unwanted = left_out(context.get("body", ""))
    scripts = context.get("script_files", [])
    context["script_files"] = [_in_turn(each) for each in scripts if _name(each) not in unwanted]


def _in_turn(script):
    """The script as it is, or a copy that comes later."""
    if _name(script) != MARKS_FINDS:
        return script
    return type(script)(script.filename, priority=AFTER_WORDS, **script.attributes)


def _name(script) -> str:
    """The name of a script without its folder; nothing for one that stands in the page."""
    return PurePosixPath(getattr(script, "filename", script) or "").name


def setup(app):
    app.connect("html-page-context", leave_out, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
