"""The scripts that decide: what is stored, what is read again, what counts. They run in Chromium, without a page."""

import json

import pytest

from classroom.scorm.outline import MOST, longest
from classroom.scorm.pack import ASSETS
from tests.classroom.scorm.test_outline import chosen_of, outline, site_with, the_whole_book

SMALL = {"chapters/a": ["one", "two"], "chapters/b": ["three"]}
TOOLS = """
const plain = (state) => state && { ...state, read: [...state.read].sort() };
const whole = (state) => ({ ...state, read: new Set(state.read) });
const AT = Date.UTC(2026, 10, 23, 12, 0);
const answer = (chosen, first, more = {}) => ({ answer: chosen, first, right: first, at: AT, ...more });
"""


@pytest.fixture(scope="module")
def scripts(chromium):
    page = chromium.new_page()
    for name in ("api", "codec", "state"):
        page.add_script_tag(content=(ASSETS / f"{name}.js").read_text("utf8"))
    page.add_script_tag(content=TOOLS)
    yield page
    page.close()


@pytest.fixture
def run(scripts, tmp_path):
    """`run("expression with cx and outline")`"""
    small = outline(chosen_of(SMALL), site_with(tmp_path, SMALL), 50)

    def value(expression, made=small, **known):
        names = "".join(f"const {name} = known.{name};" for name in known)
        body = f"([outline, known]) => {{ const cx = cxScorm; {names} return {expression}; }}"
        return scripts.evaluate(body, [made, known])

    return value


def test_the_whole_book_with_everything_answered_takes_less_than_a_platform_keeps(run, tmp_path):
    made = the_whole_book(tmp_path)
    pages = [chapter["page"] for chapter in made["chapters"]]
    ids = [question["id"] for chapter in made["chapters"] for question in chapter["questions"]]
    state = {
        "attempt": "____",
        "read": pages,
        "answers": {
            id: {"answer": [1, 2, 3, 4, 5, 6, 7, 8], "first": True, "right": True, "sure": 100, "at": 4e12}
            for id in ids
        },
    }
    text = run("cx.encode(whole(state), outline)", made, state=state)
    assert len(text) == longest(made) < MOST
    assert text.isascii() and text.isprintable()
    back = run("plain(cx.decode(text, outline))", made, text=text)
    assert back["read"] == sorted(pages)
    assert {id: found["answer"] for id, found in back["answers"].items()} == {id: list(range(1, 9)) for id in ids}


@pytest.mark.parametrize("sure", [None, 0, 55, 100])
@pytest.mark.parametrize(("first", "right", "chosen"), [(True, True, [2]), (False, True, [1, 8]), (False, False, [])])
def test_what_is_written_is_read_again(run, first, right, chosen, sure):
    found = {"answer": chosen, "first": first, "right": right, "at": 1_795_435_200_000}
    state = {
        "attempt": "aB-_",
        "read": ["chapters/b"],
        "answers": {"two": found if sure is None else {**found, "sure": sure}},
    }
    back = run("plain(cx.decode(cx.encode(whole(state), outline), outline))", state=state)
    assert back == {**state, "answers": {"two": {**found, "sure": sure}}}


def test_a_text_that_was_cut_off_anywhere_is_read_as_far_as_it_goes(run):
    whole = run(
        "cx.encode({ attempt: 'abcd', read: new Set(['chapters/a']),"
        " answers: { one: answer([1], true), three: answer([2], false, { sure: 7 }) } }, outline)"
    )
    for length in range(len(whole) + 1):
        back = run("plain(cx.decode(text, outline))", text=whole[:length])
        assert back is None or set(back["answers"]) <= {"one", "three"}
    assert set(run("cx.decode(text, outline).answers", text=whole[:-1])) == {"one"}


def test_a_newer_package_reads_what_it_still_has(run, tmp_path):
    text = run(
        "cx.encode({ attempt: 'abcd', read: new Set(['chapters/a', 'chapters/b']),"
        " answers: { one: answer([1], true), three: answer([2], false) } }, outline)"
    )
    newer = {"chapters/new": ["four"], "chapters/b": ["five", "three"]}
    made = outline(chosen_of(newer), site_with(tmp_path, newer), 50)
    back = run("plain(cx.decode(text, outline))", made, text=text)
    assert (back["read"], list(back["answers"])) == (["chapters/b"], ["three"])


@pytest.mark.parametrize("text", ["", "7", "cx2.abcd..", "cx1", "cx1.a", "{}", "a.b.c", "é" * 50])
def test_a_text_of_another_program_is_not_ours(run, text):
    assert run("cx.decode(text, outline)", text=text) is None


def test_of_two_answers_the_newer_one_holds_and_a_wrong_first_try_is_not_forgotten(run):
    merged = run(
        "plain(cx.merged({ attempt: 'them', read: new Set(['chapters/a']),"
        " answers: { one: answer([1], false), two: answer([1], true) } },"
        " { attempt: 'ours', read: new Set(['chapters/b']),"
        " answers: { one: answer([2], true, { at: AT + 60000 }), three: answer([3], true) } }))"
    )
    assert (merged["attempt"], merged["read"]) == ("them", ["chapters/a", "chapters/b"])
    one = merged["answers"]["one"]
    assert (one["answer"], one["first"], one["right"]) == ([2], False, True)
    assert set(merged["answers"]) == {"one", "two", "three"}


THEIRS = "cx.encode({ attempt: 'them', read: new Set(), answers: { one: answer([1], true) } }, outline)"
OURS = "{ attempt: ATTEMPT, read: new Set(), answers: { two: answer([2], true) } }"


@pytest.mark.parametrize(
    ("stored", "attempt", "known", "answers"),
    [
        (THEIRS, "them", True, ["one", "two"]),  # the same attempt
        (THEIRS, "ours", False, ["one", "two"]),  # this device never reached the platform
        (THEIRS, "ours", True, ["one"]),  # this device knows another attempt
        ("''", "ours", True, []),  # the platform begins anew
        ("''", "ours", False, ["two"]),  # it has never been told
        ("'what is this?'", "ours", True, ["two"]),  # it has lost what it was told
    ],
)
def test_where_a_session_begins(run, stored, attempt, known, answers):
    ours = OURS.replace("ATTEMPT", json.dumps(attempt))
    begun = run(f"Object.keys(cx.begin({stored}, {ours}, {json.dumps(known)}, outline).state.answers).sort()")
    assert begun == answers


@pytest.mark.parametrize(
    ("before", "done", "score", "status"),
    [
        ("", False, 0, "incomplete"),
        ("not attempted", True, 50, "passed"),
        ("incomplete", True, 49.99, "failed"),
        ("failed", False, 100, "failed"),
        ("failed", True, 50, "passed"),
        ("passed", False, 0, "passed"),
        ("completed", True, 0, "completed"),
    ],
)
def test_the_status_that_is_reported(run, before, done, score, status):
    assert run("cx.status(before, { done, score }, 50)", before=before, done=done, score=score) == status


def test_the_score_is_never_rounded_up(run):
    read = "new Set(['chapters/a', 'chapters/b'])"
    counted = run(
        f"cx.counted({{ read: {read}, answers: {{ one: answer([1], true), two: answer([1], true),"
        " three: answer([], false) } }, outline)"
    )
    assert (counted["done"], counted["score"], counted["answered"]) == (True, 66.66, 3)


def test_a_package_without_questions_is_done_when_it_was_read(run, tmp_path):
    asked = {"chapters/a": []}
    made = outline(chosen_of(asked), site_with(tmp_path, asked), 50)
    assert run("cx.counted({ read: new Set(['chapters/a']), answers: {} }, outline)", made)["score"] == 100


@pytest.mark.parametrize(
    ("seconds", "span"),
    [(0, "0000:00:00.00"), (75.5, "0000:01:15.50"), (59.999, "0000:01:00.00"), (360_000, "0100:00:00.00")],
)
def test_a_time_is_written_as_the_standard_wants_it(run, seconds, span):
    assert run("cx.span(seconds)", seconds=seconds) == span


def test_chapters_that_the_platform_knows_are_marked_in_the_book_and_none_is_unmarked(run):
    own = {"a": {"read": True, "at": "early", "seconds": 9}, "c": {"read": True, "at": "early"}, "b": {"seconds": 3}}
    marked = run("cx.toReading({ read: new Set(['chapters/a', 'chapters/b']) }, own)", own=own)
    assert (marked["a"], marked["c"]) == (own["a"], own["c"])
    assert marked["b"]["read"] is True and marked["b"]["seconds"] == 3
