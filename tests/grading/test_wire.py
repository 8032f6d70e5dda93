import json
import random

import numpy as np
import pandas as pd
import pytest

from cxlab.hints import plain as hints_plain
from grading.wire import CUT, DEPTH, VALUES, decode, encode, outputs, plain


def text_of(made):
    return "".join(output.get("text", "") for output in made)


def error(name="ValueError"):
    return {"output_type": "error", "ename": name, "evalue": "no", "traceback": ["line 1", "line 2"]}


def test_messages_come_back_as_they_were_sent():
    messages = [{"cell": 1, "text": "déjà vu\n"}, {"done": True}]
    assert decode(b"".join(encode(message) for message in messages)) == messages


def test_a_last_message_that_was_cut_off_is_left_out():
    assert decode(encode({"cell": 1}) + encode({"cell": 2})[:-3]) == [{"cell": 1}]


@pytest.mark.parametrize(
    "data", [b"junk\n", b"[1]\n", b"7\n", b"\xff\xfe\n", b"{" * 10 + b"\n", b"[" * 100_000 + b"]" * 100_000 + b"\n"]
)
def test_what_is_no_message_is_refused_with_a_value_error(data):
    with pytest.raises(ValueError):
        decode(data)


@pytest.mark.parametrize(
    "value",
    [None, ..., 3, 2.5, "text", np.float64(2.5), np.int64(3), [1, (2, "x")], {"a": 1, 2: [3]}, np.array([1.5, 2]),
     pd.Series({"a": 1.0}), pd.DataFrame({"a": [1.0]}), object(), {1, 2}],
)  # fmt: skip
def test_plain_data_are_the_same_as_the_learners_own_check_makes(value):
    assert plain(value) == hints_plain(value)


@pytest.mark.parametrize("value, expected", [(True, True), (np.bool_(False), False), (np.array([True]), [True])])
def test_truth_values_stay_truth_values(value, expected):
    assert plain(value) == expected and type(plain(value)) is type(expected)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -np.inf, np.float64("nan"), 10**400])
def test_numbers_that_json_does_not_have_become_none(value):
    assert plain([value, 1]) == [None, 1.0]


def test_a_message_with_such_a_number_is_refused():
    with pytest.raises(ValueError):
        encode({"value": float("nan")})


def test_values_that_are_too_large_or_too_deep_are_refused():
    deep = []
    for _ in range(DEPTH + 1):
        deep = [deep]
    endless = []
    endless.append(endless)
    for value in (list(range(VALUES + 1)), "x" * (VALUES + 1), deep, endless):
        with pytest.raises(ValueError):
            plain(value)


def test_outputs_keep_only_what_can_do_nothing_on_a_page():
    data = {"text/plain": "a", "text/html": "<script>", "image/svg+xml": "<svg/>", "image/png": "aGk="}
    entry = {"output_type": "display_data", "data": data, "metadata": {"x": 1}, "transient": 2}
    kept = {"text/plain": "a", "image/png": "aGk="}
    assert outputs([entry], 100, 1000) == [{"output_type": "display_data", "data": kept, "metadata": {}}]


def test_long_streams_and_tracebacks_are_cut_and_say_so():
    entries = [{"output_type": "stream", "name": "stdout", "text": "x" * 500}, {**error(), "traceback": ["y" * 500]}]
    stream, failed = outputs(entries, 100, 10_000)
    assert stream["text"] == "x" * 100 + CUT
    assert "\n".join(failed["traceback"]) == "y" * 100 + CUT


def test_cutting_what_was_cut_changes_nothing():
    once = outputs([{"output_type": "stream", "name": "stdout", "text": "x" * 500}], 100, 10_000)
    assert outputs(once, 100, 10_000) == once


def test_no_flood_pushes_an_error_out():
    flood = [{"output_type": "stream", "name": "stdout", "text": "x" * 90} for _ in range(100)]
    made = outputs([*flood, error()], 100, 1000)
    assert CUT in text_of(made) and len(text_of(made)) < 1500
    assert made[-1]["ename"] == "ValueError"


def test_an_error_that_fits_stands_there_once():
    flood = [{"output_type": "stream", "name": "stdout", "text": "x" * 90} for _ in range(100)]
    made = outputs([error(), *flood], 100, 1000)
    assert [output["output_type"] for output in made].count("error") == 1


@pytest.mark.parametrize("entries", [None, "x", [1], [{}], [{"output_type": "stream"}], [{"output_type": "update"}],
                                     [{"output_type": "display_data", "data": []}]])  # fmt: skip
def test_what_is_no_output_is_refused_with_a_value_error(entries):
    with pytest.raises(ValueError):
        outputs(entries, 100, 1000)


def test_lone_halves_of_characters_are_replaced():
    made = outputs([{"output_type": "stream", "name": "stdout", "text": "a\ud800b"}], 100, 1000)
    assert made[0]["text"] == "a?b"


def test_whatever_comes_through_the_door_is_messages_or_a_value_error():
    chance = random.Random(7)
    for _ in range(2000):
        whole = encode({"cell": 1, "outputs": [error(), {"output_type": "stream", "name": "stdout", "text": "x"}]})
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            for message in decode(bytes(data)):
                json.dumps(outputs(message.get("outputs"), 100, 1000))
        except ValueError:
            continue
