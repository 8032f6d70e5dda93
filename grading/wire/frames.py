"""Messages over a socket: four bytes with the length, big-endian, then one JSON object in ASCII."""

from __future__ import annotations

import json
import socket
import time

FRAME_BYTES = 64 * 1024**2
PARTS = 4_000_000  # lists, objects and commas that one message may have: three bytes can cost seventy
PIECE = 1024**2


def send(sock: socket.socket, message: dict, most: int = FRAME_BYTES, deadline: float | None = None) -> None:
    """Send one message. Raises ValueError when it cannot be one, TimeoutError when the other side does not read."""
    data = pack(message)
    if len(data) > most:
        raise ValueError("a message is too long")
    sock.settimeout(_left(deadline))
    sock.sendall(len(data).to_bytes(4, "big") + data)


def receive(sock: socket.socket, most: int = FRAME_BYTES, deadline: float | None = None) -> dict | None:
    """The next message, or None when the other side has closed after a whole one.

    `deadline` is a time of time.monotonic(). Raises TimeoutError when it passes, ValueError for all that is no
    message: cut off, too long, nested too deeply, not JSON, not an object.
    """
    data = read(sock, most, deadline)
    return None if data is None else parse(data)


def read(sock: socket.socket, most: int = FRAME_BYTES, deadline: float | None = None) -> bytes | None:
    """The bytes of the next message as they came, or None at the end. Raises like `receive`."""
    start = _exactly(sock, 4, deadline)
    if not start:
        return None
    length = int.from_bytes(start, "big")
    if len(start) < 4 or length > most:
        raise ValueError("a message is cut off" if len(start) < 4 else "a message is too long")
    data = _exactly(sock, length, deadline)
    if len(data) < length:
        raise ValueError("a message is cut off")
    return bytes(data)


def pack(message: dict) -> bytes:
    """One message as bytes, without its length. Raises ValueError for NaN and for what is nested too deeply."""
    try:
        return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii")
    except RecursionError:
        raise ValueError("a message is nested too deeply") from None


def parse(data: bytes) -> dict:
    """The message in `data`. Raises ValueError when there is none; memory stays below about twenty times its size."""
    if sum(map(data.count, (b"[", b"{", b","))) > PARTS:
        raise ValueError("a message has too many parts")
    try:
        message = json.loads(data.decode("utf8"), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("a message is nested too deeply") from None
    if not isinstance(message, dict):
        raise ValueError("a message is not a JSON object")
    return message


def _exactly(sock: socket.socket, length: int, deadline: float | None) -> bytearray:
    """`length` bytes, fewer at the end. Room is taken only for what has come."""
    data = bytearray()
    while len(data) < length:
        sock.settimeout(_left(deadline))
        try:
            piece = sock.recv(min(PIECE, length - len(data)))
        except ConnectionResetError:  # it ended with something of ours unread
            break
        if not piece:
            break
        data += piece
    return data


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is up")
    return left


def _refuse(word: str):
    raise ValueError(f"{word} is no number of JSON")
