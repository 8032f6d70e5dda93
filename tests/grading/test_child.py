import os
import sys
import time
from pathlib import Path

from grading.child import ask


def python(program, seconds=20.0, most=10_000, request=b""):
    return ask([sys.executable, "-c", program], request, seconds, most, None, {"PATH": os.environ["PATH"]})


def ended(pid, seconds=5.0):
    """True as soon as the process is gone or only waits to be counted; False after `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_request_goes_in_and_the_answer_comes_out():
    reply = python("import sys; print(sys.stdin.read().upper(), end='')", request=b"hello")
    assert (reply.data, reply.status, reply.out_of_time, reply.too_long) == (b"HELLO", 0, False, False)


def test_a_request_larger_than_any_pipe_goes_in_whole():
    reply = python("import sys; print(len(sys.stdin.read()), end='')", request=b"x" * 5_000_000)
    assert reply.data == b"5000000"


def test_an_answer_over_the_limit_is_cut_and_marked():
    reply = python("print('x' * 50_000)", most=1000)
    assert (len(reply.data), reply.too_long) == (1000, True)


def test_a_program_that_does_not_end_is_ended_and_what_it_said_is_kept():
    began = time.perf_counter()
    reply = python("import time; print('so far', flush=True); time.sleep(60)", seconds=0.5)
    assert reply.out_of_time and reply.data == b"so far\n"
    assert time.perf_counter() - began < 10


def test_nothing_that_it_started_is_left_over():
    reply = python("import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True)")
    assert ended(int(reply.data))


def test_how_it_ended_and_what_it_complained_about_come_back():
    reply = python("import sys; sys.exit('no such thing')")
    assert (reply.status, reply.trouble) == (1, "no such thing")
