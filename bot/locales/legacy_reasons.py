"""
Map English reasons and evidence in rows of older versions back to translatable messages.

Rows written since hold template and values (`corpus.models.text.dump_text`). To be deleted with the next major version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpus.models.text import LocalizableText, explain, load_text


def mark_template(words: str) -> str:
    """Return *words*, marked as a template for the extraction of messages."""
    return words


#: English templates of the texts that older versions stored, and how each is worded now; the fields are the same.
TEMPLATES: Mapping[str, str] = {
    # corpus.extraction.provenance: evidence for the outlet and the date.
    "its header says so": mark_template("its header says so"),
    "its headline": mark_template("its headline"),
    "the page's title": mark_template("the page's title"),
    "its byline": mark_template("its byline"),
    "the page names the author": mark_template("the page names the author"),
    "a name beside the text": mark_template("a name next to the text"),
    "the dateline of its first paragraph": mark_template("the dateline of its first paragraph"),
    "its date line says {words}": mark_template("its date line says {words}"),
    "its dateline says {words}": mark_template("its dateline says {words}"),
    "the page says {words}": mark_template("the page says {words}"),
    "the page shows the date {words}": mark_template("the page shows the date {words}"),
    "names {day} as the day of the report": mark_template("names {day} as the day of the report"),
    "a picture is dated {words}": mark_template("a picture is dated {words}"),
    "the story calls {words} its own": mark_template("the article calls {words} its own"),
    "the story says: {words}": mark_template("the article says: {words}"),
    "its title ends in: {words}": mark_template("its title ends with: {words}"),
    "a line above the story says: {words}": mark_template("a line above the article says: {words}"),
    "a line below the story says: {words}": mark_template("a line below the article says: {words}"),
    "the note on the author says: {words}": mark_template("the note about the author says: {words}"),
    "the page calls its site {words}": mark_template("the page calls its site {words}"),
    "the feed's entry names its source {words}": mark_template("the feed entry names {words} as its source"),
    "the feed's title names {words}": mark_template("the feed's title names {words}"),
    "the page's rights line says: {words}": mark_template("the page's copyright line says: {words}"),
    "the page asks its reader: {words}": mark_template("the page asks its readers: {words}"),
    "the page's title ends in {words}": mark_template("the page's title ends with {words}"),
    # corpus.sources and corpus.extraction: why a feed or page can't be read.
    "the server answered {status}": mark_template("the server answered with {status}"),
    "it is no well-formed address": mark_template("it isn't a valid address"),
    "only http and https are fetched": mark_template("I only fetch http and https addresses"),
    "it names no host": mark_template("it has no host name"),
    "addresses with a user's name or password are not fetched": mark_template(
        "I don't fetch addresses that contain a user name or password"
    ),
    "its host is no public address": mark_template("its host isn't a public address"),
    "its host can't be reached or broke off ({error})": mark_template(
        "I couldn't reach its host, or the connection broke ({error})"
    ),
    "it redirects to a malformed address": mark_template("it redirects to an invalid address"),
    "it redirects more than {number} times": mark_template("it redirects more than {number} times"),
    "it is larger than {number} kB": mark_template("it is larger than {number} kB"),
    "it is neither a feed nor a page ({reason})": mark_template("it is neither a feed nor a web page ({reason})"),
    "it is no feed, and announces none": mark_template("it isn't a feed and doesn't link to one"),
    "it is a web page, not a feed": mark_template("it is a web page, not a feed"),
    # corpus.sources: why an entry of a feed, or an outline of a list of feeds, is left out.
    "it has no address": mark_template("it has no address"),
    "its address is neither http nor https": mark_template("its address doesn't start with http or https"),
    "the feed lists its address twice": mark_template("the feed lists its address twice"),
    "only the first {number} entries of a feed are read": mark_template(
        "I only read the first {number} entries of a feed"
    ),
    "it is no JSON object": mark_template("it isn't a JSON object"),
    "it has no date that can be read, so it counts as old when a feed is new here": mark_template(
        "it has no readable date, so it counts as older than the new feed"
    ),
    "it was published more than 24 hours before the feed was first asked": mark_template(
        "it was published more than 24 hours before the feed was added"
    ),
    "it was published more than 7 days ago": mark_template("it was published more than 7 days ago"),
    "left for the next time: {reason}": mark_template("left for next time: {reason}"),
    "only {number} pages of a feed are read at once": mark_template("I only read {number} pages of a feed at a time"),
    "it is no feed": mark_template("it isn't a feed"),
    "it is no OPML": mark_template("it isn't an OPML file"),
    "it is no well-formed XML ({error})": mark_template("it isn't valid XML ({error})"),
    "it ends too early": mark_template("it is cut off"),
    "it can't be read ({error})": mark_template("its format is broken ({error})"),
    "there is no word in it": mark_template("it contains no text"),
    "there is no word in the page": mark_template("the page contains no text"),
    "the site denies access; it does not show the article": mark_template(
        "the site denies access and shows no article"
    ),
    "the site shows an error, not an article": mark_template("the site shows an error, not an article"),
    # bot.digests: why a digest was not posted, as stored in the ledger.
    "suspended: {reason}": mark_template("suspended: {reason}"),
    "paused until {day}": mark_template("paused until {day}"),
    "missed: the bot was away at the hour and for {time} after it": mark_template(
        "missed: I was offline at the time and for {time} after it"
    ),
    "missed: a later digest took its place": mark_template("missed: a later digest replaced it"),
    "could not be posted within 6 h of being due": mark_template("I couldn't post it within 6 hours of its time"),
    "nobody approved it within 6 h of being due": mark_template("nobody approved it within 6 hours of its time"),
    "nothing new since the last digest": mark_template("nothing new since the last digest"),
    "the digest was removed": mark_template("the digest was removed"),
    "its draft could not be posted: {reason}": mark_template("I couldn't post its draft: {reason}"),
    "being sent when the connection broke, and the channel can't be read back: {reason}": mark_template(
        "the connection broke while I was posting, and I can't check the channel: {reason}"
    ),
    "the time zone {zone} is not known any more": mark_template("the time zone {zone} no longer exists"),
    "channel {channel}": mark_template("channel {channel}"),
    "Discord does not let the bot in ({answer})": mark_template("I don't have access (Discord says: {answer})"),
    "it does not exist any more": mark_template("it no longer exists"),
    "Discord refused the message ({answer})": mark_template("Discord refused my message ({answer})"),
    "Someone who may manage the channel must grant it View Channel, Send Messages and Read"
    " Message History.": mark_template(
        "Ask someone who can manage the channel to give me View Channel, Send Messages and Read Message History."
    ),
    "Set the digest up in another channel.": mark_template("Set up the digest in another channel."),
    # Stored with their template by a version that worded them so.
    "{key} dates to {day} what it tells of {weekday}": mark_template(
        "{key} reports the same events and dates its “{weekday}” to {day}"
    ),
    "{key} says that what it reports about {weekday} happened on {day}": mark_template(
        "{key} reports the same events and dates its “{weekday}” to {day}"
    ),
    "{key} is of {day}": mark_template("{key} was published on {day}"),
    "found in its channel; the record of it was lost": mark_template("found in its channel after its record was lost"),
    "Nobody knows whether it was posted.": mark_template("I don't know whether it was posted."),
    "{reason}, but the story names {words} as its day": mark_template(
        "{reason}, but the article names {words} as its day"
    ),
    "a picture in it is of {day}": mark_template("a picture in it is from {day}"),
    "{words} in the story is of another year": mark_template("{words} in the article is in another year"),
    "the story speaks of another month": mark_template("the article mentions another month"),
    "the story says {words}": mark_template("the article says {words}"),
    "{words}, the year by the page": mark_template("{words}, with the year from the page"),
    "the connection broke while reading": mark_template("the connection broke while reading"),
    "the connection broke while posting": mark_template("the connection broke while posting"),
    "{words}, which was no {weekday}": mark_template("{words}, which wasn't a {weekday}"),
    "none of its sentences can be quoted": mark_template("I can't quote any of its sentences"),
    "Discord asks to wait": mark_template("Discord asked me to wait"),
    "Discord asks to wait again and again": mark_template("Discord kept asking me to wait"),
    "Discord answered {status}": mark_template("Discord had a problem (status {status})"),
    "its reader is not in the server any more": mark_template("the member who gets it has left the server"),
    "the direct conversation": mark_template("the direct message"),
    "all workers are busy": mark_template("I was busy with other questions"),
    "its process ended unexpectedly": mark_template("it stopped unexpectedly"),
    "took longer than {seconds} s": mark_template("it took longer than {seconds} s"),
    "the ranking": mark_template("the search"),
    "the digest": mark_template("the digest"),
    "can't be read again": mark_template("it is damaged"),
    "the database is damaged": mark_template("it is damaged"),
    "the database": mark_template("the database"),
    "another process is writing to the database": mark_template("another process is writing to it"),
}


def update_template(template: str) -> str:
    """Return how a text is worded now that an older version stored with *template*."""
    return TEMPLATES.get(template, template)


def load_stored_text(stored: str) -> str:
    """Return a text of the database: as `dump_text` wrote it, or the English of an older version."""
    return parse_legacy_text(load_text(stored))


def parse_legacy_text(text: str) -> str:
    """Return the LocalizableText that *text* was formatted from, or *text* if it matches no template."""
    if not text or isinstance(text, LocalizableText):  # most rows have no reason, and there are hundreds of templates
        return text
    return _match_template(text) or _parse_error(text) or text


def _match_template(text: str) -> LocalizableText | None:
    for pattern, words in _compile_patterns():
        if match := pattern.fullmatch(text):
            values = {
                name: parse_legacy_text(value) if name == "reason" else value
                for name, value in match.groupdict().items()
            }
            return LocalizableText(words, "", values)
    return None


def _parse_error(text: str) -> LocalizableText | None:
    """Parse "subject: reason. Remedy.", as errors are stored."""
    subject, _, rest = text.partition(": ")
    reason, _, remedy = rest.partition(". ")
    localized_reason = _match_template(reason)
    if localized_reason is None:
        return None
    return explain(_match_template(subject) or subject, localized_reason, _match_template(remedy) or remedy)


@cache
def _compile_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # The present wordings come first: an older one may match them, too ("answered {status}", "answered with {status}").
    present = {words: words for words in TEMPLATES.values()}
    return tuple((_compile_pattern(old), new) for old, new in [*present.items(), *TEMPLATES.items()])


def _compile_pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", _build_field_pattern, re.escape(words)), re.DOTALL)


def _build_field_pattern(match: re.Match[str]) -> str:
    # Only a reason may contain a colon and a space itself.
    return f"(?P<{match[1]}>{'.+?' if match[1] == 'reason' else '(?:(?!: ).)+?'})"
