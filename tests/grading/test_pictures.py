import base64
import struct

import pytest

from grading.pictures import MAX_PIXELS, harmless_picture
from tests.end_to_end.hostile_notebook import PIXEL


def png(width, height):
    return base64.b64encode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)).decode()


def jpeg(width, height, before=b"\xff\xe0\x00\x04ab"):
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)
    return base64.b64encode(b"\xff\xd8" + before + frame).decode()


def test_a_picture_is_kept_without_line_breaks():
    assert harmless_picture("image/png", PIXEL[:40] + "\n" + PIXEL[40:] + "\n") == PIXEL
    assert harmless_picture("image/jpeg", jpeg(640, 480)) == jpeg(640, 480)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("image/png", 'x" onerror="alert(1)'),
        ("image/png", base64.b64encode(b"<svg onload=x>").decode()),
        ("image/png", jpeg(1, 1)),
        ("image/jpeg", png(1, 1)),
        ("image/png", png(0, 5)),
        ("image/png", ""),
        ("image/png", PIXEL[:20]),
        ("image/jpeg", base64.b64encode(b"\xff\xd8\xff\xc4\x00\x04ab").decode()),
        ("image/jpeg", base64.b64encode(b"\xff\xd8\xff\xe0\x00\x00\x00").decode()),
        ("image/png", "ä" * 40),
    ],
)
def test_what_is_no_whole_picture_of_that_kind_is_left_out(kind, text):
    assert harmless_picture(kind, text) == ""


@pytest.mark.parametrize(("kind", "make"), [("image/png", png), ("image/jpeg", jpeg)])
def test_a_picture_that_would_fill_a_browsers_memory_is_left_out(kind, make):
    assert harmless_picture(kind, make(5_000, MAX_PIXELS // 5_000))
    assert harmless_picture(kind, make(50_000, 50_000)) == ""
