"""From data frames to files: the same frame always becomes the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.generators import generate
from datasets.model import KINDS, Table
from datasets.schema import TABLES
from datasets.streams import Streams

FOLDER = Path(__file__).resolve().parent / "tables"
CHECKSUMS = "checksums.json"
MASTER_SEED = 83


def build(seed: int) -> dict[str, bytes]:
    """All files of the data set by file name, made from the seed: one Parquet file a table, and the checksums."""
    frames = generate(Streams(seed))
    files = {f"{table.name}.parquet": parquet(table, frames[table.name]) for table in TABLES}
    entries = {table.name: _entry(files[f"{table.name}.parquet"], len(frames[table.name])) for table in TABLES}
    files[CHECKSUMS] = (json.dumps({"seed": seed, "tables": entries}, indent=2) + "\n").encode()
    return files


def parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """The table as Parquet: the schema's columns and types, nothing else (no pandas metadata, no time of writing)."""
    arrays = [pa.array(frame[c.name], type=_arrow(c.kind), from_pandas=True) for c in table.columns]
    fields = [pa.field(c.name, _arrow(c.kind), nullable=bool(c.missing)) for c in table.columns]
    buffer = io.BytesIO()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=pa.schema(fields)), buffer, compression="zstd", store_schema=False
    )
    return buffer.getvalue()


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put the files into the folder, each whole or not at all, the checksums last."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        part = folder / f"{name}.part"
        part.write_bytes(content)
        os.replace(part, folder / name)


def differences(files: dict[str, bytes], folder: Path) -> list[str]:
    """The names of the files in the folder that are missing or not byte for byte as given."""
    return [n for n, content in files.items() if not (folder / n).is_file() or (folder / n).read_bytes() != content]


def _arrow(kind: str) -> pa.DataType:
    return pa.type_for_alias(KINDS[kind])


def _entry(content: bytes, rows: int) -> dict:
    return {"sha256": hashlib.sha256(content).hexdigest(), "rows": rows, "bytes": len(content)}
