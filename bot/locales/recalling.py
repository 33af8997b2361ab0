"""English made in the rooms below, which know no languages, and reasons that were recorded → phrases."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from bot.phrases import Days, Phrase


def template(words: str) -> str:
    """Mark *words* as the template of a phrase; the catalogues gather it."""
    return words


#: What is said below. A test holds it to the source.
TEMPLATES = (
    # corpus.dates: why words are no date.
    template("there is no month {month} ({near}?)"),
    template("{month} has {days} days"),
    template("there is no such day"),
    template("it could be {first} or {second}"),
    # briefings.answers, briefings.profiles: who somebody is.
    template("Kind"),
    template("Described as"),
    template("Also called"),
    template("Introduced as"),
    template("First seen"),
    template("Last seen"),
    template("Seen with"),
    template("Busiest days"),
    template("Sentences"),
    template("person"),
    template("state"),
    template("organisation"),
    template("group"),
    template("document"),
    template("{number}: {said} with its words, {about} about it by others"),
    # briefings.proof: why a sentence does not hold.
    template("The store holds no article “{key}”."),
    template("The store holds no revision {revision} of “{key}”."),
    template("The stored text is another than the one that was quoted."),
    template("The article was changed since; revision {revision} is its newest."),
    template("The sentence still stands in it word for word."),
    template("The sentence no longer stands in it word for word."),
    template("The article does not hold these words."),
    # briefings.charts: what a chart shows, and why there is nothing to draw.
    template("no two actors are seen together"),
    template("there is no day to draw"),
    template("Two bar charts by day, {days}."),
    template("Articles published: {counts}."),
    template("Sentences about a day: {counts}."),
    template("Days of the timeline: {days}."),
    template("A bar chart of sentences that mention {name}, by the day that they tell of, {days}: {counts}."),
    template("A matrix of how many sentences name two actors together."),
    template("Most often: {pairs}."),
    template("fewer on {number} other days"),
    # corpus.provenance: how outlet and date are known.
    template("its header says so"),
    template("its headline"),
    template("the page's title"),
    template("its byline"),
    template("the page names the author"),
    template("a name beside the text"),
    template("the dateline of its first paragraph"),
    template("its date line says {words}"),
    template("its dateline says {words}"),
    template("the page says {words}"),
    template("the page shows the date {words}"),
    template("names {day} as the day of the report"),
    template("a picture is dated {words}"),
    template("the story calls {words} its own"),
    template("the story says: {words}"),
    template("the byline says: {words}"),
    template("the note on the author says: {words}"),
    template("the page calls its site {words}"),
    template("the page's rights line says: {words}"),
    template("the page asks its reader: {words}"),
    template("the page's title ends in {words}"),
    # corpus.fetch and corpus.feeds: why a feed can't be read.
    template("the server answered {status}"),
    template("it is no well-formed address"),
    template("only http and https are fetched"),
    template("it names no host"),
    template("addresses with a user's name or password are not fetched"),
    template("its host is no public address"),
    template("its host can't be reached or broke off ({error})"),
    template("it redirects to a malformed address"),
    template("it redirects more than {number} times"),
    template("it is larger than {number} kB"),
    template("it is neither a feed nor a page ({reason})"),
    template("it is no feed, and announces none"),
    template("it is a web page, not a feed"),
    template("it is no feed"),
    template("it is no OPML"),
    template("it is no well-formed XML ({error})"),
    template("it ends too early"),
    template("it can't be read ({error})"),
    template("there is no word in it"),
    template("there is no word in the page"),
    template("the site denies access; it does not show the article"),
    template("the site shows an error, not an article"),
    # briefings.topics: how a topic's name was read.
    template("the topic {name}: {words}"),
    # corpus.registry: why a curator's word can't hold.
    template("can't be merged into {name}: that is the same actor"),
    template("can't lose its own name, {name}"),
    template("has no letter or digit"),
    template("a later word builds on this one ({reason})"),
    template("belongs to {owner}; it can't also be {other}"),
    # bot.delivery: why a digest was not posted, as the ledger has it.
    template("suspended: {reason}"),
    template("paused until {day}"),
    template("missed: the bot was away at the hour and for {time} after it"),
    template("missed: a later digest took its place"),
    template("could not be posted within 6 h of being due"),
    template("nobody approved it within 6 h of being due"),
    template("nothing new since the last digest"),
    template("the digest was removed"),
    template("its draft could not be posted: {reason}"),
    template("being sent when the connection broke, and the channel can't be read back: {reason}"),
    template("the time zone {zone} is not known any more"),
    template("channel {channel}"),
    template("Discord does not let the bot in ({answer})"),
    template("it does not exist any more"),
    template("Discord refused the message ({answer})"),
    template("Someone who may manage the channel must grant it View Channel, Send Messages and Read Message History."),
    template("Set the digest up in another channel."),
)

#: Facts of `briefings.answers` and `briefings.profiles` whose values are written there; the others quote, or are names.
WRITTEN = frozenset({"Kind", "First seen", "Last seen", "Busiest days", "Sentences"})

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
#: Whole days first, then a day with what stands behind it: "19 June 2024 (Sample Wire)", "19 June 2024 (3)".
_SPAN = re.compile(rf"({_DAY.pattern}) to ({_DAY.pattern})")
_NOTED = re.compile(rf"({_DAY.pattern}) (\([^()]*\))")


def recalled(text: str) -> str:
    """Find the phrase that *text* was made as; the same where it is none."""
    if isinstance(text, Phrase):
        return text
    return _whole(text) or _listed(text) or _error(text) or _sentences(text) or text


def _whole(text: str) -> Phrase | None:
    for pattern, words in _patterns():
        if match := pattern.fullmatch(text):
            return Phrase(words, "", {name: _value(name, value) for name, value in match.groupdict().items()})
    return _dated(text)


def _value(name: str, value: str) -> str:
    if name == "reason":
        return recalled(value)
    if name == "counts":
        return _counts(value)
    return (_listed(value) or _dated(value) or value) if name == "days" else value


def _counts(text: str) -> str:
    """Recall "18 June 2024, 4; 19 June 2024, 23; fewer on 3 other days"."""
    parts = [_counted(part) or _whole(part) or part for part in text.split("; ")]
    return Phrase("{parts}", "", {"parts": tuple(parts)})


def _counted(text: str) -> Phrase | None:
    day, _, number = text.rpartition(", ")
    known = _dated(day)
    return Phrase("{day} ({number})", "", {"day": known, "number": number}) if known else None


def _dated(text: str) -> Phrase | None:
    try:
        if match := _SPAN.fullmatch(text):
            return Phrase("{days}", "", {"days": Days(_day(match[1]), _day(match[2]))})
        if match := _NOTED.fullmatch(text):
            return Phrase("{days} {note}", "", {"days": Days.of(_day(match[1])), "note": match[2]})
        return Phrase("{days}", "", {"days": Days.of(_day(text))}) if _DAY.fullmatch(text) else None
    except ValueError:  # a member's 31 June
        return None


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007  # a day has no zone


def _listed(text: str) -> Phrase | None:
    parts = [_whole(part) for part in text.split(", ")]
    return Phrase("{parts}", "", {"parts": tuple(parts)}) if len(parts) > 1 and all(parts) else None


def _sentences(text: str) -> Phrase | None:
    said = [_whole(sentence) for sentence in re.split(r"(?<=\.) ", text)]
    fields = {f"sentence{number}": each for number, each in enumerate(said)}
    return Phrase(" ".join(f"{{{name}}}" for name in fields), "", fields) if all(said) else None


def _error(text: str) -> Phrase | None:
    """Recall "subject: reason. Remedy.", as an error is recorded."""
    subject, _, rest = text.partition(": ")
    reason, _, remedy = rest.partition(". ")
    known = _whole(reason)
    if known is None:
        return None
    said = {"subject": _whole(subject) or subject, "reason": known, "remedy": _whole(remedy) or remedy}
    return Phrase("{subject}: {reason}. {remedy}" if remedy else "{subject}: {reason}", "", said)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(words), words) for words in TEMPLATES)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", _field, re.escape(words)), re.DOTALL)


def _field(match: re.Match[str]) -> str:
    # Only a reason has parts of its own.
    return f"(?P<{match[1]}>{'.+?' if match[1] == 'reason' else '(?:(?!: ).)+?'})"
