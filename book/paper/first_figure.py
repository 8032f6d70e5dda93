"""The figure of the first page as a table: on paper nobody can switch it, so both numbers stand side by side. Pure."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, builder

WIDTH = re.compile(r"--begin:\s*([\d.]+)")


def as_table(figure: HtmlElement) -> None:
    """Change the figure in place: a row for each department, with its reasons and a bar."""
    heads = [" ".join(label.text_content().split()) for label in figure.xpath(".//fieldset//label")]
    begin, answer = heads if len(heads) == 2 else ("", "")
    first, columns = figure.xpath("string(.//fieldset/legend)"), (begin, answer)
    head = builder.TR(*(builder.TH(" ".join(text.split()), scope="col") for text in (first, *columns)))
    body = [_row(details) for details in figure.xpath("./ul/li/details")]
    table = builder.TABLE(builder.THEAD(head), builder.TBODY(*body))
    old = figure.xpath("./ul")
    if not old:
        return
    figure.replace(old[0], table)
    for switch in figure.xpath("./fieldset"):
        switch.drop_tree()


def _row(details: HtmlElement) -> HtmlElement:
    who, begin, answer = (_text(details, name) for name in ("cx-who", "cx-begin", "cx-answer"))
    reasons = "; ".join(" ".join(item.text_content().split()) for item in details.xpath(".//li"))
    said = [builder.BR(), builder.SMALL(reasons)] if reasons else []
    wide = WIDTH.search("".join(details.xpath(".//*[@class='cx-bar']/@style")))
    bar = builder.SPAN(builder.CLASS("cx-bar"), style=f"width:{wide[1] if wide else 0}%")
    name = builder.TH(who, *said, scope="row")
    return builder.TR(name, builder.TD(builder.CLASS("cx-share"), begin, bar), builder.TD(answer))


def _text(node: HtmlElement, name: str) -> str:
    return " ".join(node.xpath(f"string(.//*[@class='{name}'])").split())
