"""What the tests of differences in words share."""

from cxlab.chart_answers import can_say, differences


def says(answer, wanted, expected):
    """The sentences are these, live and as dictionaries that crossed a border, and grading knows them."""
    sentences = expected if isinstance(expected, list) else [expected]
    assert differences(wanted, wanted) == []
    assert differences(answer, wanted) == sentences
    assert differences(answer.to_dict(), wanted.to_dict()) == sentences
    assert differences(answer.to_dict(), wanted) == sentences
    assert all(can_say(sentence) for sentence in sentences)
