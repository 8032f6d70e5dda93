"""The pages about the data that are written from the data: dictionary, picture, data package, list of effects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from datasets import dictionary, package, picture, truths
from datasets.contract.outside import OUTSIDE
from datasets.freeze import CHECKSUMS, FOLDER
from datasets.schema import TABLES
from datasets.spread import over, summary
from datasets.states import RAW, filed

SEEDS = range(1, 21)
"""The seeds over which EFFECTS.md states means: the first twenty, none of them chosen."""


def pages(checksums: Mapping) -> dict[Path, str]:
    """Path → text of the pages that follow from the contract and the checksums alone."""
    return {
        dictionary.PATH: dictionary.dictionary(checksums, outside=OUTSIDE),
        picture.PATH: picture.picture(checksums),
        package.PATH: package.package(checksums),
    }


def measured_page(checksums: Mapping, folder: Path = FOLDER) -> tuple[Path, str]:
    """Path and text of EFFECTS.md; it takes as long as making the tables of all SEEDS."""
    clean, raw = states(folder)
    values, sizes = truths.values_of(clean), truths.sizes_of(raw, clean)
    spread = summary(over(SEEDS))
    return truths.PATH, truths.truths(spread, len(SEEDS), checksums["seed"], values, sizes)


def states(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The clean and the raw tables of a folder, by name; where there is no raw state, the clean one stands in."""
    clean, raw = {}, {}
    for key, (table, state) in filed(TABLES).items():
        frame = pd.read_parquet(folder / f"{key}.parquet")
        raw[table.name] = frame
        if state != RAW:
            clean[table.name] = frame
    return clean, raw


def checksums(folder: Path = FOLDER) -> dict:
    """What the list of checksums in the folder holds."""
    return json.loads((folder / CHECKSUMS).read_text("utf8"))
