"""What the headers of an answer say of time and type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from corpus.fetch.model import Want

#: The longest wait that is believed, in seconds; a year is a mistake.
LONGEST = 7 * 24 * 3600
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[^\x21-\x7e\x80-\xff ]")
_LONGEST_VALIDATOR = 1_000


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """
    Give the seconds that ``Retry-After`` asks for, at most a week; None where it says nothing that can be read.

    References:
        RFC 9110, 10.2.3: seconds, or an HTTP date.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:12]), LONGEST)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()), LONGEST))


def fresh(headers: Mapping[str, str]) -> int | None:
    """Give the seconds of Cache-Control's max-age, at most a week; None where it has none."""
    found = _MAX_AGE.search(headers.get("Cache-Control", ""))
    return min(int(found[1]), LONGEST) if found else None


def validator(headers: Mapping[str, str], name: str) -> str:
    """Give a validator as it can be sent back; ``""`` where there is none, or none that fits a header."""
    value = headers.get(name, "").strip()
    return "" if len(value) > _LONGEST_VALIDATOR or _FORBIDDEN.search(value) else value


def media(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Give media type in small letters and charset; ``""`` and None where they are not told."""
    if not headers.get("Content-Type", "").strip():
        return "", None
    message = Message()
    message["Content-Type"] = "".join(filter(str.isprintable, headers["Content-Type"]))
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) else None


def wanted(kind: str, want: Want) -> bool:
    """Tell whether the media type *kind* is one that *want* takes; one that is not told is."""

    def fits(form: str) -> bool:
        if form.endswith("/"):
            return kind.startswith(form)
        return kind.endswith(form) if form.startswith("+") else kind == form

    return not kind or any(map(fits, want.types))
