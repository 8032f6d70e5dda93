"""Every column that is exported, declared once: the files, their `about`, DICTIONARY.md and the tests are made from it.

Points, percents and dates are empty where there are none: no failure and no missing submission is ever a 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from progress.facts import UNKNOWN

LAYOUT = 1  # of the data mart; a higher number says that a column was taken away or means something else


@dataclass(frozen=True)
class Column:
    """`kind` is text, number, whole, flag (yes or no), moment (UTC) or day."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    missing: str = ""  # when it is empty; nothing here says never
    named: bool = False  # only where names were asked for
    blurred: bool = False  # a moment, of which only the day is told under pseudonyms


@dataclass(frozen=True)
class Table:
    name: str
    row: str  # what one row is
    columns: tuple[Column, ...]

    def shown(self, with_names: bool) -> Table:
        """The table as it is told with names, or under pseudonyms only."""
        if with_names:
            return self
        kept = (one for one in self.columns if not one.named)
        return replace(self, columns=tuple(replace(one, kind="day") if one.blurred else one for one in kept))


def clear_titles(titles: dict[str, str]) -> dict[str, str]:
    """The titles, with the exercise's short name behind those that several exercises have."""
    seen = list(titles.values())
    return {
        exercise: title if seen.count(title) == 1 else f"{title} ({exercise})" for exercise, title in titles.items()
    }


WHO = Column("pseudonym", "text", "The learner. The same in every export of this course; only its key leads back.")
ID = Column("learner_id", "text", "The learner's id, as on the roster.", named=True)
NAME = Column("name", "text", "The learner's name; the id where the roster has none.", named=True)
EMAIL = Column("email", "text", "The learner's e-mail address.", missing="none given", named=True)
DEPARTMENT = Column("department", "text", f"As on the roster; `{UNKNOWN}` for others.", missing="none given")
COHORT = Column("cohort", "text", "As on the roster.", missing="none given")
EXERCISE = Column("exercise", "text", "The exercise's short name, the same as of its chapter.")
TITLE = Column("title", "text", "The exercise's title.")
QUESTION = Column("question", "text", "The question's short name within its exercise.")

PERSON = (
    WHO, ID, NAME, EMAIL, DEPARTMENT, COHORT,
    Column("manager", "text", "The manager's pseudonym, the same as where the manager learns.", missing="none given"),
    Column("manager_id", "text", "The manager's id.", missing="none given", named=True),
    Column("start", "day", "First day in the course.", missing="none given"),
    Column("on_roster", "flag", "No for somebody who handed work in without being on the roster."),
)  # fmt: skip
SUMS = (
    Column("not_started", "whole", "Nothing was handed in.", "exercises"),
    Column("submitted", "whole", "Handed in, and not graded yet.", "exercises"),
    Column("grading_failed", "whole", "Handed in, and could not be graded.", "exercises"),
    Column("graded", "whole", "Graded; a person may still have to mark parts.", "exercises"),
    Column("passed", "whole", "Graded, and the pass mark reached.", "exercises"),
    Column("needs_marking", "whole", "Graded, with parts that a person has still to mark.", "exercises"),
    Column("late", "whole", "Handed in after the date.", "exercises"),
    Column("overdue", "whole", "Past the date, and not handed in or not gradable.", "exercises"),
    Column("mean_percent", "number", "Mean of percent over graded exercises only.", "percent", "nothing graded"),
    Column("last_received", "moment", "Last hand-in.", "UTC", "nothing handed in", blurred=True),
)  # fmt: skip
STANDING = (
    Column("state", "text", "not started, submitted, grading failed or graded."),
    Column("points", "number", "Points so far, less what was lost by being late.", "points", "not graded"),
    Column("max_points", "number", "Most points of the whole exercise.", "points", "not graded"),
    Column("marked_max", "number", "Most points of what is marked so far.", "points", "not graded"),
    Column("percent", "number", "100 * points / marked_max.", "percent", "not graded, or nothing marked yet"),
    Column("passed", "flag", "Pass mark of the whole exercise reached; a no can change while needs_marking is yes.",
           missing="not graded"),
    Column("needs_marking", "flag", "A person has still to mark a part.", missing="not graded"),
    Column("penalty", "number", "Points lost by being late.", "points", "not graded"),
    Column("due", "moment", "Last moment to hand in, with the learner's extensions.", "UTC", "no date"),
    Column("received", "moment", "When the work came in.", "UTC", "nothing handed in", blurred=True),
    Column("late", "flag", "Came in after the date.", missing="nothing handed in"),
    Column("overdue", "flag", "Past the date, and not handed in or not gradable."),
    Column("reason", "text", "Why it could not be graded.", missing="grading did not fail", named=True),
)  # fmt: skip
ASKED = (
    EXERCISE,
    QUESTION,
    Column("level", "text", "L0 (repeat) to L5 (judge).", missing="a person marks it"),
    Column("concept", "text", "The idea that it practises.", missing="none declared"),
    Column("max_points", "number", "Most points.", "points", "nobody graded"),
    Column("n", "whole", "Learners whose answer is graded and marked.", "learners"),
    Column("facility", "number", "Mean share of the points earned.", "percent", "n is 0"),
    Column("full", "number", "Share of these learners with all points.", "percent", "n is 0"),
    Column("discrimination", "number", "Correlation with the mean of the learner's other questions in the exercise.",
           "-1 to 1", "too few learners, or all alike"),
    Column("n_discrimination", "whole", "Learners in that correlation.", "learners"),
    Column("mistake", "text", "Code of the commonest recognised mistake.", missing="none recognised"),
    Column("hint", "text", "The hint that it earns.", missing="none recognised"),
    Column("mistake_n", "whole", "Learners who made it.", "learners"),
    Column("remarks", "text", "What stands out.", missing="nothing does"),
)  # fmt: skip

PEOPLE = Table("people", "a learner", PERSON)
LEARNERS = Table("learners", "a learner, with counts of exercises", (*PERSON, *SUMS))
SUBMISSIONS = Table("submissions", "a learner and an exercise, handed in or not", (WHO, EXERCISE, *STANDING))
WORK = Table(
    "submissions", SUBMISSIONS.row, (WHO, ID, NAME, DEPARTMENT, COHORT, EXERCISE, TITLE, *STANDING)
)  # the same for spreadsheets, where nobody joins tables
QUESTIONS = Table("questions", "a question of an exercise", ASKED)
EXERCISES = Table(
    "exercises",
    "an exercise",
    (
        EXERCISE,
        TITLE,
        Column("position", "whole", "Place in the course, from 1."),
        Column("minutes", "whole", "Time that it is meant to take.", "minutes"),
        Column("questions", "whole", "Questions that the computer checks."),
        Column("max_points", "number", "Most points.", "points", "nobody graded"),
        Column("graded", "whole", "Learners with graded work.", "learners"),
        Column("alpha", "number", "Reliability: Cronbach's alpha.", "up to 1", "too few learners, or all alike"),
        Column("n_alpha", "whole", "Learners in it.", "learners"),
    ),
)
ANSWERS = Table(
    "answers",
    "a graded learner and a question",
    (
        WHO,
        EXERCISE,
        QUESTION,
        Column("points", "number", "Points for the question, before any penalty.", "points", "not marked yet"),
        Column("max_points", "number", "Most points.", "points"),
        Column("marked", "flag", "No while a person has still to give points."),
        Column("mistake", "text", "Code of the recognised mistake.", missing="none recognised"),
    ),
)
AS_OF = Table(
    "as_of",
    "this export (one row)",
    (
        Column("as_of", "moment", "The moment that everything here describes.", "UTC"),
        Column("course", "text", "The course's id."),
        Column("pass_percent", "number", "The pass mark.", "percent of an exercise's points"),
        Column("learners", "whole", "Rows of people.", "learners"),
        Column("exercises", "whole", "Rows of exercises.", "exercises"),
        Column("with_names", "flag", "Whether names are in it."),
        Column("layout", "whole", "Version of these tables' columns."),
    ),
)
MART = (PEOPLE, EXERCISES, QUESTIONS, SUBMISSIONS, ANSWERS, AS_OF)
SHEETS = (LEARNERS, WORK, QUESTIONS)
