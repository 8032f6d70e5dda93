"""What is expected to go wrong between the course and a learning platform.

CourseError
└── LtiTrouble     for whoever runs a command: settings, keys, or a platform that cannot be used
Refused            for whoever signs on: one launch that is not let in, with a sentence fit to show
"""

from grading.errors import CourseError


class LtiTrouble(CourseError):
    """Settings are wrong, a key is missing, or a platform refuses this tool."""

    code = "lti"


class Refused(Exception):
    """One sign-on is refused. `sentence` is for the person at the browser, `status` is HTTP's."""

    def __init__(self, sentence: str, status: int = 403):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status
