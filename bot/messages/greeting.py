"""What the bot says when it comes into a server."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locales import ENGLISH, Words
from bot.messages.model import Message
from bot.phrases import phrase


def of_welcome(mentions: Mapping[str, str], words: Words = ENGLISH) -> Message:
    """
    Say hello and what to do next.

    Args:
        mentions: Command name → id by which Discord makes it clickable, where known.
        words: In which language.
    """
    setup, explain = (_command(name, mentions) for name in ("setup", "help"))
    lines = (
        words.say(phrase("Dateline briefs this server on the news, word for word and with its sources.")),
        words.say(phrase("{command} posts a digest every day; whoever manages the server may use it.", command=setup)),
        words.say(phrase("{command} tells what everybody can ask.", command=explain)),
    )
    return Message(("\n".join(lines),))


def _command(name: str, mentions: Mapping[str, str]) -> str:
    return f"</{name}:{mentions[name]}>" if name in mentions else f"**/{name}**"
