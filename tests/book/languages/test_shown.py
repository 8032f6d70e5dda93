"""What programs say on a finished page is translated; prose, code and numbers stay."""

import json

from book.languages.figures import Words
from book.languages.shown import ENGLISH, chart_texts, shown

SPEC = {
    "datasets": {"d": [{"stage": "pay", "n": 1, "id": "O126"}, {"stage": "use", "n": 2, "id": "O127"}]},
    "params": [{"name": "stage", "bind": {"input": "radio", "name": "Stage ", "options": ["pay", "use"]}}],
    "encoding": {"x": {"field": "n", "title": "Percent"}},
    "config": {"title": {"text": "nothing"}},
}
SCRIPT = f'<script type="application/json" class="cx-spec">{json.dumps(SPEC)}</script>'
DRAWN = '<figcaption>76 % pay</figcaption><svg aria-label="Bars"><text>pay</text></svg>'
FIGURE = f'<figure class="cx-chart">{DRAWN}{SCRIPT}</figure>'
WORDS = Words(
    {
        "pay": "付款",
        "Percent": "百分比",
        "{0} % pay": "{0}% 付款",
        "Bars": "柱条",
        "Check": "检查",
        "{0} before": "之前 {0}",
    }
)


def test_texts_and_attributes_are_translated_and_numbers_stay():
    made = shown(FIGURE, WORDS)
    assert "<figcaption>76% 付款</figcaption>" in made
    assert 'aria-label="柱条"' in made and "<text>付款</text>" in made


def test_the_chart_itself_is_not_touched_and_carries_its_words():
    made = shown(FIGURE, WORDS)
    assert SCRIPT in made
    assert '<script type="application/json" class="cx-words">{"pay":"付款","Percent":"百分比"}</script>' in made


def test_a_number_alone_has_the_percent_sign_of_its_language_and_code_keeps_its_own():
    page = "<label>15 %</label><p>1 % of</p><code>15 %</code><!--cx-english-->7 %<!--/cx-english-->"
    assert shown(page, Words({}), "٪") == (
        "<label>15٪</label><p>1٪ of</p><code>15 %</code><!--cx-english-->7 %<!--/cx-english-->"
    )


def test_what_only_an_expression_puts_together_is_carried_with_places_for_its_numbers():
    drawing = "<svg><text>Score: +26.3 points</text><text>Promise: 1 day</text><text>None</text></svg>"
    figure = f'<figure class="cx-chart">{drawing}{SCRIPT}</figure>'
    words = Words({"Score: +{0} points": "分数：+{0} 分", "Promise: {0} day": "承诺：{0} 天"})
    carried = json.loads(shown(figure, words).split('class="cx-words">')[1].split("</script>")[0])
    assert carried["Score: +{0} points"] == "分数：+{0} 分" and carried["Score: −{0} points"] == "分数：−{0} 分"
    assert carried["Promise: {0} day"] == "承诺：{0} 天" and "None" not in carried


def test_a_text_of_two_lines_is_carried_line_by_line():
    spec = SCRIPT.replace('"O126"', '"Promise: 3 days|Late: 9 %"')
    words = Words({"Promise: {0} days|Late: {1} %": "承诺：{0} 天|晚：{1}%"})
    carried = json.loads(
        shown(f'<figure class="cx-chart">{spec}</figure>', words).split('class="cx-words">')[1].split("</s")[0]
    )
    assert carried["Promise: 3 days"] == "承诺：3 天" and carried["Late: 9 %"] == "晚：9%"


def test_a_live_chart_may_show_titles_names_of_controls_and_words_in_data():
    assert set(chart_texts(FIGURE)) == {"pay", "use", "Stage", "Percent"}


def test_code_and_english_that_stays_english_are_left_alone():
    for text in ('<div class="highlight-ipython3 x"><pre>Check</pre>', "<code>Check</code>", "<script>Check</script>"):
        assert shown(text, WORDS) == text
    assert shown(f"{ENGLISH[0]}<b>Check</b>{ENGLISH[1]}", WORDS) == f"{ENGLISH[0]}<b>Check</b>{ENGLISH[1]}"


def test_printed_lines_are_translated_one_by_one():
    assert shown("<pre>12 before\nCheck\n</pre>", WORDS) == "<pre>之前 12\n检查\n</pre>"
