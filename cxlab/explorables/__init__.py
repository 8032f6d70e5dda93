"""Explorables: small tools with controls, for notebooks that run. Calling one shows it."""

from cxlab.explorables.agenda import review_agenda
from cxlab.explorables.answering import answer_matrix
from cxlab.explorables.bill import bill_designer
from cxlab.explorables.blueprint import service_blueprint
from cxlab.explorables.chain import rate_the_chain
from cxlab.explorables.complaint import decide_complaint
from cxlab.explorables.decision import for_whom
from cxlab.explorables.drivers import spend_points
from cxlab.explorables.everyday import everyday_case
from cxlab.explorables.journey import journey_owner
from cxlab.explorables.mandate import draft_mandate
from cxlab.explorables.meaning import shared_word
from cxlab.explorables.mending import mend_it
from cxlab.explorables.noise import spot_the_change
from cxlab.explorables.onboarding import onboarding_plan
from cxlab.explorables.outage import outage_notice
from cxlab.explorables.ownership import who_owns_it
from cxlab.explorables.promise import promise_checker
from cxlab.explorables.proof import promise_proof
from cxlab.explorables.quote import quote_it_right
from cxlab.explorables.reply import draft_reply
from cxlab.explorables.reversal import build_a_reversal
from cxlab.explorables.scores import three_scores
from cxlab.explorables.screen import agent_screen
from cxlab.explorables.silence import whom_to_invite
from cxlab.explorables.sixsteps import ninety_days
from cxlab.explorables.staffing import agents_needed
from cxlab.explorables.stock import reorder_point
from cxlab.explorables.trial import try_a_trial
from cxlab.explorables.whys import five_whys

__all__ = [
    "agent_screen",
    "agents_needed",
    "answer_matrix",
    "bill_designer",
    "build_a_reversal",
    "decide_complaint",
    "draft_mandate",
    "draft_reply",
    "everyday_case",
    "five_whys",
    "for_whom",
    "journey_owner",
    "mend_it",
    "ninety_days",
    "onboarding_plan",
    "outage_notice",
    "promise_checker",
    "promise_proof",
    "quote_it_right",
    "rate_the_chain",
    "reorder_point",
    "review_agenda",
    "service_blueprint",
    "shared_word",
    "spend_points",
    "spot_the_change",
    "three_scores",
    "try_a_trial",
    "who_owns_it",
    "whom_to_invite",
]
