import os
from datetime import UTC, date, datetime

import pytest

from progress.errors import BadRules
from progress.rules import AtRisk, Due, read_rules

KNOWN = ("operations", "finance")


@pytest.fixture
def own(tmp_path):
    """A function: text → a file of an organisation's own settings."""

    def own(text, encoding="utf8"):
        path = tmp_path / "ours.yml"
        path.write_bytes(text.encode(encoding))
        return path

    return own


def refusal(path):
    with pytest.raises(BadRules) as refused:
        read_rules(path, KNOWN)
    said = str(refused.value)
    assert path.name in said and said.endswith(".") and "\n" not in said
    return said


def test_without_changes_the_courses_own_settings_count():
    rules = read_rules()
    assert (rules.pass_percent, rules.smallest_group, rules.at_risk) == (50, 5, AtRisk(2, 60, 14))
    assert rules.due_for("operations", "2026") is None
    assert rules.reminders["days_before"] == [7, 1] and rules.certificates["months_valid"] == 24


def test_only_what_is_named_changes(own):
    rules = read_rules(own("at_risk:\n  mean_below: 62.5\ncertificates:\n  everyone:\n    name: CX\n"), KNOWN)
    assert rules.at_risk == AtRisk(2, 62.5, 14) and rules.pass_percent == 50
    assert rules.certificates["everyone"]["name"] == "CX" and rules.certificates["months_valid"] == 24


@pytest.mark.parametrize("text", ["", "# nothing\n", "due:\ncohorts:\nat_risk:\n", "cohorts:\n  Spring:\n"])
def test_empty_headings_change_nothing(own, text):
    rules = read_rules(own(text), KNOWN)
    assert rules.at_risk == AtRisk(2, 60, 14) and rules.due_for("finance", "Spring") is None


def test_the_variable_names_the_file(own, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(own("smallest_group: 10\n")))
    assert read_rules().smallest_group == 10
    monkeypatch.setenv("COURSE_PROGRESS", "")
    assert read_rules().smallest_group == 5


def test_a_cohorts_dates_come_before_the_courses_and_an_exercises_own_before_the_general(own):
    text = """
        due: {everything: 60 days, finance: 2027-03-01}
        cohorts: {Spring: {everything: 2027-05-31}, Autumn: {finance: 30 days}, 2027: {finance: 1 day}}
    """
    rules = read_rules(own(text), KNOWN)
    assert rules.due_for("finance", "") == Due(on=date(2027, 3, 1))
    assert rules.due_for("operations", "") == Due(days=60)
    assert rules.due_for("finance", "Spring") == Due(on=date(2027, 5, 31))
    assert rules.due_for("finance", "Autumn") == Due(days=30)
    assert rules.due_for("operations", "Autumn") == Due(days=60)
    assert rules.due_for("finance", "2027") == Due(days=1)


def test_something_is_due_at_the_end_of_its_day():
    end = datetime(2027, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert Due(on=date(2027, 3, 1)).moment(None) == end
    assert Due(days=28).moment(date(2027, 2, 1)) == end
    assert Due(days=28).moment(None) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pas_percent: 60", "there is no setting pas_percent. Known are: pass_percent"),
        ("at_risk: {overdu: 2}", "there is no setting at_risk: overdu"),
        ("certificates: {everyone: {title: x}}", "there is no setting certificates: everyone: title"),
        ("pass_percent: 101", "pass_percent must be a number from 0 to 100, and it is 101"),
        ("pass_percent: .nan", "pass_percent must be a number from 0 to 100"),
        ("pass_percent: yes", "pass_percent must be a number, and it is True"),
        ("pass_percent: '60'", "pass_percent must be a number, and it is '60'"),
        ("pass_percent:", "pass_percent must be a number, and it is None"),
        ("smallest_group: 0", "smallest_group must be a whole number from 1 to 1000"),
        ("smallest_group: 2.5", "smallest_group must be a whole number from 1 to 1000, and it is 2.5"),
        ("smallest_group: .inf", "smallest_group must be a whole number"),
        ("at_risk: 5", "at_risk must be names with values, and it is 5"),
        ("at_risk: {overdue: two}", "at_risk: overdue must be a number, and it is 'two'"),
        ("at_risk: {mean_below: -1}", "at_risk: mean_below must be a number from 0 to 100"),
        ("at_risk: {silent_days: 4000}", "at_risk: silent_days must be a whole number from 1 to 3650"),
        ("reminders: {days_before: 7}", "reminders: days_before must be a list of whole numbers"),
        ("reminders: {days_before: [7, one]}", "reminders: days_before must be a list of whole numbers"),
        ("reminders: {days_after: [-1]}", "reminders: days_after must be a list of whole numbers"),
        ("reminders: {sender: [a]}", "reminders: sender must be a text"),
        ("certificates: []", "certificates must be names with values"),
        ("certificates: {months_valid: long}", "certificates: months_valid must be a number"),
        ("due: 2027-01-31", "due must be names with values"),
        ("due: {logistics: 2027-01-31}", "due names logistics, and there is no exercise of that name"),
        ("due: {finance: soon}", "due: finance must be a date such as 2027-01-31 or a time such as `30 days`"),
        ("due: {finance: 30}", "due: finance must be a date"),
        ("due: {finance: 2027-01-31 12:00:00}", "due: finance must be a date"),
        ("due: {finance: 2027-02-30}", "not readable as YAML: day is out of range for month"),
        ("due: {finance: 99999 days}", "due: finance must be a date"),
        ("cohorts: {Spring: 2027-01-31}", "cohorts: Spring must be names with values"),
        ("cohorts: {Spring: {sales: 3 days}}", "cohorts: Spring names sales"),
        ("- a\n- b", "must be names with values, such as `pass_percent: 50`"),
        ("due: {", "not readable as YAML"),
        ("a: \x00", "not readable as YAML"),
    ],
)
def test_a_bad_setting_is_named_in_a_sentence_with_its_file(own, text, said):
    assert said in refusal(own(text))


def test_a_file_that_is_missing_in_another_encoding_or_a_folder_is_said_so(own, tmp_path):
    assert "There are no settings at" in refusal(tmp_path / "none.yml")
    assert "not in the encoding UTF-8" in refusal(own("certificates: {issuer: Müller}", "latin-1"))
    assert "cannot be read: Is a directory" in refusal(tmp_path)


@pytest.fixture
def closed(own):
    """A settings file that only root may read."""
    path = own("pass_percent: 60")
    path.chmod(0)
    return path


@pytest.fixture
def nobody():
    """Not root, who may read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_a_file_that_may_not_be_read_is_said_so(closed, nobody):
    assert "cannot be read: Permission denied" in refusal(closed)
