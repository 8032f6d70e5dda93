"""A live Altair chart, or the dictionary of one, as one dictionary and the tables that it draws."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from cxlab.chart_answers.columns import settle, table_of
from cxlab.chart_answers.crossing import MOST_NESTED, spec_of
from cxlab.chart_answers.drawing import Drawing, drawn
from cxlab.chart_answers.faults import MOST_DEPTH, MOST_ROWS, MOST_WORK, CannotTell, UnreadableChart
from cxlab.chart_answers.views import Panel, Unit, dates_of, panels

NO_DATA = pd.DataFrame(index=[0])  # a mark without data is drawn once


class Chart:
    """A chart with its tables. `panels` and `drawings` (one list a panel, one drawing a layer) are in order."""

    def __init__(self, chart: object):
        """Raises UnreadableChart for what is no chart, CannotTell for one that is larger than a comparison may be."""
        self.spec, self.frames = spec_of(chart)
        self._tables: dict[object, pd.DataFrame] = {}
        self._work = 0
        try:
            self.text = json.dumps(_without_data(self.spec, 0), ensure_ascii=False, default=str)
            self.title = _title(self.spec)
            self.panels: list[Panel] = panels(self.spec)
            self._dates = dates_of(self.panels)
        except (UnreadableChart, CannotTell):
            raise
        except Exception as fault:  # as in drawing.drawn
            raise CannotTell(f"a part of the chart that has an unusual form ({type(fault).__name__})") from fault
        self.drawings: list[list[Drawing]] = [
            [drawn(unit, self._bounded(unit)) for unit in panel.units] for panel in self.panels
        ]

    def _bounded(self, unit: Unit) -> Callable[[object], pd.DataFrame]:
        """Tables for a unit, as long as the whole chart is no more work than one comparison may be."""
        effort = len(unit.encoding) + sum(1 + len(str(step)) // 20 for step in unit.steps)

        def table(data: object) -> pd.DataFrame:
            found = self.table(data)
            self._work += len(found) * effort
            if self._work > MOST_WORK:
                raise CannotTell("a chart that is too much work to compare")
            return found

        return table

    def table(self, data: object) -> pd.DataFrame:
        """The rows of a data definition. Raises CannotTell where they are elsewhere, on the web for example."""
        if data is None:
            return NO_DATA
        key = data.get("name") if isinstance(data, dict) and "values" not in data else id(data)
        if not isinstance(key, (str, int)) or key not in self._tables:
            self._tables[key] = self._loaded(data)
            self._tables[key].attrs["dates"] = self._dates
        return self._tables[key]

    def _loaded(self, data: object) -> pd.DataFrame:
        match data:
            case {"name": str(name)} if name in self.frames:
                return table_of(self.frames[name], self.text)
            case {"sequence": {"start": start, "stop": stop, **rest}}:
                steps = pd.Series(_sequence(float(start), float(stop), float(rest.get("step", 1))), dtype="float64")
                return pd.DataFrame({str(rest.get("as", "data")): steps})
            case {"name": str(name)} if "values" not in data and "url" not in data:
                values = (self.spec.get("datasets") or {}).get(name)
                if values is None:
                    raise CannotTell("data that are not in the chart")
            case {"values": values}:
                pass
            case _:
                raise CannotTell("data that are not in the chart")
        if isinstance(values, str):
            raise CannotTell("data that are one long text")
        table = table_of([values] if isinstance(values, dict) else values, self.text)
        return _typed(table, data.get("format"))


def _sequence(start: float, stop: float, step: float) -> list[float]:
    if not step or not 0 <= (stop - start) / step < MOST_ROWS:
        raise CannotTell("a sequence without an end")
    return [start + step * number for number in range(int(-(-(stop - start) // step)))]


def _typed(table: pd.DataFrame, form: object) -> pd.DataFrame:
    """Columns that the chart itself says how to read."""
    parse = form.get("parse") if isinstance(form, dict) else None
    if not isinstance(parse, dict):
        return table
    for name, kind in parse.items():
        if name in table and kind == "number":
            table = table.assign(**{name: pd.to_numeric(table[name], errors="coerce").astype("float64")})
        elif name in table and kind == "string":
            table = table.assign(**{name: settle(table[name].map(str, na_action="ignore"))})
    return table


def _without_data(part: object, depth: int) -> object:
    if depth > MOST_NESTED + MOST_DEPTH:
        return None
    if isinstance(part, dict):
        left = {str(key): value for key, value in part.items() if key not in ("datasets", "values", "config")}
        return {key: _without_data(value, depth + 1) for key, value in left.items()}
    return [_without_data(one, depth + 1) for one in part] if isinstance(part, (list, tuple)) else part


def _title(spec: dict) -> str:
    title = spec.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    return " ".join(map(str, text)) if isinstance(text, list) else str(text or "")
