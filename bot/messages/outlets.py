"""Where the articles are from: outlets, with what is kept of each, and feeds."""

from __future__ import annotations

from bot.findings import Outlet, Sources
from bot.locales import ENGLISH, Words
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape
from bot.messages.model import Accent
from bot.messages.wording import listed, reports
from bot.phrases import Days, phrase, plural
from briefings.model import Request
from corpus.model import Query

#: Outlets of one page, feeds that are named.
_OUTLETS, _FEEDS = 10, 10


def of_sources(sources: Sources, sequence: int, page: int = 1, words: Words = ENGLISH) -> Leaf:
    """Tell the outlets, those of most articles first."""
    request = Request(Query())
    title = f"### {words.say(phrase('Sources'))}"
    if not sources.outlets:
        empty = words.say(phrase("No article is kept here yet."))
        return turn([], Frame((title, empty), _feeds(sources, words), request, sequence, Accent.NOTHING), 1, words)
    number = sum(outlet.reports for outlet in sources.outlets)
    counted = words.say(reports(number, sources.origins))
    of = words.say(plural("{number} outlet", "{number} outlets", sum(1 for one in sources.outlets if one.name)))
    frame = Frame((f"{title}\n{of} · {counted}",), _feeds(sources, words), request, sequence, most=_OUTLETS)
    return turn([Item(_outlet(outlet, words)) for outlet in sources.outlets], frame, page, words)


def _outlet(outlet: Outlet, words: Words) -> str:
    name = escape(cut(outlet.name or "", 80)) or words.say(phrase("unknown outlet"))
    parts = [words.say(reports(outlet.reports, outlet.origins))]
    if outlet.first and outlet.last:
        parts.append(words.days(Days(outlet.first, outlet.last)))
    return f"**{name}**\n-# {' · '.join(parts)}"


def _feeds(sources: Sources, words: Words) -> list[str]:
    if not sources.feeds:
        return []
    names = escape(listed([cut(name, 60) for name in sources.feeds], _FEEDS, words))
    return [f"-# {words.say(phrase('Feeds followed: {names}', names=names))}"]
