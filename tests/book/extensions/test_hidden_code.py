"""The disclosure of code is MyST-NB's own, but for the name that said something else than the reader sees."""

from types import SimpleNamespace

from myst_nb import sphinx_

from book.extensions.hidden_code import visit_hidden


def written(visit):
    node = {"classes": ["above-input"], "prompt_show": "Show <it>", "prompt_hide": "Hide it"}
    translator = SimpleNamespace(body=[])
    visit(translator, node)
    return "".join(translator.body).replace("\n", "")


def test_only_the_other_name_is_gone():
    theirs = written(sphinx_.visit_HideCellInput)
    assert ' aria-label="Toggle hidden content"' in theirs
    assert written(visit_hidden) == theirs.replace(' aria-label="Toggle hidden content"', "")
