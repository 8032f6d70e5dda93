"""Ways for lines between boxes: along a grid, round every box, and never along a line of another bundle.

Lines that lead to the same box form a bundle: they may join, and share the rest of the way.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

GRID = 8
"""Distance of two parallel lines, in the units of the picture."""
BEND, CROSSING = 5, 9
"""What a bend and a crossing cost, in steps of the grid."""
STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))
Point = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A box on the grid: where it begins and how large it is, in steps."""

    left: int
    top: int
    width: int
    height: int

    def ports(self, row: int) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
        """Where a line may end at height `row`: (point on the edge, direction away from the box), left and right."""
        return ((self.left, row), (-1, 0)), ((self.left + self.width, row), (1, 0))


@dataclass
class Plan:
    """The grid with its boxes, and the lines that are already drawn."""

    width: int
    height: int
    boxes: list[Box]
    taken: dict[Point, dict[str, set[Point]]] = field(default_factory=dict)
    """Point → bundle → the directions in which its lines leave the point."""

    def __post_init__(self):
        self.closed = {
            (x, y)
            for box in self.boxes
            for x in range(box.left - 1, box.left + box.width + 2)  # one step more: there the lines' ends are drawn
            for y in range(box.top, box.top + box.height + 1)
        }

    def join(self, bundle: str, start: Box, row: int, end: Box, end_row: int) -> list[Point]:
        """Draw a line from `start` to `end`, or to a line of the bundle, and return its points.

        Raises ValueError when there is no way.
        """
        begun = any(bundle in lines for lines in self.taken.values())
        goals = {} if begun else {_out(*port): port[0] for port in end.ports(end_row)}
        path = self._search(bundle, [(_out(*port), port[1]) for port in start.ports(row)], goals, begun)
        edge = next(port[0] for port in start.ports(row) if _out(*port) == path[0])
        path = [edge, *path] if begun else [edge, *path, goals[path[-1]]]
        for here, there in zip(path, path[1:], strict=False):
            self._draw(bundle, here, there)
        return path

    def _draw(self, bundle: str, here: Point, there: Point) -> None:
        step = _sign(there[0] - here[0]), _sign(there[1] - here[1])
        while here != there:
            after = (here[0] + step[0], here[1] + step[1])
            self.taken.setdefault(here, {}).setdefault(bundle, set()).add(step)
            self.taken.setdefault(after, {}).setdefault(bundle, set()).add((-step[0], -step[1]))
            here = after

    def _search(self, bundle: str, starts: list[tuple[Point, Point]], goals, begun: bool) -> list[Point]:
        """The cheapest way to a goal (or, once it is begun, to the bundle), as points.

        A start is a point and the direction in which it is reached.
        """
        queue = [(0, *start) for start in starts if self._enter(bundle, *start) is not None]
        best, came = {(point, step): 0 for _, point, step in queue}, {}
        while queue:
            cost, point, step = heapq.heappop(queue)
            if cost > best[point, step]:
                continue
            others = [name for name in self.taken.get(point, {}) if name != bundle]
            if not others and (bundle in self.taken.get(point, {}) if begun else point in goals):
                return _way(came, (point, step))
            for turn in STEPS:
                if turn == (-step[0], -step[1]) or (others and turn != step):
                    continue
                after = (point[0] + turn[0], point[1] + turn[1])
                crossed = self._enter(bundle, after, turn)
                if crossed is None:
                    continue
                price = cost + 1 + BEND * (turn != step) + CROSSING * crossed
                if price < best.get((after, turn), 1 << 30):
                    best[after, turn], came[after, turn] = price, (point, step)
                    heapq.heappush(queue, (price, after, turn))
        raise ValueError(f"there is no way left for a line to {bundle}")

    def _enter(self, bundle: str, point: Point, step: Point) -> int | None:
        """How many lines of others a line crosses when it goes through the point; None where it may not."""
        x, y = point
        if not (0 < x < self.width and 0 < y < self.height) or point in self.closed:
            return None
        crossed = 0
        for name, directions in self.taken.get(point, {}).items():
            if name == bundle:
                continue
            if len(directions) != 2 or step in directions or (-step[0], -step[1]) in directions:
                return None
            crossed += 1
        return crossed


def _out(edge: Point, away: Point) -> Point:
    """The first free point of a line that ends at this edge."""
    return edge[0] + 2 * away[0], edge[1]


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _way(came: dict, state) -> list[Point]:
    points = [state[0]]
    while state in came:
        state = came[state]
        points.append(state[0])
    return points[::-1]
