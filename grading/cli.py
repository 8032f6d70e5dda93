"""The command line: every verb parses its words, calls one function, prints, and returns an exit status.

Exit status: 0 all is well, 2 something was refused or could not be graded, 3 grading cannot start (no wall, not
released, another engine at work), 4 the grader itself failed at some submissions, which the next run tries again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from book.trouble import BookTrouble
from book.verbs_links import links
from book.verbs_paper import paper
from book.verbs_translate import translate
from classroom.verbs_classroom import classroom
from classroom.verbs_passback import passback
from classroom.verbs_scorm import scorm
from classroom.verbs_watch import watch
from datasets.errors import DataProblem
from grading.atomic import private_folder
from grading.console import moving
from grading.course import Course
from grading.errors import CourseError
from grading.person_verbs import grades, person
from progress.verbs_certificate import certificate
from progress.verbs_export import export
from progress.verbs_remind import remind

CORES = max(1, os.cpu_count() or 1)
slugs = click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SHARED = "All learners are one system user here, so ownership cannot be checked."
TRUSTED = "Go on where no wall can be built: the notebooks' code then runs as you, and reports say NOT ISOLATED."
DASK = (
    "Let Dask share out the work: `local` to workers that are started here, or an ADDRESS such as tls://host:8786 to "
    "those of a scheduler. `worker --help` says how to start them, and how to keep others out."
)
PLAIN = "Then build it once more by plain Sphinx, without Jupyter Book, to see that this still works: build/plain."
IN_LANGUAGES = "Besides English: zh-hans, zh-hant, fa, several with commas between them, or all."
PLACES = "How many notebooks run at once."
PRIVATE = ("collect", "grade", "feedback", "progress", "roster", "grades", "person", "nbgrader")
PRIVATE += ("certificate", "export", "remind", "watch", "passback")
workers = click.option("--workers", type=click.IntRange(1, 64), default=CORES, show_default="one a core")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Everyone owns the customer's experience: the course's own verbs."""
    if "CXLAB_TABLES" in os.environ:  # notebooks run in folders of their own, where a relative path leads nowhere
        os.environ["CXLAB_TABLES"] = os.path.abspath(os.environ["CXLAB_TABLES"])
    context.obj = Course()
    if context.invoked_subcommand in PRIVATE:
        os.umask(0o077)
        _keep_private(context.obj)


def _keep_private(course: Course) -> None:
    from grading.stored import keep_private

    keep_private(course)


def _noted(course: Course, command: str, learner_ids: object = "everyone", **facts: object) -> None:
    """One line in the audit log, written before what it tells of."""
    from grading import audit

    audit.note(course, command, learner_ids, **facts)


def chosen(course: Course, names: tuple[str, ...]) -> tuple[str, ...]:
    """The exercises named, or all of them; an unknown name raises UnknownExercise."""
    for name in names:
        course.source(name)
    return names or course.slugs


@cli.command("up")
@workers
@click.pass_obj
def up_(course: Course, workers: int) -> None:
    """Build the book, release, grade a sample cohort, write feedback and the progress pages."""
    from grading.up import up

    _noted(course, "up")
    up(course, workers, click.echo)


@cli.command()
@click.option("--language", "languages", metavar="CODE", default="en", help=IN_LANGUAGES)
@click.option("--plain", is_flag=True, help=PLAIN)
@click.pass_obj
def book(course: Course, languages: str, plain: bool) -> None:
    """Build the book to build/site. Warnings are errors."""
    from book.build import build_book
    from book.languages.known import chosen
    from book.plain_build import build_plain

    try:
        wanted = chosen(languages)
    except ValueError as unknown:
        raise CourseError(str(unknown)) from unknown
    with moving("Building the book", None):
        build_book(course.root, course.site, wanted)
    click.echo(f"The book is in {course.site / 'index.html'}")
    if plain:  # it tells how it went, and never fails the book
        with moving("Building it again by plain Sphinx", None):
            made = build_plain(course.root, course.site, course.build / "plain", wanted)
        click.echo(made)


@cli.command()
@slugs
@click.option("--publish", is_flag=True, help="Also put them into nbgrader's exchange, where learners fetch them.")
@click.pass_obj
def release(course: Course, exercises: tuple[str, ...], publish: bool) -> None:
    """Make the learners' version of the exercises in build/release, and prove that it gives nothing away."""
    from grading.release import release
    from grading.sandbox import find_wall

    names = chosen(course, exercises)
    with moving("Releasing exercises", len(names)) as tick:
        outcomes = release(course, names, find_wall(trusted=True), on_done=tick, publish=publish)
    for outcome in outcomes:
        click.echo(outcome)


@cli.command()
@slugs
@click.option("--folder", type=FOLDER, help="A folder that holds LEARNER/EXERCISE.ipynb.")
@click.option("--zip", "archive", type=FILE, help="A zip file, as a learning platform packs it.")
@click.option("--shared-user", is_flag=True, help=SHARED)
@click.pass_obj
def collect(
    course: Course, exercises: tuple[str, ...], folder: Path | None, archive: Path | None, shared_user: bool
) -> None:
    """Take in submissions from a folder, a learning platform's zip file, or (by default) nbgrader's exchange."""
    from grading import intake

    if folder and archive:
        raise CourseError("Give either --folder or --zip, and run this once for each.")
    refused = 0
    for slug in chosen(course, exercises):
        for outcome in intake.collect(course, slug, folder, archive, check_owner=not shared_user):
            click.echo(outcome)
            refused += outcome.refused
    sys.exit(2 if refused else 0)


@cli.command()
@slugs
@workers
@click.option("--i-wrote-these-notebooks-myself", "trusted", is_flag=True, help=TRUSTED)
@click.option("--dask", metavar="local|ADDRESS", default="", help=DASK)
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to FILE, too.")
@click.pass_obj
def grade(
    course: Course, exercises: tuple[str, ...], workers: int, trusted: bool, dask: str, file: Path | None
) -> None:
    """Grade what was collected and has changed, behind the wall."""
    from grading import intake, journal
    from grading.batch import grade_batch, means
    from grading.up import told

    names = chosen(course, exercises)
    with means(dask, workers, trusted) as by:
        submissions = intake.submissions(course, names)
        _noted(course, "grade", (), step="begins")
        before = set(journal.results(course))
        with moving("Grading", len(submissions)) as tick:
            made, results = grade_batch(course, submissions, by, workers, tick, file)
    _noted(course, "grade", {one.learner_id for one in results if not one.fault and one not in before}, step="changed")
    if not submissions:
        click.echo("Nothing was collected yet. Run first: python3 course.py collect")
        return
    click.echo(made.text())
    click.echo(told(results) + ("" if by.wall.isolated else " — NOT ISOLATED"))
    sys.exit(made.status)


@cli.command()
@click.argument("address")
@click.option("--places", type=click.IntRange(1, 64), default=CORES, show_default="one a core", help=PLACES)
def worker(address: str, places: int) -> None:
    """Run notebooks on this machine for an engine that uses the scheduler at ADDRESS, such as tcp://127.0.0.1:8786.

    It needs the same version of the course, and a wall. It ends with the scheduler, or with Ctrl-C.

    Whoever can reach a scheduler or a worker can run any program there. Keep both on 127.0.0.1, or use tls:// and
    Dask's own settings for certificates, on all machines: DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION=true,
    DASK_DISTRIBUTED__COMM__TLS__CA_FILE, and …__TLS__WORKER__CERT and …__KEY (SCHEDULER and CLIENT likewise).
    """
    from grading.cluster_worker import become

    become(address, places)


@cli.command()
@click.pass_obj
def feedback(course: Course) -> None:
    """Write a feedback page for each learner and exercise to build/feedback."""
    from grading.autograde import results
    from grading.feedback import write_feedback

    _noted(course, "feedback")
    click.echo(f"{write_feedback(course, results(course))} pages in {course.feedback}")


@cli.command()
@click.pass_obj
def progress(course: Course) -> None:
    """Bring the progress pages in build/progress up to date: for trainers, managers and each learner."""
    from progress.remake import remake

    _noted(course, "progress")
    made = remake(course)
    click.echo(f"The progress pages begin at {made}")
    for sentence in (*made.notes, *made.troubles):
        click.echo(sentence, err=True)
    sys.exit(4 if made.troubles else 0)


@cli.command()
@click.pass_obj
def guide(course: Course) -> None:
    """Make the trainer's guide in build/guide: for each chapter a session, the mistakes, marked reflections."""
    from grading.guide import write_guide

    click.echo(f"The trainer's guide is {write_guide(course)}")


@cli.command()
@click.argument("file", type=FILE)
@click.pass_obj
def roster(course: Course, file: Path) -> None:
    """Take in the list of learners: a CSV with learner_id, name, email, department, cohort."""
    from grading.enrol import enrol

    _noted(course, "roster")
    click.echo(f"{enrol(course, file)} learners are enrolled.")


@cli.command()
@click.option("--remove", is_flag=True, help="Take the sample learners and all their work away again.")
@click.pass_obj
def sample(course: Course, remove: bool) -> None:
    """Make the sample cohort's notebooks in build/sample, or remove the sample learners."""
    from grading.cohort import ROSTER, make_sample
    from grading.forget import forget
    from grading.roster import read_roster

    if remove:
        names = [learner.learner_id for learner in read_roster(ROSTER)]
        _noted(course, "sample --remove", names)
        click.echo(f"{forget(course, names)} sample learners were removed.")
    else:
        for drop in make_sample(course):
            click.echo(f"Made {drop}")


@cli.command()
@click.option("--trainer", is_flag=True, help="With nbgrader's formgrader, on the trainer's own folders.")
@click.option("--port", type=int, default=8888, show_default=True)
@click.pass_obj
def lab(course: Course, trainer: bool, port: int) -> None:
    """Open the exercises in JupyterLab. Your copies are in my-work and are never overwritten."""
    from grading.lab import open_lab

    if trainer:
        os.umask(0o077)
        _keep_private(course)
        _noted(course, "lab --trainer")
    sys.exit(open_lab(course, trainer=trainer, port=port))


@cli.command()
@slugs
@workers
@click.option("--mend", "mending", is_flag=True, help="First bring notebooks and derived files up to date.")
@click.pass_obj
def check(course: Course, exercises: tuple[str, ...], workers: int, mending: bool) -> None:
    """Check tables, chapters, notebooks and every declared answer, and say in words what is wrong."""
    from grading.check import check, mend

    names = chosen(course, exercises)
    for sentence in mend(course, names) if mending else ():
        click.echo(sentence)
    with moving("Checking", len(names)) as tick:
        found = check(course, names, workers, tick, mending)
    for sentence in found:
        click.echo(sentence)
    well = f"Tables, chapters and {len(names)} exercises are as they should be."
    click.echo(f"{len(found)} problems" if found else well)
    sys.exit(2 if found else 0)


@cli.command()
@click.argument("name", default="up")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures to FILE.")
@click.option(
    "--learners", type=click.IntRange(1, 100_000), help="For progress (10,000), submit (1,000), classroom (30)."
)
@click.option("--pages", type=click.IntRange(1), help="For site: at most so many pages, spread over the contents.")
@click.pass_obj
def bench(course: Course, name: str, file: Path | None, learners: int | None, pages: int | None) -> None:
    """Measure how fast, and how safe against faults, this is. NAME: up, book, site, data, grade, proof, soak,
    faults, progress, submit, classroom."""
    from functools import partial

    from classroom.benches import classroom
    from classroom.on_submit import bench_submit
    from grading import bench_site
    from grading.bench import bench
    from progress import bench_progress

    more = {"progress": partial(bench_progress.measure, learners=learners or 10_000)}
    more |= {"site": partial(bench_site.measure, pages=pages)}
    more |= {"submit": partial(bench_submit.measure, learners=learners or 1_000)}
    more |= {"classroom": partial(classroom, learners=learners or 30)}
    click.echo(bench(course, name, file, more))


@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def nbgrader(course: Course, arguments: tuple[str, ...]) -> None:
    """Run an nbgrader command on this course, such as: nbgrader export."""
    if arguments[:1] and arguments[0].startswith("release"):
        os.umask(0o022)  # what goes into the exchange is read by learners
    _noted(course, f"nbgrader {' '.join(arguments[:1])}".strip())
    ended = subprocess.call([sys.executable, "-m", "nbgrader", *arguments], cwd=private_folder(course.build))
    _keep_private(course)
    sys.exit(ended)


@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def data(arguments: tuple[str, ...]) -> None:
    """Make, check or describe Fernwick's tables, such as: data build --seed 7 --out my-tables."""
    from datasets.__main__ import main

    sys.exit(main(list(arguments)))


cli.add_command(grades)
cli.add_command(person)
cli.add_command(certificate)
cli.add_command(export)
cli.add_command(remind)
cli.add_command(classroom)
cli.add_command(watch)
cli.add_command(passback)
cli.add_command(scorm)
cli.add_command(translate)
cli.add_command(links)
cli.add_command(paper)


def _sentence(trouble: Exception) -> str:
    """What went wrong; where the words after `course.py` are not right, with the way to their help."""
    context = getattr(trouble, "ctx", None)
    if context is None or isinstance(trouble, click.exceptions.NoArgsIsHelpError):
        return str(trouble)
    return f"{trouble.format_message().rstrip('.')}. See: python3 {context.command_path} --help"


def main() -> None:
    """Run a verb; what we expect to go wrong ends in one sentence and its exit status."""
    try:
        sys.exit(cli(prog_name="course.py", standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except (click.ClickException, CourseError, BookTrouble, DataProblem) as trouble:
        click.echo(_sentence(trouble), err=True)
        sys.exit(getattr(trouble, "exit_status", 2))


if __name__ == "__main__":
    main()
