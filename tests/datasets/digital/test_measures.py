"""The measures find what is there, and no more than that."""

import pandas as pd
import pytest

from datasets.effects.digital import EFFECTS
from datasets.measures import digital


def test_one_visitor_in_two_who_goes_on_is_fifty_per_cent():
    rows = [
        (time, device, version, step)
        for time in ("2024-05-01", "2024-06-01")
        for device, version in (("app", "5.2"), ("app", "5.1"), ("web mobile", None))
        for step in ("basket", "delivery date", "ordered")
    ]
    sessions = pd.DataFrame(rows, columns=["started_at", "device", "app_version", "last_step"])
    sessions["started_at"] = pd.to_datetime(sessions.started_at)
    assert set(digital.app_release({"web_sessions": sessions}).values()) == {50.0}


def test_without_wrong_labels_the_correction_changes_nothing(fresh):
    right = fresh["social_mentions"].assign(sentiment=fresh["social_mentions"]._tone)
    measured = digital.ambassador({**fresh, "social_mentions": right})
    assert measured["negative in the week, corrected"] == pytest.approx(measured["negative in the week"])


def test_a_release_without_harm_is_not_taken_for_one(fresh):
    effect = next(effect for effect in EFFECTS if effect.code == "P18")
    mended = fresh["web_sessions"].query("device != 'app'")
    both = pd.concat([mended, mended.assign(device="app", app_version="5.2")], ignore_index=True)
    assert effect.holds(effect.measure(fresh))
    assert not effect.holds(effect.measure({"web_sessions": both}))
