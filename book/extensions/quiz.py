"""The `{quiz}` directive: one self-check question as a form that works offline, by keyboard and without scripts.

    :::{quiz}
    :id: nps-base
    :correct: 2
    :concept: NPS
    :level: inference
    :sources: D1

    Who counts in the base of NPS?

    - Promoters and detractors only
      > Passives answered too: leaving them out moves the score away from zero.
    - Everybody who answered
      > Yes: the base is all answers, passives among them.
    :::

Several numbers after `correct` make a question with several right answers. Wrong input stops the build.
`:from: nps-csat-ces` names the earlier chapter that the question comes back to. `:confidence:`, without a value,
asks the reader first how sure he or she is.
"""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from book.extensions import quiz_book, quiz_html
from book.extensions.quiz_check import MOST_WORDS, Option, Question, problems
from book.extensions.quiz_nodes import quiz, quiz_answer, quiz_option, quiz_text


class Quiz(SphinxDirective):
    has_content = True
    option_spec = {
        **dict.fromkeys(("id", "correct", "concept", "level", "sources", "from"), directives.unchanged),
        "confidence": directives.flag,
    }

    def run(self):
        stem, options = self._parts()
        question = self._question(stem, options)
        translated = getattr(self.config, "cx_language", "en") != "en"  # languages differ in what they call a word
        wrong = problems(question, MOST_WORDS * 2 if translated else MOST_WORDS)
        if wrong:
            raise self.error(f"quiz {question.id or 'without an id'}: {'; '.join(wrong)}")
        quiz_book.remember(self.env, question, self.get_location())
        return [_form(question, stem, options)]

    def _parts(self) -> tuple[list[nodes.Node], list[tuple[list[nodes.Node], list[nodes.Node]]]]:
        """Nodes of the question, and per option the nodes of its text and of its feedback."""
        box = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, box)
        lists = [node for node in box.children if isinstance(node, nodes.bullet_list)]
        stem = [node for node in box.children if not isinstance(node, nodes.bullet_list)]
        if len(lists) != 1 or not all(isinstance(node, nodes.paragraph) for node in stem):
            raise self.error("quiz: write the question as plain paragraphs, then its options as one list with dashes")
        return stem, [_split(item) for item in lists[0].children]

    def _question(self, stem, options) -> Question:
        return Question(
            id=self.options.get("id", "").strip(),
            correct=tuple(self.options.get("correct", "").replace(",", " ").split()),
            concept=self.options.get("concept", "").strip(),
            level=self.options.get("level", "").strip(),
            sources=tuple(self.options.get("sources", "").replace(",", " ").split()),
            text=_words(stem),
            options=tuple(Option(_words(text), _words(feedback)) for text, feedback in options),
            earlier=self.options.get("from", "").strip(),
            confidence="confidence" in self.options,
        )


def _split(item: nodes.list_item) -> tuple[list[nodes.Node], list[nodes.Node]]:
    quotes = [child for child in item.children if isinstance(child, nodes.block_quote)]
    text = [child for child in item.children if not isinstance(child, nodes.block_quote)]
    return text, [node for quote in quotes for node in quote.children]


def _words(parts: list[nodes.Node]) -> str:
    return " ".join(" ".join(part.astext().split()) for part in parts).strip()


def _form(question: Question, stem, options) -> quiz:
    form = quiz(question=question, classes=["cx-quiz"])
    form += quiz_text(role="question")
    form[-1].extend(_inline(stem))
    for number, (text, _) in enumerate(options, 1):
        option = quiz_option(question=question, number=number)
        option.extend(_inline(text))
        form += option
    for number, (_, feedback) in enumerate(options, 1):
        answer = quiz_answer(question=question, number=number)
        answer.extend(feedback)
        form += answer
    return form


def _inline(paragraphs: list[nodes.Node]) -> list[nodes.Node]:
    """A legend and a label may hold words, but no paragraphs: each becomes a span."""
    spans = []
    for paragraph in paragraphs:
        span = nodes.inline(classes=["cx-line"])
        span.extend(paragraph.children)
        spans += [span, nodes.Text(" ")]
    return spans


def setup(app):
    quiz_html.add_nodes(app)
    quiz_book.connect(app)
    app.add_directive("quiz", Quiz)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
