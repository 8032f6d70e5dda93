"""`mend_it()`: a line that stops with a red message, the message in plain words, and two repairs to try."""

from __future__ import annotations

from codeop import Compile
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

TRIES = ("the line as it is", "repair 1", "repair 2")
NOT_YET = "not run yet"
WEST = 'west = customers[customers.region == "West"]'


@dataclass(frozen=True)
class Fault:
    """Lines that stop, and two repairs. `wanted` is what they shall count, `means` the message in plain words,
    `look` where to look, `right` the repair (1 or 2) that counts it, and `other` what happens with the other one."""

    wanted: str
    lines: str
    repairs: tuple[str, str]
    right: int
    means: str
    look: str
    other: str

    def tried(self, attempt: str) -> str:
        """What stands in the cell at this attempt."""
        return (self.lines, *self.repairs)[TRIES.index(attempt)]


@dataclass(frozen=True)
class Ran:
    """What Python said: the value of the last line as text, or the last line of the red message."""

    runs: bool
    said: str


FAULTS = {
    "one letter is missing": Fault(
        wanted="all customers",
        lines="len(customer)",
        repairs=('len("customers")', "len(customers)"),
        right=2,
        means="The kernel knows nothing by this name.",
        look="Compare the name, letter by letter, with the cell that made it. Capitals count.",
        other="With quotation marks it is a word and no longer the table: Python counts the letters of the word.",
    ),
    "a word without quotation marks": Fault(
        wanted="customers in the West",
        lines="len(customers[customers.region == West])",
        repairs=('len(customers[customers.region == "west"])', 'len(customers[customers.region == "West"])'),
        right=2,
        means="Without quotation marks, a word is taken for a name, and nothing has this name.",
        look="Words from a table need quotation marks on both sides. Names of tables have none.",
        other="The table writes West with a capital. No row says west, so the line counts no row, and says nothing.",
    ),
    "the cell above was not run": Fault(
        wanted="customers in the West",
        lines="len(west)",
        repairs=(f"{WEST}\nlen(west)", 'west = "West"\nlen(west)'),
        right=1,
        means="The kernel does not know this name yet, or no longer: after a restart it has forgotten every name.",
        look="Find the cell that makes the name, run it, then run this one again.",
        other="Now the name is there, but it is a word and no table: Python counts the letters of the word.",
    ),
    "a bracket is not closed": Fault(
        wanted="customers in the West",
        lines='len(customers[customers.region == "West"]',
        repairs=('len(customers)[customers.region == "West"]', 'len(customers[customers.region == "West"])'),
        right=2,
        means="The line ends too early: a bracket is opened and never closed.",
        look="Count the brackets that open and those that close: each needs its partner.",
        other="Closed too early: len(customers) is a number now, and a number has no rows to choose from.",
    ),
    "one equals sign for two": Fault(
        wanted="customers in the West",
        lines='len(customers[customers.region = "West"])',
        repairs=('len(customers[customers.region == "West"])', 'len(customers[customers.region != "West"])'),
        right=1,
        means="One equals sign gives a name, and a name cannot be given here.",
        look="To compare, write two equals signs: ==. Often, as here, the message itself makes a proposal.",
        other="The sign != means is not. The line runs, and counts everybody who lives elsewhere.",
    ),
    "a column by a wrong name": Fault(
        wanted="different regions",
        lines='customers["Region"].nunique()',
        repairs=('customers["customer_id"].nunique()', 'customers["region"].nunique()'),
        right=2,
        means="The table has no column by this name.",
        look="Compare with the heading of the column in the table. Capitals count here too.",
        other="This column is there, so the line runs. It counts customers, and regions were wanted: another unit.",
    ),
}


def run(lines: str, names: Mapping[str, object]) -> Ran:
    """Run `lines` as a cell, with `names` known to it. Only the lines of this module are ever run."""
    known, compiled = dict(names), Compile()  # as notebooks compile a cell, so that the message is theirs
    *before, last = lines.splitlines()
    try:
        exec(compiled("\n".join(before), "cell", "exec"), known)
        return Ran(True, f"{eval(compiled(last, 'cell', 'eval'), known):,}")
    except Exception as trouble:
        words = trouble.msg if isinstance(trouble, SyntaxError) else trouble
        return Ran(False, f"{type(trouble).__name__}: {words}")


def messages(customers: pd.DataFrame) -> pd.DataFrame:
    """One row a fault: `line`, `message` (the last line that Python shows), `means`, `look`."""
    rows = [
        (fault.lines, run(fault.lines, {"customers": customers}).said, fault.means, fault.look)
        for fault in FAULTS.values()
    ]
    return pd.DataFrame(rows, columns=["line", "message", "means", "look"])


def mend_it() -> None:
    """Show the explorable: choose a fault, read what Python says, then try two repairs."""
    panel(table("customers", ["customer_id", "region"])).show()


def panel(customers: pd.DataFrame) -> Panel:
    """The explorable on this table of customers."""
    return Panel(
        question="A line stops with a red message. Which repair mends it, and which only silences it?",
        task="Read the message and its plain words. Decide for a repair before you try it: one of the two is wrong.",
        controls={
            "fault": choice("What is wrong", list(FAULTS), next(iter(FAULTS))),
            "attempt": choice("Run", list(TRIES), TRIES[0]),
        },
        answer=lambda fault, attempt: _answer(FAULTS[fault], attempt, customers),
    )


def _answer(fault: Fault, attempt: str, customers: pd.DataFrame) -> Answer:
    ran = run(fault.tried(attempt), {"customers": customers})
    shown = [(name, _on_one_line(fault.tried(name)), ran.said if name == attempt else NOT_YET) for name in TRIES]
    return Answer(
        finding=_finding(fault, attempt, ran),
        table=pd.DataFrame(shown, columns=["Try", "In the cell", "Python says"]),
        caption=f"Wanted: the number of {fault.wanted}",
        notes=_notes(fault, attempt),
    )


def _finding(fault: Fault, attempt: str, ran: Ran) -> str:
    if not ran.runs:
        return f"Red: {ran.said}"
    if attempt == TRIES[fault.right]:
        return f"Mended. The number of {fault.wanted}: {ran.said}."
    return f"No red message, and the wrong number: {ran.said}."


def _notes(fault: Fault, attempt: str) -> tuple[str, ...]:
    if attempt == TRIES[0]:
        return (f"In plain words: {fault.means}", f"Look: {fault.look}")
    if attempt == TRIES[fault.right]:
        return ("The red message is gone, and it has broken nothing.",)
    return (fault.other,)


def _on_one_line(lines: str) -> str:
    return ", then ".join(lines.splitlines())
