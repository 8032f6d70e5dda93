"""The only door between the grader and the programs behind the wall: bounded JSON, never a pickle.

Both sides use it, so it imports nothing but the standard library; pandas, numpy and Altair are loaded when a value of
theirs passes. What comes from behind the wall is never trusted: it is read up to a limit and made anew.

| file | what it does |
|---|---|
| `frames` | one message after another over a socket |
| `values` | values as JSON and back, within `bounds` |
| `scalars`, `containers`, `names`, `errors`, `blank`, `arrays`, `columns`, `tables`, `charts` | one kind each |
| `changes` | what a call changed in its arguments |
| `whole_charts` | a chart made anew from what it says and its tables |
| `outputs`, `lines`, `plain` | what cells show, messages as lines, and values without types |
| `probed` | what an answer comes to, for hints: a value without types, or a chart's dictionary |
"""

from .lines import decode, encode
from .outputs import CUT, SHOWN, cut, outputs
from .plain import DEPTH, VALUES, plain

__all__ = ["CUT", "DEPTH", "SHOWN", "VALUES", "cut", "decode", "encode", "outputs", "plain"]
