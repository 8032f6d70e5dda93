"""Formulas are written as MathML, with the number and the place that references lead to."""

TEXT = """\
# Start

A share {math}`\\frac{a}{b}`.

```{math}
:label: share
x = 100 \\times \\frac{a}{b}
```

See {eq}`share`.
"""


def test_formulas_become_mathml(sphinx_site):
    site = sphinx_site({"index": TEXT}, "book.extensions.mathml", html_math_renderer="cx_mathml")
    page = site.page()
    assert site.complaints == ""
    assert [formula["display"] for formula in page.select("math")] == ["inline", "block"]
    assert page.select_one("div.math .eqno").text == "(1)"
    assert page.select_one(f"a[href='#{page.select_one('div.math')['id']}']")
    assert "mathjax" not in str(page).lower()
