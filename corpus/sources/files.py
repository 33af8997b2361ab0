"""Load articles from files, folders and standard input, and the topics of the sample articles."""

from __future__ import annotations

import codecs
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from corpus.errors import EmptySource, SourceError, SourceTooLarge, UndecodableSource
from corpus.extraction.charset import MAX_PAGE_BYTES
from corpus.extraction.page import extract_page
from corpus.languages.encodings import find_utf16, guess_encoding
from corpus.models import Source, Topic
from corpus.models.text import _

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # first, as it begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that texts contain only by accident: all but tab, line feed, vertical tab, form feed, carriage
#: return, and escape.
_CONTROL_CHARACTERS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1b")
#: A text has at most one of them plus one in this many characters.
_MIN_CHARACTERS_PER_CONTROL = 500


def decode_text(data: bytes, name: str) -> str:
    """
    Decode *data* by its byte order mark, else as UTF-8, else in the encoding that its letters speak for.

    Args:
        data: The bytes.
        name: Their name in errors.

    Raises:
        EmptySource: If the text contains no letter or digit.
        UndecodableSource: If they can't be decoded, or decode to many control characters, as images and archives do.
    """
    text = _try_encodings(data, name)
    # Text copied from a terminal or an old database may contain a few bells or separators.
    if "\0" in text or sum(map(text.count, _CONTROL_CHARACTERS)) > 1 + len(text) / _MIN_CHARACTERS_PER_CONTROL:
        raise UndecodableSource(name, "it isn't a text file")
    if not any(map(str.isalnum, text)):
        raise EmptySource(name, _("it contains no text"))
    return text


def _try_encodings(data: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    encoding = marked or find_utf16(data) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        guessed = encoding if marked else guess_encoding(data)
    try:
        return data.decode(guessed)
    except UnicodeDecodeError as error:
        encodings = dict.fromkeys((encoding, guessed))
        raise UndecodableSource(name, f"I can't decode it as {' or '.join(encodings)}") from error


#: Maximum size of a file; the longest novel is smaller.
MAX_FILE_BYTES = 5_000_000
#: File name suffixes of saved pages.
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
#: Suffixes of the files in a folder that are loaded as articles.
ARTICLE_SUFFIXES = (".txt", ".text", ".md", *_PAGE_SUFFIXES)
#: Start of an HTML page, whatever the suffix of its file.
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
STDIN_ADDRESS = "-"


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """
    The sources loaded from a path.

    Attributes:
        sources: The loaded sources, sorted by name.
        refused: The errors of those that can't be loaded.
    """

    sources: tuple[Source, ...] = ()
    refused: tuple[SourceError, ...] = ()


def load_sources(path: str | Path, scope: str = "", *, read_on: date | None = None) -> LoadedSources:
    """
    Load a file, or all text files and saved pages in a folder and its subfolders.

    Args:
        path: The file or folder.
        scope: The scope of the sources.
        read_on: Today, or None if unknown; a saved page is not from a later day.

    Returns:
        The sources, and for a folder the errors of files that can't be loaded; hidden files and folders are skipped.

    Raises:
        SourceError: If *path* itself can't be loaded: `EmptySource`, `UndecodableSource`, `SourceTooLarge`,
            `ArticleNotFoundOnPage`, a missing file, or a folder without articles.
    """
    top = Path(path)
    if not top.is_dir():
        return LoadedSources((_load_file(top, scope, read_on),))
    sources, refused = [], []
    for file in _list_files(top):
        try:
            sources.append(_load_file(file, scope, read_on))
        except SourceError as error:
            refused.append(error)
    if not sources and not refused:
        raise EmptySource(str(path), f"the folder has no articles (files that end in {', '.join(ARTICLE_SUFFIXES)})")
    return LoadedSources(tuple(sources), tuple(refused))


def load_stdin(stream: BinaryIO, name: str) -> LoadedSources:
    """
    Load standard input, piped or pasted, as a source with *name*.

    Raises:
        SourceError: If it contains no word, is not text, or is too large.
    """
    return LoadedSources((build_source(stream.read(MAX_FILE_BYTES + 1), name, STDIN_ADDRESS),))


def build_source(data: bytes, name: str, address: str, scope: str = "") -> Source:
    """
    Build a source from bytes.

    Args:
        data: The bytes of a text.
        name: The name from which the article's key is derived.
        address: Their location.
        scope: The scope of the source.

    Raises:
        EmptySource: If they contain no word.
        UndecodableSource: If they are not text.
        SourceTooLarge: If they exceed `MAX_FILE_BYTES`.
    """
    display_name = "standard input" if address == STDIN_ADDRESS else address
    if len(data) > MAX_FILE_BYTES:
        raise SourceTooLarge(
            display_name, f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB, the maximum for an article"
        )
    return Source(decode_text(data, display_name), name, address, sha256(data).hexdigest(), scope)


def _load_file(path: Path, scope: str, read_on: date | None) -> Source:
    """Load one file; the address of a saved page is its path, since the URL that it states is not verified."""
    address = str(path.absolute())
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise SourceError(str(path), str(error.strerror)) from error
    if path.suffix.lower() not in _PAGE_SUFFIXES and not _is_html(data):
        return build_source(data, path.stem, address, scope)
    page = extract_page(data, address, fetched_on=read_on)
    return Source(page.text, path.stem, address, page.sha256, scope, page.hints, page.renderer)


def _is_html(data: bytes) -> bool:
    opening = data[:2_000].removeprefix(BOM_UTF8).lstrip()
    return opening.startswith(b"<") and _HTML_START.search(opening) is not None


def _list_files(folder: Path) -> Iterator[Path]:
    """Yield the text files and pages in *folder* and its subfolders, sorted by name."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _list_files(path)
        elif path.suffix.lower() in ARTICLE_SUFFIXES:
            yield path


def load_sample_topics(folder: str = "treaty") -> tuple[Topic, ...]:
    """
    Load the topics of the sample articles, in the shared scope.

    Args:
        folder: Name of their folder in ``corpus/sample``.
    """
    text = (files("corpus") / "sample" / folder / "topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(
            entry["name"],
            tuple(entry.get("terms", ())),
            tuple(entry.get("actors", ())),
            languages=tuple(entry.get("languages", ())),
        )
        for entry in tomllib.loads(text)["topic"]
    )
