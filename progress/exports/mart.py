"""The data mart: tidy Parquet files for BI tools, with a dictionary that is made from the same declarations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from grading.atomic import private_folder, write
from grading.settings import COURSE_ID
from progress.exports import about, schema
from progress.exports.frames import Frames
from progress.exports.schema import Column, Table
from progress.exports.whole import whole
from progress.facts import Facts

DICTIONARY = "DICTIONARY.md"
TYPES = {
    "text": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "flag": pa.bool_(),
    "moment": pa.timestamp("us", tz="UTC"),
    "day": pa.date32(),
}


def write_mart(folder: Path, facts: Facts, frames: Frames, with_names: bool) -> None:
    """Write the tables schema.MART into `folder`. `as_of` comes last: while it is old, so is some of the rest."""
    private_folder(folder)
    write(folder / DICTIONARY, about.dictionary(facts, schema.MART, with_names))
    parts = {
        schema.PEOPLE: [frames.people],
        schema.EXERCISES: [frames.exercises],
        schema.QUESTIONS: [frames.questions],
        schema.SUBMISSIONS: [frames.submissions],
        schema.ANSWERS: frames.answers(),
        schema.AS_OF: [frames.as_of(with_names)],
    }
    for table in schema.MART:
        _write(folder / f"{table.name}.parquet", parts[table], table.shown(with_names), facts)


def _write(path: Path, parts: Iterable[pd.DataFrame], table: Table, facts: Facts) -> None:
    fields = [pa.field(one.name, TYPES[one.kind], metadata={"description": one.meaning}) for one in table.columns]
    layout = pa.schema(fields, metadata={"course": COURSE_ID, "as_of": facts.as_of.isoformat()})
    with whole(path) as part, pq.ParquetWriter(part, layout, compression="zstd") as writer:
        for frame in parts:
            columns = [_array(frame[one.name], one) for one in table.columns]
            writer.write_table(pa.Table.from_arrays(columns, schema=layout))


def _array(values: pd.Series, column: Column) -> pa.Array:
    if column.kind == "text":
        found = pa.array(values.astype("category"), from_pandas=True)
        words = [one or None for one in found.dictionary.to_pylist()]  # an empty text is a missing one
        return pa.DictionaryArray.from_arrays(found.indices, pa.array(words, pa.string())).cast(pa.string())
    if column.kind == "day":
        values = values.dt.tz_localize(None) if values.dt.tz is None else values.dt.tz_convert(None)
        values = values.dt.as_unit("us").dt.floor("D")
        return pa.array(values, pa.timestamp("us"), from_pandas=True).cast(pa.date32())
    return pa.array(values, TYPES[column.kind], from_pandas=True)
