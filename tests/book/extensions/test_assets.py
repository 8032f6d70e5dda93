"""The Vega of the book comes out of a package, and is the one that Altair writes for."""

from pathlib import Path

import altair
import vl_convert

from book.extensions import assets
from cxlab import theme

HOME = Path(__file__).resolve().parents[3]


def test_the_bundle_holds_the_vega_lite_that_altair_writes_for():
    assert assets.VEGA_LITE in vl_convert.get_vegalite_versions()
    assert altair.SCHEMA_VERSION.startswith(f"v{assets.VEGA_LITE}")


def test_every_named_asset_is_there():
    named = {*assets.STYLES, *assets.SCRIPTS, *assets.ON_SOME_PAGES, *assets.WORKER_PARTS}
    assert named == {path.name for path in assets.ASSETS.iterdir()}


def test_readers_get_one_style_sheet_with_the_brand_the_charts_colours_all_jobs_and_the_paths():
    sheet = assets.style_sheet({"colour": "#7a1f5c"}, HOME)
    assert "--pst-color-primary:#7a1f5c" in sheet and f"--cx-bad:{theme.BAD}" in sheet
    assert all((assets.ASSETS / name).read_text("utf8") in sheet for name in assets.STYLES)
    assert 'html[data-path="people-and-hr"]' in sheet and "whole-book" in sheet


def test_braces_of_the_style_sheet_are_closed():
    sheet = assets.style_sheet({}, HOME)
    assert sheet.count("{") == sheet.count("}")
