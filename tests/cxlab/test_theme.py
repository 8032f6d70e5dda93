"""The colours can be read and told apart, in the light and in the dark, by every kind of colour vision."""

import itertools

import altair
import numpy as np
import pytest

from cxlab import theme

LIGHT_TEXT, LIGHT_MARKS = (theme.INK, theme.MUTED), (theme.AXIS, theme.GOOD, theme.BAD, theme.NEUTRAL, *theme.SERIES)
PAPERS = [theme.PAPER, theme.DARK[theme.PAPER]]
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
VISION = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear light
    "all three cones": np.eye(3),
    "no red cones": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "no green cones": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "no blue cones": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}


def linear(colour):
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2, contrast ratio of two colours."""
    dark, light = sorted(float(linear(colour) @ TO_XYZ[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, cones):
    xyz = TO_XYZ @ np.clip(cones @ linear(colour), 0, 1) / np.array([0.9505, 1, 1.089])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def in_both_modes(colours):
    return [(colour, theme.PAPER) for colour in colours] + [(theme.DARK[c], theme.DARK[theme.PAPER]) for c in colours]


@pytest.mark.parametrize(("colour", "paper"), in_both_modes(LIGHT_TEXT))
def test_words_have_a_contrast_of_four_and_a_half(colour, paper):
    assert contrast(colour, paper) >= 4.5


@pytest.mark.parametrize(("colour", "paper"), in_both_modes(LIGHT_MARKS))
def test_marks_have_a_contrast_of_three(colour, paper):
    assert contrast(colour, paper) >= 3


@pytest.mark.parametrize("colour", [theme.GOOD, theme.BAD, theme.NEUTRAL])
def test_words_on_a_mark_can_be_read_in_the_colour_of_the_paper(colour):
    assert contrast(colour, theme.PAPER) >= 4.5
    assert contrast(theme.DARK[colour], theme.DARK[theme.PAPER]) >= 4.5


@pytest.mark.parametrize("cones", VISION.values(), ids=VISION)
@pytest.mark.parametrize("colours", [theme.SERIES, (theme.GOOD, theme.BAD, theme.NEUTRAL)], ids=["series", "meaning"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_two_colours_look_alike_to_anybody(colours, dark, cones):
    shown = [theme.DARK[colour] if dark else colour for colour in colours]
    apart = [np.linalg.norm(lab(one, cones) - lab(other, cones)) for one, other in itertools.combinations(shown, 2)]
    assert min(apart) >= 12


def test_every_colour_of_the_style_has_a_partner_for_the_dark():
    def colours(node):
        if isinstance(node, dict):
            node = list(node.values())
        if isinstance(node, list):
            return {colour for each in node for colour in colours(each)}
        return {node} if isinstance(node, str) and node.startswith("#") else set()

    assert colours(theme.config()) - {theme.PALE} <= theme.DARK.keys()


def test_dark_partners_are_told_apart_from_each_other():
    assert len(set(theme.DARK.values())) == len(theme.DARK)


def test_the_style_is_one_that_vega_lite_knows():
    altair.Config.from_dict(theme.config(), validate=True)


def test_dark_style_rules_cover_fill_and_stroke_of_each_colour():
    rules = theme.dark_css(".dark")
    assert rules.count("\n") == 2 * len(theme.DARK)
    assert f".dark [fill='{theme.GOOD}']{{fill:{theme.DARK[theme.GOOD]}}}" in rules
