import re

import pandas as pd
import pytest

from cxlab import theme
from cxlab.charts import NARROW
from progress import charts

ROWS = pd.DataFrame({"label": ["Finance", "</svg><b>"], "value": [80.0, 5.0], "words": ["80 % (35)", "5 % (7)"]})
STEPS = ROWS.assign(all=[300, 200], some=[200, 100], few=[100, 0])
RANGES = pd.DataFrame({"label": ["1 Alpha"], "low": [30.0], "middle": [50.0], "high": [105.0]})
LEGEND = ((theme.GRID, "released to"), (theme.SERIES[2], "handed in"), (theme.GOOD, "passed"))
DRAWN = {
    "bars": charts.bars(ROWS, "Finding <i>.", "Words."),
    "steps": charts.steps(STEPS, "Finding <i>.", "Words.", LEGEND),
    "ranges": charts.ranges(RANGES, 50, "Finding <i>.", "Words."),
    "histogram": charts.histogram(ROWS, "Finding <i>.", "Words."),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_a_drawing_is_one_image_with_its_finding_as_text_alternative(kind):
    for svg in (DRAWN[kind].wide, DRAWN[kind].narrow):
        assert svg.startswith('<svg role="img" aria-label="Finding &lt;i&gt;. Words."') and svg.count("role=") == 1


@pytest.mark.parametrize("kind", DRAWN)
def test_a_drawing_fits_a_desk_and_a_phone(kind):
    widths = [float(re.search(r'width="([\d.]+)"', svg)[1]) for svg in (DRAWN[kind].wide, DRAWN[kind].narrow)]
    assert widths[0] <= charts.WIDE + 10 and widths[1] <= NARROW + 10


@pytest.mark.parametrize("kind", DRAWN)
def test_every_colour_of_a_drawing_has_a_partner_in_the_dark(kind):
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', DRAWN[kind].wide))
    assert used and used <= set(theme.DARK)


def test_each_bar_carries_its_words_and_a_label_is_never_obeyed():
    svg = DRAWN["bars"].wide
    assert "80 % (35)" in svg and "5 % (7)" in svg
    assert "</svg><b>" not in svg and "&lt;/svg&gt;&lt;b&gt;" in svg


def test_no_two_drawings_of_a_page_share_an_id():
    ids = [
        one
        for drawing in DRAWN.values()
        for svg in (drawing.wide, drawing.narrow)
        for one in re.findall(r'\bid="([^"]+)"', svg)
    ]
    assert len(ids) == len(set(ids))
