import json
import random

import pytest

from grading.wire import decode, encode, outputs


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


def test_a_message_with_such_a_number_is_refused():
    with pytest.raises(ValueError):
        encode({"value": float("nan")})


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
