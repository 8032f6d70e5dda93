"""The pages in docs/: their links lead somewhere, and the figures that the program decides are the program's."""

import re
from pathlib import Path

import pytest

from grading.report import ALL_GRADED, CANNOT_START, GRADER_ERRORS, SOME_NOT_GRADED
from grading.settings import MAX_NOTEBOOK_BYTES, Limits

HOME = Path(__file__).resolve().parent.parent
PAGES = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md")])
GRADING = (HOME / "docs" / "grading.md").read_text("utf8")
MB, GB = 1024**2, 1024**3
LIMITS = Limits()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_to_a_file(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    ("what", "most"),
    {
        "one cell": f"{LIMITS.seconds_per_cell:g} seconds",
        "one submission": f"{LIMITS.seconds_per_submission:g} seconds",
        "addresses of one process": f"{LIMITS.memory_bytes / GB:g} GB",
        "memory of all its processes together": f"{LIMITS.memory_sum_bytes / GB:g} GB",
        "processes and threads": f"{LIMITS.processes}",
        "open files": f"{LIMITS.open_files}",
        "one file": f"{LIMITS.file_bytes / MB:g} MB",
        "files": f"{LIMITS.files:,}",
        "one folder that it may write to": f"{LIMITS.room_bytes / MB:g} MB",
        "text that one cell prints": f"{LIMITS.stream_characters:,} characters",
        "all outputs of one cell": f"{LIMITS.output_bytes_per_cell / MB:g} MB",
        "a notebook that is handed in": f"{MAX_NOTEBOOK_BYTES / MB:g} MB",
    }.items(),
)
def test_a_limit_is_told_as_it_is_set(what, most):
    assert f"| {what} | {most} |" in GRADING


def test_each_exit_status_is_told():
    told = re.findall(r"^\| (\d) \| ", GRADING, re.M)
    assert told == [str(status) for status in (ALL_GRADED, SOME_NOT_GRADED, CANNOT_START, GRADER_ERRORS)]
