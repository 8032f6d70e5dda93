"""Explorables: small tools with controls, for notebooks that run. Calling one shows it."""

from cxlab.explorables.bill import bill_designer
from cxlab.explorables.onboarding import onboarding_plan
from cxlab.explorables.outage import outage_notice
from cxlab.explorables.ownership import who_owns_it
from cxlab.explorables.promise import promise_checker
from cxlab.explorables.quote import quote_it_right
from cxlab.explorables.scores import three_scores
from cxlab.explorables.staffing import agents_needed
from cxlab.explorables.stock import reorder_point

__all__ = [
    "agents_needed",
    "bill_designer",
    "onboarding_plan",
    "outage_notice",
    "promise_checker",
    "quote_it_right",
    "reorder_point",
    "three_scores",
    "who_owns_it",
]
