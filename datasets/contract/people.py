"""The contract of the tables about the people who work at Fernwick, and of the claims that leaders hear."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Raw, Table
from datasets.window import FIRST_DAY, LAST_DAY

PERSON = C("employee_id", "text", "The person.", pattern=r"E\d{4}", references="employees.employee_id")
TEAM = C("team_id", "text", "The person's team.", pattern=r"[A-Z]{2,3}-\d{2}")

EMPLOYEES = Table(
    "employees",
    "one person who works or worked at Fernwick",
    ("employee_id",),
    (
        C("employee_id", "text", "Number of the person.", pattern=r"E\d{4}"),
        C("dept_id", "text", "The person's department.", references="departments.dept_id"),
        TEAM,
        C("hire_date", "date", "First day of work.", low="2010-01-01", high=LAST_DAY),
        C("end_date", "date", "Last day of work.", low=FIRST_DAY, high=LAST_DAY, missing="still employed"),
    ),
    note="People who left before 2 January 2023 are not in the table.",
    raw=Raw(
        columns=(
            C(
                "end_date",
                "date",
                "Last day of work.",
                low=FIRST_DAY,
                high=LAST_DAY,
                missing="still employed, as far as the staff list knows",
            ),
            C(
                "last_login",
                "date",
                "Day on which the person last logged in to a computer of ours, up to 31 December 2024.",
                low=FIRST_DAY,
                high=LAST_DAY,
            ),
        )
    ),
)

TRAINING = Table(
    "training",
    "one certificate that a person earned",
    ("employee_id", "course", "completed_on"),
    (
        PERSON,
        C(
            "course",
            "text",
            "TECH-1: technical course for agents, valid for one year. CX-101: customer experience, for everybody.",
            allowed=("TECH-1", "CX-101"),
        ),
        C("completed_on", "date", "Day of the certificate.", low="2022-01-01", high=LAST_DAY),
        C(
            "valid_until",
            "date",
            "Last day on which it is valid.",
            low="2022-12-31",
            high="2026-12-31",
            missing="does not expire",
        ),
        C("score", "integer", "Marks in the test; 60 are needed.", "points", low=60, high=100),
    ),
    note="Who renews a certificate has one more row.",
)

EMPLOYEE_PULSE = Table(
    "employee_pulse",
    "one answer of an employee in one quarter",
    ("wave", "employee_id"),
    (
        C("wave", "text", "The quarter; everybody employed on its last day was asked.", pattern=r"202[34]-Q[1-4]"),
        PERSON,
        TEAM,
        C(
            "recommend_0_10",
            "integer",
            "'How likely are you to recommend us as a place to work?' 0 is not at all, 10 is very likely.",
            low=0,
            high=10,
        ),
        C(
            "has_right_tools_1_5",
            "integer",
            "'I have the right tools for my work.' 1 is not at all, 5 is fully.",
            low=1,
            high=5,
        ),
    ),
    note="A team with fewer than five answers in a quarter is left out, so that nobody can be recognised.",
)

CLAIMS = Table(
    "claims",
    "one statement about customer experience",
    ("claim_id",),
    (
        C("claim_id", "text", "Number of the claim.", pattern=r"L\d{2}"),
        C("claim", "text", "What is claimed."),
        C(
            "status",
            "text",
            "'verified': we opened the original, or a text of its authors. 'reported': somebody says so, and we could "
            "not open the original. 'inferred': we conclude it from what others say. 'own': we say so ourselves.",
            allowed=("verified", "reported", "inferred", "own"),
        ),
        C(
            "source_key",
            "text",
            "Article and point (C1 is point 1 of article C), or the key of a source in the book's bibliography.",
            pattern=r"[CDOTW]\d{1,2}|[a-z]+\d{4}[a-z]+",
        ),
        C("note", "text", "What the claim does not show, or how weak its source is."),
    ),
    note="This table is about real statements, not about Fernwick.",
)

TABLES = (EMPLOYEES, TRAINING, EMPLOYEE_PULSE, CLAIMS)
