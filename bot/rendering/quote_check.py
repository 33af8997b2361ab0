"""Render sentence checks, quote lookups and the people named in a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.locales import ENGLISH, LocalizableText, Translator, localize_description, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Message, count_utf16_units
from bot.models.query import QuoteLookup, SentenceCheck
from bot.rendering.formatting import format_source
from bot.rendering.markdown import escape, truncate
from bot.rendering.pagination import Page, PageItem, PageLayout, paginate
from briefings.models import Point, Request
from briefings.verification import CitationStatus, CitedSentence
from corpus.models import Actor, ActorKind, Citation, Confidence, Query

#: UTF-16 units shown of the paragraph on either side of its sentence, and of the sentence.
_MAX_CONTEXT_CHARACTERS, _MAX_SENTENCE_CHARACTERS = 700, 1_600
_MAX_REASONS = 3


def render_sentence_check(result: SentenceCheck, now: datetime, translator: Translator = ENGLISH) -> Message:
    """Render a checked sentence in its paragraph, with the verdict and its source."""
    check = result.check
    sentence, holds = check.sentence, check.state in {CitationStatus.HOLDS, CitationStatus.REVISED}
    verdict = translator.translate(_describe_verdict(check.state))
    head = f"### {'✓' if holds else '✗'} {verdict}"
    reasons = [f"-# {escape(truncate(translator.translate(reason), 300))}" for reason in check.reasons[:_MAX_REASONS]]
    paragraph = _render_paragraph(result)
    stamp = f"<t:{int(now.timestamp())}:f>"
    details = [
        format_source(to_citation(sentence), translator),
        translator.translate(
            _(
                "characters {start} to {end} of article {key}, revision {revision}",
                start=f"`{sentence.start}`",
                end=f"`{sentence.end}`",
                key=escape(truncate(sentence.key, 80)),
                revision=sentence.revision,
            )
        ),
        translator.translate(_("SHA-256 of its text: {digest}", digest=f"`{sentence.sha256}`")),
        translator.translate(_("Checked {time}.", time=stamp)),
    ]
    if result.text_hash and result.text_hash != sentence.sha256:
        details.insert(
            3, translator.translate(_("SHA-256 of the stored text: {digest}", digest=f"`{result.text_hash}`"))
        )
    blocks = ("\n".join([head, *reasons]), paragraph, "\n".join(f"-# {line}" for line in details))
    return Message(blocks, Accent.DIGEST if holds else Accent.ERROR)


def _describe_verdict(state: CitationStatus) -> LocalizableText:
    match state:
        case CitationStatus.HOLDS:
            return _("This sentence is in its article word for word")
        case CitationStatus.REVISED:
            return _("This sentence was in its article word for word, but the article has changed since")
        case CitationStatus.CHANGED:
            return _("The stored article differs from the one that was quoted")
        case CitationStatus.DELETED:
            return _("The article is no longer stored, so I can't check this")
        case CitationStatus.ALTERED:
            return _("The article doesn't contain these words")


def _render_paragraph(result: SentenceCheck) -> str:
    cited = result.check.sentence
    sentence = escape(cited.text)
    if count_utf16_units(sentence) > _MAX_SENTENCE_CHARACTERS:
        sentence = escape(truncate(cited.text, _MAX_SENTENCE_CHARACTERS // 4))
    before, after = (escape(text) for text in (result.before, result.after))
    before = before if count_utf16_units(before) <= _MAX_CONTEXT_CHARACTERS else "…"
    after = after if count_utf16_units(after) <= _MAX_CONTEXT_CHARACTERS else "…"
    return "> " + " ".join(part for part in (before, f"**{sentence}**", after) if part)


def to_citation(sentence: CitedSentence) -> Citation:
    """Return the citation of a cited sentence."""
    return Citation(
        sentence.key,
        sentence.revision,
        sentence.title,
        sentence.outlet,
        sentence.published,
        Confidence(sentence.confidence),
        sentence.address,
    )


def render_people(people: Sequence[tuple[Actor, int]], translator: Translator = ENGLISH) -> Message:
    """Render the actors named in a message that the articles mention."""
    if not people:
        nobody = _("**Nobody found**. The articles here don't mention anyone named in this message.")
        return Message((translator.translate(nobody),), Accent.NOTHING)
    title = f"### {translator.translate(_('Named in this message'))}"
    return Message((title, *(_render_person(actor, number, translator) for actor, number in people)))


def _render_person(actor: Actor, number: int, translator: Translator) -> str:
    counted = translator.translate(
        ngettext_("mentioned in {number} sentence here", "mentioned in {number} sentences here", number)
    )
    known = translator.translate(localize_description(actor.description))
    described = escape(truncate(known, 200)) or translator.translate(_describe_kind(actor.kind))
    return f"**{escape(truncate(actor.name, 80))}** · {described}\n-# {counted}"


def _describe_kind(kind: ActorKind) -> LocalizableText:
    match kind:
        case ActorKind.PERSON:
            return _("a person")
        case ActorKind.STATE:
            return _("a state")
        case ActorKind.ORGANISATION:
            return _("an organisation")
        case ActorKind.GROUP:
            return _("a group")
        case ActorKind.DOCUMENT:
            return _("a document")
        case ActorKind.ANONYMOUS:
            return _("an unnamed source")
        case ActorKind.PLACE:
            return _("a place")
        case ActorKind.EVENT:
            return _("an event")


def render_quote_lookups(lookups: Sequence[QuoteLookup], sequence: int, translator: Translator = ENGLISH) -> Page:
    """Render for each quotation in a message whether the articles contain it, or what comes nearest."""
    request = Request(Query(), text=" / ".join(truncate(one.text, 100) for one in lookups))
    if not lookups:
        none = _("**No quotation found**. This message has nothing in quotation marks or marked as a quotation.")
        return paginate(
            [], PageLayout((translator.translate(none),), (), request, sequence, Accent.NOTHING), 1, translator
        )
    title = f"### {translator.translate(_('Quotations in this message'))}"
    return paginate(
        [_render_lookup(one, translator) for one in lookups], PageLayout((title,), (), request, sequence), 1, translator
    )


def _render_lookup(lookup: QuoteLookup, translator: Translator) -> PageItem:
    quote = escape(truncate(lookup.text, 200))
    if not lookup.points:
        verdict = translator.translate(_("not in any article here"))
        return PageItem(f"✗ “{quote}”\n-# {verdict}")
    if lookup.exact:
        verdict = translator.translate(_("found word for word"))
        lines = [f"-# {format_source(point.passage.citation, translator)}" for point in lookup.points]
        return PageItem("\n".join([f"✓ “{quote}”", f"-# {verdict}", *lines]), lookup.points)
    verdict = translator.translate(_("not found word for word; the closest match is"))
    return PageItem(
        "\n".join(
            [f"≠ “{quote}”", f"-# {verdict}", *(_render_near_match(point, translator) for point in lookup.points)]
        ),
        lookup.points,
    )


def _render_near_match(point: Point, translator: Translator) -> str:
    return f"> {escape(point.passage.sentence.text)}\n-# {format_source(point.passage.citation, translator)}"
