"""The whole book as readers get it: no link within it leads nowhere."""

from book.links import link_problems


def test_every_link_within_the_book_leads_to_a_page_and_a_place_that_is_there(book_site):
    assert link_problems(book_site) == []
