"""The Vega of the book comes out of a package, and is the one that Altair writes for."""

import altair
import vl_convert

from book.extensions import assets


def test_the_bundle_holds_the_vega_lite_that_altair_writes_for():
    assert assets.VEGA_LITE in vl_convert.get_vegalite_versions()
    assert altair.SCHEMA_VERSION.startswith(f"v{assets.VEGA_LITE}")


def test_every_named_asset_is_there():
    named = {*assets.STYLES, *assets.SCRIPTS}
    assert named == {path.name for path in assets.ASSETS.iterdir()}
