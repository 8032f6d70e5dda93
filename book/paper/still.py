"""A page that stands still: what opens, moves or is pressed on a screen becomes what can be read on paper. Pure.

Figures keep their drawing and the sentence that says what it shows; folded code goes; questions become lists, and
their answers stand at the end of the chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml.html import HtmlElement, builder

from book.paper.first_figure import as_table

GONE = (
    "script", "style", "button", "noscript", "template", "input", "iframe", "dialog",
    "*[@hidden]", "details{hide}", "*{cx-narrow}", "*{cx-scroll}", "*{cx-live}", "*{cx-buttons}", "*{cx-verdict}",
    "*{cx-sure}", "*{cx-next}", "*{cx-keep}", "*{cx-done}", "*{cx-progress}", "*{toctree-wrapper}", "*{cx-downloads}",
    "*{pst-js-only}", "details{cx-data}/summary", "details{cx-path}/summary",
)  # fmt: skip
KEPT = {"id", "class", "href", "lang", "dir", "colspan", "rowspan", "scope", "alt", "src", "type", "start", "style"}
KEPT |= {"data-n"}  # the place of a drawing
CLASSES = ("cx-", "admonition", "math", "eqno", "highlight", "glossary", "output", "stream", "caption")
SAY = ("Question {n}", "Answer", "Answers", "See the answer")
Words = Callable[[str], str]


def stand_still(article: HtmlElement, say: Words) -> None:
    """Change the article in place. `say` gives a word of the layout in the language of the page."""
    for figure in every(article, "figure{cx-first}"):
        as_table(figure)
    for link in every(article, "*{cx-opener}//a"):
        link.drop_tag()
    numbered = list(enumerate(every(article, "form{cx-quiz}"), 1))
    answers = [_answers(quiz, number, say) for number, quiz in numbered]
    for number, quiz in numbered:
        _as_list(quiz, number, say)
    for pattern in GONE:
        for node in every(article, pattern):
            node.drop_tree()
    for data in every(article, "details{cx-data}"):
        data.tag = "div"
        data.set("class", "cx-shows")
    for details in every(article, "details"):
        details.tag = "div"
    for summary in every(article, "summary"):  # the name of a card
        summary.tag = "div"
        summary.set("class", "cx-named")
    for node in article.iter():
        _plain(node)
    if answers:
        last = every(article, "section")
        (last[0] if last else article).append(_section(answers, say))


def every(node: HtmlElement, pattern: str) -> list[HtmlElement]:
    """All elements below `node` of a form such as `form{cx-quiz}`: a name, and a class in braces.

    >>> from lxml.html import fragment_fromstring
    >>> len(every(fragment_fromstring('<p><b class="a b"></b><b class="ab"></b></p>'), "b{b}"))
    1
    """
    path = pattern.replace("{", "[contains(concat(' ', normalize-space(@class), ' '), ' ").replace("}", " ')]")
    return node.xpath(f".//{path}")


def _as_list(quiz: HtmlElement, number: int, say: Words) -> None:
    """The question as a paragraph with its number, its options as a list with letters, and a way to the answer."""
    name = quiz.get("data-quiz")
    asked = builder.P(builder.CLASS("cx-asked"), builder.B(say("Question {n}").replace("{n}", str(number))), " ")
    for legend in every(quiz, "legend"):
        _move(legend, asked)
    options = builder.OL(builder.CLASS("cx-options"), type="A")
    for label in every(quiz, "*{cx-option}/label"):
        for letter in label.xpath("./b"):
            letter.drop_tree()
        item = builder.LI()
        _move(label, item)
        options.append(item)
    way = builder.P(builder.CLASS("cx-way"), builder.A(say("See the answer"), href=f"#answer-{name}"))
    for child in list(quiz):
        quiz.remove(child)
    quiz.text = None
    quiz.tag = "div"
    quiz.extend([asked, options, way])


def _answers(quiz: HtmlElement, number: int, say: Words) -> HtmlElement:
    """What is right, and why, under the number of the question, with a way back."""
    name = quiz.get("data-quiz")
    back = builder.A(say("Question {n}").replace("{n}", str(number)), href=f"#{quiz.get('id')}")
    box = builder.DIV(builder.CLASS("cx-solution"), builder.P(builder.CLASS("cx-of"), back), id=f"answer-{name}")
    box.extend(every(quiz, "details{cx-answers}/dl"))
    return box


def _section(answers: Iterable[HtmlElement], say: Words) -> HtmlElement:
    return builder.E.section(builder.CLASS("cx-solutions"), builder.H2(say("Answers")), *answers, id="answers")


def _move(old: HtmlElement, new: HtmlElement) -> None:
    """What stands in one element goes into the other, behind what is there."""
    if len(new):
        new[-1].tail = (new[-1].tail or "") + (old.text or "")
    else:
        new.text = (new.text or "") + (old.text or "")
    new.extend(list(old))


def _plain(node: HtmlElement) -> None:
    """Only attributes that paper and e-readers know; heads of columns say that they are."""
    if not isinstance(node.tag, str):
        return
    if node.tag == "th" and not node.get("scope"):
        node.set("scope", "col" if node.xpath("ancestor::thead") else "row")
    if node.tag == "th" and not node.text_content().strip():
        node.tag = "td"
        node.attrib.pop("scope", None)
    if node.tag in ("pre", "code"):  # code runs from left to right in every language; what it prints may not
        node.set("dir", "auto" if node.xpath("ancestor::div[contains(@class, 'stream')]") else "ltr")
    if node.tag == "table" and (node.get("id") or "").startswith("T_"):
        del node.attrib["id"]
    if node.tag in ("td", "th"):
        node.attrib.pop("id", None)
    for name in set(node.attrib) - KEPT:
        del node.attrib[name]
    classes = [word for word in (node.get("class") or "").split() if word.startswith(CLASSES)]
    if classes:
        node.set("class", " ".join(classes))
    else:
        node.attrib.pop("class", None)
    if not (node.get("class") or "").startswith("cx-bar"):
        node.attrib.pop("style", None)
