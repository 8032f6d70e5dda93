"""The contract of the tables about the website, the app, the machines behind them, and public talk."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Raw, Table
from datasets.window import FIRST_DAY, LAST_DAY

DEVICES = ("app", "web desktop", "web mobile")
STEPS = ("start", "product", "basket", "delivery date", "payment", "ordered")
"""The steps of an order on the website or in the app, in their order."""
SYSTEMS = ("website", "app", "payment", "phone", "agent desktop")
PLATFORMS = ("short posts", "video platform", "photo platform", "forum", "review site")
TOPICS = (
    "product quality",
    "delivery",
    "price",
    "service",
    "app or website",
    "store",
    "ambassador",
    "other",
)
SENTIMENTS = ("negative", "neutral", "positive")
END = "2025-01-01"
MENTION = r"M\d{4}"

IT_INCIDENTS = Table(
    "it_incidents",
    "one time at which a system did not work as it should",
    ("incident_id",),
    (
        C("incident_id", "text", "Number of the incident.", pattern=r"N\d{2}"),
        C("system", "text", "What did not work.", allowed=SYSTEMS),
        C("severity", "text", "Down: nobody could use it. Slow: it worked badly.", allowed=("down", "slow")),
        C("started_at", "time", "Begin, local time.", low=FIRST_DAY, high=END),
        C(
            "ended_at",
            "time",
            "End, local time. What was still open when the data end is counted until then.",
            low=FIRST_DAY,
            high=END,
        ),
        C(
            "cause",
            "text",
            "Why.",
            allowed=("maintenance", "app release", "software", "hardware", "network", "supplier"),
        ),
        C("planned", "yes/no", "We had planned it."),
        C("told_customers", "yes/no", "We told the customers about it, before or during it."),
    ),
    note="Every new version of the app is listed as a planned incident of the app. On 8 November 2024 the website and "
    "the app were down together: one row each.",
    raw=Raw(
        columns=(
            C(
                "ended_at",
                "time",
                "End, local time.",
                low=FIRST_DAY,
                high=END,
                missing="still open when the table was exported, at the end of 31 December 2024",
            ),
        ),
    ),
)

WEB_SESSIONS = Table(
    "web_sessions",
    "one visit to the shop on the website or in the app",
    ("session_id",),
    (
        C("session_id", "text", "Number of the visit.", pattern=r"W\d{5}"),
        C("started_at", "time", "Begin of the visit to the minute, local time.", low=FIRST_DAY, high=END),
        C("device", "text", "Where the visit took place.", allowed=DEVICES),
        C("app_version", "text", "Version of the app.", pattern=r"\d\.\d", missing="the visit was on the website"),
        C(
            "last_step",
            "text",
            f"The last step that the visitor reached. The order is: {', '.join(STEPS)}.",
            allowed=STEPS,
        ),
        C("pages", "integer", "Pages opened.", "pages", low=1, high=60),
        C("seconds", "integer", "Time from the first page to leaving the last.", "seconds", low=2, high=7200),
        C("error", "yes/no", "The visit ended at an error."),
    ),
    note="A random sample: one visit in ten. So ten times the visits that end with 'ordered' is about the number of "
    "web and app orders. Who comes back later counts as a new visit; nothing says who the visitor was.",
    raw=Raw(columns=(C("pages", "integer", "Pages opened.", "pages", low=1, high=500),)),
)

SOCIAL_MENTIONS = Table(
    "social_mentions",
    "one public post that names Fernwick",
    ("mention_id",),
    (
        C("mention_id", "text", "Number of the post.", pattern=MENTION),
        C("day", "date", "Day of the post.", low=FIRST_DAY, high=LAST_DAY),
        C("platform", "text", "Where it stands.", allowed=PLATFORMS),
        C("topic", "text", "What it is about.", allowed=TOPICS),
        C("sentiment", "text", "Tone of the post, as a program judged it. It errs at times.", allowed=SENTIMENTS),
        C(
            "by_hand",
            "text",
            "Tone of the post, as a person judged it who read a random sample of 400 posts.",
            allowed=SENTIMENTS,
            missing="no person has read it",
        ),
        C("reach", "integer", "Accounts to which the post was shown.", "accounts", low=10, high=500_000),
    ),
    note="Posts that only repeat another one are left out here; the raw state holds them.",
    raw=Raw(
        columns=(
            C(
                "repost_of",
                "text",
                "The post that this one repeats word for word.",
                pattern=MENTION,
                references="social_mentions.mention_id",
                missing="it repeats no other post",
            ),
        ),
    ),
)

TABLES = (IT_INCIDENTS, WEB_SESSIONS, SOCIAL_MENTIONS)
