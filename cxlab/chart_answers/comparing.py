"""The doors: differences, same_chart, chart_problem, and doubts for authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cxlab.chart_answers.asking import Asked, Difference, asked
from cxlab.chart_answers.faults import CannotTell, UnreadableChart
from cxlab.chart_answers.layer_differences import Verdict
from cxlab.chart_answers.panel_differences import panels_verdict
from cxlab.chart_answers.reading import Chart
from cxlab.chart_answers.sentences import can_say, say

MOST = 4  # sentences: more than that nobody acts on
DOUBT = "It cannot be told whether the chart is what the question asks for"


def differences(
    chart: object,
    wanted: object,
    *,
    only: Iterable[str] = (),
    but: Iterable[str] = (),
    tolerance: float | Mapping[str, float] = 0.0,
    swap: bool = False,
) -> list[str]:
    """At most four sentences on what `chart` says otherwise than `wanted`, the most important first; none if nothing.

    A chart is an Altair chart or the dictionary of one. `wanted` is one or a list of them: then the differences from
    the nearest are given. `only` and `but` choose among PROPERTIES. `tolerance` is how far numbers may be apart, in
    the unit of their axis: one number, or channel → number. With `swap`, x and y may be exchanged.

    Raises UnreadableChart when one of them is no chart, CannotTell when no difference was found but there may be one
    in something that is not evaluated here, and ValueError when the author names an unknown property.
    """
    return _differences(_read(chart), wanted, asked(only, but, tolerance, swap))


def same_chart(chart: object, wanted: object, **asks) -> bool:
    """Whether `chart` says the same as `wanted`, or as one of several. Takes and raises what `differences` does."""
    return not differences(chart, wanted, **asks)


def chart_problem(chart: object, wanted: object, **asks) -> str:
    """The most important difference, or "". For tests: `problem = chart_problem(…)`, `assert not problem, problem`.

    An answer that is no chart is a problem too. Raises what `differences` does for everything else.
    """
    try:
        answer = _read(chart)
    except UnreadableChart as problem:
        return str(problem) if can_say(str(problem)) else say("unreadable")
    found = _differences(answer, wanted, asked(**asks))
    return found[0] if found else ""


def read_chart(chart: object) -> Chart:
    """The chart in a form that can be given in its place: one that is compared several times is read once.

    Raises UnreadableChart and CannotTell.
    """
    return _read(chart)


def doubts(chart: object) -> list[str]:
    """What in a chart cannot be evaluated here: for authors, before they ask for it. Raises as `differences` does."""
    return [one.unknown for panel in _read(chart).drawings for one in panel if one.unknown]


def _differences(answer: Chart, wanted: object, ask: Asked) -> list[str]:
    given = list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]
    if not given:
        raise ValueError("Give at least one chart to compare with.")
    verdicts = [_verdict(answer, _wanted(one), ask) for one in given]
    if not all(verdict.cost for verdict in verdicts):
        return []
    for verdict in verdicts:
        if verdict.doubts and not (verdict.differences or verdict.rows):
            raise CannotTell(f"{DOUBT}: {verdict.doubts[0]}.")
    nearest = min(verdicts, key=lambda verdict: verdict.cost)
    return list(dict.fromkeys(one.sentence for one in nearest.told()))[:MOST]


def _read(chart: object) -> Chart:
    if isinstance(chart, Chart):
        return chart
    try:
        return Chart(chart)
    except CannotTell as reason:
        raise CannotTell(f"{DOUBT}: {reason}.") from reason


def _wanted(chart: object) -> Chart:
    try:
        read = _read(chart)
    except UnreadableChart as fault:
        raise UnreadableChart(f"The chart to compare with: {fault}") from fault
    if any(one.rows is not None and one.rows.empty for panel in read.drawings for one in panel):
        raise UnreadableChart("The chart to compare with draws no row of its data.")
    return read


def _verdict(answer: Chart, wanted: Chart, ask: Asked) -> Verdict:
    owns = [[panel.own for panel in chart.panels] for chart in (answer, wanted)]
    try:
        verdict = panels_verdict(answer.drawings, wanted.drawings, tuple(owns), ask)
    except CannotTell as reason:
        verdict = Verdict(doubts=[str(reason)])
    except Exception as fault:  # see drawing.drawn: nobody may lose points for what we overlook
        verdict = Verdict(doubts=[f"a part of the chart that has an unusual form ({type(fault).__name__})"])
    if wanted.title and not answer.title and not any(panel.title for panel in answer.panels):
        verdict.differences.append(Difference("title", say("chart title")))
    return verdict.about(ask)
