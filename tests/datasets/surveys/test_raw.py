"""The raw state of the survey tables, and what a learner does to mend it."""

import pandas as pd
from pandas.testing import assert_frame_equal

from datasets.generators.surveys.relationship import DRIVERS
from datasets.schema import named


def published(frame, table):
    return frame[[column.name for column in table.columns]]


def test_a_reminder_repeats_an_invitation_some_days_later_and_is_not_answered(fresh, fresh_raw):
    raw, clean = fresh_raw["survey_invites"], fresh["survey_invites"]
    again = raw[~raw.invite_id.isin(clean.invite_id)]
    assert not again.responded.any()
    both = again.merge(clean, on=["kind", "ref"], suffixes=("", "_first"))
    assert len(both) == len(again)
    assert (both.customer_id == both.customer_id_first).all()
    assert (both.sent_on - both.sent_on_first).dt.days.between(4, 9).all()


def test_dropping_the_second_invitation_mends_the_reminders(fresh, fresh_raw):
    raw = fresh_raw["survey_invites"]
    mended = raw[(raw.kind == "billing") | ~raw.duplicated(["kind", "ref"])].reset_index(drop=True)
    assert_frame_equal(mended, fresh["survey_invites"])


def test_the_raw_answers_do_not_say_which_effort_question_was_asked_before_2024(fresh, fresh_raw):
    raw = fresh_raw["survey_responses"]
    assert (raw.ces_version.isna() == (raw.sent_on < pd.Timestamp("2024-01-01"))).all()
    assert raw.ces_version.fillna("1.0").tolist() == fresh["survey_responses"].ces_version.tolist()
    assert (raw.ces == fresh["survey_responses"].ces).all()


def test_text_messages_have_no_zero_and_fill_three_weeks(fresh, fresh_raw):
    raw, clean = fresh_raw["survey_responses"], fresh["survey_responses"]
    text = raw.asked_by == "text message"
    assert set(raw.kind[text]) == {"post_order"}
    assert raw.sent_on[text].max() - raw.sent_on[text].min() <= pd.Timedelta(days=20)
    assert (raw.nps[text] == (clean.nps[text] + 1).clip(upper=10)).all()
    assert (raw.nps[~text] == clean.nps[~text]).all()


def test_straight_liners_were_subscribers_in_the_wave_that_they_answer(fresh, fresh_raw):
    raw, clean = fresh_raw["relationship_survey"], fresh["relationship_survey"]
    alike = raw[raw[list(DRIVERS)].nunique(axis=1) == 1]
    last = clean.groupby("customer_id").wave.max()
    assert (alike.wave < alike.customer_id.map(last)).all()
    assert (alike.overall == 2 * alike.ease).all()
    assert not raw.duplicated(["customer_id", "wave"]).any()


def test_dropping_answers_with_one_mark_mends_the_panel(fresh, fresh_raw):
    raw, clean = fresh_raw["relationship_survey"], fresh["relationship_survey"]
    mended = raw[raw[list(DRIVERS)].nunique(axis=1) > 1].reset_index(drop=True)
    table = named("relationship_survey")
    assert_frame_equal(published(mended, table), published(clean, table))
