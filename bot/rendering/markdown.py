"""Escape article text so that none of it acts as Discord Markdown, a mention or a link."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

#: Longer URLs would take too much of the message.
_MAX_URL_LENGTH = 512

# In Discord's Markdown, a backslash before any of these shows the character itself. A colon at the end is escaped, too:
# it could form an emoji with the text that follows.
_MARKDOWN_CHARACTERS = re.compile(r"[\\*_~`|<>\[\]@]|:(?=\S|$)")
# Markers of headings, lists, subtext and numbered lists at the start of a line.
_LINE_START_MARKERS = re.compile(r"^(?=[-+#])|^\d+(?=[.)])")

# These reorder the text around them, so silently removing one would show something else than the source does
# (Unicode Standard Annex 9, section 2).
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Visible format characters (Unicode Standard 9.2, prepended concatenation marks).
_PRINTED_FORMAT_CHARACTERS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Invisible letters and marks (Default_Ignorable_Code_Point, where the category does not show it).
_INVISIBLE_CHARACTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_BLANK_CHARACTERS = frozenset("\u2800")


def to_plain_text(text: str) -> str:
    """
    Return *text* as one line in which every character is visible.

    White space becomes single spaces. Invisible characters are removed; those that reorder the text around them are
    shown as ``⟨U+202E⟩``.
    """
    visible = _INVISIBLE_CHARACTERS.sub("", text)
    if not visible.isprintable() or not _BLANK_CHARACTERS.isdisjoint(visible):  # fast path for most text
        visible = "".join(map(_replace_character, visible))
    return " ".join(visible.split())


def _replace_character(character: str) -> str:
    if character.isspace() or character in _BLANK_CHARACTERS:
        return " "
    if character in _BIDI_CONTROLS:
        return f"⟨U+{ord(character):04X}⟩"
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"  # a lone surrogate can't be sent
    if category in {"Cc", "Cf"} and character not in _PRINTED_FORMAT_CHARACTERS:
        return ""
    return character


def escape(text: str) -> str:
    """Return Markdown that Discord shows as `to_plain_text` of *text*, without any formatting."""
    escaped = _MARKDOWN_CHARACTERS.sub(lambda match: "\\" + match[0], to_plain_text(text))
    return _LINE_START_MARKERS.sub(lambda match: match[0] + "\\", escaped)


def truncate(text: str, max_length: int) -> str:
    """Return a name or heading, never a quotation, cut to *max_length* characters, including the ellipsis."""
    text = to_plain_text(text)
    return text if len(text) <= max_length else text[: max_length - 1].rstrip() + "…"


def format_link(label: str, address: str) -> str:
    """
    Return *label*, plain text, as a Markdown link to *address*, or without a link if that is not a web address.

    An address that contains a user name ("https://bank.example@elsewhere.example") is not linked.
    """
    target = _escape_url(address)
    return f"[{escape(label)}]({target})" if target else escape(label)


def _escape_url(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or to_plain_text(host) != host:
        return None
    # Percent-encode what could end the link or be parsed as Markdown; keep existing percent signs.
    target = quote(address, safe="/:?#&=%+,;$!-._", errors="replace")
    return target if len(target) <= _MAX_URL_LENGTH else None
