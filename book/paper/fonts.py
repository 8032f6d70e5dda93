"""Whether this machine can draw the letters of a language. A PDF without a font shows boxes, and nobody is told."""

from __future__ import annotations

import shutil
import subprocess

ASKED = {"zh-hans": "zh-cn", "zh-hant": "zh-tw", "fa": "fa"}  # as fontconfig names them
WAYS = {
    "zh-hans": "fonts-noto-cjk",
    "zh-hant": "fonts-noto-cjk",
    "fa": "fonts-noto-core",
}


def lacking(code: str) -> str:
    """A sentence when no font here has the letters of the language; nothing where that cannot be asked."""
    program = shutil.which("fc-list")
    if code not in ASKED or not program:
        return ""
    listed = subprocess.run([program, f":lang={ASKED[code]}", "family"], check=False, capture_output=True, text=True)
    if listed.returncode or listed.stdout.strip():
        return ""
    return (
        f"No font here has the letters of {code}: its PDF and its cover would show boxes. "
        f"On Debian or Ubuntu: sudo apt install {WAYS[code]}"
    )
