"""Parse the optional front matter of a text article: ``key: value`` lines, ended by a blank line or between rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The known keys.
HEADER_KEYS = ("title", "outlet", "published", "place", "address", "facts_from")
_HEADER_LINE = re.compile(rf"({'|'.join(HEADER_KEYS)})[ \t]*:[ \t]*(.*)")
#: The line above and below the front matter of Markdown files, and how many lines may stand between.
_RULE, _MAX_RULED_LINES, _MAX_RULED_CHARS = "---", 60, 10_000
_RULED_LINE = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:[ \t]*(.*)")
#: The keys of such files by the known ones; "author" is known there alone.
_RULED_KEYS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "date": "published",
    "pubdate": "published",
    "published": "published",
    "place": "place",
    "url": "address",
    "canonical_url": "address",
    "author": "author",
    "byline": "author",
}
#: The labels of a form above an article, and how many there are at least; those of the last line say nothing here.
_LABELS = {
    **_RULED_KEYS,
    **dict.fromkeys(("by", "writer", "reporter", "journalist", "written by"), "author"),
    **dict.fromkeys(("date published", "publication date", "published on", "posted", "posted on"), "published"),
    **dict.fromkeys(("newspaper", "site", "website", "news outlet", "media outlet"), "outlet"),
    **dict.fromkeys(("link", "address", "web address"), "address"),
    **dict.fromkeys(("location", "dateline"), "place"),
    **dict.fromkeys(("subject", "article title", "article"), "title"),
    **dict.fromkeys(
        ("category", "section", "tags", "topic", "language", "word count", "edition", "page", "updated"), ""
    ),
}
_MIN_LABELS = 3
_LABEL_LINE = re.compile(
    rf"({'|'.join(label.replace(' ', '[ _-]') for label in _LABELS)})[ \t]*:[ \t]*(.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class HeaderField:
    """
    One line of front matter.

    Attributes:
        key: One of ``HEADER_KEYS``, or "author"; empty for a line between rules that means nothing here.
        value: What follows the colon, trimmed; may be empty.
        line: Span of the whole line, trimmed, with quotation marks around the value.
        span: Span of the value.
    """

    key: str
    value: str
    line: tuple[int, int]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """
    The front matter of an article.

    Attributes:
        fields: Its lines, in order.
        end: First code point after its last line.
    """

    fields: tuple[HeaderField, ...]
    end: int

    def get_value(self, key: str) -> str | None:
        """Return the value of the first line of *key* that has one, or None."""
        return next((each.value for each in self.fields if each.key == key and each.value), None)

    @property
    def title(self) -> str | None:
        """The article's headline."""
        return self.get_value("title")

    @property
    def outlet(self) -> str | None:
        """The outlet that published it."""
        return self.get_value("outlet")

    @property
    def published(self) -> str | None:
        """ISO value of its publication; not checked here."""
        return self.get_value("published")

    @property
    def author(self) -> str | None:
        """Who wrote it."""
        return self.get_value("author")

    @property
    def place(self) -> str | None:
        """The place of its dateline."""
        return self.get_value("place")


def parse_front_matter(text: str) -> FrontMatter | None:
    """
    Parse the front matter at the top of *text*.

    Returns:
        None unless *text* begins with ``title:`` and has a second known key. Front matter ends before the first blank
        line, or before the first line that is not a field. The labels of a form ("Headline:", "Author:", "Date:") are
        read alike if they are three or more. Between two lines ``---``, as Markdown files have it, keys
        may stand in any order, values in quotation marks, and unknown keys are skipped.
    """
    if text[:4].lstrip("\ufeff").startswith(_RULE):
        return _parse_ruled(text)
    fields: list[HeaderField] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADER_LINE.match(line.lstrip("\ufeff"))
        if not match or (not fields and match[1] != "title"):
            break
        fields.append(_build_field(match, at + len(line) - len(line.lstrip("\ufeff"))))
        at += len(line)
    return FrontMatter(tuple(fields), at) if len({field.key for field in fields}) >= 2 else _parse_labels(text)


def _parse_labels(text: str) -> FrontMatter | None:
    """Parse the labels of a form above an article, "Headline: …", with a blank line between them or without."""
    fields: list[HeaderField] = []
    at = end = 0
    for line in text[:_MAX_RULED_CHARS].splitlines(keepends=True):
        words = line.strip("\ufeff \t\r\n")
        match = _LABEL_LINE.fullmatch(words)
        if words and not match:
            break
        start = at + line.find(words)
        at += len(line)
        if match:
            key = _LABELS.get(" ".join(match[1].lower().split()), "")
            fields.append(_build_ruled_field(key, match[2] if key else "", start, words))
            end = at
    known = {field.key for field in fields if field.value}
    return FrontMatter(tuple(fields), end) if "title" in known and len(known) >= _MIN_LABELS else None


def _parse_ruled(text: str) -> FrontMatter | None:
    """Parse front matter between two lines of three hyphens; None if there is none."""
    fields: list[HeaderField] = []
    at = 0
    for number, line in enumerate(text[:_MAX_RULED_CHARS].splitlines(keepends=True)[: _MAX_RULED_LINES + 2]):
        words = line.strip("\ufeff \t\r\n")
        start = at + line.find(words)
        at += len(line)
        if words == _RULE:
            fields.append(_build_ruled_field("", "", start, words))
            if number:
                known = {field.key for field in fields if field.value}
                return FrontMatter(tuple(fields), at) if "title" in known and len(known) >= 2 else None
            continue
        if not number:
            return None
        match = _RULED_LINE.match(words)
        key = _RULED_KEYS.get(match[1].lower(), "") if match else ""
        if words:
            fields.append(_build_ruled_field(key, match[2] if match and key else "", start, words))
    return None


def _build_ruled_field(key: str, value: str, start: int, words: str) -> HeaderField:
    plain = value.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1].strip()
    first = start + words.rfind(plain) if plain else start + len(words)
    return HeaderField(key if plain else "", plain, (start, start + len(words)), (first, first + len(plain)))


def _build_field(match: re.Match[str], at: int) -> HeaderField:
    value = match[2].strip()
    start = at + match.start(2)
    end = start + len(value)
    return HeaderField(match[1], value, (at + match.start(1), end if value else at + match.end(1) + 1), (start, end))
