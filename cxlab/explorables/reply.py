"""`draft_reply()`: answer a post in public, and see which of the five questions of its readers stay open."""

from __future__ import annotations

import re
from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

LONGEST = 60  # words; readers of short posts see little more without opening it
SPAN = 14  # days after a post in which others on its topic are counted
QUESTIONS = (
    "Did you read it?",
    "What do you say to it?",
    "What happens now?",
    "When is there news?",
    "Who are you?",
)
TOPICS = {  # topic → how a reply names it, the department that can change it, and what that department would do
    "ambassador": (
        "about our ambassador",
        "Brand & Communications",
        "Our head of brand talks to the ambassador today.",
    ),
    "delivery": ("about a delivery", "Operations", "Our warehouse looks for the reason today."),
    "product quality": ("about a product of ours", "Product Design", "Our designers read your description today."),
    "price": ("about a price", "Marketing", "We compare the price with our page today."),
    "service": ("about our service", "Customer Service", "A team lead reads the whole case today."),
    "app or website": ("about our app or website", "IT", "Our IT looks for the fault today."),
    "store": ("about one of our stores", "Sales & Stores", "The manager of the store hears of it today."),
    "other": ("about us", "Brand & Communications", "Somebody who can change it reads this today."),
}
OPENINGS = {
    "with a phrase": "Thank you for your feedback. Your opinion is important to us.",
    "with what they wrote about": "You write {about}.",
    "with what they should know": "You should have read our terms first.",
}
STANCES = {
    "sorry, if": "We are sorry if anybody felt offended.",
    "it was somebody else": "Unfortunately, this was not us but our partner.",
    "it is ours": "This is ours to answer for, and we are sorry.",
    "we do not know yet": "We do not know yet what happened, and we are finding out.",
    "thank you": "Thank you for saying so in public.",
}
STEPS = {
    "nothing": "",
    "we take it seriously": "We take this very seriously.",
    "asking for their data": "Please post your order number and address here.",
    "a step": "{step}",
}
NEWS = {
    "nothing": "",
    "soon": "You will hear from us soon.",
    "a day and a place": "The next news stands here by tomorrow at 12:00, even if there is none.",
}
SIGNED = {"by nobody": "", "by a team": "Your Fernwick team", "by a name": "Emre, for Fernwick"}
FLAGS = {  # what readers hear → words that say it
    "blames the writer": r"you should have|our terms|anybody felt|you misunderst\w+",
    "passes it on": r"not us but|our partner",
    "could stand under any post": r"important to us|very seriously|thank you for your feedback",
    "asks for private data in public": r"order number|address here",
}


@dataclass(frozen=True)
class Mention:
    """One post as the list has it: no words, but day, topic, tone by the program, tone by a person if one read it."""

    mention_id: str
    day: pd.Timestamp
    platform: str
    topic: str
    called: str
    by_hand: str
    reach: int

    @property
    def name(self) -> str:
        wrong = self.by_hand and self.by_hand != self.called
        return f"{'called wrongly: ' if wrong else ''}{self.topic}, {self.mention_id}"


def mentions(posts: pd.DataFrame) -> list[Mention]:
    """Of each topic the negative post with the largest reach; then the two worst errors of the program by reach."""
    called, read = posts.sentiment, posts.by_hand
    topics = [posts[(called == "negative") & (posts.topic == topic)] for topic in TOPICS]
    errors = [
        posts[(called == "negative") & (read == "positive")],
        posts[(called == "positive") & (read == "negative")],
    ]
    rows = pd.concat([rows.nlargest(1, "reach") for rows in topics + errors]).drop_duplicates("mention_id")
    return [
        Mention(row.mention_id, row.day, row.platform, row.topic, row.sentiment, row.by_hand, int(row.reach))
        for row in rows.assign(by_hand=rows.by_hand.fillna("")).itertuples()
    ]


def right_when_called(posts: pd.DataFrame, tone: str) -> tuple[int, int]:
    """Of the posts that a person read and the program called `tone`: how many were, and how many there are."""
    read = posts[posts.by_hand.notna() & (posts.sentiment == tone)]
    return int((read.by_hand == tone).sum()), len(read)


def write_reply(post: Mention, opening: str, stance: str, step: str, news: str, signed: str) -> str:
    """The reply as everybody reads it."""
    about, _, act = TOPICS[post.topic]
    parts = (OPENINGS[opening], STANCES[stance], STEPS[step], NEWS[news], SIGNED[signed])
    return " ".join(part for part in parts if part).format(about=about, step=act)


def answered(post: Mention, opening: str, stance: str, step: str, news: str, signed: str) -> dict[str, str]:
    """Question → where the reply answers it; an empty text where it does not."""
    praise = (post.by_hand or post.called) == "positive"
    fits = {"thank you"} if praise else {"it is ours", "we do not know yet"}
    found = (
        "it names what they wrote about" if opening == "with what they wrote about" else "",
        stance if stance in fits else "",
        "nothing needs to happen" if praise else f"a step by {TOPICS[post.topic][1]}" if step == "a step" else "",
        "praise waits for no news" if praise else "a day and a place" if news == "a day and a place" else "",
        "a name" if signed == "by a name" else "",
    )
    return dict(zip(QUESTIONS, found, strict=True))


def flags(text: str) -> dict[str, list[str]]:
    """What readers hear → the words of `text` that say it; only what is there."""
    found = {name: re.findall(pattern, text, re.IGNORECASE) for name, pattern in FLAGS.items()}
    return {name: words for name, words in found.items() if words}


def on_topic(posts: pd.DataFrame, post: Mention, days: int) -> pd.DataFrame:
    """Posts on the topic by days since `post`, 0 to `SPAN`: how many, and whether a reply after `days` met them."""
    since = (posts.day[posts.topic == post.topic] - post.day).dt.days
    counts = since[since.between(0, SPAN)].value_counts().reindex(range(SPAN + 1), fill_value=0)
    state = ["before your reply" if day < days else "from your reply on" for day in counts.index]
    return pd.DataFrame({"day": counts.index, "posts": counts.to_numpy(), "state": state})


def draft_reply() -> None:
    """Show the explorable with posts of Fernwick's own list."""
    panel(table("social_mentions")).show()


def panel(posts: pd.DataFrame) -> Panel:
    """The explorable with the posts of this list."""
    chosen = {post.name: post for post in mentions(posts)}
    return Panel(
        question="Which questions of its readers does your reply answer?",
        task="Change one part after the other until none is open. Then choose a post that the program called wrongly.",
        controls={
            "name": choice("You answer post", list(chosen), next(iter(chosen))),
            "opening": choice("You begin", list(OPENINGS), "with a phrase"),
            "stance": choice("You say to it", list(STANCES), "sorry, if"),
            "step": choice("What happens now", list(STEPS), "we take it seriously"),
            "news": choice("News", list(NEWS), "soon"),
            "signed": choice("Signed", list(SIGNED), "by a team"),
            "days": number("It stands there after (days)", 2, 0, SPAN),
        },
        answer=lambda name, days, **parts: _answer(posts, chosen[name], days, parts),
    )


def _answer(posts: pd.DataFrame, post: Mention, days: int, parts: dict[str, str]) -> Answer:
    text, found = write_reply(post, **parts), answered(post, **parts)
    rows = on_topic(posts, post, days)
    return Answer(
        finding=f"Your reply answers {sum(map(bool, found.values()))} of {len(found)} questions.",
        table=pd.DataFrame([(question, where or "OPEN") for question, where in found.items()]).set_axis(
            ["A reader asks", "Your reply"], axis=1
        ),
        caption="What readers ask, and where your reply answers it",
        notes=(
            f"Your reply ({len(text.split())} words): “{text}”",
            _tone(text),
            _reading(posts, post),
            f"The post is of {post.day:%-d %B %Y} ({post.platform}) and was shown to {post.reach:,} accounts. "
            "The list has no words, so the step is an example: "
            f"promise it only after {TOPICS[post.topic][1]} has said yes.",
        ),
        chart=_chart(rows, post, days),
    )


def _tone(text: str) -> str:
    heard = [f"{name}: “{'”, “'.join(words)}”" for name, words in flags(text).items()]
    length = [f"{len(text.split())} words are more than the {LONGEST} that fit"] if len(text.split()) > LONGEST else []
    problems = "; ".join(heard + length)
    return f"What a reader may hear: {problems}." if problems else "The check finds no words that blame or evade."


def _reading(posts: pd.DataFrame, post: Mention) -> str:
    right, called = right_when_called(posts, post.called)
    if not post.by_hand:
        return (
            f"The program calls it {post.called}, and nobody has read it. Of {called} posts called {post.called} "
            f"and read, {right} were: read it first."
        )
    said = "too" if post.by_hand == post.called else "so the program is wrong"
    return f"The program calls it {post.called}; a person read it and says {post.by_hand}, {said}."


def _chart(rows: pd.DataFrame, post: Mention, days: int) -> alt.LayerChart:
    before, together = int(rows.posts[rows.day < days].sum()), int(rows.posts.sum())
    finding = f"{before} of {together} posts on this topic are there before your reply"
    base = alt.Chart(rows).encode(
        x=alt.X("day:O").axis(labelAngle=0).title("Days since the post"), y=alt.Y("posts:Q").title("Posts of the day")
    )
    states = ["before your reply", "from your reply on"]
    colour = alt.Color("state:N").scale(domain=states, range=[theme.BAD, theme.NEUTRAL]).legend(None)
    bars = base.mark_bar().encode(color=colour, tooltip=["day", "posts", "state"])
    mark = base.transform_filter(alt.datum.day == days).mark_text(text="reply", dy=-8, fontWeight="bold")
    return alt.layer(bars, mark).properties(
        title=alt.Title(finding, subtitle=f"Topic: {post.topic}. Whether a reply changes what comes, no table shows."),
        width=460,
        height=200,
        description=f"{finding}. Posts by day: "
        + ", ".join(f"{row.day}: {row.posts}" for row in rows.itertuples())
        + ".",
    )
