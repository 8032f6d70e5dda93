"""The fixed tables: Fernwick's departments, and which department causes which reason to contact us."""

from __future__ import annotations

import pandas as pd

from datasets.streams import Streams

DEPARTMENTS = (
    ("FIN", "Finance", 24),
    ("OPS", "Operations", 62),
    ("DES", "Product Design", 22),
    ("HR", "People & HR", 14),
    ("MKT", "Marketing", 19),
    ("CS", "Customer Service", 190),
    ("IT", "IT", 30),
    ("BRC", "Brand & Communications", 9),
    ("SAL", "Sales & Stores", 50),
    ("EXE", "Executive Office", 7),
)

REASONS = (
    ("late delivery", "OPS"),
    ("missing or damaged item", "OPS"),
    ("out of stock", "OPS"),
    ("billing question", "FIN"),
    ("price or promotion unclear", "MKT"),
    ("device does not pair", "DES"),
    ("app or website error", "IT"),
    ("account access", "IT"),
    ("store advice was wrong", "SAL"),
    ("product question", "CS"),
)


def departments(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """The ten departments; nothing is random here."""
    return pd.DataFrame(DEPARTMENTS, columns=["dept_id", "dept_name", "budgeted_heads"])


def contact_reasons(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """The ten reasons, each with the department that causes it; Customer Service handles them all."""
    frame = pd.DataFrame(REASONS, columns=["reason", "caused_by"])
    return frame.assign(handled_by="CS")
