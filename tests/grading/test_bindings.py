"""What a cell binds, changes and needs, read from its text."""

import pytest

from grading.bindings import bindings


@pytest.mark.parametrize(
    "source, names",
    [
        ("a = b = 1\nc, (d, *e) = f", "a b c d e"),
        ("import x.y, z as w\nfrom m import n as o", "x w o"),
        ("def f(p):\n    inner = 1\n    return inner", "f"),
        ("class K:\n    field = 1", "K"),
        ("for i in range(3):\n    j = i\nwith open('x') as k:\n    pass", "i j k"),
        ("[q for q in range(3)]\n(walrus := 3)", "walrus"),
        ("def f():\n    global g\n    g = 1", "f g"),
        ("try:\n    pass\nexcept ValueError as error:\n    pass", "error"),
        ("match v:\n    case [m, *rest]:\n        pass", "m rest"),
        ("a: int = 3\nb += 1", "a b"),
    ],
)
def test_names_that_a_cell_binds(source, names):
    assert bindings(source).binds == set(names.split())


@pytest.mark.parametrize(
    "source, names",
    [
        ("a + b", "a b"),
        ("a = b\na + c", "b c"),
        ("a + 1\na = 2", "a"),
        ("if x:\n    a = 1\na", "x a"),
        ("for a in rows:\n    b = a\n    b", "rows"),
        ("for a in rows:\n    pass\na", "rows a"),
        ("with f() as g:\n    h = g\nh", "f"),
        ("try:\n    a = b\nexcept E as e:\n    e\nelse:\n    a", "b E"),
        ("def f(x, y=d):\n    z = x\n    return z + later\nf(1)", "d later"),
        ("[x + k for x in rows if x]\nlambda y: y + m", "rows k m"),
        ("class K(Base):\n    n = p", "Base p"),
        ("match v:\n    case [m] if m > n:\n        m", "v n"),
        ("f'{a!r:>{w}}'", "a w"),
        ("a.b[c].d = e", "a c e"),
        ("a += 1", "a"),
        ("del a", "a"),
        ("while True:\n    a = 1\n    a", ""),
        ("from m import a as b\nb(a)", "a"),
    ],
)
def test_names_that_a_cell_needs_from_elsewhere(source, names):
    assert bindings(source).needs == set(names.split())


@pytest.mark.parametrize(
    "source, names",
    [
        ("a['x'] = 1\nb.c = 2\ndel d[0]", "a b d"),
        ("a.b['x'].c += 1", "a"),
        ("a.sort_values('x', inplace=True)", "a"),
        ("a.append(1)\nb.items.update({})", "a b"),
        ("a.head()\nprint(a)", ""),
        ("b = a.append(1)", ""),
    ],
)
def test_what_a_cell_surely_changes_in_place(source, names):
    assert bindings(source).changes == set(names.split())


@pytest.mark.parametrize(
    "source, names",
    [
        ("mend(a, how=b)", "a b"),
        ("model.fit(rows)", "model rows"),
        ("print(a)\ndisplay(b)\nlen(c)", ""),
        ("a.style.hide(axis='index')", ""),
        ("x = mend(a)", ""),
    ],
)
def test_what_a_call_may_change(source, names):
    assert bindings(source).touches == set(names.split())


def test_imports_are_told_apart_from_other_names():
    found = bindings("import pandas as pd\nfrom cxlab import check, table\nfrom .near import x\ntable = 3")
    assert (found.imports, found.modules) == ({"pd", "check"}, {"pandas", "cxlab"})


def test_magic_words_are_read_and_nonsense_is_said_to_be_unreadable():
    assert bindings("%matplotlib inline\nx = !ls\ny = z").binds == {"x", "y"}
    assert bindings("def broken(:").readable is False
    assert bindings("from cxlab import *").everything and bindings("def broken(:").everything


@pytest.mark.parametrize("source", ["(" * 10_000, "x\0y", "return 1", "a = " + "-" * 5_000 + "1", "", "\n\n#"])
def test_no_text_makes_it_stumble(source):
    bindings(source)
