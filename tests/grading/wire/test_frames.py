import json
import socket
import struct
import threading
import time

import pytest

from grading.wire import frames


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def sent(pair, data):
    """The other end, after these bytes were sent and the sender closed."""
    ours, theirs = pair
    threading.Thread(target=lambda: (ours.sendall(data), ours.close())).start()
    return theirs


def test_messages_come_back_one_by_one_and_then_the_end(pair):
    messages = [{"do": "get", "names": ["naïve", "\u2028"]}, {}, {"x": [1.5, None, True, 2**70]}]
    theirs = sent(pair, b"".join(struct.pack(">I", len(data)) + data for data in map(frames.pack, messages)))
    assert [frames.receive(theirs) for _ in range(4)] == [*messages, None]


def test_a_message_of_several_megabytes_passes_through_a_small_buffer(pair):
    message = {"text": "x" * 5_000_000}
    sender = threading.Thread(target=frames.send, args=(pair[0], message))
    sender.start()
    assert frames.receive(pair[1], deadline=time.monotonic() + 20) == message
    sender.join()


@pytest.mark.parametrize(
    "content",
    [b"", b"junk", b"[1]", b"7", b"null", b"\xff\xfe", b"{", b"{}{}", b'{"a":NaN}', b'{"a":-Infinity}',
    b'{"a":1' + b"0" * 5000 + b"}",
     b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"a":"\x00"}',
     b'{"a":[' + b"[]," * 2_000_000 + b"[]]}"],
)  # fmt: skip
def test_what_is_no_message_is_a_value_error(pair, content):
    with pytest.raises(ValueError):
        frames.receive(sent(pair, struct.pack(">I", len(content)) + content))


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x00\x00\x05{", b"\x00\x00\x00\x05"])
def test_a_message_that_was_cut_off_is_a_value_error(pair, data):
    with pytest.raises(ValueError, match="cut off"):
        frames.receive(sent(pair, data))


def test_a_length_of_four_gigabytes_is_refused_before_anything_is_read(pair):
    with pytest.raises(ValueError, match="too long"):
        frames.receive(sent(pair, b"\xff\xff\xff\xff{}"))


def test_what_is_too_long_or_no_json_is_not_sent(pair):
    for message in ({"a": "x" * 100}, {"a": float("nan")}):
        with pytest.raises(ValueError):
            frames.send(pair[0], message, most=50)
    deep = {}
    for _ in range(5000):
        deep = {"a": deep}
    with pytest.raises(ValueError):
        frames.send(pair[0], deep)


def test_who_waits_is_told_when_the_time_is_up(pair):
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        frames.receive(pair[1], deadline=began + 0.1)
    pair[0].sendall(b"\x00\x00")
    with pytest.raises(TimeoutError):
        frames.receive(pair[1], deadline=began + 0.2)
    with pytest.raises(TimeoutError):
        frames.receive(pair[1], deadline=began)
    assert time.monotonic() - began < 5


def test_who_sends_to_somebody_that_does_not_read_is_told_when_the_time_is_up(pair):
    with pytest.raises(TimeoutError):
        frames.send(pair[0], {"a": "x" * 10_000_000}, deadline=time.monotonic() + 0.2)


def test_a_sender_that_drips_does_not_get_more_time(pair):
    stop = threading.Event()

    def drip():
        pair[0].sendall(struct.pack(">I", 1000))
        while not stop.wait(0.02):
            pair[0].sendall(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(TimeoutError):
        frames.receive(pair[1], deadline=time.monotonic() + 0.3)
    stop.set()
    dripping.join()


def test_a_relay_may_pass_the_bytes_on_as_they_came(pair):
    data = frames.pack({"a": ["é", 1]})
    assert frames.read(sent(pair, struct.pack(">I", len(data)) + data)) == data
    assert json.loads(data) == frames.parse(data)
