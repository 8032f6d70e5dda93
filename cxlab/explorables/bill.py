"""`bill_designer()`: write a bill, and see which of the questions that customers ask it leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

LONGEST_SENTENCE = 15  # words; longer ones are hard to read on a bill
SATISFIED_FROM = 4
WRONG = "What if it is wrong?"
COMMENTS = {  # what customers write about bills, and the question that it stands for
    "What do I pay for?": "What do I pay for?",
    "I cannot see what each line is for.": "Which time is each line for?",
    "The price went up and nobody told me why.": "Why is it more than last time?",
    "I do not understand the bill.": "Can I read it without help?",
    "I like to choose how I pay.": "May I choose the day?",
}
QUESTIONS = (*COMMENTS.values(), WRONG)

LINES = {
    "an internal code": "SVC-{code}-0824 RECUR",
    "the service": "{plan}",
    "the service and its time": "{plan}, 1 to 31 August",
}
PRICES = {
    "the new price only": "{new:.2f} euro.",
    "old and new price": "{new:.2f} euro. Until April it was {old:.2f} euro.",
    "old and new price, and why": "{new:.2f} euro. Until April it was {old:.2f} euro. {why}",
}
DUES = {
    "30 days net": "30 days net.",
    "a date": "Please pay by 31 August.",
    "a date, and a choice": "Please pay by 31 August. If another day suits you better, tell us which.",
}
HELPS = {
    "nothing": "",
    "a telephone number": "Questions? Call us.",
    "a person, and no reminder meanwhile": "Is something wrong? Call Samira in Finance. "
    "No reminder comes before our answer.",
}
STYLES = {
    "as in the contract": "Pursuant to section 4 of the terms of service the following recurring charges for the "
    "contractual period are herewith made payable by the subscriber.",
    "in short sentences": "This is your bill for August.",
}
WHY = "We pay more for the technicians who help you."  # an example: a real bill names the real reason


@dataclass(frozen=True)
class Voices:
    """How many customers wrote about each question, of how many comments, and how many bills they disputed."""

    wrote: Mapping[str, int]
    comments: int
    disputed: int


def voices(responses: pd.DataFrame, bills: pd.DataFrame) -> Voices:
    """Counted from the comments of the surveys about bills, and from the bills."""
    comments = responses.comment[responses.kind == "billing"].dropna()
    counts = comments.map(COMMENTS).value_counts().reindex(list(COMMENTS.values()), fill_value=0)
    return Voices({question: int(n) for question, n in counts.items()}, len(comments), int(bills.disputed.sum()))


def fees(subscriptions: pd.DataFrame, bills: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Plan → (fee of a month until the price rise, fee since), from the bills of those who pay by the month."""
    monthly = bills.merge(subscriptions[subscriptions.payment_option != "upfront"], on="subscription_id")
    ends = monthly.groupby("plan").amount.agg(["min", "max"])
    return {plan: (float(row["min"]), float(row["max"])) for plan, row in ends.iterrows()}


def write_bill(fee: tuple[float, float], plan: str, style: str, line: str, price: str, due: str, help_: str) -> str:
    """The bill as its customer reads it."""
    old, new = fee
    code = "".join(word[0] for word in plan.split())
    parts = [
        STYLES[style],
        LINES[line].format(plan=plan, code=code) + ": " + PRICES[price].format(old=old, new=new, why=WHY),
        DUES[due],
        HELPS[help_],
    ]
    return " ".join(part for part in parts if part)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence. A point inside a number ends no sentence."""
    return max(len(sentence.split()) for sentence in re.split(r"[.?!:](?=\s|$)", text))


def internal_codes(text: str) -> list[str]:
    """What only the sender can read: words of capitals, at least three, with or without numbers and hyphens."""
    return re.findall(r"\b[A-Z]{3,}(?:-[A-Z0-9]+)*\b", text)


def answered(text: str, line: str, price: str, due: str, help_: str) -> dict[str, str]:
    """Question → where the bill answers it; an empty text where it does not."""
    readable = longest_sentence(text) <= LONGEST_SENTENCE and not internal_codes(text)
    found = (
        "the line names the service" if line != "an internal code" else "",
        "the line names its days" if line == "the service and its time" else "",
        "old price, new price and the reason" if price == "old and new price, and why" else "",
        f"no sentence above {LONGEST_SENTENCE} words, no codes" if readable else "",
        "the bill asks which day suits" if due == "a date, and a choice" else "",
        "a name, and no reminder meanwhile" if help_ == "a person, and no reminder meanwhile" else "",
    )
    return dict(zip(QUESTIONS, found, strict=True))


def bill_designer() -> None:
    """Show the explorable, with the comments of Fernwick's customers beside each question."""
    bills = table("invoices", ["subscription_id", "amount", "disputed"])
    subscriptions = table("subscriptions", ["subscription_id", "plan", "payment_option"])
    panel(voices(table("survey_responses", ["kind", "comment"]), bills), fees(subscriptions, bills)).show()


def panel(heard: Voices, fee: Mapping[str, tuple[float, float]]) -> Panel:
    """The explorable with these customers' words and these fees."""
    return Panel(
        question="Which questions does your bill answer before the customer has to ask?",
        task="Change one part after the other until no question is open. Which change settles most comments?",
        controls={
            "plan": choice("The bill is for", list(fee), next(iter(fee))),
            "style": choice("It is written", list(STYLES), "as in the contract"),
            "line": choice("Its line shows", list(LINES), "an internal code"),
            "price": choice("On the price it says", list(PRICES), "the new price only"),
            "due": choice("To be paid by", list(DUES), "30 days net"),
            "help_": choice("If something is wrong", list(HELPS), "nothing"),
        },
        answer=lambda plan, **parts: _answer(heard, write_bill(fee[plan], plan, **parts), parts),
    )


def _answer(heard: Voices, text: str, parts: dict[str, str]) -> Answer:
    found = answered(text, **{name: parts[name] for name in ("line", "price", "due", "help_")})
    still_open = [question for question, where in found.items() if not where]
    open_comments = sum(heard.wrote.get(question, 0) for question in still_open)
    rows = [(question, where or "OPEN", _who(heard, question)) for question, where in found.items()]
    return Answer(
        finding=f"Your bill answers {len(found) - len(still_open)} of {len(found)} questions.",
        table=pd.DataFrame(rows, columns=["A customer asks", "Your bill", "At Fernwick"]),
        caption="What customers ask, and where your bill answers it",
        notes=(
            f"Your bill: “{text}”",
            _reading(text),
            f"{open_comments:,} of {heard.comments:,} comments on Fernwick's bills are about what you leave open.",
        ),
        chart=_chart(heard, found),
    )


def _who(heard: Voices, question: str) -> str:
    if question == WRONG:
        return f"{heard.disputed:,} bills disputed in 2024"
    praise = ", content to have the choice" if question == COMMENTS["I like to choose how I pay."] else ""
    return f"{heard.wrote[question]:,} wrote about it{praise}"


def _reading(text: str) -> str:
    codes = internal_codes(text)
    named = f" Codes that only we can read: {', '.join(codes)}." if codes else ""
    return f"Its longest sentence has {longest_sentence(text)} words.{named}"


def _chart(heard: Voices, found: dict[str, str]) -> alt.LayerChart:
    bars = pd.DataFrame(
        [(question, heard.wrote[question], "answered" if found[question] else "open") for question in heard.wrote],
        columns=["question", "comments", "state"],
    )
    bars["words"] = bars.question + " " + bars.comments.astype(str) + ", " + bars.state
    finding = f"{(bars.state == 'open').sum()} of the {len(bars)} questions in the comments are open"
    base = alt.Chart(bars).encode(y=alt.Y("question:N").sort("-x").axis(None), x=alt.X("comments:Q").title("Comments"))
    colour = alt.Color("state:N").scale(domain=["answered", "open"], range=[theme.GOOD, theme.BAD]).legend(None)
    drawn = base.mark_bar(height=14, yOffset=9).encode(color=colour, tooltip=["question", "comments", "state"])
    names = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(0), text="words:N")
    return alt.layer(drawn, names).properties(
        title=alt.Title(finding, subtitle="Comments in Fernwick's surveys about bills"),
        width=460,
        height=200,
        description=f"{finding}. Comments: " + ", ".join(bars.words) + ".",
    )
