"""Sources are a plain list; a source that two chapters cite stands in both, and each text leads to its own list."""

import pytest

BIB = """\
@article{zeta2003one, author = {Zeta, Ann}, title = {One Number}, journal = {Review}, year = {2003}}
@article{alpha2010two, author = {Alpha, Bo}, title = {Two Numbers}, journal = {Review}, year = {2010}}
"""
LIST = "\n```{bibliography}\n:filter: docname in docnames\n```\n"


@pytest.fixture(scope="module")
def site(sphinx_site, tmp_path_factory):
    bib = tmp_path_factory.mktemp("bib") / "references.bib"
    bib.write_text(BIB)
    pages = {
        "index": "# Start\n\nSay {cite}`zeta2003one` and {cite}`alpha2010two`.\n" + LIST,
        "other": "# Other\n\nSay {cite}`zeta2003one`.\n" + LIST,
    }
    return sphinx_site(
        pages,
        "book.extensions.sources",
        extensions=["sphinxcontrib.bibtex"],
        bibtex_bibfiles=[str(bib)],
        bibtex_default_style="cx_sources",
        bibtex_reference_style="author_year",
        suppress_warnings=["bibtex.duplicate_citation"],
    )


def test_the_build_has_no_complaint(site):
    assert site.complaints == ""


def test_sources_are_a_list_in_order_of_authors_without_numbers_or_roles(site):
    entries = site.page().select("ul.cx-sources > li")
    assert [entry.text.split()[1] for entry in entries] == ["Alpha.", "Zeta."]
    assert not any("role" in part.attrs or "[" in part.text for part in entries)


def test_a_text_leads_to_the_list_of_its_own_page(site):
    for name in ("index", "other"):
        page = site.page(name)
        link = page.select_one(".bibtex-citation a")
        assert link["href"].startswith("#")
        assert page.find("li", id=link["href"][1:])
