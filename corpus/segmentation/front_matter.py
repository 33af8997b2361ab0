"""Parse the optional front matter of a text article: ``key: value`` lines ended by a blank line."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The known keys.
HEADER_KEYS = ("title", "outlet", "published", "place", "address", "facts_from")
_HEADER_LINE = re.compile(rf"({'|'.join(HEADER_KEYS)})[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class HeaderField:
    """
    One line of front matter.

    Attributes:
        key: One of ``HEADER_KEYS``.
        value: What follows the colon, trimmed; may be empty.
        line: Span of the whole line, trimmed.
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
    def place(self) -> str | None:
        """The place of its dateline."""
        return self.get_value("place")


def parse_front_matter(text: str) -> FrontMatter | None:
    """
    Parse the front matter at the top of *text*.

    Returns:
        None unless *text* begins with ``title:`` and has a second known key. Front matter ends before the first blank
        line, or before the first line that is not a field.
    """
    fields: list[HeaderField] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADER_LINE.match(line.lstrip("\ufeff"))
        if not match or (not fields and match[1] != "title"):
            break
        fields.append(_build_field(match, at + len(line) - len(line.lstrip("\ufeff"))))
        at += len(line)
    return FrontMatter(tuple(fields), at) if len({field.key for field in fields}) >= 2 else None


def _build_field(match: re.Match[str], at: int) -> HeaderField:
    value = match[2].strip()
    start = at + match.start(2)
    end = start + len(value)
    return HeaderField(match[1], value, (at + match.start(1), end if value else at + match.end(1) + 1), (start, end))
