import pytest

from grading.wire import CUT, outputs


def text_of(made):
    return "".join(output.get("text", "") for output in made)


def error(name="ValueError"):
    return {"output_type": "error", "ename": name, "evalue": "no", "traceback": ["line 1", "line 2"]}


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
