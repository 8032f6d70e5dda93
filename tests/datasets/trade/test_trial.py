"""The trial of the delay notice: who is in it since when; in the export an uneven day and people in both groups."""

from pandas.testing import assert_frame_equal

UNEVEN_DAY = "2023-12-14"


def test_everybody_of_that_time_is_in_the_trial_once_but_for_the_uneven_day(fresh):
    there, people = fresh["experiment_assignments"], fresh["customers"]
    assert there.customer_id.is_unique
    out = people[~people.customer_id.isin(there.customer_id)]
    assert ((out.signup_date > "2024-06-30") | (out._assigned_on == UNEVEN_DAY)).all()


def test_who_came_later_is_assigned_on_the_day_of_the_sign_up(fresh):
    there = fresh["experiment_assignments"].merge(fresh["customers"], on="customer_id")
    later = there.signup_date >= "2023-12-11"
    assert (there.assigned_on == there.signup_date)[later].all()
    listed = there.assigned_on[~later]
    assert (listed.dt.day_of_week < 5).all()
    assert listed.between("2023-12-11", "2023-12-29").all()
    assert listed.nunique() == 12


def test_the_groups_are_alike(fresh):
    there = fresh["experiment_assignments"].merge(fresh["customers"], on="customer_id")
    means = there.groupby("arm")._content.mean()
    assert abs((there.arm == "notice").mean() - 0.5) < 0.02
    assert abs(means.notice - means.control) < 0.08


def test_without_the_uneven_day_and_second_entries_the_export_is_mended(fresh, exported):
    rows = exported["experiment_assignments"].sort_values(["customer_id", "assigned_on"], kind="stable")
    first = rows.drop_duplicates("customer_id")
    mended = first[first.assigned_on != UNEVEN_DAY].reset_index(drop=True)
    assert_frame_equal(mended, fresh["experiment_assignments"])


def test_the_second_entry_is_in_the_group_whose_treatment_the_customer_got(fresh, exported):
    rows = exported["experiment_assignments"]
    second = rows[rows.duplicated("customer_id")].merge(fresh["customers"], on="customer_id")
    assert second._crossed.all()
    assert ((second.arm == "notice") == ~second._notice).all()
    assert (second.assigned_on >= second._assigned_on).all()
