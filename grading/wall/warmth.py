"""Loads what notebooks use and exercises it once, so that no learner waits for what a library does at its first use."""

from __future__ import annotations

import io
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module

from .shell import Shell, leave_out

JEMALLOC = "JE_ARROW_MALLOC_CONF"
LIBRARIES = ("numpy", "pandas", "pyarrow.parquet", "pyarrow.dataset", "altair", "IPython", "cxlab")
EXERCISE = """
import altair as alt
import numpy as np
import pandas as pd
rows = pd.DataFrame({"a": ["x", "y", "x"], "b": [1, 2, 3], "c": pd.to_datetime(["2024-01-01"] * 3)})
rows.assign(d=100 * (rows.b > 1)).merge(rows.set_index("a"), on="a").query("b_x > 1").dropna().sort_values("b_y")
rows[rows.a.isin(["x"]) & (rows.c.dt.year == 2024)].groupby("a").b.agg(["sum", "mean"]).round(1)
rows.a.value_counts(normalize=True).rename_axis("a").reset_index(name="n")
rows.groupby(["a", rows.b > 1]).b.mean().unstack()
pd.concat([rows, rows], ignore_index=True).replace({"a": {"x": "z"}}).b.map({1: 2}).reindex(range(4))
display(rows)
display(rows.style.hide(axis="index").format({"b": "{:.1f}"}))
bars = alt.Chart(rows).encode(x=alt.X("b:Q").title("t"), y=alt.Y("a:N").sort("-x").title(None))
display((bars.mark_bar() + bars.mark_text().encode(text="b:Q")).properties(title="t").to_dict() and bars.mark_bar())
print(f"{rows.b.mean():.1f}")
rows
"""
FAILS = "def fail():\n    return 1 / 0\nfail()"


def load() -> None:
    """Import all of it. Arrow's memory would keep a thread of its own, and a process with threads must not fork."""
    leave_out()
    os.environ[JEMALLOC] = "background_thread:false"
    bring(LIBRARIES)
    del os.environ[JEMALLOC]


def bring(modules: list[str] | tuple[str, ...]) -> None:
    """Import modules by name; one that is not here, or fails, fails again where it is used."""
    for name in modules:
        with suppress(Exception):
            import_module(name)


def exercise(shell: Shell) -> list[str]:
    """Run a cell as learners do, and one that fails, and leave the shell as it was. Returns the errors that came up."""
    for source in (EXERCISE, FAILS):
        shell.run_cell(source, store_history=False)
    errors = [output["ename"] for output in shell.recorder.outputs if output["output_type"] == "error"]
    shell.reset(new_session=True)
    shell.recorder.start()
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)
    _exercise_wire()
    _exercise_parquet()
    return errors


def threads() -> int:
    """How many threads this process has, those of libraries included where the system tells."""
    try:
        return len(os.listdir("/proc/self/task")) or threading.active_count()
    except OSError:
        return threading.active_count()


def _exercise_wire() -> None:
    pandas = sys.modules["pandas"]
    from grading.wire import frames, values

    rows = pandas.DataFrame(
        {"a": ["x", None], "b": [1.5, 2], "c": pandas.to_datetime(["2024-01-01"] * 2), "d": [True] * 2}
    )
    for value in (rows, rows.b, rows.b.sum(), {"a": [1, (2.5,)]}):
        values.unpack(frames.parse(frames.pack({"v": values.pack(value)}))["v"])


def _exercise_parquet() -> None:
    """Write and read a table, in the one way that starts no thread."""
    pandas, arrow, parquet = (sys.modules[name] for name in ("pandas", "pyarrow", "pyarrow.parquet"))
    rows = pandas.DataFrame(
        {"a": ["x", "y"], "b": [1.5, 2], "c": pandas.to_datetime(["2024-01-01"] * 2), "d": [True] * 2}
    )
    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_pandas(rows, nthreads=1), file)
    parquet.ParquetFile(file, pre_buffer=False).read(use_threads=False).to_pandas(use_threads=False)
