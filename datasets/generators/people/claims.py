"""Forty sentences about customer experience, and how far each can be trusted; nothing is random here."""

from __future__ import annotations

import pandas as pd

from datasets.streams import Streams

CLAIMS = (
    ("C1", "verified", "In a survey of 362 firms of 2005, 80 % of the firms said that they give a superior experience; "
     "their customers said so of 8 % of the firms.",
     "Twenty years old, from one consultancy; the summaries do not say how the customers were chosen."),
    ("C1", "reported", "Only 8 % of customers say that they get a superior experience.",
     "A common misquote: 8 % is a share of firms, not of customers."),
    ("C1", "verified", "In the same survey of 2005, more than 95 % of the management teams said that they were "
     "customer-focused.", "What managers say of themselves does not show what customers get."),
    ("C4", "reported", "A cultural change fails for lack of clarity, of broad support, or of lasting interest.",
     "Credited to Forrester; the exact words were not seen, and no number stands behind them."),
    ("C4", "verified", "A report by Stern and Hagen of 2014 gives five steps to a customer-centric culture.",
     "Only a summary of the report was opened; it does not show that the steps work."),
    ("C4", "inferred", "The three traps that article C credits to Forrester go back to the report of 2014.",
     "The content fits; the report itself was not read."),
    ("C8", "reported", "The customer score should be tied to the pay of employees.",
     "An opinion, and disputed; the article gives no case in which it helped."),
    ("C8", "own", "Pay that hangs on a survey score invites people to bend the score.",
     "Our objection to article C; it does not say how often this happens."),
    ("C8", "own", "NPS is a usable common language, and not the one number that a company needs.",
     "Our summing-up of the dispute; others weigh the studies differently."),
    ("D2", "reported", "Marketing reaches customers late in the buying journey.",
     "The article gives no evidence, and the timing can be contested."),
    ("D2", "own", "Marketing usually starts early, when a customer first becomes aware of a product.",
     "Our objection to article D; we did not measure it."),
    ("D4", "reported", "Sharing data across all main lines of business improves the customer's experience markedly.",
     "No measurement is given: it is not said how much, or compared with what."),
    ("D6", "reported", "Recruiting and training make or break the customer's experience.",
     "An opinion with an example; it does not show how large the effect is."),
    ("O1", "reported", "Satisfaction correlates closely with loyalty.",
     "No study is named, and a correlation does not show which causes which."),
    ("O3", "verified", "A slide deck of about 2011 says that 90 % of decision-makers in customer service call good "
     "service vital.", "Opinions of managers about their own job; the article writes 'CX decision-makers' instead."),
    ("O3", "reported", "63 % of the decision-makers say that the importance of service grows.",
     "The original was not found. It must not be taught as a fact."),
    ("O4", "reported", "First-contact resolution and satisfaction fall, because products grow more complex.",
     "No source is given. It is a claim to test on data."),
    ("O5", "verified", "Online chat was used by 30 % in 2009 and by 43 % in 2012: 13 percentage points more.",
     "Read in a repost of 2013, and outdated. It is not a growth of 13 %."),
    ("O5", "reported", "In three years the use of Twitter rose by 11 %.",
     "The article does not say of what. It does not fit easily with the 1 % of late 2010."),
    ("O5", "verified", "Late in 2010, 1 % used Twitter and 6 % used forums to reach a company's service.",
     "More than 3,400 people in the United States only, and outdated."),
    ("O5", "verified", "Late in 2010, satisfaction was 74 % by phone, 69 % by chat, 54 % by e-mail and 47 % with "
     "self-service on the web.", "Who uses which channel differs, so it does not show that the phone is better."),
    ("O5", "inferred", "What article O calls a rise of 10 % for online help and 9 % for forums are percentage points.",
     "Proved for chat only; the same sentence and the same survey suggest it for the others."),
    ("O5", "inferred", "The figures on Twitter of 2010 and 2012 come from different questions.",
     "A guess, because the two do not fit; nobody compared the questionnaires."),
    ("O5", "own", "A list of channels from 2012 is out of date: messaging, video and AI assistants are missing.",
     "Our remark; it does not say how much these channels are used."),
    ("O6", "reported", "Only 35 % of organisations plan to integrate their channels.",
     "The original was not found; reported around 2012, outdated in any case."),
    ("O6", "inferred", "The 35 % that plan to integrate channels stood in the same Forrester report as the 90 %.",
     "The article suggests it; the report was not seen."),
    ("T1", "reported", "One-stop service brings more satisfaction, loyalty and sales, and costs less from end to end.",
     "A consultancy's promise without a number."),
    ("T1", "inferred", "Article T's view of whole journeys comes from a consultancy's earlier work on journeys.",
     "A likeness of ideas; the article names no parent."),
    ("T4", "own", "An A/B test and a plan-do-check-act loop are two fast ways to improve step by step.",
     "Article T speaks of two procedures and names none; these are our choice."),
    ("T5", "reported", "Recognising good conduct makes a positive workplace that improves service by itself.",
     "No study is named; it does not say which kind of recognition, or for how long."),
    ("W1", "own", "Lesson 1: agree on who the customer is and what experience you promise.",
     "Our own lesson, built from C3 to C5, T1 and O8. The first lesson of article W was not found."),
    ("W2", "own", "Lesson 2: see the whole journey, and measure it from the customer's side.",
     "Our own lesson, built from C1, C6 to C8, T2 and O1. The second lesson of article W was not found."),
    ("W3", "own", "Lesson 3: treat strategic problems as customer problems; each department owns its part.",
     "Our own lesson, built from D2 to D8, C9, C10 and T0. The third lesson of article W was not found."),
    ("W4", "inferred", "The lost lesson before lesson 4 of article W was about strategic business issues.",
     "Lesson 4 opens with 'besides strategic issues'; the lesson itself was not seen."),
    ("W5", "reported", "Showing agents the right data instead of more data raises quality at lower operating cost.",
     "A software seller says so, without a number."),
    ("W8", "reported", "Attending to the seven lessons brings more revenue, profit and lifetime value of the brand.",
     "The conclusion of a software seller; no study is named."),
    ("baehre2022use", "verified", "In seven sportswear brands in the United States over five years, only the NPS of "
     "all potential customers predicted sales growth.", "Seven brands of one trade in one country."),
    ("dixon2010delight", "reported", "94 % of customers who had little effort intended to buy again.",
     "Read on a secondary page; an intention is not a purchase."),
    ("keiningham2007longitudinal", "verified", "With 21 firms in Norway, a study could not reproduce that NPS is "
     "superior to other measures.", "Only three to five firms an industry: it does not show that all are alike."),
    ("reichheld2003number", "verified", "NPS is the share of marks 9 and 10 less the share of marks 0 to 6.",
     "A definition; it does not show that the score predicts growth."),
)  # fmt: skip
"""Point of an article (letter and number) or key of the book's bibliography, status, claim, what it does not show."""


def claims(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a claim, in the order of the sources."""
    frame = pd.DataFrame(CLAIMS, columns=["source_key", "status", "claim", "note"])
    frame.insert(0, "claim_id", [f"L{i:02d}" for i in range(1, len(frame) + 1)])
    return frame[["claim_id", "claim", "status", "source_key", "note"]]
