"""The command line: one quiet line when all is well; otherwise a sentence and exit status 2."""

import subprocess
import sys

import pytest

from datasets.__main__ import main
from datasets.freeze import CHECKSUMS, FOLDER
from datasets.schema import TABLES
from datasets.states import filed


def test_check_says_one_line_when_all_is_well(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out == f"{len(filed(TABLES))} tables are as the schema and the checksums say.\n"


def test_a_variant_is_built_checked_and_differs_from_the_course(tmp_path, capsys):
    assert main(["build", "--seed", "5", "--out", str(tmp_path)]) == 0
    assert main(["check", "--folder", str(tmp_path)]) == 0
    assert (tmp_path / CHECKSUMS).read_bytes() != (FOLDER / CHECKSUMS).read_bytes()
    (tmp_path / "orders.parquet").unlink()
    assert main(["build", "--seed", "5", "--out", str(tmp_path), "--check"]) == 2
    assert capsys.readouterr().err == "These files are not as seed 5 makes them: orders.parquet.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "order"], "There is no table named 'order'. Did you mean 'orders'?"),
        (["check", "--folder", "nowhere"], "is missing from the folder 'nowhere'."),
        (["build", "--seed", "seven"], "The seed must be a whole number such as 88, not 'seven'."),
        (["build", "--seed", "-1"], "The seed must be a whole number such as 88, not '-1'."),
        (["build", "--seed", "7"], "The course's own tables belong to seed 88. Give --out for a variant."),
        (["bake"], "No such command 'bake'."),
    ],
)
def test_a_mistake_gets_a_sentence_and_exit_status_2(arguments, sentence, capsys):
    before = (FOLDER / CHECKSUMS).read_bytes()
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err
    assert (FOLDER / CHECKSUMS).read_bytes() == before


def test_the_package_runs_as_a_program():
    ended = subprocess.run(
        [sys.executable, "-m", "datasets", "check", "ordrs"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("There is no table named 'ordrs'. Did you mean 'orders'?")
