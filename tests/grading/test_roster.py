from datetime import date

import pytest

from grading.errors import BadRoster
from grading.model import Learner
from grading.roster import read_roster, unknown_extensions, unknown_managers

HEADER = "learner_id,name,email,department,cohort\n"


def roster(tmp_path, text, encoding="utf8"):
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refusal(tmp_path, text, encoding="utf8"):
    with pytest.raises(BadRoster) as refused:
        read_roster(roster(tmp_path, text, encoding))
    return str(refused.value)


def test_a_row_becomes_a_learner_with_outer_spaces_removed(tmp_path):
    path = roster(tmp_path, HEADER + ' a1 ,"Smith,  Ann",ann@x.org, People & HR,2026\n')
    assert read_roster(path) == [Learner("a1", "Smith, Ann", "ann@x.org", "People & HR", "2026")]


def test_columns_may_stand_in_any_order_with_others_beside_them(tmp_path):
    path = roster(tmp_path, "Cohort,manager,Department,EMAIL,name,Learner_ID\n2026,boss,IT,,Ann,a1\n")
    assert read_roster(path) == [Learner("a1", "Ann", "", "IT", "2026")]


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path):
    path = roster(tmp_path, HEADER + "a1,,,,\n\n,,,,\na2,,,,\n", "utf-8-sig")
    assert [learner.learner_id for learner in read_roster(path)] == ["a1", "a2"]


def test_a_name_may_hold_anything(tmp_path):
    name = "<script>alert(1)</script> =HYPERLINK(1) \u202eabc " + "x" * 200
    path = roster(tmp_path, HEADER + f'a1,"{name}",,,\n')
    assert read_roster(path)[0].name == name


@pytest.mark.parametrize("column", ["learner_id", "name", "email", "department", "cohort"])
def test_a_missing_column_is_named(tmp_path, column):
    text = HEADER.replace(column, "something")
    assert f"lacks the column '{column}'" in refusal(tmp_path, text + "a,b,c,d,e\n")


def test_semicolons_are_recognised(tmp_path):
    assert "separated by semicolons" in refusal(tmp_path, HEADER.replace(",", ";") + "a1;Ann;;;\n")


def test_a_wrong_encoding_is_named_with_its_line(tmp_path):
    said = refusal(tmp_path, HEADER + "a1,Ann,,,\na2,Benoît,,,\n", "latin-1")
    assert "not in the encoding UTF-8 (line 3" in said
    assert "UTF-8" in refusal(tmp_path, HEADER, "utf-16")


@pytest.mark.parametrize("bad", ["../up", "a/b", "a\\b", ".hidden", "a b", "*", "a:b", "{x}", "-rf", "ends.", "a\x07"])
def test_an_id_that_cannot_be_a_folder_is_refused(tmp_path, bad):
    assert "Line 2: the learner_id" in refusal(tmp_path, HEADER + f'"{bad}",Ann,,,\n')


def test_every_wrong_row_gets_a_sentence(tmp_path):
    said = refusal(
        tmp_path, HEADER + "a1,Ann,,,\n,Ben,,,\na3,too,many,values,here,now\na4,few\na1,Eve,,,\n" + "x" * 101 + ",,,,\n"
    )
    assert "Line 3: the learner_id is empty." in said
    assert "Line 4: there are 6 values for 5 columns. Put quotation marks" in said
    assert "Line 5: there are 2 values for 5 columns. Values are missing." in said
    assert "Line 7: the learner_id has 101 characters" in said
    assert "The learner_id 'a1' occurs 2 times." in said


def test_ids_that_differ_by_case_only_are_the_same(tmp_path):
    assert "'ann' occurs 2 times" in refusal(tmp_path, HEADER + "ann,,,,\nANN,,,,\n")


def test_after_ten_sentences_the_rest_is_counted(tmp_path):
    said = refusal(tmp_path, HEADER + ",x,,,\n" * 25)
    assert said.count("Line ") == 10 and "… and 15 more." in said


def test_a_roster_that_is_missing_empty_or_broken_is_said_so(tmp_path):
    with pytest.raises(BadRoster, match="There is no roster"):
        read_roster(tmp_path / "none.csv")
    assert "has no learners" in refusal(tmp_path, HEADER)
    assert "lacks the column" in refusal(tmp_path, "")
    assert "not readable as CSV" in refusal(tmp_path, HEADER + 'a1,"open,,,\n')


MORE = "employee_id,name,e-mail,department,cohort,manager id,start,extensions\n"


def test_managers_starts_and_extensions_are_read_under_the_names_that_personnel_uses(tmp_path):
    row = "a1,Ann,ann@x.org,IT,2026, a2 ,2027-01-31,operations 2027-02-28; all 2027-03-15 ;\n"
    assert read_roster(roster(tmp_path, MORE + row + "a2,Ben,,IT,2026,,,\n")) == [
        Learner(
            *("a1", "Ann", "ann@x.org", "IT", "2026", "a2", date(2027, 1, 31)),
            extensions=(("operations", date(2027, 2, 28)), ("all", date(2027, 3, 15))),
        ),
        Learner("a2", "Ben", "", "IT", "2026"),
    ]


def test_beside_a_learner_id_an_employee_id_is_another_column(tmp_path):
    path = roster(tmp_path, "employee_id,learner_id,name,email,department,cohort\n77,a1,Ann,,,\n")
    assert read_roster(path) == [Learner("a1", "Ann")]


@pytest.mark.parametrize("column", ["department", "manager_id"])
def test_a_column_that_is_there_twice_is_named(tmp_path, column):
    said = refusal(tmp_path, MORE.replace("manager id", "manager_id").strip() + f",{column}\n" + "a1,,,,,,,,\n")
    assert f"has the column {column!r} 2 times. Keep one." in said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (",31.01.2027,", "Line 2: the start is '31.01.2027', and must be a date such as 2027-01-31."),
        (",2027-02-30,", "the start is '2027-02-30'"),
        (",0001-01-01,", "the start is '0001-01-01'"),
        (",,operations", "the extension 'operations' must be an exercise and a date, such as operations 2027-02-28."),
        (",,operations soon", "the extension for operations is 'soon', and must be a date"),
        (",,a 2027-01-01; b 2027-13-01", "the extension for b is '2027-13-01'"),
        ("../up,,", "Line 2: the manager_id '../up' cannot be used as a folder's name."),
        ("x" * 101 + ",,", "the manager_id has 101 characters; the limit is 100."),
    ],
)
def test_a_wrong_manager_start_or_extension_gets_a_sentence(tmp_path, values, said):
    assert said in refusal(tmp_path, MORE + f"a1,Ann,,IT,2026,{values}\n")


def test_managers_who_are_not_on_the_roster_are_named_with_the_number_of_their_people():
    people = [
        Learner("a1", manager_id="A2"), Learner("a2"), Learner("a3", manager_id="zed"), Learner("a4", manager_id="zed"),
        Learner("a5", manager_id="why"),
    ]  # fmt: skip
    assert unknown_managers(people) == [
        "The manager 'zed' of 2 learners is not on the roster; they get a page under this id all the same.",
        "The manager 'why' of 1 learner is not on the roster; they get a page under this id all the same.",
    ]


def test_an_extension_for_an_exercise_that_does_not_exist_is_named():
    day = date(2027, 2, 28)
    people = [Learner("a1", extensions=(("all", day), ("finance", day))), Learner("a2", extensions=(("finanse", day),))]
    assert unknown_extensions(people, ("operations", "finance")) == [
        "The roster extends the exercise 'finanse' for 1 learner, and there is no exercise of that name. "
        "Write one of operations, finance, or all."
    ]
