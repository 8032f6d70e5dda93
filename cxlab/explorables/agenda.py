"""`review_agenda()`: what a review should talk about: rows that break a rule, open cases, numbers that moved."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

EXPORTED, MENDED = "as exported", "mended"
STATES = {EXPORTED: "raw", MENDED: "clean"}
DAYS = pd.date_range("2023-07-01", "2025-01-01", freq="MS")
NAMES = ("orders", "deliveries", "contacts", "survey_responses", "web_sessions", "social_mentions", "complaints")
HALF_95, FEW = 1.96, 30
CASES, RULES, WORSE, BETTER = 5, 10, 20, 5  # minutes of a point
SAME, LESS, MORE, UNCLEAR = "as chance may have it", "better", "worse", "too few rows"
STEPS = ["delivery date", "payment", "ordered"]


def signals(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each order, parcel, contact, visit, answer or post: `measure`, `owner`, `day`, and `bad` or not."""
    parcels = tables["deliveries"].dropna(subset="days_late")
    visits = tables["web_sessions"]
    visits = visits[(visits.device == "app") & visits.last_step.isin(STEPS)]
    answers = tables["survey_responses"]
    answers = answers[answers.kind == "post_order"]
    orders, contacts, posts = tables["orders"], tables["contacts"], tables["social_mentions"]
    found = [
        ("Parcels that came late", "Operations", parcels.promised_date, parcels.days_late > 0),
        ("Orders that met an empty shelf", "Operations", orders.order_date, orders.stockout == 1),
        ("Contacts given up while waiting", "Customer Service", contacts.opened_at, contacts.abandoned),
        ("App visits that end at the delivery date", "IT", visits.started_at, visits.last_step == STEPS[0]),
        ("Answers from 0 to 6 after an order", "Executive Office", answers.sent_on, answers.nps <= 6),
        ("Posts that a program calls negative", "Brand", posts.day, posts.sentiment == "negative"),
    ]
    rows = [pd.DataFrame({"day": day, "bad": bad}).assign(measure=name, owner=who) for name, who, day, bad in found]
    return pd.concat(rows, ignore_index=True)


def broken(tables: Mapping[str, pd.DataFrame], prices: pd.Series) -> pd.DataFrame:
    """One row for each row of the tables that breaks a rule: `rule` and `day`. `prices` are those of the products."""
    orders, contacts = tables["orders"], tables["contacts"]
    visits, answers = tables["web_sessions"], tables["survey_responses"]
    sent = tables["deliveries"].merge(orders[["order_id", "order_date"]], on="order_id")
    full = orders.product_id.map(prices) * orders.quantity
    asked = answers.get("asked_by", pd.Series("e-mail", answers.index))
    found = {
        "No parcel arrives before the day after its order": sent.order_date[sent.delivered_date <= sent.order_date],
        "Nobody pays more than the price list": orders.order_date[orders.revenue > 1.01 * full],
        "No conversation lasts longer than two hours": contacts.opened_at[contacts.talk_s > 7200],
        "Nobody opens more than 60 pages in a visit": visits.started_at[visits.pages > 60],
        "Every answer is on the scale from 0 to 10": answers.sent_on[asked == "text message"],
    }
    return pd.concat([pd.DataFrame({"day": days}).assign(rule=rule) for rule, days in found.items()], ignore_index=True)


def changes(rows: pd.DataFrame, until: pd.Timestamp, weeks: int) -> pd.DataFrame:
    """Each measure in the `weeks` before `until` and in as many before those, in per cent, with what chance can do."""
    span = pd.Timedelta(weeks=weeks)
    now = rows[(rows.day >= until - span) & (rows.day < until)]
    before = rows[(rows.day >= until - 2 * span) & (rows.day < until - span)]
    found = rows.drop_duplicates("measure").set_index("measure")[["owner"]]
    for name, part in (("now", now), ("before", before)):
        counts = part.groupby("measure").bad.agg(["mean", "size"]).reindex(found.index)
        found[name], found[f"{name}_rows"] = 100 * counts["mean"], counts["size"].fillna(0).astype(int)
    found["change"] = found.now - found.before
    spread = found.now * (100 - found.now) / found.now_rows + found.before * (100 - found.before) / found.before_rows
    found["half"] = HALF_95 * spread**0.5
    columns = found[["change", "half", "now_rows", "before_rows"]]
    found["verdict"] = [_verdict(*row) for row in columns.itertuples(index=False)]
    return found.reset_index()


def _verdict(change: float, half: float, *rows: int) -> str:
    if min(rows) < FEW:
        return UNCLEAR
    if abs(change) <= half:
        return SAME
    return MORE if change > 0 else LESS


def open_cases(complaints: pd.DataFrame, until: pd.Timestamp) -> pd.Series:
    """The days for which each complaint has been open that was not closed before `until`."""
    there = complaints[(complaints.received_on < until) & ~(complaints.closed_on < until)]
    return (until - there.received_on).dt.days


def points(cases: pd.Series, rules: pd.Series, moved: pd.DataFrame) -> pd.DataFrame:
    """The points of the review in their order: `loop`, `point`, `owner`, `ask`, `minutes`."""
    found = []
    if len(cases):
        words = f"{len(cases)} complaints are open, the oldest for {cases.max()} days"
        found.append(("inner", words, "Customer Service", "Who calls today?", CASES))
    for rule, count in rules.items():
        found.append(
            ("data", f"{rule}: {count:,} rows break it", "IT", "Since when, and which number did it move?", RULES)
        )
    for verdict, minutes, ask in ((MORE, WORSE, "Which cause, and who decides?"), (LESS, BETTER, "Do we know why?")):
        part = moved[moved.verdict == verdict].assign(size=lambda rows: rows.change.abs() / rows.half)
        for row in part.sort_values("size", ascending=False).itertuples():
            words = f"{row.measure}: {row.before:.1f} → {row.now:.1f} %"
            found.append(("outer", words, row.owner, ask, minutes))
    return pd.DataFrame(found, columns=["loop", "point", "owner", "ask", "minutes"])


def fits(agenda: pd.DataFrame, minutes: int) -> pd.Series:
    """Whether each point ends within so many minutes, taken in order; a point that does not fit is passed over."""
    left, found = minutes, []
    for needed in agenda.minutes:
        found.append(needed <= left)
        left -= needed if found[-1] else 0
    return pd.Series(found, agenda.index, dtype=bool)


def review_agenda() -> None:
    """Show the explorable with Fernwick's tables, exported and mended."""
    both = {words: {name: table(name, state=state) for name in NAMES} for words, state in STATES.items()}
    panel(both, table("products").set_index("product_id").list_price).show()


def panel(both: Mapping[str, Mapping[str, pd.DataFrame]], prices: pd.Series) -> Panel:
    """The explorable on `both` states of the tables. Its controls are `day`, `weeks`, `minutes` and `state`."""
    ready = {words: (signals(tables), broken(tables, prices), tables["complaints"]) for words, tables in both.items()}
    days = {f"{day:%-d %B %Y}": day for day in DAYS}

    def answer(day: str, weeks: int, minutes: int, state: str) -> Answer:
        rows, rules, complaints = ready[state]
        until = days[day]
        recent = rules[(rules.day >= until - pd.Timedelta(weeks=weeks)) & (rules.day < until)]
        moved = changes(rows, until, weeks)
        agenda = points(open_cases(complaints, until), recent.rule.value_counts(), moved)
        return _answer(agenda, moved, len(recent), weeks, minutes)

    return Panel(
        question="What should the next review talk about, and what can wait?",
        task="It is the first of October. Change how far back you look, then take the mended tables: what disappears?",
        controls={
            "day": choice("Day of the review", list(days), "1 October 2024"),
            "weeks": number("Look back, weeks", 4, 1, 26),
            "minutes": number("Minutes you have", 60, 15, 180),
            "state": choice("Tables", list(STATES), EXPORTED),
        },
        answer=answer,
    )


def _answer(agenda: pd.DataFrame, moved: pd.DataFrame, rows: int, weeks: int, minutes: int) -> Answer:
    inside = fits(agenda, minutes)
    finding = f"{inside.sum()} of {len(agenda)} points fit into {minutes} minutes; {rows:,} rows break a rule."
    quiet = moved.measure[moved.verdict.isin([SAME, UNCLEAR])]
    notes = (
        f"Not on the agenda, because chance alone may move them so far: {'; '.join(quiet) or 'none'}.",
        f"Compared are the last {weeks} weeks and the {weeks} before. A campaign or a season can move a number too.",
    )
    return Answer(finding, _shown(agenda, inside), "The agenda, in order", notes, _chart(moved))


def _shown(agenda: pd.DataFrame, inside: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Kind": agenda.loop,
            "Point": agenda.point,
            "Owner": agenda.owner,
            "Question": agenda.ask,
            "Minutes": agenda.minutes.astype(str).where(inside, "not today"),
        }
    )


def _chart(moved: pd.DataFrame) -> alt.LayerChart:
    bars = moved.dropna(subset="change").assign(low=lambda rows: rows.change - rows.half)
    bars = bars.assign(high=bars.change + bars.half).round(2)
    shown = bars[["measure", "change", "low", "high", "verdict"]]
    finding = f"{(moved.verdict == MORE).sum()} worse and {(moved.verdict == LESS).sum()} better beyond chance"
    colours = {MORE: theme.BAD, LESS: theme.GOOD, SAME: theme.NEUTRAL, UNCLEAR: theme.NEUTRAL}
    base = alt.Chart(shown).encode(y=alt.Y("measure:N").sort(list(shown.measure)).axis(labelLimit=260).title(None))
    colour = alt.Color("verdict:N").scale(domain=list(colours), range=list(colours.values())).legend(None)
    dots = base.mark_bar(height=9).encode(
        x=alt.X("change:Q").title("Points more (right: worse) or fewer"), color=colour, tooltip=["measure", "verdict"]
    )
    lines = base.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", color=alt.value(theme.INK))
    told = "; ".join(f"{row.measure} {row.change:+.1f}, {row.verdict}" for row in shown.itertuples())
    return alt.layer(dots, lines).properties(
        title=finding, width=320, height=200, description=f"{finding}. Change in points: {told or 'no rows'}."
    )
