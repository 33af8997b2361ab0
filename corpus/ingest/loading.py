"""Files, folders and standard input to Sources."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from corpus import pages
from corpus.errors import EmptySource, SourceError, TooLarge
from corpus.ingest.decoding import decode
from corpus.model import Source

#: Bytes of the largest file taken; the longest novel has less.
MOST_BYTES = 5_000_000
#: Endings of saved pages.
_PAGES = (".html", ".htm", ".xhtml")
#: Endings of the files of a folder that are taken for articles.
ENDINGS = (".txt", ".text", ".md", *_PAGES)
#: How a page begins, whatever its file is called.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """
    What lay under a path.

    Attributes:
        sources: What can be read, in the order of the names.
        refused: What can't, and why.
    """

    sources: tuple[Source, ...] = ()
    refused: tuple[SourceError, ...] = ()


def load(path: str | Path, scope: str = "") -> Found:
    """
    Load a file, or all text files and saved pages in a folder and the folders in it.

    Args:
        path: The file or folder.
        scope: Who may see it.

    Returns:
        Of a folder also what had to be refused; hidden files and folders are passed over.

    Raises:
        SourceError: If *path* itself can't be read: `EmptySource`, `NotText`, `TooLarge`, a page that shows something
            else than its article (`Refused`), a missing file, a folder without articles.
    """
    top = Path(path)
    if not top.is_dir():
        return Found((_file(top, scope),))
    sources, refused = [], []
    for file in _files(top):
        try:
            sources.append(_file(file, scope))
        except SourceError as error:
            refused.append(error)
    if not sources and not refused:
        raise EmptySource(str(path), f"there are no articles in this folder (files that end in {', '.join(ENDINGS)})")
    return Found(tuple(sources), tuple(refused))


def from_standard_input(piped: BinaryIO, name: str) -> Found:
    """
    Load what is piped or pasted in, up to its end, under *name*.

    Raises:
        SourceError: If it holds no word, no text, or too much.
    """
    return Found((source(piped.read(MOST_BYTES + 1), name, STANDARD_INPUT),))


def source(data: bytes, name: str, address: str, scope: str = "") -> Source:
    """
    Make a Source of bytes.

    Args:
        data: As they came.
        name: What the key is to be made from.
        address: Where they came from.
        scope: Who may see it.

    Raises:
        EmptySource: If there is no word in them.
        NotText: If they are no text.
        TooLarge: If there are more than `MOST_BYTES`.
    """
    shown = "standard input" if address == STANDARD_INPUT else address
    if len(data) > MOST_BYTES:
        raise TooLarge(shown, f"it is larger than {MOST_BYTES // 1_000_000} MB, the most that is taken for an article")
    return Source(decode(data, shown), name, address, sha256(data).hexdigest(), scope)


def _file(path: Path, scope: str) -> Source:
    """Load one file; a page is known by its file, as what it calls its address is a claim of its own."""
    address = str(path.absolute())
    try:
        with path.open("rb") as file:
            data = file.read(pages.MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(str(path), f"it can't be read ({error.strerror})") from error
    if path.suffix.lower() not in _PAGES and not _begins_as_page(data):
        return source(data, path.stem, address, scope)
    page = pages.render(data, address)
    return Source(page.text, path.stem, address, page.sha256, scope, page.hints, page.renderer)


def _begins_as_page(data: bytes) -> bool:
    opening = data[:2_000].removeprefix(BOM_UTF8).lstrip()
    return opening.startswith(b"<") and _PAGE.search(opening) is not None


def _files(folder: Path) -> Iterator[Path]:
    """List the text files and pages in *folder*, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.suffix.lower() in ENDINGS:
            yield path
