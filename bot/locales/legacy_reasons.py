"""
Map English reasons and evidence in rows of older versions back to translatable messages.

Rows written since hold template and values (`corpus.models.text.dump_text`). To be deleted with the next major version.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.models.text import LocalizableText, explain, load_text


def mark_template(words: str) -> str:
    """Return *words*, marked as a template for the extraction of messages."""
    return words


#: English templates of the texts that older versions stored.
TEMPLATES = (
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


def load_stored_text(stored: str) -> str:
    """Return a text of the database: as `dump_text` wrote it, or the English of an older version."""
    return parse_legacy_text(load_text(stored))


def parse_legacy_text(text: str) -> str:
    """Return the LocalizableText that *text* was formatted from, or *text* if it matches no template."""
    if isinstance(text, LocalizableText):
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
    return tuple((_compile_pattern(words), words) for words in TEMPLATES)


def _compile_pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", _build_field_pattern, re.escape(words)), re.DOTALL)


def _build_field_pattern(match: re.Match[str]) -> str:
    # Only a reason may contain a colon and a space itself.
    return f"(?P<{match[1]}>{'.+?' if match[1] == 'reason' else '(?:(?!: ).)+?'})"
