"""datapackage.json: the tables described for other programs, as a Frictionless Data Package.

It is version 1 of the standard (profile `tabular-data-package`). Version 2 adds nothing that these tables need, and
readers that know only version 1 (R's frictionless before 2.0, the older Python and JavaScript libraries) are still
in use; readers of version 2 take a package without `$schema` as version 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from datasets.model import Column, Table
from datasets.schema import TABLES
from datasets.states import INSTRUCTORS, as_csv, filed

PATH = Path(__file__).resolve().parent / "datapackage.json"
CSV = "tables/csv"
"""Where the CSV files lie, seen from datapackage.json."""
VERSION = "1.0.0"
"""Of the data. The first number changes when an answer of the course may change; ABOUT.md says so too."""
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
AUTHORS = "The authors of “Everyone owns the customer's experience”"
DESCRIPTION = (
    "Fernwick is an invented company. It sells smart-home products in stores, on the web and in an app. "
    "Its customers, orders, parcels, contacts, bills, surveys and people are joined in one set of tables, with "
    "effects planted on purpose, so that a learner can look for a cause and check that it is there. "
    "Nothing in them is true of a real company. Money is in euro; times are local, without a time zone. "
    "The folder `tables` also holds all tables as Parquet, and some as they came out of the systems (`tables/raw`)."
)
TYPES = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "yes/no": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "time": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S"},
}
"""How each kind of column is written in the CSV files. A time has no zone, which the standard's own format wants."""


def package(checksums: Mapping, tables: Iterable[Table] = TABLES) -> str:
    """The text of datapackage.json: one resource for each CSV file. `checksums` is what checksums.json holds."""
    written = {key: table for key, (table, state) in filed(tables).items() if as_csv(table, state)}
    names = {table.name: table for table in written.values()}
    resources = [_resource(key, table, names, checksums["tables"].get(key, {})) for key, table in written.items()]
    descriptor = {
        "profile": "tabular-data-package",
        "name": "fernwick",
        "title": "Fernwick: the data of an invented company, for courses on customer experience",
        "description": DESCRIPTION,
        "version": VERSION,
        "keywords": ["customer experience", "synthetic data", "teaching", "surveys", "service", "retail"],
        "licenses": [LICENCE],
        "contributors": [{"title": AUTHORS, "role": "author"}],
        "sources": [{"title": f"Made by the program in this folder, from seed {checksums['seed']}"}],
        "resources": resources,
    }
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def _resource(key: str, table: Table, names: Mapping[str, Table], sums: Mapping) -> dict:
    written = sums.get("csv", {})
    facts = {"bytes": written["bytes"], "hash": f"sha256:{written['sha256']}"} if written else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{CSV}/{key}.csv",
        "title": table.name.replace("_", " ").capitalize(),
        "description": _description(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **facts,
        "licenses": [LICENCE],
        "schema": _schema(table, names),
    }


def _description(table: Table) -> str:
    words = [f"One row is {table.row}."]
    if table.note:
        words.append(table.note)
    if table.audience == INSTRUCTORS:
        words.append("For instructors: it tells answers.")
    return " ".join(words)


def _schema(table: Table, names: Mapping[str, Table]) -> dict:
    fields = [_field(column, table) for column in table.columns]
    schema: dict = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    keys = [_foreign(column, names) for column in table.columns if column.references]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, table: Table) -> dict:
    meaning = " ".join(filter(None, [column.meaning, column.missing and f"Empty: {column.missing}."]))
    unit = {"unit": column.unit} if column.unit else {}
    rules = _constraints(column, alone=table.key == (column.name,))
    return {"name": column.name, **TYPES[column.kind], "description": meaning, **unit, "constraints": rules}


def _constraints(column: Column, alone: bool) -> dict:
    """What may stand in the column; `alone` where it names a row by itself."""
    rules: dict = {"required": not column.missing}
    if alone:
        rules["unique"] = True
    if column.allowed:
        rules["enum"] = list(column.allowed)
    if column.low is not None:
        rules["minimum"] = _bound(column, column.low)
    if column.high is not None:
        rules["maximum"] = _bound(column, column.high)
    if column.pattern:
        rules["pattern"] = column.pattern
    return rules


def _bound(column: Column, value):
    """A day that bounds a time is its midnight, as in `datasets.rules`."""
    return f"{value}T00:00:00" if column.kind == "time" and "T" not in str(value) else value


def _foreign(column: Column, names: Mapping[str, Table]) -> dict:
    other, field = column.references.split(".")
    if other not in names:
        raise KeyError(f"{column.name} points to {column.references}, which is not a table")
    return {"fields": column.name, "reference": {"resource": other, "fields": field}}
