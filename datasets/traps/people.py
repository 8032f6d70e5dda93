"""What is wrong in the raw tables about working at Fernwick, and how one sees it."""

from __future__ import annotations

from datasets.measures.model import Measures, Tables
from datasets.measures.people import coverage, employee_score
from datasets.traps.model import Trap


def _staff_list(raw: Tables, clean: Tables) -> Measures:
    """Leavers who are listed as if still here, per cent of all leavers; how many of them the last log-in gives away;
    teams that Customer Service seems to have, and people whose team number differs from the clean table.
    """
    listed, true = raw["employees"], clean["employees"].set_index("employee_id")
    left = listed.employee_id.map(true.end_date)
    moved = listed.team_id != listed.employee_id.map(true.team_id)
    wrong = left.notna() & listed.end_date.isna()
    return {
        "leavers without a last day, of all leavers": 100 * float(wrong.sum() / left.notna().sum()),
        "of those, last log-in on the true last day": 100 * float((listed.last_login == left)[wrong].mean()),
        "teams of Customer Service": float(listed.team_id[listed.dept_id == "CS"].nunique()),
        "people under the new team number": float(moved.sum()),
    }


def _certificates(raw: Tables, clean: Tables) -> Measures:
    """TECH-1 among the agents employed on 31 December 2024, per cent of heads: a valid certificate, any ever,
    and certificates counted one by one; and how many of those ever trained hold none that is valid.
    """
    return coverage(clean)


def _small_teams(raw: Tables, clean: Tables) -> Measures:
    """Quarters of a team that are left out, per cent; eNPS of the teams that are left out at some time, when they are
    shown, minus the eNPS of the others; answers of the smallest team that is shown.
    """
    measured = employee_score(clean)
    fewest = clean["employee_pulse"].groupby(["wave", "team_id"]).size().min()
    names = ("team-quarters left out", "eNPS, sometimes left out minus never")
    return {**{name: measured[name] for name in names}, "answers of the smallest team shown": float(fewest)}


TRAPS: tuple[Trap, ...] = (
    Trap(
        "employees",
        "14",
        "12 % of the leavers have no last day, as if they were still here; their last_login is long ago, and it is "
        "their last day. Team CS-12 became CS-31 on 1 July 2024: half of the people who were there stand under the new "
        "number, the others and employee_pulse keep the old one, so that twenty teams look like twenty-one",
        "every leaver has the last day, the team is CS-12 throughout, and last_login is gone",
        _staff_list,
        {
            "leavers without a last day, of all leavers": (9, 15),
            "of those, last log-in on the true last day": (100, 100),
            "teams of Customer Service": (21, 21),
            "people under the new team number": (3, 7),
        },
    ),
    Trap(
        "training",
        "14",
        "most certificates have expired, and who renewed has two rows: people who ever passed, and certificates for "
        "100 heads, are three to four times the people who hold a valid one on 31 December 2024",
        "nothing: the table is true, and the date must be compared",
        _certificates,
        {
            "valid": (19, 25),
            "ever": (61.5, 63),
            "certificates": (80, 87),
            "expired, of those ever trained": (60, 69),
        },
    ),
    Trap(
        "employee_pulse",
        "14",
        "a team with fewer than five answers in a quarter is left out, and unhappy teams answer less: what is "
        "missing is not missing at random, so the score looks better than it is",
        "nothing: the rule protects people; say which teams are missing, and how they answer when they are shown",
        _small_teams,
        {
            "team-quarters left out": (12, 30),
            "eNPS, sometimes left out minus never": (-54, -2),
            "answers of the smallest team shown": (5, 5),
        },
    ),
)
