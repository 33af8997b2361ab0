"""Files, folders and standard input to Sources."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from corpus import pages
from corpus.errors import EmptySource, SourceError, TooLarge
from corpus.ingest.decoding import decode
from corpus.model import Source

#: Bytes of the largest file taken; the longest novel has less.
MOST_BYTES = 5_000_000
#: Endings of the files of a folder that are taken for articles.
ENDINGS = (".txt", ".text", ".md", ".html", ".htm")
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
    Load a file, or all text files in a folder and the folders in it.

    Args:
        path: The file or folder.
        scope: Who may see it.

    Returns:
        Of a folder also what had to be refused; hidden files and folders are passed over.

    Raises:
        SourceError: If *path* itself can't be read: `EmptySource`, `NotText`, `TooLarge`, a missing file, a folder
            without articles.
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


def from_standard_input(name: str = "pasted", scope: str = "") -> Found:
    """
    Load what is piped or pasted in, up to its end.

    Raises:
        SourceError: If it holds no word, no text, or too much.
    """
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    return Found((source(data, name, STANDARD_INPUT, scope),))


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


def from_page(
    data: bytes, url: str, *, encoding: str | None = None, seen: date | None = None, scope: str = ""
) -> Source:
    """
    Make a Source of a page that was fetched.

    Args:
        data: The bytes of the HTML, as `corpus.pages.render` takes them.
        url: Where it was fetched, after redirects.
        encoding: The charset of the transport's Content-Type, or None.
        seen: The day on which it was fetched.
        scope: Who may see it.

    Raises:
        SourceError: If it is no page, shows nothing, or something else than the article (`Refused`).
    """
    page = pages.render(data, url, encoding, seen=seen)
    name = PurePosixPath(unquote(urlsplit(page.url).path)).stem or urlsplit(page.url).netloc
    return Source(page.text, name, page.url, page.sha256, scope, page.hints, page.renderer)


def _file(path: Path, scope: str) -> Source:
    address = str(path.absolute())
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(str(path), f"it can't be read ({error.strerror})") from error
    opening = data[:2_000].removeprefix(BOM_UTF8).lstrip()
    if opening.startswith(b"<") and _PAGE.search(opening):
        return replace(from_page(data, address, scope=scope), name=path.stem, address=address)
    return source(data, path.stem, address, scope)


def _files(folder: Path) -> Iterator[Path]:
    """List the text files in *folder*, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.suffix.lower() in ENDINGS:
            yield path
