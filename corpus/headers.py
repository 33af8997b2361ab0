"""
The front matter of our sample articles: a few ``key: value`` lines, ended by a blank one.

It is recognised by its first line (``title:``) and at least one further known key, so that an ordinary article that
merely opens with a colon is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The keys a header may hold, each once.
KEYS = ("title", "outlet", "published", "place", "address", "facts_from")
_FIELD = re.compile(rf"({'|'.join(KEYS)})[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Field:
    """
    One line of a header.

    Attributes:
        key: One of ``KEYS``.
        value: What follows the colon, trimmed; may be empty.
        line: Span of the whole line, trimmed.
        span: Span of the value.
    """

    key: str
    value: str
    line: tuple[int, int]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """
    The front matter of an article.

    Attributes:
        fields: Its lines, in order.
        end: First code point of the text behind the header's last line.
    """

    fields: tuple[Field, ...]
    end: int

    def value(self, key: str) -> str | None:
        """Give the value of the first line of *key* that has one, or None."""
        return next((each.value for each in self.fields if each.key == key and each.value), None)

    @property
    def title(self) -> str | None:
        """The article's headline."""
        return self.value("title")

    @property
    def outlet(self) -> str | None:
        """Who published it."""
        return self.value("outlet")

    @property
    def published(self) -> str | None:
        """When, as an ISO value; not checked here."""
        return self.value("published")

    @property
    def place(self) -> str | None:
        """The place of its dateline."""
        return self.value("place")


def read(text: str) -> Header | None:
    """
    Read the header at the top of *text*.

    Returns:
        None where *text* does not begin with ``title:`` and a second known key: then there is no header. The header
        ends before the first blank line, or before the first line that is no field.
    """
    fields: list[Field] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = _FIELD.match(line.lstrip("\ufeff"))
        if not match or (not fields and match[1] != "title"):
            break
        fields.append(_field(match, at + len(line) - len(line.lstrip("\ufeff"))))
        at += len(line)
    return Header(tuple(fields), at) if len({field.key for field in fields}) >= 2 else None


def _field(match: re.Match[str], at: int) -> Field:
    value = match[2].strip()
    start = at + match.start(2)
    end = start + len(value)
    return Field(match[1], value, (at + match.start(1), end if value else at + match.end(1) + 1), (start, end))
