"""The theme's script leaves folded code alone, and is otherwise the theme's own."""

from book.extensions.theme_scripts import CHANGES, SCRIPT, THEME, patient

WHOLE = (THEME / SCRIPT).read_text("utf8")


def test_the_themes_script_has_each_place_that_is_changed_once():
    assert [WHOLE.count(place) for place, _ in CHANGES] == [1] * len(CHANGES)


def test_only_these_places_are_changed():
    changed = patient(WHOLE)
    for place, instead in CHANGES:
        changed = changed.replace(instead, place)
    assert changed == WHOLE != patient(WHOLE)


def test_a_script_of_another_version_stays_as_it_is():
    assert patient("something.else()") == "something.else()" and patient(WHOLE * 2) == WHOLE * 2


def test_a_built_site_has_the_changed_script(sphinx_site, tmp_path):
    copy = tmp_path / "theme" / SCRIPT
    copy.parent.mkdir(parents=True)
    copy.write_text("as the theme brought it", "utf8")
    site = sphinx_site(
        {"index": "# Start\n"}, "book.extensions.theme_scripts", source=tmp_path, html_static_path=["theme"]
    )
    assert (site.folder / "_static" / SCRIPT).read_text("utf8") == patient(WHOLE)
