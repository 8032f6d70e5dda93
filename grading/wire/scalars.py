"""Numbers that JSON does not have, and dates and times of the standard library."""

from __future__ import annotations

import binascii
import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import EllipsisType
from zoneinfo import ZoneInfo

from .bounds import Unpackable

ENDLESS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
EXPONENT = 10_000  # a Decimal with a larger one takes for ever to become a whole number
DAY = ("year", "month", "day")
HOUR = ("hour", "minute", "second", "microsecond", "fold")


def packers() -> dict[type, Callable]:
    return {
        str: lambda p, v, _d: p.text(str.__str__(v)),
        int: lambda p, v, _d: p.number(int.__index__(v)),
        float: _pack_float,
        complex: lambda p, v, d: {"k": "complex", "v": p.values(read(complex, v, "real", "imag"), d)},
        bytes: lambda p, v, _d: {"k": "bytes", "v": as_text(p, bytes.__getitem__(v, slice(None)))},
        bytearray: lambda p, v, _d: {"k": "bytearray", "v": as_text(p, bytearray.__getitem__(v, slice(None)))},
        range: lambda p, v, d: {"k": "range", "v": p.values([v.start, v.stop, v.step], d)},
        slice: lambda p, v, d: {"k": "slice", "v": p.values([v.start, v.stop, v.step], d)},
        EllipsisType: lambda _p, _v, _d: {"k": "ellipsis"},
        date: lambda _p, v, _d: {"k": "date", "v": read(date, v, *DAY)},
        time: lambda p, v, _d: {"k": "time", "v": read(time, v, *HOUR), "tz": pack_zone(p, *read(time, v, "tzinfo"))},
        datetime: _pack_datetime,
        timedelta: lambda _p, v, _d: {"k": "timedelta", "v": read(timedelta, v, "days", "seconds", "microseconds")},
        Decimal: lambda p, v, _d: {"k": "Decimal", "v": p.text(Decimal.__str__(v))},
        Fraction: lambda p, v, _d: {
            "k": "Fraction",
            "v": [*map(p.number, read(Fraction, v, "numerator", "denominator"))],
        },
    }


def read(base: type, value: object, *names: str) -> list:
    """Attributes as `base` has them, whatever a subclass says."""
    return [getattr(base, name).__get__(value) for name in names]


def as_text(count, data: bytes) -> str:
    count.spend(0, size=len(data))
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def as_bytes(count, text: object) -> bytes:
    """Raises ValueError for what is no base64."""
    if type(text) is not str:
        raise Unpackable("a text is missing")
    count.spend(0, size=len(text) * 3 // 4)
    return binascii.a2b_base64(text.encode("ascii"), strict_mode=True) if text else b""


def pack_zone(count, zone: object) -> object:
    if zone is None:
        return None
    if type(zone) is timezone:
        offset = zone.utcoffset(None)
        return [offset.days * 86_400 + offset.seconds, offset.microseconds]
    if type(zone) is ZoneInfo and zone.key is not None:
        return count.text(zone.key)
    raise Unpackable("a time zone of this kind cannot pass")


def unpack_zone(count, data: object):
    """A time zone of the standard library, or None. Raises ValueError for any other; ZoneInfo refuses odd paths."""
    if data is None:
        return None
    if type(data) is str:
        return ZoneInfo(count.text(data))
    seconds, microseconds = map(count.number, data)
    offset = timedelta(seconds=seconds, microseconds=microseconds)
    return timezone(offset) if offset else UTC


def _pack_float(_count, value: float, _depth: int) -> object:
    number = float.__float__(value)
    if math.isfinite(number):
        return number
    return {"k": "float", "v": "nan" if number != number else "inf" if number > 0 else "-inf"}


def _pack_datetime(count, value: datetime, _depth: int) -> dict:
    zone = pack_zone(count, *read(datetime, value, "tzinfo"))
    return {"k": "datetime", "v": read(datetime, value, *DAY, *HOUR), "tz": zone}


def _unpack_float(_count, data: dict, _depth: int) -> float:
    return ENDLESS[data["v"]]


def _unpack_complex(count, data: dict, depth: int) -> complex:
    parts = count.values(data["v"], depth)
    if len(parts) != 2 or not all(type(part) is float for part in parts):
        raise Unpackable("a complex number has two parts")
    return complex(*parts)


def _unpack_three(kind: type) -> Callable:
    def unpack(count, data: dict, _depth: int):
        first, second, third = map(count.number, data["v"])
        return kind(first, second, third)

    return unpack


def _unpack_slice(count, data: dict, depth: int) -> slice:
    first, second, third = count.values(data["v"], depth)
    return slice(first, second, third)


def _unpack_time(count, data: dict, _depth: int) -> time:
    *parts, fold = map(count.number, data["v"])
    return time(*parts, fold=fold, tzinfo=unpack_zone(count, data.get("tz")))


def _unpack_datetime(count, data: dict, _depth: int) -> datetime:
    *parts, fold = map(count.number, data["v"])
    return datetime(*parts, fold=fold, tzinfo=unpack_zone(count, data.get("tz")))


def _unpack_decimal(count, data: dict, _depth: int) -> Decimal:
    text = count.text(data["v"])
    if len(text) > count.bounds.digits + 20:
        raise Unpackable("a number has too many digits")
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise Unpackable("a number cannot be read") from None
    if number.is_finite() and abs(number.adjusted()) > EXPONENT:
        raise Unpackable("a number is too large")
    return number


def _unpack_fraction(count, data: dict, _depth: int) -> Fraction:
    above, below = map(count.number, data["v"])
    if below == 0:
        raise Unpackable("a fraction divides by zero")
    return Fraction(above, below)


UNPACKERS = {
    "float": _unpack_float,
    "complex": _unpack_complex,
    "bytes": lambda c, data, _d: as_bytes(c, data["v"]),
    "bytearray": lambda c, data, _d: bytearray(as_bytes(c, data["v"])),
    "range": _unpack_three(range),
    "slice": _unpack_slice,
    "ellipsis": lambda *_: ...,
    "date": _unpack_three(date),
    "time": _unpack_time,
    "datetime": _unpack_datetime,
    "timedelta": _unpack_three(timedelta),
    "Decimal": _unpack_decimal,
    "Fraction": _unpack_fraction,
}
