"""Values as the text that stands on an axis or in a legend."""

from __future__ import annotations

import pandas as pd


def label(value: object) -> str:
    """3.0 → "3", True → "true", a missing value → "null", midnight → the date alone."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return "null"
    if isinstance(value, str):
        return value.strip().removesuffix("T00:00:00")
    if isinstance(value, (bool,)) or type(value).__name__ == "bool":
        return "true" if value else "false"
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    if number == int(number) if abs(number) < 1e15 else False:
        return str(int(number))
    return repr(number)


def labels(column: pd.Series) -> pd.Series:
    """A column of texts, one for each value; computed once for each different value."""
    if column.empty:
        return column.astype(object)
    codes, different = pd.factorize(column, use_na_sentinel=False)
    texts = pd.Series([label(value) for value in different], dtype=object)
    return pd.Series(texts.to_numpy()[codes], index=column.index, dtype=object)
