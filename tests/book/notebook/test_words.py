"""MyST's roles as any reader of Markdown shows them."""

import pytest

from book.notebook.words import Known, keys, written_out

KNOWN = Known(
    values={"share": "71.9"},
    titles={"finance": "Bills"},
    cited={"r2003": "Reichheld, 2003", "d2010": "Dixon et al., 2010"},
    formed=lambda text, form: format(float(text), form) if form else text,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{glue:text}`share:.0f` %", "72 %"),
        ("{glue:text}`unknown`", "…"),
        ("{doc}`../chapters/finance` and {doc}`the bills <finance>`", "Bills and the bills"),
        ("{term}`流失 <churn>`", "流失"),
        ("So {cite}`r2003,d2010`", "So (Reichheld, 2003; Dixon et al., 2010)"),
        ("{cite:t}`r2003` says", "Reichheld, 2003 says"),
        ("{math}`a^2`", "$a^2$"),
        ("[here](one.md#there), [out](https://example.org)", "here, [out](https://example.org)"),
        ("`{term}` stays, ``a ` b`` too", "`{term}` stays, ``a ` b`` too"),
    ],
)
def test_a_role_becomes_what_a_reader_sees(text, said):
    assert written_out(text, KNOWN) == said


def test_works_cited_are_known_by_their_keys():
    assert keys("{cite}`a, b` `{cite}` {cite:t}`c`") == ["a", "b", "c"]
