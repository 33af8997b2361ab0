"""Digests and what became of them, in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.dates import get_day_names

from bot.locales import Words
from bot.messages import MOST_CHARACTERS, Message, size
from bot.messages.markup import cut, escape
from bot.messages.preferences import spoken_name
from bot.phrases import Phrase, phrase, plural
from bot.schedules import EVERY_DAY, Slot, following, slots
from bot.subscriptions import DONE, Empty, Entry, Layout, Place, State, Subscription, Wish

_WORKING, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_LONGEST_TOPIC = 100
_TEN_DAYS = timedelta(days=10)


def of_subscriptions(heading: Phrase, held: Sequence[Subscription], now: datetime, words: Words) -> Message:
    """List digests: what, where, when, and when the next one comes; those that don't fit are counted."""
    shown: list[str] = []
    room = MOST_CHARACTERS - 300
    for each in held:
        block = described(each, now, words)
        room -= size(block) + 2
        if room < 0:
            shown.append(f"-# {words.say(phrase('and {number} more', number=len(held) - len(shown)))}")
            break
        shown.append(block)
    if not shown:
        shown = [words.say(phrase("None yet. /digest add sets one up."))]
    return Message((f"### {escape(words.say(heading))}", "\n".join(shown)))


def described(subscription: Subscription, now: datetime, words: Words) -> str:
    """Describe one digest in Markdown: a line on when and where, smaller ones on the rest."""
    wish = subscription.wish
    where = f"<#{wish.channel}>" if wish.place is not Place.DIRECT else words.say(phrase("in direct messages"))
    first = f"**{_times(wish)}** {escape(wish.schedule.zone)}, {_days(wish, words)} · {where}"
    lines = [first, *(f"-# {part}" for part in (_what(wish, words), _next(subscription, now, words)))]
    if subscription.change:
        changed = phrase("From the next day on: {digest}", digest=_brief(subscription.change.wish, words))
        lines.append(f"-# {escape(words.say(changed))}")
    return "\n".join(lines)


def line(subscription: Subscription, channel: str, words: Words) -> str:
    """Describe one digest in a line of plain words, for a choice."""
    return " · ".join(part for part in (_brief(subscription.wish, words), channel) if part)


def _brief(wish: Wish, words: Words) -> str:
    return f"{_times(wish)} {wish.schedule.zone}, {_days(wish, words)}, {words.say(_about(wish))}"


def _times(wish: Wish) -> str:
    return ", ".join(f"{at:%H:%M}" for at in wish.schedule.times)


def _days(wish: Wish, words: Words) -> str:
    days = wish.schedule.weekdays
    if days == EVERY_DAY:
        return words.say(phrase("every day"))
    if days == _WORKING:
        return words.say(phrase("on weekdays"))
    if days == _WEEKEND:
        return words.say(phrase("on weekends"))
    names = get_day_names("abbreviated", "stand-alone", words.language)
    return words.listed([str(names[day]) for day in sorted(days)])


def _about(wish: Wish) -> Phrase:
    if wish.topic:
        return phrase("about “{topic}”", topic=cut(wish.topic, _LONGEST_TOPIC))
    return phrase("about everything")


def _what(wish: Wish, words: Words) -> str:
    parts = [
        words.say(_about(wish)),
        words.say(plural("{number} sentence", "{number} sentences", wish.length)),
        words.say(phrase("compact")) if wish.layout is Layout.COMPACT else "",
        spoken_name(wish.language) if wish.language else "",
        words.say(phrase("with a chart")) if wish.chart else "",
        words.say(phrase("published to followers")) if wish.publish else "",
        words.say(phrase("as a new post")) if wish.place is Place.FORUM else "",
        words.say(phrase("nothing is posted where nothing is new")) if wish.empty is Empty.SKIP else "",
    ]
    plain = [escape(part) for part in parts if part]
    if wish.role:
        plain.append(words.say(phrase("pings {role}", role=f"<@&{wish.role}>")))
    if wish.editors:
        plain.append(words.say(phrase("approved in {channel}", channel=f"<#{wish.editors}>")))
    return " · ".join(plain)


def _next(subscription: Subscription, now: datetime, words: Words) -> str:
    if subscription.suspended:
        reason = words.recall(subscription.suspended)
        return escape(words.say(phrase("Suspended: {reason}", reason=cut(reason, 200))))
    slot = upcoming(subscription, now)
    if subscription.paused and slot and slot.day >= subscription.paused:
        paused = phrase("Paused until {day}; the next one comes {time}", day=subscription.paused, time=_stamp(slot))
        return words.say(paused)
    return words.say(phrase("The next one comes {time}", time=_stamp(slot))) if slot else ""


def upcoming(subscription: Subscription, now: datetime) -> Slot | None:
    """Give the next slot that will be posted."""
    wish = subscription.change.wish if subscription.change and subscription.change.since <= now else subscription.wish
    after = max(now, subscription.since)
    if not subscription.paused:
        return following(wish.schedule, after)
    until = datetime.combine(subscription.paused, datetime.max.time(), now.tzinfo)
    found = slots(wish.schedule, after, max(after, until).replace(microsecond=0) + _TEN_DAYS)
    return next((slot for slot in found if slot.day >= subscription.paused), None)


def _stamp(slot: Slot) -> str:
    moment = int(slot.instant.timestamp())
    return f"<t:{moment}:F> (<t:{moment}:R>)"


_STATES = {
    State.PLANNED: phrase("planned"),
    State.SENDING: phrase("sending"),
    State.SENT: phrase("sent"),
    State.UNKNOWN: phrase("unknown"),
    State.SKIPPED: phrase("skipped"),
}


def told(entry: Entry, subscription: Subscription, words: Words) -> Phrase:
    """Say what became of a digest."""
    at = f"{entry.key.slot} {subscription.wish.schedule.zone}"
    slot = phrase("on demand") if entry.key.slot.startswith("now") else at
    state = phrase("{state}: {reason}", state=_state(entry), reason=words.recall(entry.reason))
    became = state if entry.reason else _state(entry)
    return phrase("{day}, {slot}: {state} (digest {id})", day=entry.key.day, slot=slot, state=became, id=entry.digest)


def _state(entry: Entry) -> Phrase:
    if entry.state is State.PLANNED and entry.draft:
        return phrase("waiting for approval")
    if entry.state is not State.SENT:
        return _STATES[entry.state]
    if entry.publish == DONE:
        return phrase("sent and published")
    return phrase("sent, late") if entry.late else _STATES[entry.state]
