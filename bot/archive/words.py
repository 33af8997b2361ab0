"""The words of an archive's pages, in the language of each page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.archive.content import ArchivedDigest
from bot.archive.index import SubjectKind
from bot.locales import DayRange, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from briefings.verification import CitedSentence
from corpus.dates import day_range

#: Labels by the name under which templates use them; fields in braces are filled in by the page's script.
_LABELS: dict[str, LocalizableText] = {
    "archive": _("Archive of digests"),
    "skip": _("Skip to the content"),
    "digests": _("Digests"),
    "stories": _("Stories"),
    "actors": _("People and organisations"),
    "days": _("Days"),
    "outlets": _("Outlets"),
    "all_news": _("All news"),
    "empty": _("No digests yet."),
    "search": _("Search the sentences"),
    "nothing": _("No sentence contains all these words."),
    "more": _("Also in this digest"),
    "read": _("Read the article"),
    "context": _("Context"),
    "proof": _("Proof"),
    "place": _("Place in the article"),
    "event": _("Day it is about"),
    "sentence_hash": _("SHA-256 of the sentence"),
    "article_hash": _("SHA-256 of the article’s text"),
    "check": _("Check this page"),
    "good": _("All sentences are unaltered ({total}).", total="{total}"),
    "bad": _("Altered sentences: {altered} of {total}.", altered="{altered}", total="{total}"),
    "moved": _("Sentences were moved, added or removed."),
    "unaltered": _("unaltered"),
    "altered": _("altered"),
    "quoted": _("Quoted in digests"),
    "happened": _("About this day"),
    "published": _("Published on this day"),
    "footer": _("Every sentence is quoted word for word from the article named below it."),
    "verify": _("Whoever runs the bot can check this digest against the stored articles:"),
}


class Words:
    """The words of a page; each label of this module is an attribute of its name."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self._labels = {name: translator.translate(label) for name, label in _LABELS.items()}

    def __getattr__(self, name: str) -> str:
        try:
            return self._labels[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.translator.language

    def day(self, day: date) -> str:
        """Return a day with its weekday."""
        return self.translator.format_day(day)

    def month(self, first: date) -> str:
        """Return the month that begins on *first*."""
        following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        return self.translator.format_range(DayRange(first, following - timedelta(days=1)))

    def date(self, value: str) -> str:
        """Return the day or days of a TIMEX3 value."""
        covered = day_range(value)
        return self.translator.format_range(DayRange(*covered)) if covered else value

    def quote(self, text: str) -> str:
        """Return *text* in quotation marks."""
        return f"“{text}”"

    def quoted_in(self, digest: ArchivedDigest) -> str:
        """Return the words of a link to a digest."""
        return self.translator.translate(_("digest of {day}", day=digest.day))

    def digest(self, identity: str) -> str:
        """Return the id of a digest as its message has it."""
        return self.translator.translate(_("digest {id}", id=identity))

    def also(self, outlets: Sequence[str]) -> str:
        """Return the line that names other outlets."""
        return self.translator.translate(_("Also reported by {outlets}", outlets=tuple(outlets)))

    def describe_place(self, cited: CitedSentence) -> str:
        """Return where in an article a sentence stands."""
        return self.translator.translate(
            _(
                "characters {start} to {end} of revision {revision} of {article}",
                start=str(cited.start),
                end=str(cited.end),
                revision=str(cited.revision),
                article=cited.key,
            )
        )

    def count_sentences(self, number: int) -> str:
        """Return a number of sentences."""
        return self.translator.translate(ngettext_("{number} sentence", "{number} sentences", number))

    def count_digests(self, number: int) -> str:
        """Return a number of digests."""
        return self.translator.translate(ngettext_("{number} digest", "{number} digests", number))

    def name_kind(self, kind: SubjectKind) -> str:
        """Return the heading of the list of one kind of subjects."""
        return self._labels[kind.value]
