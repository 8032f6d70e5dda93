"""`python -m datasets`: build the tables, check them, measure them, describe them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyarrow.parquet as pq

from datasets import freeze, spread, variant
from datasets.check import check as problems_of
from datasets.check import unknown
from datasets.errors import DataProblem
from datasets.schema import TABLES
from datasets.states import RAW, filed


@click.group()
def cli() -> None:
    """Fernwick's sample data: build the tables, check them, measure them, describe them."""


@cli.command()
@click.option("--seed", default=str(freeze.MASTER_SEED), show_default=True, help="Another seed gives a fresh variant.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the tables.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; name the files that differ.")
@click.option("--anyway", is_flag=True, help="Also from a seed that does not show every planted effect.")
def build(seed: str, out: Path | None, only_check: bool, anyway: bool) -> None:
    """Make all tables from the seed, as Parquet and CSV, and write them with their checksums."""
    number, folder = _seed(seed), out or freeze.FOLDER
    if out is None and number != freeze.MASTER_SEED and not only_check:
        raise DataProblem(f"The course's own tables belong to seed {freeze.MASTER_SEED}. Give --out for a variant.")
    files = freeze.build(number, None if anyway or only_check else variant.world_of(number))
    if not only_check:
        freeze.write(files, folder)
        click.echo(f"{len(filed(TABLES))} tables from seed {number} are in {folder}: {_sizes(files)}.")
        return
    different = freeze.differences(files, folder)
    if different:
        raise DataProblem(f"These files are not as seed {number} makes them: {', '.join(different)}.")
    click.echo(f"All {len(files)} files are byte for byte as seed {number} makes them.")


@cli.command()
@click.argument("tables", nargs=-1)
@click.option("--folder", type=click.Path(path_type=Path), default=freeze.FOLDER, help="Folder of the tables.")
def check(tables: tuple[str, ...], folder: Path) -> None:
    """Compare the tables (all, or those named) with the schema and the checksums."""
    problems = problems_of(folder, tables)
    if problems:
        raise DataProblem("\n".join(problems))
    number = len(filed([table for table in TABLES if not tables or table.name in tables]))
    click.echo(f"{number} tables are as the schema and the checksums say.")


@cli.command()
@click.argument("codes", nargs=-1)
@click.option("--seeds", default=12, show_default=True, help="How many seeds, counted from 1.")
@click.option("--workers", default=2, show_default=True, help="Processes side by side.")
def effects(codes: tuple[str, ...], seeds: int, workers: int) -> None:
    """Measure the planted effects (all, or those named) over fresh seeds; change nothing."""
    table = spread.summary(spread.over(range(1, seeds + 1), codes, workers))
    click.echo(table.round(2).to_string())


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("tables", nargs=-1)
@click.option("--raw", is_flag=True, help="As the systems exported them.")
def csv(folder: Path, tables: tuple[str, ...], raw: bool) -> None:
    """Write tables (all, or those named) as CSV files into FOLDER."""
    wanted = [table for table in TABLES if not tables or table.name in tables]
    for name in set(tables) - {table.name for table in wanted}:
        raise unknown(name)
    files = {}
    for key, (table, state) in filed(wanted).items():
        if (state == RAW) == (raw and table.raw is not None):
            files[f"{table.name}.csv"] = freeze.csv_of(table, pq.read_table(freeze.FOLDER / f"{key}.parquet"))
    freeze.write(files, folder)
    click.echo(f"{len(files)} tables are in {folder}.")


@cli.command()
def describe() -> None:
    """Write what is derived: DICTIONARY.md, datapackage.json, the picture, and EFFECTS.md (for instructors)."""
    from datasets import describe

    sums = describe.checksums()
    for path, text in (*describe.pages(sums).items(), describe.measured_page(sums)):
        path.write_text(text, encoding="utf8")
        click.echo(f"{path.name} is written.")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise DataProblem(f"The seed must be a whole number such as {freeze.MASTER_SEED}, not {text!r}.")
    return int(text)


def _sizes(files: dict[str, bytes]) -> str:
    sizes = {kind: sum(len(b) for n, b in files.items() if n.endswith(kind)) / 1e6 for kind in ("parquet", "csv")}
    return f"{sizes['parquet']:.1f} MB Parquet, {sizes['csv']:.1f} MB CSV"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, or 2 with sentences on standard error."""
    try:
        cli.main(arguments, prog_name="python -m datasets", standalone_mode=False)
    except DataProblem as problem:
        click.echo(str(problem), err=True)
        return 2
    except click.ClickException as problem:
        problem.show()
        return 2
    except OSError as problem:
        click.echo(f"{problem.filename} cannot be read or written: {problem.strerror}.", err=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
