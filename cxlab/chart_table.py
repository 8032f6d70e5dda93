"""The data of a chart as an HTML table: what a reader sees who cannot see the drawing."""

from __future__ import annotations

import html
import json
import re

MOST_ROWS = 60
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00:00(\.000)?$")


def data_table(spec: dict) -> str:
    """The largest data set of a Vega-Lite chart with the columns that the chart uses, named as on its axes.

    Empty text when the chart carries no rows. Beyond 60 rows the table says how many there are.
    """
    rows = max(spec.get("datasets", {}).values(), key=len, default=[])
    names = field_titles(spec)
    columns = [name for name in (rows[0] if rows else ()) if name in names]
    if not columns:
        return ""
    numeric = {name for name in columns if all(_is_number(row.get(name)) or row.get(name) is None for row in rows)}
    head = "".join(f'<th scope="col"{_side(name, numeric)}>{html.escape(names[name])}</th>' for name in columns)
    body = "".join(_row(row, columns, numeric) for row in rows[:MOST_ROWS])
    more = f"<caption>The first {MOST_ROWS} of {len(rows)} rows.</caption>" if len(rows) > MOST_ROWS else ""
    return (
        '<div class="cx-scroll" tabindex="0" role="region" aria-label="The data of this chart">'
        f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def field_titles(spec: dict) -> dict[str, str]:
    """Each field that the chart mentions, with the title that its axis, legend or tooltip gives it."""
    found: dict[str, str] = {}
    for channel in _walk({key: value for key, value in spec.items() if key != "datasets"}):
        field = channel.get("field")
        if isinstance(field, str):
            axis = channel.get("axis") or {}
            title = channel.get("title") or (axis.get("title") if isinstance(axis, dict) else None)
            known = found.get(field)
            if known in (None, plain_name(field)):
                found[field] = title if isinstance(title, str) else plain_name(field)
    used = json.dumps({key: value for key, value in spec.items() if key not in ("datasets", "config")})
    for row in list(spec.get("datasets", {}).values())[:1]:
        for name in row[0] if row else ():
            if name not in found and f"datum.{name}" in used:
                found[name] = plain_name(name)
    return found


def plain_name(field: str) -> str:
    """`late_share` → `Late share`."""
    words = field.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _walk(node: object):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value)


def _row(row: dict, columns: list[str], numeric: set[str]) -> str:
    return "<tr>" + "".join(f"<td{_side(name, numeric)}>{_cell(row.get(name))}</td>" for name in columns) + "</tr>"


def _side(name: str, numeric: set[str]) -> str:
    return ' class="cx-number"' if name in numeric else ""


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}" if value == round(value, 2) else f"{value:.4g}" if abs(value) < 100 else f"{value:.1f}"
    return html.escape(DAY.sub(r"\1", str(value)))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
