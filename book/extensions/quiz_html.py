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
ASK_SURE = "Before you check: how sure are you? 0 is a guess, 100 is certain."
SAY_SURE = {  # only at questions that ask how sure the reader is
    "sure": "First write how sure you are, from 0 to 100. Or press Check again to go on without.",
    "calibration": "How well did you know what you know? In this chapter you were {sure} % sure on average. "
    "At the first try, {right} of {all} answers were right ({share} %).",
    "calibration-all": "In all chapters so far: {sure} % sure, {right} of {all} right ({share} %).",
    "surer": "You felt surer than you were: look once more where you feel certain.",
    "unsure": "You knew more than you thought.",
    "fits": "Your feeling fits your answers.",
    "few": "So few answers say little yet.",
}
LETTERS = "ABCDEFGH"


def visit_quiz(translator, node):
    question = node["question"]
    words = {**SAY, **SAY_SURE} if question.confidence else SAY
    said = "".join(f' data-say-{name}="{escape(sentence)}"' for name, sentence in words.items())
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
        f'{_sure(question)}</fieldset><div class="cx-buttons">'
        '<button type="submit" class="cx-button cx-first">Check</button>'
        '<button type="reset" class="cx-button">Start over</button></div>'
        '<div class="cx-verdict" role="status"></div>'
        '<details class="cx-answers"><summary>Show what is right, and why</summary><dl>\n'
    )


def _sure(question) -> str:
    """The place for a number from 0 to 100; quiz.css hides it where no script could keep it."""
    if not question.confidence:
        return ""
    name = f"{question.id}-sure"
    return (
        f'<div class="cx-sure"><label for="{name}">{ASK_SURE}</label>'
        f'<input type="number" id="{name}" min="0" max="100" step="1" inputmode="numeric" autocomplete="off"> %</div>\n'
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
