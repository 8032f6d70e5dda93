"""Everything that can stop a command, each with a stable code and a sentence fit to show.

    CourseError                 a command cannot do what was asked; exit status 2
    ├── UnknownExercise         no exercise has that name
    ├── BadSource               an exercise's source notebook or mistakes.yml is wrong
    ├── BadTables               a data table is missing or damaged
    ├── BadRoster               the list of learners cannot be read
    ├── Rejected                a submission cannot be accepted (the batch goes on)
    ├── GradebookTrouble        nbgrader's gradebook is missing, damaged or of another course
    │   └── GradebookBusy       it is locked, full or out of reach; it may be well again by itself
    ├── EngineBusy              another engine is grading this course; exit status 3
    └── NoWall                  learners' code cannot be isolated on this machine; exit status 3

A bug is never one of these: it is any other exception, and is not caught.
"""


class CourseError(Exception):
    """What happened, to which file or person, and what to do next, in one sentence or two."""

    code = "course"
    exit_status = 2


class UnknownExercise(CourseError):
    code = "unknown-exercise"


class BadSource(CourseError):
    code = "bad-source"


class BadTables(CourseError):
    code = "bad-tables"


class BadRoster(CourseError):
    code = "bad-roster"


class Rejected(CourseError):
    code = "rejected"


class GradebookTrouble(CourseError):
    code = "gradebook"


class GradebookBusy(GradebookTrouble):
    code = "gradebook-busy"


class EngineBusy(CourseError):
    code = "engine-busy"
    exit_status = 3


class NoWall(CourseError):
    code = "no-wall"
    exit_status = 3
