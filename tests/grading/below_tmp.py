"""What the wall itself shows below /tmp: the way to Python, when that lies there on this machine."""

import sys
from pathlib import Path

_PLACES = {Path(folder).resolve() for folder in (sys.prefix, sys.base_prefix)}
BELOW_TMP = sorted({place.parts[2] for place in _PLACES if place.is_relative_to("/tmp")})
