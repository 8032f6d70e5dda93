"""The course's blank `____`: an answer that is still open arrives open. Loaded only where the course is."""

from __future__ import annotations

from collections.abc import Callable


def packers() -> dict[type, Callable]:
    from cxlab.blank import Blank

    return {Blank: lambda *_: {"k": "blank"}}


def _unpack_blank(*_):
    import cxlab.blank

    return cxlab.blank.____


UNPACKERS = {"blank": _unpack_blank}
