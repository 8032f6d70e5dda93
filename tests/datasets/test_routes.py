"""Lines go round boxes, join their own bundle, and never run along another line."""

import pytest

from datasets.routes import Box, Plan

LEFT, RIGHT = Box(3, 3, 6, 6), Box(20, 3, 6, 6)


def points(path):
    """Every point of the grid that a line goes through."""
    found = {path[0]}
    for (x, y), (to_x, to_y) in zip(path, path[1:], strict=False):
        found |= {(a, b) for a in range(min(x, to_x), max(x, to_x) + 1) for b in range(min(y, to_y), max(y, to_y) + 1)}
    return found


def test_a_line_between_neighbours_is_straight():
    plan = Plan(30, 12, [LEFT, RIGHT])
    assert points(plan.join("right", LEFT, 5, RIGHT, 5)) == {(x, 5) for x in range(9, 21)}


def test_a_line_goes_round_a_box_in_its_way():
    wall = Box(13, 1, 3, 9)
    line = points(Plan(30, 20, [LEFT, RIGHT, wall]).join("right", LEFT, 5, RIGHT, 5))
    assert not line & {(x, y) for x in range(13, 17) for y in range(1, 11)}


def test_a_second_line_joins_its_bundle():
    plan = Plan(30, 40, [LEFT, RIGHT, Box(3, 20, 6, 6)])
    first = plan.join("right", LEFT, 5, RIGHT, 5)
    second = plan.join("right", plan.boxes[2], 22, RIGHT, 5)
    assert second[-1] in points(first)


def test_lines_of_two_bundles_only_cross():
    low = Box(20, 20, 6, 6)
    plan = Plan(30, 40, [LEFT, RIGHT, Box(3, 20, 6, 6), low])
    one = points(plan.join("low", LEFT, 5, low, 22))
    other = points(plan.join("right", plan.boxes[2], 22, RIGHT, 5))
    assert len(one & other) == 1


def test_a_line_without_a_way_is_refused():
    with pytest.raises(ValueError, match="no way left"):
        Plan(30, 12, [LEFT, RIGHT, Box(13, 1, 3, 10)]).join("right", LEFT, 5, RIGHT, 5)
