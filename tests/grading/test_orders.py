import json
from dataclasses import fields

import pytest

from grading import notebooks, orders
from grading.execution import Execution, execute
from grading.settings import Limits

LIMITS = Limits(seconds_per_cell=2, seconds_per_submission=20)


@pytest.fixture
def order(source):
    return orders.Order(notebooks.opened(source), source, LIMITS, b'{"questions": {}}', {"a.csv": b"\x00\xff"}, "abc")


def changed(data, **changes):
    return json.dumps({**json.loads(data), **changes}).encode()


def test_an_order_arrives_as_it_was_sent(order):
    assert orders.read(orders.packed(order)) == order


def test_a_reply_brings_back_the_same_run(order, wall):
    run = execute(order.notebook, wall, LIMITS, source=order.source)
    back = orders.read_reply(orders.packed_reply(run, LIMITS), order)
    assert back.hints == {"questions": {}}
    for field in fields(Execution):
        if field.name not in ("hints", "values"):
            assert getattr(back, field.name) == getattr(run, field.name), field.name


def test_a_long_output_that_was_cut_is_not_cut_once_more(order, wall):
    for cell in order.notebook.cells:
        if cell.id == "late-share-answer":
            cell.source = "for _ in range(40): print('x' * 30_000, flush=True); display('y' * 30_000)\n1 / 0"
    limits = Limits(output_bytes_per_cell=100_000)
    order = orders.Order(order.notebook, order.source, limits, b"", {})
    run = execute(order.notebook, wall, limits, source=order.source)
    back = orders.read_reply(orders.packed_reply(run, limits), order)
    assert back.notebook == run.notebook


def test_a_reply_cannot_change_a_cell_or_bring_a_page_that_does_something(order):
    script = {"output_type": "display_data", "data": {"text/html": "<script>", "text/plain": "a"}, "metadata": {}}
    cells = [cell for cell in order.notebook.cells if cell.cell_type == "code"]
    reply = orders.packed_reply(Execution(order.notebook), LIMITS)
    back = orders.read_reply(changed(reply, shown=[[[script], 1, ""]] * len(cells), source="evil"), order)
    assert [cell.source for cell in back.notebook.cells] == [cell.source for cell in order.notebook.cells]
    assert back.notebook.cells[0].outputs[0].data == {"text/plain": "a"}


@pytest.mark.parametrize(
    "changes",
    [
        {"shown": []},
        {"shown": 5},
        {"shown": None},
        {"failure": 5},
        {"notes": "a"},
        {"notes": [5]},
        {"faults": [""] * 10_001},
    ],
    ids=str,
)
def test_a_reply_that_is_none_is_refused(order, changes):
    reply = orders.packed_reply(Execution(order.notebook), LIMITS)
    with pytest.raises(ValueError):
        orders.read_reply(changed(reply, **changes), order)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", None, {"shown": []}, "text"], ids=str)
def test_what_is_no_message_is_refused_on_both_sides(order, data):
    with pytest.raises(ValueError):
        orders.read_reply(data, order)
    with pytest.raises(ValueError):
        orders.read(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"notebook": 5},
        {"notebook": {"cells": [{"cell_type": "code", "source": 5}]}},
        {"limits": {"seconds_per_cell": float(10**300)}, "hints": "%"},
        {"limits": {"seconds_per_cell": -1}},
        {"limits": {"processes": 1.5}},
        {"limits": {"other": 1}},
        {"beside": {"../a": ""}},
        {"beside": {"a": "%"}},
        {"beside": 5},
    ],
    ids=str,
)
def test_an_order_that_is_none_is_refused(order, changes):
    with pytest.raises(ValueError):
        orders.read(changed(orders.packed(order), **changes))


def test_more_than_may_be_sent_is_refused_before_it_is_sent_and_when_it_comes(order, monkeypatch):
    data, reply = orders.packed(order), orders.packed_reply(Execution(order.notebook), LIMITS)
    monkeypatch.setattr(orders, "ORDER_BYTES", len(data) - 1)
    monkeypatch.setattr(orders, "reply_bytes", lambda limits: len(reply) - 1)
    for refused in (
        lambda: orders.packed(order),
        lambda: orders.read(data),
        lambda: orders.packed_reply(Execution(order.notebook), LIMITS),
        lambda: orders.read_reply(reply, order),
    ):
        with pytest.raises(ValueError, match="is too long"):
            refused()


def test_a_worker_s_trouble_is_told_as_its_sentence(order):
    with pytest.raises(orders.Told, match="No room there"):
        orders.read_reply(orders.packed_trouble("No room there."), order)
