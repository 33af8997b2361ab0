"""What Discord refuses, as our own errors: for good, for this channel, or for now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.phrases import Phrase, phrase

#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes; another 404 is the answer
#: to a nonce whose message was deleted a moment ago, and says nothing of the channel.
_UNKNOWN_CHANNEL = 10003
#: What may be otherwise next time: a token that was reset, a timeout, a rate limit.
_PASSING = frozenset({401, 408, 429})
_FORBIDDEN = 403


def named(channel: int) -> Phrase:
    """Name a channel where its own name is not known."""
    return phrase("channel {channel}", channel=str(channel))


def refusal(channel: int, status: int, said: Mapping[str, object]) -> PostRefused | PostUncertain:
    """Say what an answer with *status* and the JSON *said* means for *channel*."""
    code, words = said.get("code"), str(said.get("message") or status)
    subject = named(channel)
    if status == _FORBIDDEN:
        return ChannelClosed(
            subject,
            phrase("Discord does not let the bot in ({answer})", answer=words),
            phrase(
                "Someone who may manage the channel must grant it View Channel, Send Messages and Read Message History."
            ),
        )
    if code == _UNKNOWN_CHANNEL:
        return ChannelClosed(
            subject, phrase("it does not exist any more"), phrase("Set the digest up in another channel.")
        )
    if 400 <= status < 500 and status not in _PASSING:
        return PostRefused(subject, phrase("Discord refused the message ({answer})", answer=words))
    return PostUncertain(subject, phrase("Discord answered {status}", status=str(status)))


@contextmanager
def translated(channel: int, doing: str) -> Iterator[None]:
    """Turn discord.py's and the connection's errors into ours; *doing* is "posting" or "reading"."""
    try:
        yield
    except discord.HTTPException as error:
        raise refusal(channel, error.status, {"code": error.code, "message": error.text}) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        subject = named(channel)
        reason = phrase("the connection broke while reading")
        if doing == "posting":
            reason = phrase("the connection broke while posting")
        raise PostUncertain(subject, reason) from error
