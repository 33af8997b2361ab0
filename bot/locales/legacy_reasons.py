"""Map English strings from lower layers and from old database rows back to translatable messages."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from bot.locales.messages import DayRange, LocalizableText


def mark_template(words: str) -> str:
    """Return *words*, marked as a template for the extraction of messages."""
    return words


#: English templates of the layers below. A test compares them with the source.
TEMPLATES = (
    # corpus.dates: why a phrase is not a valid date.
    mark_template("there is no month {month} ({near}?)"),
    mark_template("{month} has {days} days"),
    mark_template("there is no such day"),
    mark_template("it could be {first} or {second}"),
    # briefings.answers, briefings.profiles: facts about an actor.
    mark_template("Kind"),
    mark_template("Described as"),
    mark_template("Also called"),
    mark_template("Introduced as"),
    mark_template("First seen"),
    mark_template("Last seen"),
    mark_template("Seen with"),
    mark_template("Busiest days"),
    mark_template("Sentences"),
    mark_template("person"),
    mark_template("state"),
    mark_template("organisation"),
    mark_template("group"),
    mark_template("document"),
    mark_template("place"),
    mark_template("event"),
    mark_template("{number}: {said} with its words, {about} about it by others"),
    # briefings.verification: why a cited sentence does not hold.
    mark_template("The store holds no article “{key}”."),
    mark_template("The store holds no revision {revision} of “{key}”."),
    mark_template("The stored text is another than the one that was quoted."),
    mark_template("The article was changed since; revision {revision} is its newest."),
    mark_template("The sentence still stands in it word for word."),
    mark_template("The sentence no longer stands in it word for word."),
    mark_template("The article does not hold these words."),
    # briefings.export.charts: text alternatives, and why there is nothing to draw.
    mark_template("no two actors are seen together"),
    mark_template("there is no day to draw"),
    mark_template("Two bar charts by day, {days}."),
    mark_template("Articles published: {counts}."),
    mark_template("Sentences about a day: {counts}."),
    mark_template("Days of the timeline: {days}."),
    mark_template("A bar chart of sentences that mention {name}, by the day that they tell of, {days}: {counts}."),
    mark_template("A matrix of how many sentences name two actors together."),
    mark_template("Most often: {pairs}."),
    mark_template("fewer on {number} other days"),
    # corpus.extraction.provenance: evidence for the outlet and the date.
    mark_template("its header says so"),
    mark_template("its headline"),
    mark_template("the page's title"),
    mark_template("its byline"),
    mark_template("the page names the author"),
    mark_template("a name beside the text"),
    mark_template("the dateline of its first paragraph"),
    mark_template("its date line says {words}"),
    mark_template("its dateline says {words}"),
    mark_template("the page says {words}"),
    mark_template("the page shows the date {words}"),
    mark_template("names {day} as the day of the report"),
    mark_template("a picture is dated {words}"),
    mark_template("the story calls {words} its own"),
    mark_template("the story says: {words}"),
    mark_template("its title ends in: {words}"),
    mark_template("a line above the story says: {words}"),
    mark_template("a line below the story says: {words}"),
    mark_template("the note on the author says: {words}"),
    mark_template("the page calls its site {words}"),
    mark_template("the feed's entry names its source {words}"),
    mark_template("the feed's title names {words}"),
    mark_template("the page's rights line says: {words}"),
    mark_template("the page asks its reader: {words}"),
    mark_template("the page's title ends in {words}"),
    # corpus.sources and corpus.extraction: why a feed or page can't be read.
    mark_template("the server answered {status}"),
    mark_template("it is no well-formed address"),
    mark_template("only http and https are fetched"),
    mark_template("it names no host"),
    mark_template("addresses with a user's name or password are not fetched"),
    mark_template("its host is no public address"),
    mark_template("its host can't be reached or broke off ({error})"),
    mark_template("it redirects to a malformed address"),
    mark_template("it redirects more than {number} times"),
    mark_template("it is larger than {number} kB"),
    mark_template("it is neither a feed nor a page ({reason})"),
    mark_template("it is no feed, and announces none"),
    mark_template("it is a web page, not a feed"),
    # corpus.sources: why an entry of a feed, or an outline of a list of feeds, is left out.
    mark_template("it has no address"),
    mark_template("its address is neither http nor https"),
    mark_template("the feed lists its address twice"),
    mark_template("only the first {number} entries of a feed are read"),
    mark_template("it is no JSON object"),
    mark_template("it has no date that can be read, so it counts as old when a feed is new here"),
    mark_template("it was published more than 24 hours before the feed was first asked"),
    mark_template("it was published more than 7 days ago"),
    mark_template("left for the next time: {reason}"),
    mark_template("only {number} pages of a feed are read at once"),
    mark_template("it is no feed"),
    mark_template("it is no OPML"),
    mark_template("it is no well-formed XML ({error})"),
    mark_template("it ends too early"),
    mark_template("it can't be read ({error})"),
    mark_template("there is no word in it"),
    mark_template("there is no word in the page"),
    mark_template("the site denies access; it does not show the article"),
    mark_template("the site shows an error, not an article"),
    # briefings.queries.topics: how a topic was interpreted.
    mark_template("the topic {name}: {words}"),
    # corpus.entities: why a curation is rejected.
    mark_template("can't be merged into {name}: that is the same actor"),
    mark_template("can't lose its own name, {name}"),
    mark_template("has no letter or digit"),
    mark_template("a later word builds on this one ({reason})"),
    mark_template("belongs to {owner}; it can't also be {other}"),
    # bot.digests: why a digest was not posted, as stored in the ledger.
    mark_template("suspended: {reason}"),
    mark_template("paused until {day}"),
    mark_template("missed: the bot was away at the hour and for {time} after it"),
    mark_template("missed: a later digest took its place"),
    mark_template("could not be posted within 6 h of being due"),
    mark_template("nobody approved it within 6 h of being due"),
    mark_template("nothing new since the last digest"),
    mark_template("the digest was removed"),
    mark_template("its draft could not be posted: {reason}"),
    mark_template("being sent when the connection broke, and the channel can't be read back: {reason}"),
    mark_template("the time zone {zone} is not known any more"),
    mark_template("channel {channel}"),
    mark_template("Discord does not let the bot in ({answer})"),
    mark_template("it does not exist any more"),
    mark_template("Discord refused the message ({answer})"),
    mark_template(
        "Someone who may manage the channel must grant it View Channel, Send Messages and Read Message History."
    ),
    mark_template("Set the digest up in another channel."),
)

#: Labels of the facts of `briefings.answers` and `briefings.profiles` whose values are generated text; the values of
#: others are quotations or names.
LOCALIZED_FACTS = frozenset({"Kind", "First seen", "Last seen", "Busiest days", "Sentences"})

_DAY_PATTERN = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
#: A range of days; and a day with a note after it: "19 June 2024 (Sample Wire)", "19 June 2024 (3)".
_DAY_RANGE_PATTERN = re.compile(rf"({_DAY_PATTERN.pattern}) to ({_DAY_PATTERN.pattern})")
_DAY_WITH_NOTE_PATTERN = re.compile(rf"({_DAY_PATTERN.pattern}) (\([^()]*\))")


def parse_legacy_text(text: str) -> str:
    """Return the LocalizableText that *text* was formatted from, or *text* if it matches no template."""
    if isinstance(text, LocalizableText):
        return text
    return _match_template(text) or _parse_list(text) or _parse_error(text) or _parse_sentences(text) or text


def _match_template(text: str) -> LocalizableText | None:
    for pattern, words in _compile_patterns():
        if match := pattern.fullmatch(text):
            return LocalizableText(
                words, "", {name: _parse_value(name, value) for name, value in match.groupdict().items()}
            )
    return _parse_days(text)


def _parse_value(name: str, value: str) -> str:
    if name == "reason":
        return parse_legacy_text(value)
    if name == "counts":
        return _parse_counts(value)
    return (_parse_list(value) or _parse_days(value) or value) if name == "days" else value


def _parse_counts(text: str) -> str:
    """Parse "18 June 2024, 4; 19 June 2024, 23; fewer on 3 other days"."""
    parts = [_parse_count(part) or _match_template(part) or part for part in text.split("; ")]
    return LocalizableText("{parts}", "", {"parts": tuple(parts)})


def _parse_count(text: str) -> LocalizableText | None:
    day, _, number = text.rpartition(", ")
    localized_day = _parse_days(day)
    return LocalizableText("{day} ({number})", "", {"day": localized_day, "number": number}) if localized_day else None


def _parse_days(text: str) -> LocalizableText | None:
    try:
        if match := _DAY_RANGE_PATTERN.fullmatch(text):
            return LocalizableText("{days}", "", {"days": DayRange(_parse_day(match[1]), _parse_day(match[2]))})
        if match := _DAY_WITH_NOTE_PATTERN.fullmatch(text):
            return LocalizableText(
                "{days} {note}", "", {"days": DayRange.from_day(_parse_day(match[1])), "note": match[2]}
            )
        return (
            LocalizableText("{days}", "", {"days": DayRange.from_day(_parse_day(text))})
            if _DAY_PATTERN.fullmatch(text)
            else None
        )
    except ValueError:  # 31 June, typed by a member
        return None


def _parse_day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007  # a day has no zone


def _parse_list(text: str) -> LocalizableText | None:
    parts = [_match_template(part) for part in text.split(", ")]
    return LocalizableText("{parts}", "", {"parts": tuple(parts)}) if len(parts) > 1 and all(parts) else None


def _parse_sentences(text: str) -> LocalizableText | None:
    sentences = [_match_template(sentence) for sentence in re.split(r"(?<=\.) ", text)]
    fields = {f"sentence{number}": each for number, each in enumerate(sentences)}
    return LocalizableText(" ".join(f"{{{name}}}" for name in fields), "", fields) if all(sentences) else None


def _parse_error(text: str) -> LocalizableText | None:
    """Parse "subject: reason. Remedy.", as errors are stored."""
    subject, _, rest = text.partition(": ")
    reason, _, remedy = rest.partition(". ")
    localized_reason = _match_template(reason)
    if localized_reason is None:
        return None
    values = {
        "subject": _match_template(subject) or subject,
        "reason": localized_reason,
        "remedy": _match_template(remedy) or remedy,
    }
    return LocalizableText("{subject}: {reason}. {remedy}" if remedy else "{subject}: {reason}", "", values)


@cache
def _compile_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_compile_pattern(words), words) for words in TEMPLATES)


def _compile_pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", _build_field_pattern, re.escape(words)), re.DOTALL)


def _build_field_pattern(match: re.Match[str]) -> str:
    # Only a reason may contain a colon and a space itself.
    return f"(?P<{match[1]}>{'.+?' if match[1] == 'reason' else '(?:(?!: ).)+?'})"
