"""What goes wrong on the command line ends in one clear sentence and status 2, and changes nothing."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from grading.course import HOME, Course

LOG = {"audit.jsonl", "audit.lock", "course.key"}
SLUG = "nps-csat-ces"
ROSTER = "learner_id,name,email,department,cohort\nann,Ann Lee,,Finance,1\n"


@pytest.fixture
def place(tmp_path):
    """An own build folder with one enrolled learner."""
    course = Course(HOME, tmp_path / "build")
    course.build.mkdir()
    course.roster.write_text(ROSTER, "utf8")
    return course


def run(course, *words, **environment):
    """One verb; returns its status and what it said, which never holds a stack trace."""
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", *map(str, words)],
        cwd=HOME,
        env={**os.environ, "COURSE_BUILD": str(course.build), **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = (ended.stdout + ended.stderr).strip()
    assert "Traceback" not in said, said
    return ended.returncode, said


def contents(course):
    """Path → bytes of all that was made, but for the log of who tried what, and the key of its pseudonyms."""
    files = {path: path.read_bytes() for path in course.build.rglob("*") if path.is_file()}
    return {path: content for path, content in files.items() if path.name not in LOG}


@pytest.mark.parametrize("verb", ["release", "collect", "grade", "check"])
def test_an_unknown_exercise_is_answered_with_the_nearest_name(place, verb):
    before = contents(place)
    status, said = run(place, verb, "nps-csat")
    assert status == 2
    assert said.startswith("There is no exercise named 'nps-csat'. Did you mean nps-csat-ces?")
    assert contents(place) == before


def test_a_notebook_of_200_mb_is_not_taken_in(place, tmp_path):
    inbox = tmp_path / "inbox" / "ann"
    inbox.mkdir(parents=True)
    with (inbox / f"{SLUG}.ipynb").open("wb") as file:
        file.truncate(200 * 1024**2)
    before = contents(place)
    status, said = run(place, "collect", SLUG, "--folder", tmp_path / "inbox")
    assert status == 2
    assert "200 MB, and the limit is 10 MB. Ask the learner to clear the notebook's outputs" in said
    assert contents(place) == before


def test_a_notebook_whose_name_leads_out_of_the_folder_is_not_taken_in(place, tmp_path):
    with zipfile.ZipFile(tmp_path / "drop.zip", "w") as archive:
        archive.writestr("../x.ipynb", "{}")
    before, outside = contents(place), sorted(tmp_path.iterdir())
    status, said = run(place, "collect", SLUG, "--zip", tmp_path / "drop.zip")
    assert status == 2
    outcome = "Its name leads out of the folder. Rename the file and hand it in again."
    assert said == f"../x.ipynb, {SLUG}: rejected. {outcome}"
    assert contents(place) == before
    assert sorted(tmp_path.iterdir()) == outside


def test_a_submission_that_is_not_json_is_named_and_the_others_are_graded(place, tmp_path):
    run(place, "release", SLUG)
    inbox = tmp_path / "inbox"
    for learner in ("ann", "ben"):
        (inbox / learner).mkdir(parents=True)
    (inbox / "ann" / f"{SLUG}.ipynb").write_text("this is not JSON", "utf8")
    shutil.copyfile(place.release / SLUG / f"{SLUG}.ipynb", inbox / "ben" / f"{SLUG}.ipynb")
    place.roster.write_text(ROSTER + "ben,Ben Poe,,Finance,1\n", "utf8")
    assert run(place, "collect", SLUG, "--folder", inbox)[0] == 0
    status, said = run(place, "grade", SLUG)
    assert status == 2
    assert f"ann, {SLUG}: {SLUG}.ipynb is not a notebook: it is not JSON." in said
    assert "1 graded, 1 not gradable" in said


@pytest.fixture
def broken_tables(tmp_path):
    folder = tmp_path / "tables"
    shutil.copytree(Course().tables, folder)
    return folder


def test_a_missing_table_stops_release_and_check_with_its_name(place, broken_tables):
    (broken_tables / "survey_responses.parquet").unlink()
    before = contents(place)
    status, said = run(place, "release", SLUG, CXLAB_TABLES=str(broken_tables))
    assert status == 2
    assert said == (
        f"The exercise {SLUG} cannot be used: it needs the table survey_responses. "
        "The file survey_responses.parquet is missing. Get it again with your course files."
    )
    assert contents(place) == before


def test_a_table_with_one_changed_byte_is_caught(place, broken_tables):
    path = broken_tables / "survey_responses.parquet"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    status, said = run(place, "release", SLUG, CXLAB_TABLES=str(broken_tables))
    assert status == 2
    assert "not as it was published: its checksum differs" in said


def test_a_roster_with_a_missing_column_is_refused_with_its_name(place, tmp_path):
    (tmp_path / "people.csv").write_text("learner_id,name\nann,Ann\n", "utf8")
    before = contents(place)
    status, said = run(place, "roster", tmp_path / "people.csv")
    assert status == 2
    assert "lacks the column 'email'" in said
    assert contents(place) == before


def test_an_unknown_benchmark_is_answered_with_the_list(place):
    assert run(place, "bench", "nonsense") == (
        2,
        "There is no benchmark 'nonsense'. "
        "The benchmarks are: up, book, data, faults, grade, proof, site, soak, progress, submit, classroom.",
    )


def test_grading_before_anything_was_handed_in_says_so(place):
    status, said = run(place, "grade")
    assert (status, said) == (0, "Nothing was collected yet. Run first: python3 course.py collect")


def test_grading_before_the_release_is_refused_and_writes_nothing(place, tmp_path):
    (tmp_path / "people.csv").write_text(ROSTER, "utf8")
    (tmp_path / "inbox").mkdir()
    shutil.copyfile(place.source(SLUG), tmp_path / "inbox" / "ann.ipynb")
    assert run(place, "roster", tmp_path / "people.csv")[0] == 0
    assert run(place, "collect", SLUG, "--folder", tmp_path / "inbox")[0] == 0
    before = contents(place)
    sentence = f"{SLUG} was not released yet. Run first: python3 course.py release {SLUG}"
    assert run(place, "grade") == (3, sentence)
    assert contents(place) == before


def test_a_folder_and_an_archive_together_are_refused(place, tmp_path):
    (tmp_path / "drop.zip").write_bytes(b"")
    sentence = "Give either --folder or --zip, and run this once for each."
    assert run(place, "collect", "--folder", tmp_path, "--zip", tmp_path / "drop.zip") == (2, sentence)


def test_nbgrader_runs_where_nothing_was_built_yet(place):
    shutil.rmtree(place.build)
    status, said = run(place, "nbgrader", "--version")
    assert status == 0 and "nbgrader version" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["roster"], "Missing argument 'FILE'. See: python3 course.py roster --help"),
        (["roster", "none.csv"], "File 'none.csv' does not exist. See: python3 course.py roster --help"),
        (["grade", "--wrokers", "2"], "See: python3 course.py grade --help"),
        (["grdae"], "See: python3 course.py --help"),
    ],
)
def test_words_that_are_not_right_get_one_line_with_the_way_to_help(place, words, sentence):
    status, said = run(place, *words)
    assert status == 2
    assert said.endswith(sentence) and len(said.splitlines()) == 1


@pytest.mark.parametrize("words", [["--help"], ["collect", "--help"]])
def test_help_is_shown_with_status_0(place, words):
    status, said = run(place, *words)
    assert status == 0
    assert said.startswith("Usage: course.py") and "Options:" in said


def test_without_a_verb_the_verbs_are_shown(place):
    status, said = run(place)
    assert status == 2
    assert "Commands:" in said and "collect" in said
