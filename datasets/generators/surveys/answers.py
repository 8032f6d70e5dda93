"""What the people say who answered, and what everybody would have said."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.surveys.comments import comments
from datasets.streams import Streams
from datasets.window import YEAR_TWO


def survey_responses(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an answer. Before 2024 the effort question was the other way round: version 1.0, high is hard."""
    frame = world["survey_invites"].query("responded").reset_index(drop=True)
    new = frame.sent_on >= YEAR_TWO
    frame = frame.assign(
        nps=frame._nps,
        csat=frame._csat,
        ces=np.where(new, frame._ease, 8 - frame._ease),
        ces_version=np.where(new, "2.0", "1.0"),
        agent_id=frame._agent,
    )
    return frame.assign(comment=comments(frame, streams.of("survey_responses", "comments")))


def survey_truth(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """What everybody who was invited would have answered."""
    frame = world["survey_invites"]
    return pd.DataFrame({"invite_id": frame.invite_id, "true_nps": frame._nps, "true_csat": frame._csat})
