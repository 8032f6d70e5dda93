"""Compare an Altair chart with the one that was asked for: by what it says, with the difference in words.

    problem = chart_problem(answer, wanted)
    assert not problem, problem

Two charts say the same when the same marks show the same values on the same channels, however they are written:
aggregated in pandas or in Altair, columns under other names, wide or long data, shorthand or long form, one data set
or records. Colours, sizes, fonts and wording are the learner's choice.

Why what is drawn is computed here, with pandas: a chart's own pipeline can otherwise be run only by a Vega engine.
`chart.transformed_data()` needs vegafusion, and vegafusion reads Vega, so that Altair first compiles the chart with
vl-convert, a whole JavaScript engine, which does not fit into the memory that a process behind the wall may reserve.
What Vega-Lite does by default (stacking, zero, steps of bins, order of categories) is therefore written down here,
and tests hold it against the drawings of the real engine. What is not written down is never guessed: CannotTell.
"""

from cxlab.chart_answers.asking import PROPERTIES
from cxlab.chart_answers.comparing import chart_problem, differences, doubts, read_chart, same_chart
from cxlab.chart_answers.crossing import as_dict, is_chart
from cxlab.chart_answers.faults import CannotTell, UnreadableChart
from cxlab.chart_answers.sentences import can_say

__all__ = [
    "PROPERTIES",
    "CannotTell",
    "UnreadableChart",
    "as_dict",
    "can_say",
    "chart_problem",
    "differences",
    "doubts",
    "is_chart",
    "read_chart",
    "same_chart",
]
