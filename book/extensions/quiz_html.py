"""A question as HTML: a native form, so that the browser brings the keyboard, the focus and the names along.

Without scripts the buttons are hidden and a disclosure tells the answer; quiz.js checks, speaks and remembers.
"""

from html import escape

from book.extensions.quiz_nodes import quiz, quiz_answer, quiz_option, quiz_text

SAY = {
    "right": "Right.",
    "wrong": "Not yet.",
    "none": "Choose an answer first.",
    "progress": "You have answered {done} of {all} questions on this page right. This device remembers it.",
}
LETTERS = "ABCDEFGH"


def visit_quiz(translator, node):
    question = node["question"]
    said = "".join(f' data-say-{name}="{escape(words)}"' for name, words in SAY.items())
    tags = f'data-level="{question.level}" data-concept="{escape(question.concept)}"'
    translator.body.append(
        f'<form class="cx-quiz" id="quiz-{question.id}" data-quiz="{question.id}"'
        f' data-correct="{" ".join(question.correct)}" {tags}{said}><fieldset>\n'
    )


def depart_quiz(translator, node):
    translator.body.append("</dl></details></form>\n")


def visit_text(translator, node):
    translator.body.append("<legend>")


def depart_text(translator, node):
    several = node.parent["question"].several
    translator.body.append(f"{' <em>Several answers are right.</em>' if several else ''}</legend>\n")


def visit_option(translator, node):
    question, number = node["question"], node["number"]
    kind, name = ("checkbox" if question.several else "radio"), f"{question.id}-{number}"
    translator.body.append(
        f'<div class="cx-option"><input type="{kind}" name="{question.id}" id="{name}" value="{number}">'
        f'<label for="{name}"><b>{LETTERS[number - 1]}</b> '
    )


def depart_option(translator, node):
    translator.body.append("</label></div>\n")
    if node["number"] == len(node["question"].options):
        translator.body.append(_between(node["question"]))


def visit_answer(translator, node):
    number = node["number"]
    verdict = "right" if node["question"].is_right(number) else "not right"
    translator.body.append(f'<dt>{LETTERS[number - 1]} is {verdict}</dt><dd data-option="{number}">')


def depart_answer(translator, node):
    translator.body.append("</dd>\n")


def _between(question) -> str:
    """What stands between the options and the answers: buttons, the place for the verdict, the disclosure."""
    return (
        '</fieldset><div class="cx-buttons"><button type="submit" class="cx-button cx-first">Check</button>'
        '<button type="reset" class="cx-button">Start over</button></div>'
        '<div class="cx-verdict" role="status"></div>'
        '<details class="cx-answers"><summary>Show what is right, and why</summary><dl>\n'
    )


def _words_only(translator, node):
    """Other builders print the question and its answers as plain text."""


def add_nodes(app) -> None:
    plain = (_words_only, _words_only)
    pairs = {
        quiz: (visit_quiz, depart_quiz),
        quiz_text: (visit_text, depart_text),
        quiz_option: (visit_option, depart_option),
        quiz_answer: (visit_answer, depart_answer),
    }
    for node, pair in pairs.items():
        app.add_node(node, html=pair, latex=plain, text=plain)
