"""Scripts and styles of the book: our own, and Vega from the vl-convert package, so that no other host is asked.

The style sheets have one job each; readers get them as one file, with the colours of the brand and of the charts.
"""

import importlib.metadata
from pathlib import Path

import altair
import vl_convert

from book.atomic import write
from book.brand import read_brand, variables
from book.rail import path_names, rules
from book.routes import FILE, routes
from cxlab import theme

ASSETS = Path(__file__).resolve().parent.parent / "assets"
STYLES = (
    "tokens.css",
    "page.css",
    "sidebar.css",
    "output.css",
    "opener.css",
    "landing.css",
    "charts.css",
    "quiz.css",
    "route.css",
    "reading.css",
    "launch.css",
    "language.css",
    "offline.css",
    "downloads.css",
    "print.css",
)
SCRIPTS = (
    "charts.js",
    "quiz.js",
    "reading-store.js",
    "reading-shown.js",
    "reading.js",
    "path.js",
    "launch.js",
    "print.js",
    "code.js",
    "language.js",
    "offline.js",
)
# Extensions name these where they are used.
ON_SOME_PAGES = ("reading-file.js", "your-progress.js", "reading-events.js", "search.js")
WORKER_PARTS = ("worker-keep.js", "worker-answer.js")  # pages do not load them: they become sw.js (offline.py)
SHEET = "course.css"
VEGA = "vega.js"
DARK = "html[data-theme='dark'] .cx-chart"
VEGA_LITE = ".".join(altair.VEGALITE_VERSION.split(".")[:2])
MEANINGS = {"ink": theme.INK, "muted": theme.MUTED, "good": theme.GOOD, "bad": theme.BAD, "neutral": theme.NEUTRAL}


def add_assets(app):
    """Before the build: name our files. The Vega bundle is not named: charts.js loads it when a chart comes near."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    write(
        static / SHEET, style_sheet(app.config.cx_brand, Path(app.srcdir).parent)
    )  # now, so that its address carries its checksum
    app.add_css_file(SHEET, priority=900)
    for name in (*SCRIPTS, *ON_SOME_PAGES):
        write(static / name, (ASSETS / name).read_text("utf8"))
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")


def add_search(app, pagename, templatename, context, doctree):
    """What the search page has of its own, after Sphinx's program."""
    if pagename == "search":
        app.add_js_file("search.js", priority=900, loading_method="defer")


def style_sheet(brand: dict, course: Path) -> str:
    """The brand's colours, the charts' colours by their meaning, our style sheets in their order, the paths."""
    own = [(ASSETS / name).read_text("utf8") for name in STYLES]
    paths = rules(path_names(routes(course))) if (course / FILE).exists() else ""
    return "\n".join([variables(read_brand(brand)[0]), chart_colours(), *own, paths])


def chart_colours() -> str:
    """The colours of cxlab/theme.py: as variables by their meaning, and for drawings on dark pages."""
    light = "".join(f"--cx-{name}:{colour};" for name, colour in MEANINGS.items())
    dark = "".join(f"--cx-{name}:{theme.DARK[colour]};" for name, colour in MEANINGS.items())
    drawings = f"{DARK}{{background:{theme.DARK[theme.PAPER]}}}\n{theme.dark_css(DARK)}"
    return f"html{{{light}}}\n@media screen{{\nhtml[data-theme='dark']{{{dark}}}\n{drawings}}}\n"


def write_vega(app, exception):
    """After the build: write the bundle that is made from a package."""
    if exception or app.builder.format != "html":
        return
    bundle = Path(app.outdir) / "_static" / VEGA
    stamp = f"/* Vega-Lite {VEGA_LITE}, from vl-convert {importlib.metadata.version('vl-convert-python')} */\n"
    if not bundle.exists() or not bundle.read_text("utf8").startswith(stamp):
        # The bundle declares a name at the top level that Sphinx declares too: inside a function they do not meet.
        write(bundle, f"{stamp}(()=>{{{vl_convert.javascript_bundle(vl_version=VEGA_LITE)}\n}})();\n")


def setup(app):
    app.connect("builder-inited", add_assets)
    app.connect("html-page-context", add_search)
    app.connect("build-finished", write_vega)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
