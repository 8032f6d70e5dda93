"""The icon font is cut down to the icons that are drawn, wherever they hide."""

from fontTools.ttLib import TTFont

from book.extensions.icons import FOLDER, THEME, cut_font, icons_used

STYLES = """
:root{--pst-icon-info:"\uf05a"}
.fa-sun:before{content:"\\f185"}
.fa-moon,.fa-night{--fa:"\\f186"}
.admonition-title::after{content:"\\f05d"}
"""


def test_icons_are_found_in_classes_rules_and_variables():
    assert icons_used(STYLES, '<i class="fa-solid fa-sun"></i>') == {0xF185, 0xF05A, 0xF05D}
    assert icons_used(STYLES, '<i class="fa-night"></i>') == {0xF186, 0xF05A, 0xF05D}


def test_a_cut_font_holds_the_icons_and_little_else(tmp_path):
    source, target = THEME / FOLDER / "fa-solid-900.woff2", tmp_path / "fa-solid-900.woff2"
    cut_font(source, target, {0xF185, 0xF186})
    with TTFont(target) as font:
        assert set(font.getBestCmap()) == {0xF185, 0xF186}
    assert target.stat().st_size < source.stat().st_size / 20
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
