"""Send statements to a learning record store: what it has already is left out, and what it has accepted is noted.

A batch that is refused is halved until the statements at fault stand alone, so that one of them holds up no other. What
may pass by itself is tried again, with longer and longer waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from progress.errors import StoreTrouble
from progress.exports.outbox import Outbox
from progress.exports.statements import Statement
from progress.exports.store import PASSWORD, USER, Answer, Store

BATCH = 500  # statements; some 400 kB, and servers often refuse more than 1 MB
WAITS = (1.0, 2.0, 4.0, 8.0)  # seconds before the second try, the third, …
LONGEST_WAIT = 60.0
MOST_REFUSED = 20  # statements; then something else is wrong
_TOO_LARGE, _CONFLICT, _MALFORMED = 413, 409, (400, 422)


@dataclass
class Sent:
    """Numbers of statements; `refused` are those that the store took neither now nor before: id and why."""

    accepted: int = 0
    before: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def send(
    statements: Iterable[Statement],
    store: Store,
    noted: Outbox,
    sleep: Callable[[float], object] = time.sleep,
    on_done: Callable[[], object] = lambda: None,
    size: int = BATCH,
) -> Sent:
    """Send what is not in the outbox. Raises StoreTrouble when the store cannot be used; what it took stays noted."""
    sent = Sent()
    for batch in _batches(statements, noted, sent, size):
        _deliver(batch, store, noted, sent, sleep)
        on_done()
    return sent


def _batches(statements: Iterable[Statement], noted: Outbox, sent: Sent, size: int) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    for one in statements:
        if one.id in noted.known:
            sent.before += 1
            continue
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _deliver(batch: Sequence[Statement], store: Store, noted: Outbox, sent: Sent, sleep) -> None:
    answer = _asked(batch, store, sleep)
    if answer.status == 204 or _took(answer, batch):
        noted.add(one.id for one in batch)
        sent.accepted += len(batch)
    elif answer.status in (_TOO_LARGE, _CONFLICT, *_MALFORMED):
        if len(batch) > 1:
            middle = len(batch) // 2
            _deliver(batch[:middle], store, noted, sent, sleep)
            _deliver(batch[middle:], store, noted, sent, sleep)
        else:
            sent.refused.append((batch[0].id, f"{answer.status} {answer.said}".strip()))
            if len(sent.refused) == MOST_REFUSED:
                raise StoreTrouble(f"{_what_stands(sent)} {refusal(sent)} Nothing more was sent.")
    else:
        raise StoreTrouble(f"{_trouble(answer, store)} {_what_stands(sent)} Run the same command again.")


def _asked(batch: Sequence[Statement], store: Store, sleep) -> Answer:
    for wait in WAITS:
        answer = store.post(batch)
        if not answer.passing:
            return answer
        sleep(min(LONGEST_WAIT, max(wait, answer.wait)))
    return store.post(batch)


def _took(answer: Answer, batch: Sequence[Statement]) -> bool:
    """A page of some other server is an answer of 200, too; a record store names the statements."""
    return answer.ids is not None and set(answer.ids) <= {one.id for one in batch}


def refusal(sent: Sent) -> str:
    """One sentence on the statements that were refused, or nothing."""
    if not sent.refused:
        return ""
    conflicts = sum(why.startswith(str(_CONFLICT)) for _, why in sent.refused)
    id_, why = sent.refused[0]
    if conflicts == len(sent.refused):
        return (
            f"{conflicts} statements were refused: the store holds others under their ids (409), the first is {id_}. "
            "Perhaps a title was changed since they were sent."
        )
    return f"{len(sent.refused)} statements were refused, the first is {id_}: {why}."


def _what_stands(sent: Sent) -> str:
    return f"{sent.accepted:,} statements were accepted, and are noted."


def _trouble(answer: Answer, store: Store) -> str:
    status, said = answer.status, answer.said.rstrip(".")
    if status == 0:
        return f"The record store at {store.host} cannot be reached: {said}."
    if status in (401, 403):
        return f"The record store at {store.host} refused the name and password ({status}): set {USER} and {PASSWORD}."
    if answer.passing:
        return f"The record store at {store.host} is in trouble ({status} {said}), also after {len(WAITS) + 1} tries."
    if status in (301, 302, 303, 307, 308):
        return f"The record store has moved to {said}: give that address."
    return f"What answers at {store.address} is no record store ({status} {said})."
