"""Manners: who shared an answer stands beneath it; who asks too often is told when to go on; an end is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.locales import ENGLISH, Words
from bot.messages.model import MOST_CHARACTERS, Accent, Message, size
from bot.phrases import phrase


def shared_by(message: Message, member: int, words: Words = ENGLISH) -> Message:
    """Say beneath *message* who shared it; nobody is pinged."""
    line = f"-# {words.say(phrase('Shared by {member}', member=f'<@{member}>'))}"
    if sum(map(size, message.blocks)) + size(line) + 1 > MOST_CHARACTERS:
        return message
    return replace(message, blocks=(*message.blocks[:-1], f"{message.blocks[-1]}\n{line}"))


def of_wait(until: datetime, words: Words = ENGLISH) -> Message:
    """Ask somebody to wait; the moment is shown on their own clock."""
    stamp = f"<t:{int(until.timestamp()) + 1}:R>"
    said = phrase("That was quick. Ask again {time}, please: the bot serves others, too.", time=stamp)
    return Message((words.say(said),), Accent.NOTHING)


def of_end(words: Words = ENGLISH) -> Message:
    """Say that all was told."""
    return Message(
        (words.say(phrase("**That was all**. The articles kept here tell nothing more on this.")),), Accent.NOTHING
    )
