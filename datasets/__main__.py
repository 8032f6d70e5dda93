"""`python -m datasets`: build the tables, check them, write the dictionary."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from datasets import dictionary, freeze
from datasets.check import check as problems_of
from datasets.errors import DataProblem


@click.group()
def cli() -> None:
    """Fernwick's sample data: build the tables, check them, write the dictionary."""


@cli.command()
@click.option("--seed", default=str(freeze.MASTER_SEED), show_default=True, help="Another seed gives a fresh variant.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the tables.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; name the files that differ.")
def build(seed: str, out: Path | None, only_check: bool) -> None:
    """Make all tables from the seed and write them with their checksums."""
    number, folder = _seed(seed), out or freeze.FOLDER
    if out is None and number != freeze.MASTER_SEED and not only_check:
        raise DataProblem(f"The course's own tables belong to seed {freeze.MASTER_SEED}. Give --out for a variant.")
    files = freeze.build(number)
    if not only_check:
        freeze.write(files, folder)
        click.echo(f"{len(files) - 1} tables from seed {number}, {sum(map(len, files.values())) / 1e6:.1f} MB.")
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
    click.echo(f"{len(tables) or len(freeze.TABLES)} tables are as the schema and the checksums say.")


@cli.command("dictionary")
def write_dictionary() -> None:
    """Write DICTIONARY.md from the schema."""
    dictionary.PATH.write_text(dictionary.dictionary(), encoding="utf8")
    click.echo(f"{dictionary.PATH.name} is written.")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise DataProblem(f"The seed must be a whole number such as {freeze.MASTER_SEED}, not {text!r}.")
    return int(text)


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
