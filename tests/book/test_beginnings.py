"""Where contacts begin: of a hundred contacts, by department and by reason."""

import pandas as pd

from book.beginnings import at_fernwick, beginnings

DEPARTMENTS = pd.DataFrame({"dept_id": ["FIN", "CS", "HR"], "dept_name": ["Finance", "Service", "People"]})
REASONS = pd.DataFrame(
    {"reason": ["bill", "price", "help"], "caused_by": ["FIN", "FIN", "CS"], "handled_by": ["CS", "CS", "CS"]}
)


def test_departments_stand_by_what_begins_in_them_with_their_reasons():
    contacts = pd.DataFrame({"reason": ["bill"] * 4 + ["price"] * 2 + ["help"] * 2})
    finance, service, people = beginnings(contacts, REASONS, DEPARTMENTS)
    assert (finance.begins, finance.answers, finance.reasons) == (75, 0, (("bill", 50), ("price", 25)))
    assert (service.begins, service.answers, service.chapter) == (25, 100, "customer-service")
    assert (people.begins, people.reasons) == (0, ())


def test_at_fernwick_the_parts_are_those_of_the_chapter_on_ownership():
    found, contacts, elsewhere = at_fernwick()
    assert contacts > 10_000 and 50 < elsewhere < 100
    assert sum(one.answers for one in found) == 100 and abs(sum(one.begins for one in found) - 100) <= 2
    assert all(abs(sum(part for _, part in one.reasons) - one.begins) <= 1 for one in found)
