"""A page on paper: drawings with what they show, questions as lists, answers at the end, nothing to press."""

import pytest
from lxml import html

from book.paper.cut import cut, put_back
from book.paper.first_figure import as_table
from book.paper.still import every, stand_still

PAGE = """<article class="bd-article"><section id="top"><h1>Finance<a class="headerlink" href="#top">#</a></h1>
<script>evil()</script>
<div class="cell"><details class="admonition hide above-input"><summary>Show the code</summary><pre>code</pre></details>
<figure class="cx-chart"><figcaption><strong>63 calls</strong></figcaption>
<div class="cx-drawing cx-wide"><svg viewBox="0 0 1 1"><linearGradient/></svg></div>
<div class="cx-drawing cx-narrow" style="display:none"><svg/></div>
<details class="cx-data"><summary>Show</summary><p>Two bars.</p><div class="cx-scroll"><table></table></div></details>
</figure></div>
<table id="T_1"><thead><tr><th class="col_heading" >Reason</th></tr></thead><tbody><tr><th>one</th></tr></tbody></table>
<form class="cx-quiz" id="quiz-who" data-quiz="who"><fieldset>
<legend><span class="cx-line">Who packed it?</span></legend>
<div class="cx-option"><input type="radio" id="who-1"><label for="who-1"><b>A</b> <span>Nobody</span></label></div>
<div class="cx-option"><input type="radio" id="who-2"><label for="who-2"><b>B</b> <span>Somebody</span></label></div>
</fieldset><div class="cx-buttons"><button>Check</button></div>
<details class="cx-answers"><summary>Show</summary><dl><dt>B is right</dt><dd><p>Yes.</p></dd></dl></details></form>
<details><summary>NPS</summary><p>A card.</p></details>
<p hidden>not seen</p></section></article>"""


@pytest.fixture
def page():
    made = cut("chapters/finance", f"<html><body>{PAGE}</body></html>")
    stand_still(made.article, lambda words: f"[{words}]")
    return made


def text(page):
    return put_back(html.tostring(page.article, encoding="unicode"), page)


def test_a_chart_keeps_its_drawing_as_it_was_and_the_sentence_that_says_what_it_shows(page):
    made = text(page)
    assert made.count("<svg") == 1 and 'viewBox="0 0 1 1"><linearGradient/>' in made
    assert page.article.xpath("string(.//*[@class='cx-shows'])").strip() == "Two bars."


def test_nothing_is_left_to_press_to_open_or_to_run(page):
    assert not page.article.xpath(".//script|.//button|.//input|.//details|.//form|.//summary|.//*[@hidden]")
    assert "code" not in page.article.text_content() and "not seen" not in page.article.text_content()


def test_a_question_is_a_list_with_letters_and_leads_to_its_answer_at_the_end(page):
    quiz = page.article.get_element_by_id("quiz-who")
    assert quiz.text_content().split("Who packed it?")[0].strip() == "[Question 1]"
    assert quiz.xpath("./ol/@type") == ["A"]
    assert [" ".join(item.text_content().split()) for item in quiz.xpath("./ol/li")] == ["Nobody", "Somebody"]
    assert quiz.xpath(".//a/@href") == ["#answer-who"]
    last = page.article.xpath("./section/section")[-1]
    assert last.xpath("string(h2)") == "[Answers]"
    assert "B is right" in last.text_content() and last.xpath(".//a/@href") == ["#quiz-who"]


def test_a_card_that_opens_keeps_its_name(page):
    assert page.article.xpath("string(.//div[@class='cx-named'])") == "NPS"


def test_a_table_has_heads_that_say_what_they_head(page):
    assert page.article.xpath(".//th/@scope") == ["col", "row"]
    assert not page.article.xpath(".//table/@id")


def test_classes_of_the_site_are_gone_and_those_of_the_book_stay(page):
    assert page.article.xpath("string(./@class)") == ""
    assert every(page.article, "div{cx-quiz}")


def test_a_page_without_an_article_is_a_sentence():
    with pytest.raises(ValueError, match="The page one has no article"):
        cut("one", "<html></html>")


def test_the_first_figure_becomes_a_table_with_both_views():
    figure = html.fragment_fromstring(
        '<figure class="cx-first"><figcaption>Who</figcaption><fieldset><legend>Of 100</legend>'
        "<label><input> where they begin</label><label><input> who answers</label></fieldset><ul><li><details>"
        '<summary><span class="cx-who">IT</span><span class="cx-bar" style="--begin:20;--answer:0"></span>'
        '<span class="cx-begin">20</span><span class="cx-answer">0</span></summary>'
        "<div><ul><li>app: 12</li></ul></div></details></li></ul></figure>"
    )
    as_table(figure)
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in figure.xpath(".//tr")]
    assert rows == [["Of 100", "where they begin", "who answers"], ["ITapp: 12", "20", "0"]]
    assert figure.xpath(".//span/@style") == ["width:20%"]
