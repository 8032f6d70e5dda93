"""The picture of the tables: everything has a place, nothing lies over anything else, and it speaks to all readers."""

import itertools
import xml.etree.ElementTree as ET

import pytest

from datasets.drawing import DARK, LIGHT, PAPER
from datasets.model import Column, Table
from datasets.picture import COLUMNS, picture, placed, routed
from datasets.relations import relations
from datasets.rooms import ROOMS
from datasets.schema import TABLES, names

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return placed(TABLES, {})


@pytest.fixture(scope="module")
def plan(drawn):
    return routed(TABLES, drawn)


def contrast(one, other):
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_every_table_has_one_place_and_every_place_a_table():
    places = [name for column in COLUMNS for name in column]
    assert sorted(places) == sorted(names())


def test_a_table_without_a_place_is_named():
    stray = Table("stray", "one stray", ("id",), (Column("id", "text", ""),))
    with pytest.raises(KeyError, match="no place in the picture for: stray"):
        placed((*TABLES, stray), {})


def test_no_box_lies_over_another(drawn):
    for one, other in itertools.combinations([each.box for each in drawn.values()], 2):
        apart = one.left + one.width < other.left or other.left + other.width < one.left
        above = one.top + one.height < other.top or other.top + other.height < one.top
        assert apart or above


def test_every_relation_has_a_line(plan):
    assert sorted(relation for relation, _ in plan[1]) == sorted(relations())


def test_no_line_goes_through_a_box(drawn, plan):
    inside = {
        (x, y)
        for each in drawn.values()
        for x in range(each.box.left + 1, each.box.left + each.box.width)
        for y in range(each.box.top, each.box.top + each.box.height + 1)
    }
    assert not inside & set(plan[0].taken)


def test_two_bundles_meet_only_where_they_cross(plan):
    for lines in plan[0].taken.values():
        if len(lines) > 1:
            (one, other) = lines.values()
            assert len(one) == len(other) == 2
            assert not one & other


def test_it_is_an_image_with_a_title_and_a_description(plan):
    root = ET.fromstring(picture())
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [root.find(f"{SVG}{part}").get("id") for part in ("title", "desc")]


def test_every_table_its_key_and_its_relations_are_written_down():
    words = {"".join(text.itertext()) for text in ET.fromstring(picture()).iter(f"{SVG}text")}
    for table in TABLES:
        assert {table.name, *table.key, *(c.name for c in table.columns if c.references)} <= words


def test_words_fit_into_their_box(drawn):
    for each in drawn.values():
        wide = 8 * each.box.width - 16
        assert all(6.4 * len(words) <= wide for words in each.words)
        assert 8.3 * len(each.table.name) <= wide
        assert all(7 * len(name) + (30 if name in each.table.key else 0) <= wide for name in each.columns)


@pytest.mark.parametrize(("mode", "rooms"), [("light", LIGHT), ("dark", DARK)])
def test_words_and_lines_stand_out_from_their_ground(mode, rooms):
    ground, box, words, less = PAPER[mode]
    assert len(rooms) == len(ROOMS)
    assert all(contrast(colour, ground) >= 3 and contrast(colour, box) >= 3 for colour in rooms)
    assert all(contrast(colour, under) >= 4.5 for colour in (words, less) for under in (ground, box))
