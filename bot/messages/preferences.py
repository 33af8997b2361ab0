"""What a server chose → a message."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale

from bot.locales import ENGLISH, Words
from bot.messages.markup import cut, escape
from bot.messages.model import Message
from bot.phrases import Phrase, phrase

#: In the place of a channel: the whole server; as in `bot.books.settings`.
_WHOLE_SERVER = 0
_MOST_CHANNELS = 20


def of_preferences(
    chosen: Mapping[int, Mapping[str, str | bool | None]], words: Words = ENGLISH, done: str = ""
) -> Message:
    """
    Show what a server chose for itself and for its channels.

    Args:
        chosen: Channel → what was chosen for it, None where nothing was; 0 is the whole server.
        words: In which language.
        done: What was just changed, or ``""``.
    """
    server = dict.fromkeys(("language", "private", "topic")) | dict(chosen.get(_WHOLE_SERVER, {}))
    usual = {"language": phrase("each member's own"), "private": phrase("shown to all"), "topic": phrase("everything")}
    lines = [
        f"**{words.say(_NAMES[name])}** {_said(name, server[name], words) or words.say(usual[name])}" for name in usual
    ]
    blocks = [f"### {words.say(done or phrase('Settings of this server'))}", "\n".join(lines)]
    own = [line for place, values in chosen.items() if place and (line := _channel(place, values, words))]
    if own:
        blocks.append("\n".join(own[:_MOST_CHANNELS]))
    blocks.append(f"-# {words.say(phrase('What is chosen for a channel goes before what is chosen for the server.'))}")
    return Message(tuple(blocks))


def _channel(place: int, values: Mapping[str, str | bool | None], words: Words) -> str:
    said = [f"{words.say(_NAMES[name])} {told}" for name in _NAMES if (told := _said(name, values.get(name), words))]
    return f"<#{place}> {' · '.join(said)}" if said else ""


_NAMES = {"language": phrase("Language:"), "private": phrase("Replies:"), "topic": phrase("Usual topic:")}


def _said(name: str, value: str | bool | None, words: Words) -> str:
    if value is None:
        return ""
    if name == "language":
        return spoken_name(str(value))
    if name == "private":
        return words.say(_private() if value else phrase("shown to all"))
    return f"“{escape(cut(str(value), 100))}”"


def _private() -> Phrase:
    return phrase("shown to the one who asks alone")


def spoken_name(language: str) -> str:
    """Give the name of a language in that language: ``Deutsch``."""
    name = Locale.parse(language).get_display_name()
    return (name or language).capitalize()
