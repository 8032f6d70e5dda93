"""The tree of whys: young orders are left out, a why needs more than chance, and a guess leads nowhere."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import whys
from cxlab.explorables.panel import CHART_TYPE, chart_bundle

PRODUCT, HUB, PERIOD, CARRIER = list(whys.SPLITS)[:3] + ["Which carrier brought it?"]
NONE = dict.fromkeys(("first", "second", "third", "fourth"), whys.STOP)


@pytest.fixture(scope="module")
def sold():
    return whys.old_enough({name: table(name, columns) for name, columns in whys.NEEDED.items()})


@pytest.fixture(scope="module")
def panel(sold):
    return whys.panel(sold)


def group(**branches):
    """Orders of made-up products: name → (how many, how many came back)."""
    rows = [(name, place < back) for name, (orders, back) in branches.items() for place in range(orders)]
    return pd.DataFrame(rows, columns=["product_name", "back"])


def test_an_order_without_its_42_days_is_left_out(sold):
    assert sold.order_date.max() <= pd.Timestamp("2024-12-31") - pd.Timedelta(days=whys.DAYS)
    everything = table("orders").merge(table("deliveries"), how="left", on="order_id")
    arrived = everything.delivered_date.where(everything.channel != "store", everything.order_date)
    assert len(sold) == (arrived <= pd.Timestamp("2024-12-31") - pd.Timedelta(days=whys.DAYS)).sum()


def test_a_why_names_the_branch_that_comes_back_most_and_counts_the_rest_beside_it():
    why = whys.ask(group(A=(100, 5), B=(100, 30), C=(200, 15)), PRODUCT)
    assert (why.branch, why.returns, why.orders) == ("B", 30, 100)
    assert (why.rest_returns, why.rest_orders, why.branches) == (20, 300, 3)
    assert why.answered


def test_the_worst_of_several_is_no_answer_while_chance_could_have_made_it():
    two = whys.ask(group(A=(100, 12), B=(100, 26)), PRODUCT)
    many = whys.ask(group(A=(100, 20), **dict.fromkeys("BCDEFGHIJK", (100, 12))), PRODUCT)
    assert two.answered
    assert not many.answered


def test_a_small_branch_is_not_looked_at():
    why = whys.ask(group(A=(whys.FEWEST_ORDERS - 1, 20), B=(200, 10), C=(200, 30)), PRODUCT)
    assert why.branch == "C"
    assert whys.ask(group(A=(500, 40)), PRODUCT) is None
    assert whys.ask(group(A=(100, 1), B=(100, 2)), PRODUCT) is None


def test_answered_whys_lead_on_and_a_guess_stays_where_it_was(sold):
    here, path = whys.follow(sold, "TV", [PRODUCT, HUB])
    assert all(why.answered for _, why in path)
    assert set(here.product_name) == {path[0][1].branch}
    assert set(here.hub_brand) == {"Other"}
    guessed, further = whys.follow(sold, "TV", [PRODUCT, HUB, CARRIER])
    assert not further[-1][1].answered
    assert len(guessed) == len(here)


def test_the_panel_counts_what_the_tables_hold(panel, sold):
    answer = panel.answer(start="TV", **{**NONE, "first": PRODUCT, "second": HUB, "third": PERIOD})
    here = sold[(sold.product_name == "TV C") & (sold.hub_brand == "Other") & (sold.order_date < "2024-06-03")]
    assert answer.finding.startswith("3 of 3 whys answered. TV, TV C, another maker's hub, before 3 June 2024: ")
    assert f"{here.back.sum()} of {len(here)} came back" in answer.finding
    assert f"does not pair {(here.reason == 'does not pair').sum()}" in answer.notes[0]


def test_to_ask_twice_is_said_and_to_ask_nothing_is_allowed(panel):
    twice = panel.answer(start="TV", **{**NONE, "first": PRODUCT, "second": PRODUCT}).table
    assert list(twice["More than chance?"]) == ["yes", "asked already, or too few"]
    none = panel.answer(start=whys.ALL, **NONE)
    assert none.finding.startswith("0 of 0 whys answered.")
    assert none.table.empty


def test_every_position_has_a_chart_with_a_width_and_words(panel):
    for start in (whys.ALL, "Sensor"):
        for question in whys.SPLITS:
            answer = panel.answer(start=start, **{**NONE, "first": question})
            bundle = chart_bundle(answer.chart)
            assert isinstance(bundle[CHART_TYPE]["width"], int)
            assert bundle["text/plain"]
