"""A mandate: what it may start depends on the say and the money; what it can show, on the rows behind its number."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import mandate
from cxlab.explorables.panel import chart_bundle

TABLES = ("initiatives", "departments", "finance_assumptions", "monthly_status", "contacts", "deliveries")
FULL = {"home": mandate.CEO, "say": mandate.DECIDES, "budget": 400, "measure": mandate.ENDED, "months": 12}


@pytest.fixture(scope="module")
def panel():
    return mandate.panel(*map(table, (*TABLES, "survey_responses")))


@pytest.mark.parametrize(
    ("home", "say", "words"),
    [
        (mandate.CEO, mandate.DECIDES, mandate.READY),
        (mandate.CEO, mandate.PROPOSES, "Finance may say no"),
        (mandate.CEO, mandate.ASKS, "may only ask Finance"),
        ("Finance", mandate.DECIDES, "has no say in IT"),
        ("IT", mandate.DECIDES, "has no say in Finance"),
    ],
)
def test_only_a_say_in_every_department_concerned_starts_a_measure(home, say, words):
    assert mandate.state(home, say, "Finance", ["IT"]) == words


def test_a_department_can_start_what_lies_inside_it():
    assert mandate.state("IT", mandate.ASKS, "IT", []) == mandate.READY


def test_the_cheapest_measures_get_the_money_first():
    initiatives = pd.DataFrame(
        {
            "initiative_id": ["N1", "N2", "N3"],
            "title": ["dear", "cheap", "middle"],
            "owner": ["FIN", "IT", "IT"],
            "contributing": ["IT", "FIN, OPS", "FIN"],
            "cost_eur": [900, 100, 300],
        }
    )
    names = pd.Series({"FIN": "Finance", "IT": "IT", "OPS": "Operations"})
    rows = mandate.plan(initiatives, names, mandate.CEO, mandate.DECIDES, 500)
    assert rows.title.tolist() == ["cheap", "middle", "dear"]
    assert rows.state.tolist() == [mandate.READY, mandate.READY, mandate.NO_MONEY]
    assert rows.others[0] == ["Finance", "Operations"]


def test_four_times_the_months_show_half_the_change():
    values = pd.Series([0, 1] * 600)
    year = mandate.smallest_change(values, 12)
    assert year == pytest.approx(100 * 1.96 * 0.5 * (2 / 1200) ** 0.5)
    assert mandate.smallest_change(values, 48) == pytest.approx(year / 2)


def test_an_office_that_may_only_ask_starts_nothing(panel):
    answer = panel.now()
    assert "can start 0 of 12" in answer.finding
    assert "cannot be told" in answer.notes[1]


def test_with_the_ceos_word_and_enough_money_everything_can_start(panel):
    answer = panel.answer(**FULL)
    assert "can start 12 of 12" in answer.finding
    assert chart_bundle(answer.chart)["text/plain"].startswith("12 of 12 measures can start")


def test_what_the_budget_does_not_reach_is_said(panel):
    shown = panel.answer(**{**FULL, "budget": 50}).table["With this mandate"]
    assert set(shown) == {mandate.READY, mandate.NO_MONEY}


@pytest.mark.parametrize("measure", [mandate.ENDED, mandate.SOLVED, mandate.ANSWERED, mandate.ON_TIME, mandate.NPS])
def test_every_measure_says_what_chance_alone_does(panel, measure):
    note = panel.answer(**{**FULL, "measure": measure}).notes[1]
    assert measure in note and "up to 0.00" not in note
