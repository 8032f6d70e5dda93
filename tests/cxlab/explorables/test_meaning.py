"""One word: each list is counted by person, the entry says what it counts, and each pitfall is named."""

import pytest

from cxlab import table
from cxlab.explorables import meaning

AGREED = {"rule": meaning.EITHER, "room": meaning.ALL, "again": meaning.DAY}


@pytest.fixture(scope="module")
def known():
    names = ("customers", "orders", "contacts", "subscriptions", "invoices")
    return meaning.meanings(*(table(name) for name in names))


def ask(known, word="customer", one=meaning.SALES, other=meaning.FINANCE, **parts):
    return meaning.panel(known).answer(word=word, one=one, other=other, **{**AGREED, **parts})


@pytest.mark.parametrize("word", ["customer", "new customer", "lost customer", "good customer"])
def test_every_department_means_other_people(known, word):
    lists = [each.people for each in known[word].values()]
    assert len(lists) == 3
    assert all(one - other and other - one for one in lists for other in lists if one is not other)


def test_people_are_counted_once(known):
    orders = table("orders")
    bought = orders.customer_id[orders.order_date.dt.year == 2024]
    assert len(known["customer"][meaning.SALES].people) == bought.nunique() < len(bought)


def test_nobody_is_lost_to_finance_who_still_has_a_subscription(known):
    subscriptions = table("subscriptions")
    running = subscriptions.customer_id[subscriptions.end_date.isna()]
    assert not known["lost customer"][meaning.FINANCE].people & set(running)


def test_the_parts_add_up(known):
    people = ask(known).table.set_index("Who").People.str.replace(",", "").astype(int)
    first, second, both, only_first, only_second, entry = people
    assert (first, second) == (both + only_first, both + only_second)
    assert entry == both + only_first + only_second


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (meaning.EITHER, "ordered in 2024, or got a bill for a service in 2024, or both"),
        (meaning.BOTH, "ordered in 2024, and also got a bill for a service in 2024"),
        (meaning.FIRST, "a person who ordered in 2024."),
        (meaning.SECOND, "a person who got a bill for a service in 2024."),
    ],
)
def test_the_entry_says_what_it_counts(known, rule, words):
    first, second = (known["customer"][name] for name in (meaning.SALES, meaning.FINANCE))
    answer = ask(known, rule=rule)
    assert words in answer.notes[0]
    assert answer.table.People.iloc[-1] == f"{len(meaning.agreed(first, second, rule)):,}"


@pytest.mark.parametrize(
    ("part", "value"),
    [("room", meaning.ALONE), ("room", meaning.TWO), ("again", meaning.NO_DAY), ("rule", meaning.FIRST)],
)
def test_each_pitfall_is_named_alone(known, part, value):
    assert ask(known, **{part: value}).notes[1:] == (meaning.PITFALLS[value],)


def test_a_whole_entry_has_no_pitfall(known):
    assert ask(known).notes[1].startswith("No pitfall")


def test_the_same_department_twice_is_refused(known):
    answer = ask(known, other=meaning.SALES)
    assert answer.finding == "Choose two different departments."
