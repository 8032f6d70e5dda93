"""Ralph, ready to be served by uvicorn in its own environment.

Its file store takes a first batch of statements and refuses every other: it means to make a new file each time. Here it
appends. Nothing else about it is changed.
"""

from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND

from ralph.api import app  # noqa: E402, F401
