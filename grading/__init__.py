"""The trainer's side: release, collect, grade, feedback, progress."""

import sys

# A grammar of web addresses, which the check of notebooks' form loads and does not use here, costs a second. The
# programs behind the wall leave it out as well (grading/wall/shell.py).
sys.modules.setdefault("rfc3987_syntax", None)
