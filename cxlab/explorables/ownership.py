"""`who_owns_it()`: who answers for the moments of one purchase, and who is left to handle them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

YEAR = 2024
OPEN = "choose"
CAPTION = "The department that answers for each moment at Fernwick"

# From the shelf to the first evening: each reason for which customers contact Fernwick, as a moment of one purchase.
MOMENTS = {
    "store advice was wrong": "The adviser says it fits your hub. It does not.",
    "price or promotion unclear": "The advert says 20 % off: off which one?",
    "out of stock": "The size that you want is out of stock.",
    "account access": "You cannot sign in to order.",
    "app or website error": "The app stops at the payment.",
    "late delivery": "The parcel comes after the promised day.",
    "missing or damaged item": "The remote control is not in the box.",
    "device does not pair": "The television does not find your hub.",
    "billing question": "The invoice is higher than you expected.",
    "product question": "You ask how to switch the subtitles on.",
}


def ownership(contacts: pd.DataFrame, reasons: pd.DataFrame, departments: pd.DataFrame) -> pd.DataFrame:
    """One row a reason: `reason`, `caused_by` and `handled_by` as names of departments, `contacts` of YEAR.

    One contact is one call, chat or e-mail; repeats count again. A reason that nobody had in that year counts 0.
    """
    names = departments.set_index("dept_id").dept_name
    counts = contacts.loc[contacts.opened_at.dt.year == YEAR, "reason"].value_counts()
    return pd.DataFrame(
        {
            "reason": reasons.reason,
            "caused_by": reasons.caused_by.map(names),
            "handled_by": reasons.handled_by.map(names),
            "contacts": reasons.reason.map(counts).fillna(0).astype(int),
        }
    )


def compared(owners: pd.DataFrame, chosen: dict[str, str]) -> pd.DataFrame:
    """The rows of `owners` for which a department was chosen, in the order of MOMENTS, with `chosen` and `agrees`."""
    picked = owners.assign(chosen=owners.reason.map(chosen)).dropna(subset="chosen")
    ordered = picked.sort_values("reason", key=lambda column: column.map(list(MOMENTS).index))
    return ordered.assign(agrees=ordered.chosen == ordered.caused_by).reset_index(drop=True)


def by_department(owners: pd.DataFrame) -> pd.DataFrame:
    """One row a department and role: `department`, `role` (causes or handles), `contacts`; most caused first."""
    parts = [
        owners.groupby(column).contacts.sum().rename_axis("department").reset_index().assign(role=role)
        for column, role in (("caused_by", "causes"), ("handled_by", "handles"))
    ]
    return pd.concat(parts).sort_values(["role", "contacts"], ascending=[True, False], ignore_index=True)


def who_owns_it() -> None:
    """Show the explorable: name the department that answers for each moment, then compare."""
    panel(table("contacts", ["opened_at", "reason"]), table("contact_reasons"), table("departments")).show()


def panel(contacts: pd.DataFrame, reasons: pd.DataFrame, departments: pd.DataFrame) -> Panel:
    """The explorable on these tables. Its controls are named by the reasons."""
    owners = ownership(contacts, reasons, departments)
    options = [OPEN, *sorted(departments.dept_name)]
    controls = {reason: choice(moment, options, OPEN, width="24em") for reason, moment in MOMENTS.items()}
    return Panel(
        question="Ten moments around one television from Fernwick: who answers for each?",
        task="Choose the department whose work has to change so that the moment does not come back.",
        controls=controls,
        answer=lambda **chosen: _answer(owners, {key: name for key, name in chosen.items() if name != OPEN}),
        still=_still(owners),
    )


def _still(owners: pd.DataFrame) -> Answer:
    rows = compared(owners, dict.fromkeys(MOMENTS, OPEN))
    return Answer(_handled(rows), _shown(rows).drop(columns=["You chose", "Same?"]), CAPTION)


def _answer(owners: pd.DataFrame, chosen: dict[str, str]) -> Answer:
    rows = compared(owners, chosen)
    if rows.empty:
        return Answer("Nothing chosen yet: what you choose is compared with Fernwick's own list.", rows, "")
    finding = f"Your choice is the department that answers for it in {rows.agrees.sum()} of {len(rows)} moments."
    notes = (_handled(rows),)
    if len(rows) < len(owners):
        return Answer(finding, _shown(rows), CAPTION, (*notes, f"Moments still open: {len(owners) - len(rows)}."))
    return Answer(finding, _shown(rows), CAPTION, notes, _chart(owners))


def _handled(rows: pd.DataFrame) -> str:
    total = rows.contacts.sum()
    elsewhere = rows.loc[rows.caused_by != rows.handled_by, "contacts"].sum()
    share = 100 * elsewhere / total if total else 0
    handlers = " and ".join(sorted(rows.handled_by.unique()))
    return (
        f"In {YEAR}, {handlers} handled all {total:,} contacts about these moments. "
        f"{share:.0f} % of them begin in a department that does not take the call."
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Moment": rows.reason.map(MOMENTS),
            "You chose": rows.chosen,
            "Answers for it": rows.caused_by,
            "Same?": rows.agrees.map({True: "yes", False: "no"}),
            "Handles it": rows.handled_by,
            f"Contacts {YEAR}": rows.contacts.map("{:,}".format),
        }
    )


def _chart(owners: pd.DataFrame) -> alt.Chart:
    bars = by_department(owners)
    causes = bars[bars.role == "causes"]
    finding = f"One department handles every contact, {len(causes)} cause them"
    lines = ", ".join(f"{row.department} {row.contacts:,}" for row in causes.itertuples())
    return (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            y=alt.Y("department:N").sort(list(causes.department)).title(None),
            yOffset=alt.YOffset("role:N").sort(["causes", "handles"]),
            x=alt.X("contacts:Q").title(f"Contacts in {YEAR}"),
            color=alt.Color("role:N").scale(domain=["causes", "handles"], range=[theme.BAD, theme.NEUTRAL]),
            tooltip=["department", "role", "contacts"],
        )
        .properties(title=finding, width=420, height=280, description=f"{finding}. Contacts caused in {YEAR}: {lines}.")
    )
