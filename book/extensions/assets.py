"""Scripts and styles of the book: our own, and Vega from the vl-convert package, so that no other host is asked."""

import importlib.metadata
from pathlib import Path

import altair
import vl_convert

from book.atomic import write
from cxlab import theme

ASSETS = Path(__file__).resolve().parent.parent / "assets"
STYLES = ("book.css", "charts.css", "quiz.css", "route.css", "language.css")
SCRIPTS = ("charts.js", "quiz.js", "route.js", "path.js", "language.js")
VEGA = "vega.js"
DARK = "html[data-theme='dark'] .cx-chart"
VEGA_LITE = ".".join(altair.VEGALITE_VERSION.split(".")[:2])


def add_assets(app):
    """Before the build: name our files. The Vega bundle is not named: charts.js loads it when a chart comes near."""
    app.config.html_static_path.append(str(ASSETS))
    for name in STYLES:
        app.add_css_file(name, priority=900)
    app.add_css_file("chart-colours.css", priority=901)
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")


def write_made_assets(app, exception):
    """After the build: write the files that are made from packages and from the chart theme."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    write(static / "chart-colours.css", f"{DARK}{{background:{theme.DARK[theme.PAPER]}}}\n{theme.dark_css(DARK)}")
    bundle = static / VEGA
    stamp = f"/* Vega-Lite {VEGA_LITE}, from vl-convert {importlib.metadata.version('vl-convert-python')} */\n"
    if not bundle.exists() or not bundle.read_text("utf8").startswith(stamp):
        # The bundle declares a name at the top level that Sphinx declares too: inside a function they do not meet.
        write(bundle, f"{stamp}(()=>{{{vl_convert.javascript_bundle(vl_version=VEGA_LITE)}\n}})();\n")


def setup(app):
    app.connect("builder-inited", add_assets)
    app.connect("build-finished", write_made_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
