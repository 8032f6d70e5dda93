"""Boxes and lines as SVG, in light and in dark, for the eye and with a title and a description for the ear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from datasets.rooms import ROOMS, room_of
from datasets.routes import GRID, Plan, Point

LIGHT = ("#44546a", "#6d1f6b", "#1261a0", "#7a4b00", "#0b6b5d", "#a8324a", "#4b4bb0")
DARK = ("#b4c0cf", "#d59ad3", "#6fb3f2", "#e0b15e", "#63cdb9", "#f29aab", "#aeb0f5")
"""One colour for each room of tables; a line has the colour of the table that it leads to."""
LEGEND = 64
"""The height of the key to colours and line ends."""
PAPER = {"light": ("#ffffff", "#f6f8fa", "#1f2933", "#52606d"), "dark": ("#14171b", "#1f242a", "#e8edf2", "#a9b4c0")}
"""The ground, a box, words, and words of less weight."""
WORDS = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"
NAMES = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
"""Fonts that the reader's device has."""
TITLE = "The tables of Fernwick and how they belong together"
DESCRIPTION = (
    "One box for each table, with its name, what one row is, how many rows it has, the columns that name a row, and "
    "the columns that name a row of another table. A line leads from such a column to the table that it names. "
    "A fork at its end means that many rows may name the same one. The list of relations says the same in words."
)


def svg(plan: Plan, drawn: Mapping, lines: Iterable[tuple]) -> str:
    """The picture. `drawn` holds boxes with their texts by table, `lines` pairs of (relation, points)."""
    width, height = plan.width * GRID, plan.height * GRID + LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fernwick" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="fernwick-title fernwick-desc">',
        f'<title id="fernwick-title">{TITLE}</title>',
        f'<desc id="fernwick-desc">{DESCRIPTION}</desc>',
        f"<style>{_style()}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
    ]
    parts += [line for relation, points in lines for line in _line(relation, points)]
    parts += [dot for point, bundle in _meetings(plan) for dot in _dot(point, bundle)]
    parts += [text for each in drawn.values() for text in _box(each)]
    return "\n".join([*parts, *_legend(plan.height * GRID), "</svg>", ""])


def _style() -> str:
    """Colours as variables: those of the system, unless the page around the picture chose light or dark itself."""
    rules = [
        f".fernwick{{{_colours('light', LIGHT)}font:12px {WORDS}}}",
        f"@media (prefers-color-scheme:dark){{.fernwick{{{_colours('dark', DARK)}}}}}",
        f'html[data-theme="light"] .fernwick{{{_colours("light", LIGHT)}}}',
        f'html[data-theme="dark"] .fernwick{{{_colours("dark", DARK)}}}',
        ".fernwick .ground{fill:var(--ground)}",
        ".fernwick .box{fill:var(--box);stroke-width:1.5}",
        ".fernwick text{fill:var(--words)}",
        ".fernwick .name{font-size:13px;font-weight:600}",
        ".fernwick .row,.fernwick .sign{fill:var(--less)}",
        f".fernwick .column{{font:11.5px {NAMES}}}",
        ".fernwick .key{font-weight:700}",
        ".fernwick .line{fill:none;stroke-width:1.6;stroke-linejoin:round}",
        ".fernwick .rule{stroke-width:1;opacity:.45}",
    ]
    rules += [f".fernwick .r{n}{{stroke:var(--r{n})}}.fernwick .d{n}{{fill:var(--r{n})}}" for n in range(len(ROOMS))]
    return "".join(rules)


def _colours(mode: str, rooms: tuple[str, ...]) -> str:
    names = dict(zip(("ground", "box", "words", "less"), PAPER[mode], strict=True))
    names |= {f"r{number}": colour for number, colour in enumerate(rooms)}
    return "".join(f"--{name}:{colour};" for name, colour in names.items())


def _box(drawn) -> list[str]:
    box, table, room = drawn.box, drawn.table, room_of(drawn.table.name)
    x, y, wide = box.left * GRID, box.top * GRID, box.width * GRID
    rule = y + 8 + 16 * (1 + len(drawn.words)) + 5
    parts = [
        f'<rect class="box r{room}" x="{x}" y="{y}" width="{wide}" height="{box.height * GRID}" rx="4"/>',
        f'<text class="name" x="{x + 9}" y="{y + 21}">{table.name}</text>',
        f'<path class="rule r{room}" d="M{x} {rule}h{wide}"/>',
    ]
    for number, words in enumerate(drawn.words, start=1):
        parts.append(f'<text class="row" x="{x + 9}" y="{y + 20 + 16 * number}">{escape(words)}</text>')
    for name in drawn.columns:
        base, key = drawn.row_of(name) * GRID + 4, name in table.key
        parts.append(f'<text class="column{" key" if key else ""}" x="{x + 9}" y="{base}">{name}</text>')
        if key:
            parts.append(f'<text class="sign" text-anchor="end" x="{x + wide - 9}" y="{base}">key</text>')
    return parts


def _legend(top: int) -> list[str]:
    """What colours and ends of lines mean, below all boxes."""
    parts = [
        f'<path class="line r0" d="M24 {top + 9}l9 5l-9 5M24 {top + 14}h36"/>',
        f'<text x="68" y="{top + 18}">Many rows may name the same row.</text>',
        f'<path class="line r0" d="M344 {top + 9}v10M336 {top + 14}h44"/>',
        f'<text x="388" y="{top + 18}">One row at most names it.</text>',
        f'<text x="600" y="{top + 18}"><tspan class="column">ref</tspan> names '
        "an order, a contact or a subscription.</text>",
    ]
    x = 24
    for number, room in enumerate(ROOMS):
        parts.append(f'<rect class="box r{number}" x="{x}" y="{top + 36}" width="12" height="12" rx="2"/>')
        parts.append(f'<text x="{x + 18}" y="{top + 46}">{escape(room.title)}</text>')
        x += 18 + 7 * len(room.title) + 22
    return parts


def _line(relation, points: list[Point]) -> list[str]:
    """The line, and at its beginning a fork where many rows may name one, else a bar."""
    room = room_of(relation.other)
    (x, y), (next_x, _) = points[0], points[1]
    x, y, away = x * GRID, y * GRID, 1 if next_x > x else -1
    end = f"M{x} {y - 5}L{x + 9 * away} {y}L{x} {y + 5}" if relation.many else f"M{x + 5 * away} {y - 5}v10"
    return [f'<path class="line r{room}" d="{_path(points)}"/>', f'<path class="line r{room}" d="{end}"/>']


def _path(points: list[Point]) -> str:
    """Straight pieces with round corners."""
    corners = [
        point
        for before, point, after in zip(points, points[1:], points[2:], strict=False)
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1])
    ]
    text, here = f"M{points[0][0] * GRID} {points[0][1] * GRID}", points[0]
    for corner, after in zip(corners, [*corners[1:], points[-1]], strict=False):
        into, out = _towards(corner, here), _towards(corner, after)
        text += f"L{into[0]} {into[1]}Q{corner[0] * GRID} {corner[1] * GRID} {out[0]} {out[1]}"
        here = corner
    return f"{text}L{points[-1][0] * GRID} {points[-1][1] * GRID}"


def _towards(corner: Point, other: Point) -> Point:
    """The place four units from the corner on the way to the other point."""
    return tuple(c * GRID + 4 * ((o > c) - (o < c)) for c, o in zip(corner, other, strict=True))


def _meetings(plan: Plan) -> list[tuple[Point, str]]:
    """Where lines of one bundle join."""
    return [(p, name) for p, lines in plan.taken.items() for name, ways in lines.items() if len(ways) > 2]


def _dot(point: Point, bundle: str) -> list[str]:
    return [f'<circle class="d{room_of(bundle)}" cx="{point[0] * GRID}" cy="{point[1] * GRID}" r="2.6"/>']
