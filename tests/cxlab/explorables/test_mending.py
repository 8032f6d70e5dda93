"""Break it and mend it: every line stops as it is, one repair counts what was wanted, the other does not."""

import pytest
from IPython.core.compilerop import CachingCompiler

from cxlab import table
from cxlab.explorables import mending
from cxlab.explorables.mending import FAULTS, NOT_YET, TRIES

WANTED = {
    "all customers": len,
    "customers in the West": lambda customers: customers.region.isin(["West"]).sum(),
    "different regions": lambda customers: len(set(customers.region)),
}


@pytest.fixture(scope="module")
def customers():
    return table("customers")


@pytest.fixture(scope="module")
def panel(customers):
    return mending.panel(customers)


@pytest.mark.parametrize("name", FAULTS)
def test_the_line_stops_and_says_a_known_kind_of_error(customers, name):
    ran = mending.run(FAULTS[name].lines, {"customers": customers})
    assert not ran.runs
    assert ran.said.split(":")[0] in {"NameError", "SyntaxError", "_IncompleteInputError", "KeyError"}


@pytest.mark.parametrize("name", FAULTS)
def test_only_the_right_repair_counts_what_was_wanted(customers, name):
    fault = FAULTS[name]
    number = f"{WANTED[fault.wanted](customers):,}"
    said = [mending.run(lines, {"customers": customers}).said for lines in fault.repairs]
    assert said[fault.right - 1] == number
    assert said[2 - fault.right] != number


@pytest.mark.parametrize("name", FAULTS)
def test_each_try_is_told_apart(panel, name):
    fault = FAULTS[name]
    as_it_is, *repaired = (panel.answer(fault=name, attempt=attempt) for attempt in TRIES)
    assert as_it_is.finding.startswith("Red: ")
    assert as_it_is.notes == (f"In plain words: {fault.means}", f"Look: {fault.look}")
    assert repaired[fault.right - 1].finding.startswith("Mended.")
    assert repaired[2 - fault.right].finding.startswith(("No red message, and the wrong number", "Red: "))
    assert repaired[2 - fault.right].notes == (fault.other,)


def test_what_python_says_about_a_repair_is_not_shown_before_it_is_run(panel):
    shown = panel.now().table
    assert list(shown["Python says"] == NOT_YET) == [False, True, True]


def test_a_run_leaves_the_names_as_they_were(customers):
    names = {"customers": customers}
    mending.run('west = "West"\nlen(west)', names)
    assert set(names) == {"customers"}


def test_the_messages_are_what_python_says(customers):
    said = mending.messages(customers)
    assert list(said.line) == [fault.lines for fault in FAULTS.values()]
    assert said.message[0] == "NameError: name 'customer' is not defined"


def test_a_line_that_python_cannot_read_gets_the_message_of_a_notebook(customers):
    said = mending.messages(customers)
    unreadable = said[said.message.str.contains("SyntaxError|Incomplete")]
    assert len(unreadable) == 2
    for row in unreadable.itertuples():
        with pytest.raises(SyntaxError) as trouble:
            CachingCompiler().ast_parse(row.line)
        assert row.message == f"{trouble.type.__name__}: {trouble.value.msg}"
