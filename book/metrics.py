"""The dictionary of metrics: what metrics.yml says of each number that the course teaches, and what is wrong in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from book.chapter_rules_sources import source_keys
from book.contents import chapters
from book.misconceptions import FILE as MISCONCEPTIONS
from datasets import schema

FILE = Path("book") / "metrics.yml"
TEXTS = ("id", "name", "short", "tells", "over", "under", "unit", "window", "good", "trap")
FIELDS = (*TEXTS, "tables", "chapters")  # every metric has them; cite, code and form are for some
FORMS = ("share", "mean", "difference", "product", "quantile")


@dataclass(frozen=True)
class Metric:
    """One number. `over` stands above the fraction line and `under` below it, unless `form` says otherwise.

    `tables` are names of tables with their columns, `cite` keys of references.bib, `code` that of a misconception.
    """

    id: str
    group: str
    name: str
    short: str
    tells: str
    over: str
    under: str
    unit: str
    window: str
    good: str
    trap: str
    tables: Mapping[str, tuple[str, ...]]
    chapters: tuple[str, ...]
    form: str = "share"
    cite: tuple[str, ...] = ()
    code: str = ""


def metrics(course: Path) -> list[Metric]:
    """Every metric of the course at `course`, by group and there as written."""
    return [_metric(group, one) for group, one in _written(course)]


def files(course: Path) -> list[Path]:
    """Every file that the cards depend on."""
    return [course / FILE]


def metric_problems(course: Path) -> list[str]:
    """What is wrong in metrics.yml, as sentences for an author."""
    written = [one for _, one in _written(course)]
    slugs = {path.stem for path in chapters(course)}
    keys = source_keys((course / "book" / "references.bib").read_text("utf8"))
    codes = set(yaml.safe_load((course / MISCONCEPTIONS).read_text("utf8"))["codes"])
    often = Counter(one.get("id") for one in written if one.get("id"))
    found = [f"{FILE}: the id {name} stands there {number} times" for name, number in often.items() if number > 1]
    for one in written:
        said = [
            *(f"lacks {field}" for field in FIELDS if not one.get(field)),
            *(f"names the chapter {slug}, which is not there" for slug in _absent(one.get("chapters"), slugs)),
            *_of_tables(one.get("tables") or {}),
            *(f"cites {key}, which references.bib does not have" for key in _absent(one.get("cite"), keys)),
            *(
                f"names the code {code}, which {MISCONCEPTIONS.name} does not have"
                for code in _absent(_code(one), codes)
            ),
            *(f"has the form {form}; there are {', '.join(FORMS)}" for form in _absent([_form(one)], FORMS)),
        ]
        found += [f"{FILE}: {one.get('id') or one.get('name')} {words}" for words in said]
    return found


def _of_tables(tables: Mapping[str, list[str]]) -> Iterator[str]:
    """What the contract of the data does not have; a column may be one of the raw state."""
    for name, columns in tables.items():
        if name not in schema.names():
            yield f"names the table {name}, which is not there"
            continue
        table = schema.named(name)
        known = {column.name for column in (*table.columns, *(table.raw.columns if table.raw else ()))}
        yield from (f"names the column {column}, which {name} does not have" for column in _absent(columns, known))


def _absent(named: Iterable[str] | None, known: Collection[str]) -> list[str]:
    return [name for name in named or () if name not in known]


def _code(one: Mapping) -> list[str]:
    return [one["code"]] if one.get("code") else []


def _form(one: Mapping) -> str:
    return one.get("form") or FORMS[0]


def _metric(group: str, one: Mapping) -> Metric:
    tables = {name: tuple(columns) for name, columns in one["tables"].items()}
    texts = {field: one[field] for field in TEXTS}
    optional = {"form": _form(one), "cite": tuple(one.get("cite") or ()), "code": one.get("code") or ""}
    return Metric(group=group, tables=tables, chapters=tuple(one["chapters"]), **texts, **optional)


def _written(course: Path) -> list[tuple[str, dict]]:
    """The title of its group and the entry of each metric."""
    groups = yaml.safe_load((course / FILE).read_text("utf8"))["groups"]
    return [(group["title"], one) for group in groups for one in group["metrics"]]
