import re

import pandas as pd

from cxlab import theme
from grading.model import State
from grading.state_chart import COLOURS, draw, in_words

COUNTS = pd.DataFrame(
    [
        ("Finance", State.GRADED, 5, 6),
        ("Finance", State.NOT_STARTED, 1, 6),
        ("", State.FAILED, 2, 3),
        ("", State.SUBMITTED, 1, 3),
        ("", State.GRADED, 0, 3),
    ],
    columns=["department", "state", "learners", "of"],
)


def test_the_counts_are_told_in_words_department_by_department():
    assert in_words(COUNTS) == "Finance: 5 graded, 1 not started. No department: 1 submitted, 2 grading failed."


def test_the_drawing_has_a_part_for_each_state_with_its_number():
    svg = draw(COUNTS, "Alpha <b>")
    assert 'aria-label="Alpha &lt;b&gt;. ' in svg
    numbers = re.findall(r'font-weight="bold"[^>]*>(\d+)<', svg)
    assert sorted(numbers) == ["1", "1", "2", "5"]
    fills = set(re.findall(r'fill="(#[0-9a-f]{6})"', svg))
    assert set(COLOURS.values()) <= fills


def test_every_colour_has_a_partner_in_the_dark():
    assert set(COLOURS.values()) <= set(theme.DARK)
