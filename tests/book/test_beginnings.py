"""Where contacts begin: whole numbers that a reader can add up to a hundred."""

import pandas as pd
import pytest

from book.beginnings import at_fernwick, beginnings, parts

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


@pytest.mark.parametrize("counts", [[1, 1, 1], [5, 0, 0], [199, 1, 1, 1, 7, 13]])
def test_parts_are_whole_and_add_up(counts):
    assert sum(parts(pd.Series(counts), 100).values()) == 100


def test_at_fernwick_all_parts_add_up_to_a_hundred_and_reasons_to_their_department():
    found, contacts = at_fernwick()
    assert contacts > 10_000 and sum(one.begins for one in found) == sum(one.answers for one in found) == 100
    assert all(sum(part for _, part in one.reasons) == one.begins for one in found)
