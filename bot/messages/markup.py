"""Article text as data: no Markdown, mention, link or invisible character of it takes effect in Discord."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

#: Longer addresses would eat the room for the words.
_LONGEST_ADDRESS = 512

# Discord's Markdown takes a backslash before any of these as "show the character". A colon at the end may be followed
# by words of ours, and would begin an emoji with them.
_ACTIVE = re.compile(r"[\\*_~`|<>\[\]@]|:(?=\S|$)")
# Headings, lists, subtext and numbered lists begin a line.
_LINE_START = re.compile(r"^(?=[-+#])|^\d+(?=[.)])")

# They reorder what stands around them, so leaving one out silently would show other words than a reader of the source
# sees (Unicode Standard Annex 9, section 2).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Format characters that are printed (Unicode Standard 9.2, prepended concatenation marks).
_PRINTED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters and marks without a shape (Default_Ignorable_Code_Point, as far as the category does not tell).
_SHAPELESS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
_BLANK = frozenset("\u2800")


def plain(text: str) -> str:
    """
    Give *text* as a reader sees it: one line, every character visible.

    White space becomes single spaces. Characters without shape are left out; those that reorder the text around them
    are shown as ``⟨U+202E⟩``.
    """
    shaped = _SHAPELESS.sub("", text)
    if not shaped.isprintable() or not _BLANK.isdisjoint(shaped):  # most text is, and is quickly done with
        shaped = "".join(map(_seen, shaped))
    return " ".join(shaped.split())


def _seen(character: str) -> str:
    if character.isspace() or character in _BLANK:
        return " "
    if character in _REORDERING:
        return f"⟨U+{ord(character):04X}⟩"
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"  # half a pair can't be sent
    if category in {"Cc", "Cf"} and character not in _PRINTED:
        return ""
    return character


def escape(text: str) -> str:
    """Give Markdown that Discord shows as `plain` (text), and as nothing else."""
    escaped = _ACTIVE.sub(lambda match: "\\" + match[0], plain(text))
    return _LINE_START.sub(lambda match: match[0] + "\\", escaped)


def cut(text: str, most: int) -> str:
    """Shorten a name or a heading, never a quotation, to *most* characters, the ellipsis included."""
    text = plain(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def link(label: str, address: str) -> str:
    """
    Give Markdown for *label* (plain words) that leads to *address* where that is a public web page, else no link.

    An address with a user's name in it ("https://bank.example@elsewhere.example") is none.
    """
    target = _target(address)
    return f"[{escape(label)}]({target})" if target else escape(label)


def _target(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or plain(host) != host:
        return None
    # What could end the link, or be taken for Markdown in it, is written in percent form; a written % stays.
    target = quote(address, safe="/:?#&=%+,;$!-._", errors="replace")
    return target if len(target) <= _LONGEST_ADDRESS else None
