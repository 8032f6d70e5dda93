"""The queue at the phones: Erlang's published shares, no agent too few, and Fernwick's times counted with wrap-up."""

import math

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import staffing

START = {"offered": 60, "callers": "all callers", "agents": 15, "away": 30}


@pytest.fixture(scope="module")
def panel():
    return staffing.panel(table("contacts"))


def test_with_one_agent_the_chance_to_wait_is_the_share_of_time_that_the_agent_is_busy():
    met = staffing.queue(3, 300, 1)
    assert math.isclose(met.waiting, 50)
    assert math.isclose(met.mean_wait, 300)


def test_the_chance_to_wait_is_erlangs_sum():
    load, agents = 10.0, 12
    terms = [load**k / math.factorial(k) for k in range(agents)]
    last = load**agents / math.factorial(agents) * agents / (agents - load)
    met = staffing.queue(60, 300, agents)
    assert math.isclose(met.waiting, 100 * last / (sum(terms) + last))


def test_everybody_who_does_not_wait_is_answered_in_time():
    met = staffing.queue(60, 300, 12, within=0)
    assert math.isclose(met.in_time, 100 - met.waiting)


def test_with_as_much_work_as_agents_the_queue_grows():
    assert not staffing.queue(60, 300, 10).stable
    assert staffing.queue(60, 300, 11).stable


def test_enough_is_the_smallest_number_that_reaches_the_aim():
    for calls, seconds in ((1, 60), (60, 424), (400, 600)):
        needed = staffing.enough(calls, seconds)
        assert staffing.queue(calls, seconds, needed).in_time >= staffing.AIM
        assert needed == 1 or staffing.queue(calls, seconds, needed - 1).in_time < staffing.AIM


def test_many_agents_do_not_break_the_sum():
    assert 0 < staffing.queue(400, 2000, staffing.MOST_AGENTS).in_time <= 100


def test_the_time_of_a_call_is_that_of_answered_phone_contacts_with_wrap_up():
    contacts = pd.DataFrame(
        {
            "channel": ["phone", "phone", "phone", "chat"],
            "abandoned": [False, False, True, False],
            "recognised": [True, False, False, False],
            "attempt": [1, 2, 1, 1],
            "talk_s": [200, 300, 0, 900],
            "hold_s": [0, 100, 0, 0],
            "wrap_s": [50, 150, 0, 0],
        }
    )
    answer = staffing.panel(contacts).answer(**START)
    assert "400 seconds of work a call" in answer.caption
    assert answer.notes[2].startswith("50 %")
    known = staffing.panel(contacts).answer(**{**START, "callers": "callers we recognise"})
    assert "250 seconds of work a call" in known.caption


def test_without_wrap_up_too_few_agents_are_planned(panel):
    agents = panel.answer(**START).table.set_index("Setting").Agents.astype(int)
    assert agents["Planned without wrap-up"] < agents["Fewest that reach the aim"]


def test_the_rota_holds_those_who_are_not_at_the_phone(panel):
    needed = int(panel.answer(**START).table.Agents[1])
    assert panel.answer(**{**START, "away": 0}).notes[0].endswith(f"{needed} must be on the rota.")
    assert panel.answer(**{**START, "away": 50}).notes[0].endswith(f"{2 * needed} must be on the rota.")


@pytest.mark.parametrize("agents", [1, staffing.MOST_AGENTS])
def test_every_number_of_agents_has_an_answer(panel, agents):
    answer = panel.answer(**{**START, "agents": agents})
    assert answer.finding and len(answer.table) == 4
    assert answer.chart.to_dict()
