"""Cuts the theme's icon fonts down to the icons that the pages show: 156 kB become about 3 kB."""

import os
import re
from pathlib import Path

import pydata_sphinx_theme
from fontTools import subset

FOLDER = Path("vendor/fontawesome/webfonts")
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
FONTS = ("fa-solid-900", "fa-regular-400", "fa-brands-400")
PRIVATE_USE = range(0xE000, 0xF900)  # where icon fonts keep their pictures
CLASS = re.compile(r"\bfa-[a-z0-9-]+")
DRAWN = re.compile(r'([^{}]*)\{[^{}]*(?:content|--fa):\s*"\\([ef][0-9a-f]{3})"')


def icons_used(styles: str, pages: str) -> set[int]:
    """Code points of the icons that style sheets draw for the classes in `pages`, or draw whatever the page.

    Icons hide in three places: rules for a class, rules of the theme's own, and literal characters in variables.
    """
    classes = set(CLASS.findall(pages))
    used = {ord(character) for character in styles if ord(character) in PRIVATE_USE}
    for selector, code in DRAWN.findall(styles):
        named = set(re.findall(r"\.(fa-[a-z0-9-]+)", selector))
        if not named or named & classes:
            used.add(int(code, 16))
    return used


def cut_font(source: Path, target: Path, icons: set[int]) -> None:
    """Write the part of a woff2 font that draws `icons`, in one step."""
    options = subset.Options(flavor="woff2", ignore_missing_unicodes=True)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=icons)
    cutter.subset(font)
    part = target.with_name(f"{target.name}.part")
    subset.save_font(font, str(part), options)
    font.close()
    os.replace(part, target)


def cut_fonts(app, exception):
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    styles = _all_text((site / "_static").rglob("*.css"))
    icons = icons_used(styles, _all_text(site.rglob("*.html")) + _all_text((site / "_static/scripts").glob("*.js")))
    for name in FONTS:
        target = site / "_static" / FOLDER / f"{name}.woff2"
        if target.exists():
            cut_font(THEME / FOLDER / target.name, target, icons)


def _all_text(paths) -> str:
    return "\n".join(path.read_text("utf8") for path in sorted(paths) if "fontawesome" not in path.stem)


def setup(app):
    app.connect("build-finished", cut_fonts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
