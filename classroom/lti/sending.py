"""Send what waits in the outbox to one platform: one round, which a platform in trouble ends early.

What may pass by itself stays and is tried again. What is refused for good is kept with the platform's words, and holds
up nobody else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pylti1p3.grade import Grade

from classroom.lti.addresses import below
from classroom.lti.line_items import SCORE, is_there, line_item
from classroom.lti.outbox import Outbox, Score
from classroom.lti.service import OLDER, Answer, Service
from classroom.lti.store import Context

KIND = "application/vnd.ims.lis.v1.score+json"
ENOUGH = 3  # troubles one after the other: then the platform is in trouble, and not a score
MOST_REFUSED = 20  # one after the other: then something else is wrong
_GONE = (404, 410)


@dataclass
class Round:
    """What became of one round. `trouble` says why it ended early, `wait` how long the platform wants to be left."""

    accepted: int = 0
    refused: list[tuple[Score, str]] = field(default_factory=list)
    trouble: str = ""
    wait: float = 0.0


@dataclass(frozen=True)
class Sender:
    """All that sending to one platform needs. `titles` are of exercises, `subs` the platform's ids by hub name."""

    service: Service
    outbox: Outbox
    contexts: Mapping[str, Context]
    subs: Mapping[str, str]
    titles: Mapping[str, str]
    clock: Callable[[], float] = time.time

    def round(self, on_done: Callable[[], object] = lambda: None) -> Round:
        """Try each waiting score once. Raises LtiTrouble when the platform gives no token."""
        done, row_of_troubles, row_of_refusals = Round(), 0, 0
        for score in self.outbox.waiting(self.service.platform.name):
            answer = self._deliver(score)
            on_done()
            if answer.good:
                self.outbox.took(score)
                done.accepted, row_of_troubles, row_of_refusals = done.accepted + 1, 0, 0
                continue
            why = f"{answer.status if answer.status > 0 else ''} {answer.said or 'no answer'}".strip()
            if answer.passing:
                row_of_troubles += 1
                done.trouble, done.wait = why, max(done.wait, answer.wait)
                if answer.out_of_reach or row_of_troubles == ENOUGH:
                    break
            else:
                row_of_refusals += 1
                self.outbox.refuse(score, why)
                done.refused.append((score, why))
                if row_of_refusals == MOST_REFUSED:
                    done.trouble = f"{MOST_REFUSED} scores one after the other were refused ({why})"
                    break
        return done

    def _deliver(self, score: Score) -> Answer:
        """Send one score; a column that is gone is made anew, and a time that is too early is told later, once."""
        answer = self._send(score)
        if answer.status == OLDER:
            return self._send(score)
        lost = self.outbox.item(score) if answer.status in _GONE else ""
        if not lost or is_there(self.service, lost):
            return answer
        self.outbox.lose_item(score)
        return self._send(score, made_anew=True)

    def _send(self, score: Score, made_anew: bool = False) -> Answer:
        context = self.contexts.get(score.context)
        if context is None or score.learner not in self.subs:
            return Answer(403, said="nobody has signed on from there since this was written down")
        if SCORE not in context.scopes:
            return Answer(403, said="the platform does not let this tool send points: allow it there")
        address = self.outbox.item(score)
        stamp = self.outbox.sending(score, self.clock())
        if not address:
            known = replace(context, columns={}) if made_anew else context
            address, answer = line_item(self.service, known, score.exercise, self.titles[score.exercise], score.most)
            if not address:
                return answer
            self.outbox.keep_item(score, address)
        return self.service.ask((SCORE,), below(address, "scores"), "*/*", self._body(score, stamp), KIND)

    def _body(self, score: Score, stamp: float) -> str:
        told = Grade().set_user_id(self.subs[score.learner])
        told.set_score_given(round(score.points, 6)).set_score_maximum(score.most)
        told.set_activity_progress("Completed")
        told.set_grading_progress("PendingManual" if score.pending else "FullyGraded")
        told.set_timestamp(datetime.fromtimestamp(stamp, UTC).isoformat(timespec="milliseconds"))
        return told.get_value()
