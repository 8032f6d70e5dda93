"""From data frames to files: the same frame always becomes the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from datasets.generators import generate
from datasets.model import KINDS, Table
from datasets.raw import spoil
from datasets.schema import TABLES
from datasets.states import RAW, as_csv, filed
from datasets.streams import Streams

FOLDER = Path(__file__).resolve().parent / "tables"
CHECKSUMS = "checksums.json"
MASTER_SEED = 88
TEXT_OF = {"date": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M:%S"}


def build(seed: int, world: dict[str, pd.DataFrame] | None = None) -> dict[str, bytes]:
    """All files of the data set by path, made from the seed: every state as Parquet, the clean ones as CSV too.

    `world` may hold the clean tables of this seed, hidden columns and all, where they have been made already.
    """
    streams = Streams(seed)
    clean = generate(streams) if world is None else world
    raw = spoil(clean, streams)
    files, entries = {}, {}
    for key, (table, state) in filed(TABLES).items():
        arrow = as_arrow(table, (raw if state == RAW else clean)[table.name])
        files[f"{key}.parquet"] = parquet = parquet_of(table, arrow)
        entries[key] = {**_entry(parquet), "rows": arrow.num_rows}
        if as_csv(table, state):
            files[f"csv/{key}.csv"] = text = csv_of(table, arrow)
            entries[key]["csv"] = _entry(text)
        if table.opened_by:
            entries[key]["opened_by"] = table.opened_by
    files[CHECKSUMS] = (json.dumps({"seed": seed, "tables": entries}, indent=2) + "\n").encode()
    return files


def as_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """The schema's columns in the schema's types, nothing else."""
    arrays = [pa.array(frame[c.name], type=_arrow(c.kind), from_pandas=True) for c in table.columns]
    fields = [pa.field(c.name, _arrow(c.kind), nullable=bool(c.missing)) for c in table.columns]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def parquet_of(table: Table, arrow: pa.Table) -> bytes:
    """The table as Parquet, without pandas' remarks and the time of writing.

    Running numbers and times are stored as differences: a dictionary of values that occur once only costs room.
    """
    running = {name: "DELTA_BYTE_ARRAY" for name in table.key[:1] if len(table.key) == 1}
    running = {name: code for name, code in running.items() if table.column(name).kind == "text"}
    running |= {c.name: "DELTA_BINARY_PACKED" for c in table.columns if c.kind == "time"}
    buffer = io.BytesIO()
    pq.write_table(
        arrow,
        buffer,
        compression="zstd",
        compression_level=19,
        store_schema=False,
        use_dictionary=[c.name for c in table.columns if c.name not in running],
        column_encoding=running or None,
    )
    return buffer.getvalue()


def csv_of(table: Table, arrow: pa.Table) -> bytes:
    """The table as CSV in UTF-8: a head line, dates as 2024-05-31, nothing where a field is empty."""
    for place, column in enumerate(table.columns):
        if column.kind in TEXT_OF:
            text = pc.strftime(arrow.column(place).cast(pa.timestamp("s")), format=TEXT_OF[column.kind])
            arrow = arrow.set_column(place, column.name, text)
    # Arrow puts every text between quotes when one text of a table needs them, and refuses to write such a text
    # without; so only tables with free text get quotes.
    try:
        return _csv(arrow, "none")
    except pa.ArrowInvalid:
        return _csv(arrow, "needed")


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put the files into the folder, each whole or not at all, the checksums last."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(content)
        os.replace(part, path)


def differences(files: dict[str, bytes], folder: Path) -> list[str]:
    """The files in the folder that are missing, not byte for byte as given, or too many."""
    changed = [n for n, content in files.items() if not (folder / n).is_file() or (folder / n).read_bytes() != content]
    there = {p.relative_to(folder).as_posix() for kind in ("parquet", "csv") for p in folder.rglob(f"*.{kind}")}
    return [*changed, *sorted(there - set(files))]


def _csv(arrow: pa.Table, quotes: str) -> bytes:
    buffer = io.BytesIO()
    pa.csv.write_csv(arrow, buffer, pa.csv.WriteOptions(quoting_style=quotes, quoting_header="none"))
    return buffer.getvalue()


def _arrow(kind: str) -> pa.DataType:
    return pa.type_for_alias(KINDS[kind])


def _entry(content: bytes) -> dict:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
