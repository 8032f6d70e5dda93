"""The website, the app, the machines behind them, and what people write in public."""

from datasets.generators.digital.incidents import it_incidents
from datasets.generators.digital.mentions import social_mentions
from datasets.generators.digital.sessions import web_sessions

GENERATORS = {
    "it_incidents": (it_incidents, ()),
    "web_sessions": (web_sessions, ("orders", "it_incidents")),
    "social_mentions": (social_mentions, ()),
}
