"""What a reader's device keeps of the book, so that it opens without a connection.

Each language has a list, `offline.json`, of the files that its pages need, with their checksums. The worker
(`assets/sw.js`) fetches what the list names and the device does not have yet, and takes nothing else for it: not a page
that asks to sign on, not half of a newer book.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath

from book.atomic import write

WORKER, LIST = "sw.js", "offline.json"
SIZE = "offline-size.json"  # of all files of the list: pages say it without reading the list
FORM = 1  # of the list; the worker leaves alone what it does not know
# What pages are made of. Papers, tables and notebooks to download are large, and wanted by few.
PAGES_NEED = {".html", ".css", ".js", ".json", ".inv", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2"}
NOT_NEEDED = ("quiz.json", "manifest.json", WORKER, LIST, SIZE)  # for learning platforms, installing, keeping itself
NOT_IN = ("_static/locales/", "_static/icon-", "_static/images/logo_", "_downloads/", "_sources/")
LARGEST = 4_000_000  # bytes of one file: nobody expects a film
CHECKSUM = 16  # bytes of SHA-256
ADDRESS = re.compile(r'\b(?:src|href)="([^":?#]+)(\?[\w=.&;-]+)"')


def write_lists(site: Path, folders: Collection[str]) -> None:
    """Put a list into each folder of languages of `site`. Without the worker in it, nothing is to be kept.

    The list holds checksums: nothing may change the files afterwards.
    """
    if not (site / WORKER).exists():
        return
    for folder in folders:
        others = [other for other in folders if other != folder and other.startswith(folder)]
        made = listing(_files(site / folder, [other.removeprefix(folder) for other in others]), others)
        write(site / folder / LIST, json.dumps(made, separators=(",", ":")))
        write(site / folder / SIZE, json.dumps({"bytes": made["bytes"]}))


def listing(files: Mapping[str, bytes], others: Iterable[str]) -> dict:
    """The list as plain data: for each file its checksum, its size, and the query that pages ask with, if it is `own`.

    `others` are folders with pages in other languages, which have lists of their own.
    """
    asked = {}
    for name, content in files.items():
        if name.endswith(".html"):
            asked |= queries(name, content.decode("utf8"))
    known = {
        name: [checksum(content), len(content), *([own(content)] if asked.get(name) == own(content) else [])]
        for name, content in sorted(files.items())
    }
    return {
        "form": FORM,
        "version": checksum(json.dumps(known).encode()),
        "bytes": sum(len(content) for content in files.values()),
        "others": sorted(others),
        "files": known,
    }


def wanted(name: str, size: int, others: Iterable[str] = ()) -> bool:
    """Whether pages need the file `name`, and no other list has it.

    >>> wanted("chapters/finance.html", 1000), wanted("fa/index.html", 1000, ["fa/"])
    (True, False)
    """
    path = PurePosixPath(name)
    elsewhere = name.startswith((*NOT_IN, *others)) or name in NOT_NEEDED
    return path.suffix in PAGES_NEED and size <= LARGEST and not elsewhere


def queries(page: str, text: str) -> dict[str, str]:
    """Files that the page asks for with a query.

    >>> queries("chapters/a.html", '<script src="../_static/b.js?v=1a"></script>')
    {'_static/b.js': '?v=1a'}
    """
    found = ADDRESS.findall(text)
    return {normpath(join(dirname(page), path)): query.replace("&amp;", "&") for path, query in found}


def own(content: bytes) -> str:
    """The query that Sphinx makes from a file. Such an address never means another file, so nobody has to be asked.

    A file that was cut after the build has another one than its pages say: it is asked for each time.
    """
    lines = content.replace(b"\r\n", b"\n")
    return f"?v={zlib.crc32(lines):08x}"


def checksum(content: bytes) -> str:
    """The beginning of SHA-256, in characters that may stand in an address.

    >>> checksum(b"")
    '47DEQpj8HBSa-_TImW-5JA'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:CHECKSUM]).decode("ascii").rstrip("=")


def _files(folder: Path, others: list[str]) -> dict[str, bytes]:
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if wanted(name, path.stat().st_size, others)}
