"""What is kept of a member or of a server → messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.locales import ENGLISH, Words
from bot.messages.model import Accent, Button, File, Message, Style
from bot.phrases import Phrase, phrase, plural

_NOT_KEPT = phrase("Messages in your channels are never read or kept.")


def of_kept(counts: Mapping[str, int], words: Words = ENGLISH, *, server: bool) -> Message:
    """
    Show how much is kept.

    Args:
        counts: What → how many of it.
        words: In which language.
        server: Whether it is a server's; else it is the member's who asks.
    """
    heading = phrase("What is kept of this server") if server else phrase("What is kept of you")
    lines = _lines(counts, words) or [words.say(phrase("Nothing."))]
    return Message((f"### {words.say(heading)}", "\n".join(lines), f"-# {words.say(_NOT_KEPT)}"))


def _lines(counts: Mapping[str, int], words: Words) -> list[str]:
    return [f"- {words.say(_KINDS[name](number))}" for name, number in counts.items() if number and name in _KINDS]


#: What is kept → how it is counted.
_KINDS: Mapping[str, Callable[[int], Phrase]] = {
    "shown": lambda number: plural(
        "{number} reply: what was asked, where, and what was shown; deleted after 90 days",
        "{number} replies: what was asked, where, and what was shown; deleted after 90 days",
        number,
    ),
    "setups": lambda number: plural("{number} guided setup under way", "{number} guided setups under way", number),
    "subscriptions": lambda number: plural(
        "{number} digest that is or was posted", "{number} digests that are or were posted", number
    ),
    "ledger": lambda number: plural(
        "{number} row of the ledger of digests", "{number} rows of the ledger of digests", number
    ),
    "settings": lambda number: plural("settings of {number} place", "settings of {number} places", number),
    "articles": lambda number: plural("{number} article of its own", "{number} articles of its own", number),
    "feeds": lambda number: plural("{number} feed", "{number} feeds", number),
    "topics": lambda number: plural("{number} topic", "{number} topics", number),
    "words": lambda number: plural("{number} word on an actor", "{number} words on actors", number),
}


def of_export(data: bytes, left_out: int, words: Words = ENGLISH) -> Message:
    """Hand out what is kept as a file; *left_out* counts the articles whose text did not fit."""
    lines = [f"### {words.say(phrase('What is kept'))}"]
    if left_out:
        told = plural(
            "The text of {number} article did not fit and is left out.",
            "The texts of {number} articles did not fit and are left out.",
            left_out,
        )
        lines.append(words.say(told))
    ending = "json" if data[:1] == b"{" else "json.gz"
    return Message(tuple(lines), files=(File(f"dateline-privacy.{ending}", data),))


def of_asking(counts: Mapping[str, int], deed: str, words: Words = ENGLISH, *, server: bool) -> Message:
    """Ask whether all that is kept is to be deleted; *deed* is the id of the button that does it."""
    shown = of_kept(counts, words, server=server)
    if not _lines(counts, words):
        return shown
    if server:
        warning = phrase("Deleting ends this server's digests and feeds, and can't be undone.")
    else:
        warning = phrase("Deleting can't be undone. Buttons of your old replies no longer answer.")
    buttons = (
        Button(deed, words.say(phrase("Delete for good")), Style.DANGER),
        Button("privacy_keep", words.say(phrase("Keep it"))),
    )
    return Message((*shown.blocks[:-1], f"**{words.say(warning)}**"), Accent.ERROR, (buttons,))


def of_wiped(count: int, words: Words = ENGLISH) -> Message:
    """Tell that all is deleted: *count* rows, articles and feeds."""
    told = plural("{number} thing was deleted.", "{number} things were deleted.", count)
    return Message((f"### {words.say(phrase('Deleted'))}", words.say(told)), Accent.NOTHING)


def of_staying(words: Words = ENGLISH) -> Message:
    """Tell that nothing was deleted."""
    return Message((words.say(phrase("Nothing was deleted.")),), Accent.NOTHING)
