"""What is expected to go wrong with progress, each with one sentence for the person at the command line."""

from grading.errors import CourseError


class BadRules(CourseError):
    """The settings file is missing or says something that cannot be."""


class NoGradebook(CourseError):
    """There are results, and the gradebook that held their points is missing or of another course."""


class BadChoice(CourseError):
    """What says when feedback is given back, or what was given back by hand, is damaged."""


class ExportTrouble(CourseError):
    """An export cannot be made as it was asked for."""


class StoreTrouble(CourseError):
    """The learning record store cannot be used; what it has accepted so far is noted, and nothing else is lost."""


class RemindTrouble(CourseError):
    """Reminders cannot be made or sent as the settings say."""


class MailTrouble(CourseError):
    """The mail server cannot be used; what it has accepted is noted, and is not sent again."""
