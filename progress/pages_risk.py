"""Who may need help, with the reasons in words and the way to each person's page."""

from __future__ import annotations

import pandas as pd

from progress.facts import Facts
from progress.frame import counted, day, framed, manager_page, percent, person_page

LISTED = 1_000  # people; a page of ten times as many takes seconds to open, and nobody reads it


def risk_page(facts: Facts, risks: pd.DataFrame) -> str:
    """The page as HTML: one row for each of the first LISTED of `risks` (`at_risk.at_risk`), in their order."""
    return framed(
        "at-risk.html",
        facts,
        "at-risk",
        "At risk",
        count=counted(len(risks), "person", "people"),
        of=f"{len(facts.people):,}",
        listed=f"{LISTED:,}" if len(risks) > LISTED else "",
        rules=sentences(facts),
        people=[
            {
                "id": row.learner_id,
                "name": row.name,
                "href": person_page(row.learner_id),
                "department": row.department or "none given",
                "cohort": row.cohort,
                "manager": row.manager_id,
                "manager_href": manager_page(row.manager_id),
                "reasons": row.reasons,
                "since": day(row.since),
                "mean": percent(row.mean_percent, 1),
            }
            for row in risks.head(LISTED).itertuples(index=False)
        ],
        no_dates=not facts.work["due"].notna().any(),
    )


def sentences(facts: Facts) -> list[str]:
    """The rules in force, each as a condition."""
    rules = facts.rules.at_risk
    return [
        f"at least {counted(rules.overdue, 'exercise')} overdue",
        f"a mean below {rules.mean_below:g} % over what is graded",
        f"nothing handed in for {counted(rules.silent_days, 'day')} (counted from the start for whoever has handed in "
        "nothing), while something is left to do",
    ]
