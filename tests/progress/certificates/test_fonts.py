import io

import pikepdf
import pytest
import typst

from progress.certificates import fonts
from progress.certificates.fonts import BUILT_IN, advice, without_font


@pytest.fixture
def bare(monkeypatch):
    """A machine without fonts of its own."""
    monkeypatch.setattr(fonts, "_files", tuple)


def test_without_any_font_names_in_latin_greek_cyrillic_and_hebrew_can_be_set(bare):
    assert without_font("Łukasz Żółć, Nguyễn Thị, Ångström, Ελένη, Олена Ковальчук, דוד O’Brien-Smith") == ""


@pytest.mark.parametrize(
    ("name", "package"),
    [("محمد", "fonts-noto-core"), ("王小明", "fonts-noto-cjk"), ("अनिता", "fonts-noto-core"), ("김", "fonts-noto-cjk")],
)
def test_a_name_that_no_font_has_is_told_with_the_package_to_install(bare, name, package):
    lacking = without_font(f"Ann {name}")
    assert set(lacking) == set(name)
    assert f"install {package}, and run this again" in advice(lacking)


def test_signs_that_only_steer_need_no_font(bare):
    assert without_font("a\u200bb\u200dc\u2066d\u2069 \u00a0") == ""


def test_two_scripts_are_told_with_both_packages_and_only_three_characters(bare):
    assert "and 2 more; install fonts-noto-cjk and fonts-noto-core," in advice(without_font("王小明 مح"))


def test_a_damaged_font_file_counts_as_none(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    assert fonts._characters(tmp_path / "broken.ttf", 0) == frozenset()


def test_the_font_inside_typst_has_what_we_say_it_has(tmp_path):
    """In the document every character has a glyph of its own: none is drawn as the box of glyph 0."""
    ends = [
        chr(code)
        for low, high in BUILT_IN
        for code in (low, (low + high) // 2, high)
        if chr(code) not in " \u00a0\u00ad"
    ]
    text = "".join(f"#text({code})" for code in (f'"\\u{{{ord(one):x}}}"' for one in ends))
    page = tmp_path / "page.typ"
    page.write_text(f'#set text(font: "Libertinus Serif", fallback: false, ligatures: false)\n{text}', "utf8")
    made = typst.compile(str(page), ignore_system_fonts=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        shown = [
            bytes(part)
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in ("Tj", "TJ")
            for part in (operands[0] if str(operator) == "TJ" else operands)
            if isinstance(part, pikepdf.String)
        ]
    codes = [part[at : at + 2] for part in shown for at in range(0, len(part), 2)]
    assert len(codes) == len(ends)
    assert b"\0\0" not in codes
