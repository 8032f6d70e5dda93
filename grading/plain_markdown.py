"""Which text in Markdown is plain, and how any other is shown as it was typed.

The rule: what a page would make of the text is looked at. Where that is plain text with emphasis, lists, tables, code
and simple formulas, the text stays as it is, to the letter. Everything else (HTML, links, pictures, comments, macros)
is shown as it was typed, so that a marker sees all of it and nothing acts. Nothing is ever repaired, so no way of
writing a tag can slip through a repair, and no sanitiser has to be right about every browser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

MAX_PLAIN = 8_000  # characters that are read as Markdown, which can take a second; more is shown as it was typed
NOTE = "<p><em>Shown as it was typed, because it holds more than plain Markdown.</em></p>"
_OPEN, _CLOSE = '<pre style="white-space: pre-wrap">', "</pre>"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_TYPED = re.compile(re.escape(f"{NOTE}\n\n{_OPEN}") + r"((?:[^\x00-\x09\x0b-\x1f!-/:-@\[-`{-\x7f]|&#\d{1,4};)*)</pre>")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.?)", re.DOTALL)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# The tags that Markdown itself makes of plain text, with the very attributes that it gives them.
_SIMPLE = "p|em|strong|del|pre|blockquote|ul|li|table|thead|tbody|tr|dl|dt|dd|b|i|u|s|sub|sup|small|kbd|mark"
_TAG = re.compile(
    rf"<(?:/(?P<close>{_SIMPLE}|code|ol|th|td|h[1-6]|div|span|a)|(?P<void>br|hr) ?/?|(?P<simple>{_SIMPLE})"
    r'|(?P<list>ol)(?: start="\d{1,9}")?|(?P<cell>th|td)(?: style="text-align:(?:left|center|right)")?'
    r'|(?P<code>code)(?: class="language-[\w+.#-]{1,30}")?'
    r'|(?P<block>div) class="highlight"|(?P<word>span)(?: class="\w{1,4}")?'
    r'|(?P<heading>h[1-6]) id="(?P<id>[^"<>]{0,400})"|(?P<anchor>a) class="anchor-link" href="#[^"<>]{0,400}")>',
    re.ASCII,
)
_OPENING = ("simple", "list", "cell", "code", "block", "word", "heading", "anchor")
_ANY_TAG = re.compile(r"<[^>]*>?")
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TARGET = re.compile(
    r"\]:"
)  # of a link that is named elsewhere: a page shows nothing of it, so a comment can hide there
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# Commands of formulas that draw a sign and do nothing else. Those that link, load, style or define are left out.
_SIGNS = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega frac tfrac dfrac sqrt sum prod int
lim min max log ln exp left right big Big bigg Bigg cdot cdots ldots dots times div pm mp le leq ge geq ne neq approx
equiv sim propto infty partial to rightarrow leftarrow Rightarrow Leftarrow mapsto in notin subset cup cap bar hat
tilde vec overline underline text mathrm mathbf mathit mathbb mathcal operatorname quad qquad begin end binom Pr mid
forall exists langle rangle lfloor rfloor lceil rceil
"""
_DRAWN = frozenset(_SIGNS.split())


def is_plain(text: str, taken: Collection[str] = ()) -> bool:
    """Whether pages show `text` as plain text; a heading may not bear an id of `taken`, which stand on the page."""
    if len(text) > MAX_PLAIN or _INVISIBLE.search(text) or _TARGET.search(text):
        return False
    try:
        page = _rendered(text)
    except Exception:  # what cannot be shown, such as a picture that is missing, would end the page for its marker
        return False
    return _only_plain_tags(page, taken) and _only_signs(page)


def as_typed(text: str) -> str:
    """`text` in a form that both Markdown and HTML show letter by letter: every mark is written as a number."""
    if _TYPED.fullmatch(text):
        return text
    return f"{NOTE}\n\n{_OPEN}{_PUNCTUATION.sub(lambda mark: f'&#{ord(mark[0])};', visible(text))}{_CLOSE}"


def typed(text: str) -> str:
    """What was typed, from a text that `as_typed` made; any other text as it is."""
    found = _TYPED.fullmatch(text)
    return html.unescape(found[1]) if found else text


def visible(text: str) -> str:
    """`text` without colours and other orders to a terminal; what else cannot be seen is spelled out."""
    plain = _ESCAPES.sub("", text.replace("\r\n", "\n")).replace("\r", "\n")
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def only_words(text: str) -> bool:
    """Whether `text` has nothing in it that any program could take for more than words."""
    return not _PUNCTUATION.search(text) and not _INVISIBLE.search(text)


def _rendered(text: str) -> str:
    """The HTML that formgrader and generate_feedback make of a cell in Markdown."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(text)


def _only_plain_tags(page: str, taken: Collection[str]) -> bool:
    """Whether every `<` in `page` begins a tag that we know, and all of them are closed in order."""
    stack = []
    for found in _ANY_TAG.finditer(page):
        tag = _TAG.fullmatch(found[0])
        if tag is None or _is_taken(tag["id"], taken):
            return False
        if tag["close"]:
            if not stack or stack.pop() != tag["close"]:
                return False
        elif not tag["void"]:
            stack.append(next(tag[kind] for kind in _OPENING if tag[kind]))
    return not stack


def _is_taken(name: str | None, taken: Collection[str]) -> bool:
    return name is not None and (name in taken or name.startswith("MathJax"))


def _only_signs(page: str) -> bool:
    """Whether text outside of code has no command but those that draw the signs of a formula."""
    return _DRAWN.issuperset(_COMMAND.findall(html.unescape(_ANY_TAG.sub("", _CODE.sub(" ", page)))))
