from markupsafe import Markup

from progress.question_lines import QuestionLines
from tests.progress.made_facts import facts, learner, spec

SPECS = [
    spec("alpha", "share", "owner", mistakes=[("M01", "Divide by `all_orders`, <not> late.")]),
    spec("beta", "x"),
]
ROWS = [
    ("ann", "reflection", None, 2.0),
    ("ann", "owner", 0.0, 1.0, "M01"),
    ("ann", "share", 2.0, 3.0),
    ("cem", "share", 0.0, 3.0, "M99"),
]


def test_each_question_has_its_points_and_the_mistake_with_its_hint_in_the_exercises_order():
    told = facts([learner("ann"), learner("ben"), learner("cem")], SPECS, answers={"alpha": ROWS})
    lines = QuestionLines(told)
    assert lines.of(0) == [
        (
            "alpha",
            Markup(
                "<li><b>share</b> 2 of 3</li>"
                "<li><b>owner</b> 0 of 1: M01, Divide by <code>all_orders</code>, &lt;not&gt; late.</li>"
                "<li><b>Your reflection</b> waits for a mark (of 2)</li>"
            ),
        )
    ]
    assert lines.of(1) == []
    assert lines.of(2) == [("alpha", Markup("<li><b>share</b> 0 of 3: M99</li>"))]


def test_a_question_that_the_exercise_no_longer_has_comes_last_under_its_own_name():
    told = facts([learner("ann")], SPECS, answers={"alpha": [("ann", "<old>", 1.0, 1.0), ("ann", "share", 3.0, 3.0)]})
    assert QuestionLines(told).of(0)[0][1] == "<li><b>share</b> 3 of 3</li><li><b>&lt;old&gt;</b> 1 of 1</li>"
