"""The learner's side: tables, charts, hints and explorables. Import what you need from here."""

from cxlab import attended
from cxlab.blank import ____
from cxlab.hints import check
from cxlab.letters import letters
from cxlab.outside import outside
from cxlab.tables import table

__all__ = ["____", "check", "letters", "outside", "table"]

attended.prepare()
