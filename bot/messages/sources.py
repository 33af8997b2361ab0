"""What a server follows → messages: feeds found, polled and listed. What outlets say of themselves is data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.locales import ENGLISH, Words
from bot.messages.lists import of_items
from bot.messages.markup import cut, escape, link
from bot.messages.model import Accent, Message
from bot.phrases import Phrase, phrase, plural
from bot.scopes.intake import MOST_FEEDS, Found
from corpus.feeds import Polled, Result, is_stopped
from corpus.store import Feed

_LONGEST_NAME, _LONGEST_ADDRESS = 80, 120
_MOST_OTHERS, _MOST_REFUSED = 3, 3
#: Reports in one message; whoever gives more addresses reads of the first.
_MOST_REPORTS = 12


def found_line(found: Found, words: Words = ENGLISH) -> str:
    """Report in Markdown on one address that was given: the feed there, or why it can't be followed."""
    if not found.url:
        return f"✗ {escape(cut(found.given, _LONGEST_ADDRESS))}: {escape(cut(words.recall(found.reason), 200))}"
    listing = plural("lists {number} article now", "lists {number} articles now", found.entries)
    said = f"{_named(found.title, found.url)} · {escape(words.recall(found.reason or listing))}"
    return f"{'✗' if found.reason else '✓'} {said}"


def others_line(found: Found, words: Words = ENGLISH) -> str:
    """Name in Markdown the other feeds of a page; ``""`` where there are none."""
    if not found.others:
        return ""
    names = words.listed([escape(cut(each, _LONGEST_ADDRESS)) for each in found.others[:_MOST_OTHERS]])
    return f"-# {words.say(phrase('The page also announces: {names}', names=names))}"


def of_found(found: Sequence[Found], words: Words = ENGLISH, *, fetching: bool = False) -> Message:
    """Report on addresses that were given; *fetching* says that the articles come next."""
    lines = [
        part for one in found[:_MOST_REPORTS] for part in (found_line(one, words), others_line(one, words)) if part
    ]
    if len(found) > _MOST_REPORTS:
        lines.append(f"-# {words.say(phrase('and {number} more', number=len(found) - _MOST_REPORTS))}")
    followed = [one for one in found if one.url and not one.reason]
    heading = plural("{number} feed is followed", "{number} feeds are followed", len(followed))
    foot = _next(followed, words, fetching=fetching)
    blocks = (f"### {words.say(heading)}", "\n".join(lines), foot)
    return Message(tuple(block for block in blocks if block), Accent.BRIEFING if followed else Accent.NOTHING)


def _next(followed: Sequence[Found], words: Words, *, fetching: bool) -> str:
    if not followed:
        return ""
    if fetching:
        return f"-# {words.say(phrase('Their articles of the last day are being fetched; this takes a minute.'))}"
    return f"-# {words.say(phrase('Their articles of the last day are fetched within minutes.'))}"


def of_polled(polled: Sequence[Polled], later: Sequence[Feed], words: Words = ENGLISH) -> Message:
    """Tell what came of a poll, and when those feeds are next that were not due."""
    lines = [polled_line(each, words) for each in polled[:_MOST_REPORTS]]
    lines += [f"-# {escape(cut(words.recall(reason), 200))}" for each in polled for reason in each.refused][
        :_MOST_REFUSED
    ]
    lines += [f"{_named(feed.title, feed.url)} · {_due(feed, words)}" for feed in later[:_MOST_REPORTS]]
    added = sum(each.added for each in polled)
    heading = plural("{number} new article", "{number} new articles", added)
    foot = words.say(phrase("No feed is asked more than once an hour."))
    return Message((f"### {words.say(heading)}", "\n".join(lines), f"-# {foot}"))


def polled_line(polled: Polled, words: Words = ENGLISH) -> str:
    """Tell in Markdown what became of one feed in a poll."""
    return f"{_named(polled.title, polled.url)} · {escape(words.say(_outcome(polled)))}"


def _outcome(polled: Polled) -> Phrase:
    if polled.error:
        return phrase("could not be read: {reason}", reason=cut(polled.error, 200))
    if polled.result is Result.UNCHANGED:
        return phrase("nothing new")
    return phrase(
        "{added} added, {revised} revised, {refused} refused, {left} left for the next time",
        added=polled.added,
        revised=polled.revised,
        refused=len(polled.refused),
        left=polled.left,
    )


def of_feeds(feeds: Sequence[Feed], page: int = 1, words: Words = ENGLISH) -> Message:
    """List the feeds of a server: when each was asked last, what failed, when it is next."""
    if not feeds:
        none = words.say(phrase("No feed is followed here yet. /feeds add follows one."))
        return Message((f"### {words.say(phrase('Feeds of this server'))}", none), Accent.NOTHING)
    heading = phrase("Feeds of this server: {number} of {most}", number=len(feeds), most=MOST_FEEDS)
    return of_items(heading, [_feed(feed, words) for feed in feeds], "feeds_page", page, words)


def _feed(feed: Feed, words: Words) -> str:
    asked = phrase("asked {when}", when=_stamp(feed.polled)) if feed.polled else phrase("not asked yet")
    lines = [_named(feed.title, feed.url), f"-# {words.say(asked)} · {_due(feed, words)}"]
    if feed.error:
        failed = plural(
            "failed: {reason}",
            "failed {number} times in a row: {reason}",
            feed.failures,
            reason=escape(cut(words.recall(feed.error), 120)),
        )
        lines.append(f"-# ⚠ {words.say(failed)}")
    return "\n".join(lines)


def _due(feed: Feed, words: Words) -> str:
    if is_stopped(feed):
        return words.say(phrase("not asked any more: it is gone"))
    return words.say(phrase("next {when}", when=_stamp(feed.due)) if feed.due else phrase("next within minutes"))


def _stamp(moment: str) -> str:
    # The reader's own clock (https://discord.com/developers/docs/reference#message-formatting-timestamp-styles).
    return f"<t:{int(datetime.fromisoformat(moment).timestamp())}:R>"


def _named(title: str, url: str) -> str:
    name = cut(title, _LONGEST_NAME) or cut(url, _LONGEST_NAME)
    return f"**{link(name, url)}**"
