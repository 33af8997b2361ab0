"""Render query results: days, timelines, articles, quotes, sources, contradictions, charts and exports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from bot.locales import ENGLISH, DayRange, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Message, MessageFile, count_utf16_units
from bot.models.query import (
    ArticleDetails,
    ContradictionList,
    DayResult,
    OutletStats,
    QueryResult,
    QuoteList,
    SourceList,
    TimelineResult,
)
from bot.rendering.formatting import (
    format_corroboration,
    format_outlet,
    format_publication_date,
    format_report_count,
    format_resolved_dates,
    format_sentence,
    format_source,
    join_names,
)
from bot.rendering.markdown import escape, format_link, truncate
from bot.rendering.pagination import Page, PageItem, PageLayout, as_briefing, paginate
from bot.rendering.replies import render_answer, render_briefing, render_interpretation
from briefings.clustering import Contradiction, ContradictionKind
from briefings.export import Chart
from briefings.models import Answer, Briefing, Point, Request
from briefings.timelines import TimelineEntry
from briefings.verification import Proof, briefing_id
from corpus.models import Actor, Claim, Confidence, Passage, Query, Quotation, QuotationKind

#: UTF-16 units of the list of a day's articles.
_MAX_ARTICLE_LIST_LENGTH = 700
_MAX_TIMELINE_HEADING_LENGTH = 150
#: Days of a timeline per page.
_DAYS_PER_PAGE = 5


def render_day(day: DayResult, words: Translator = ENGLISH, named: str = "") -> Message:
    """Render what happened on some days, and under it what was published on them."""
    return render_answer(day.answer, words, named, _list_published(day, words))


def _list_published(day: DayResult, words: Translator) -> list[str]:
    if not day.reports:
        return (
            [f"-# {words.translate(_('Nothing kept here was published then.'))}"]
            if day.answer.request.query.days
            else []
        )
    counted = words.translate(format_report_count(day.reports, day.origins))
    lines = [f"**{words.translate(_('Published then: {counts}', counts=counted))}**"]
    room = _MAX_ARTICLE_LIST_LENGTH
    for citation in day.published:
        titled = escape(truncate(citation.title or citation.key, 100))
        line = f"-# • {format_link(format_outlet(citation, words), citation.address)} · {titled}"
        room -= count_utf16_units(line)
        if room < 0:
            break
        lines.append(line)
    left = day.reports - (len(lines) - 1)
    if left > 0:
        lines.append(f"-# • {words.translate(_('and {number} more', number=left))}")
    return lines


def render_timeline(chronicle: TimelineResult, sequence: int, page: int = 1, words: Translator = ENGLISH) -> Page:
    """Render a timeline: its days in order, each with its most important sentence."""
    about = truncate(chronicle.request.text, _MAX_TIMELINE_HEADING_LENGTH)
    title = _("Timeline: {topic}", topic=escape(about)) if about else _("Timeline")
    frame = PageLayout(
        (f"### {words.translate(title)}",),
        render_interpretation(chronicle.request, words),
        chronicle.request,
        sequence,
        most=_DAYS_PER_PAGE,
    )
    return paginate([_render_timeline_entry(moment, words) for moment in chronicle.moments], frame, page, words)


def _render_timeline_entry(moment: TimelineEntry, words: Translator) -> PageItem:
    counted = words.translate(format_report_count(moment.articles, moment.origins))
    lines: Sequence[str] = [f"**{words.format_day(moment.day)}** · {counted}"]
    return PageItem("\n".join([*lines, *(format_sentence(point, words) for point in moment.points)]), moment.points)


_MAX_ARTICLE_TITLE_LENGTH, _MAX_FACT_LENGTH = 200, 160
#: Copies named, and pieces of evidence shown.
_MAX_COPIES, _MAX_EVIDENCE = 4, 2


def render_article(
    dossier: ArticleDetails,
    sequence: int,
    before: Collection[tuple[int, int]] = (),
    page: int = 1,
    words: Translator = ENGLISH,
) -> Page:
    """
    Render the details of one article.

    Args:
        dossier: The article.
        sequence: The store's sequence number.
        before: Spans of its sentences that public replies here have quoted before.
        page: Page number of its sentences, from 1.
        words: Translator to the reader's language.
    """
    citation = dossier.citation
    title = escape(truncate(citation.title or citation.key, _MAX_ARTICLE_TITLE_LENGTH))
    facts = [format_link(format_outlet(citation, words), citation.address), *_render_facts(dossier, words)]
    head = ["\n".join([f"### {title}", *facts])]
    told = f"**{words.translate(_('What it tells'))}**" if dossier.points else ""
    request = Request(Query(articles=(citation.key,)), text=citation.title or citation.key)
    frame = PageLayout([*head, told], [_count_quoted_before(before, words)], request, sequence)
    return paginate([_render_article_sentence(point, before, words) for point in dossier.points], frame, page, words)


def _render_facts(dossier: ArticleDetails, words: Translator) -> list[str]:
    known, citation = dossier.provenance, dossier.citation
    lines = [
        _render_fact(
            _("Published"),
            f"{format_publication_date(citation, words)}{_render_evidence(known.published, words)}",
            words,
        ),
        _render_fact(_("By"), escape(truncate(known.byline.value or "", _MAX_FACT_LENGTH)), words),
        _render_fact(_("Place"), escape(truncate(known.place.value or "", _MAX_FACT_LENGTH)), words),
        _render_fact(_("Copied by"), escape(truncate(known.via.value or "", _MAX_FACT_LENGTH)), words),
        _render_fact(
            _("Names"), escape(join_names([truncate(actor.name, 40) for actor in dossier.actors], 8, words)), words
        ),
    ]
    if dossier.copies:
        copies = [format_link(format_outlet(one, words), one.address) for one in dossier.copies[:_MAX_COPIES]]
        more = len(dossier.copies) - len(copies)
        shown = words.join(copies)
        said = words.translate(_("{names} and {number} more", names=shown, number=more)) if more else shown
        lines.append(_render_fact(_("Same origin as"), said, words))
    return [line for line in lines if line]


def _render_fact(label: LocalizableText, value: str, words: Translator) -> str:
    return f"**{words.translate(label)}** {value}" if value else ""


def _render_evidence(claim: Claim, words: Translator) -> str:
    evidence = [escape(truncate(words.translate_legacy(part), 100)) for part in claim.evidence[:_MAX_EVIDENCE]]
    stated = words.translate(_("stated")) if claim.confidence is Confidence.STATED else ""
    parts = [part for part in (stated, "; ".join(evidence)) if part]
    return f" · {' · '.join(parts)}" if parts else ""


def _render_article_sentence(point: Point, before: Collection[tuple[int, int]], words: Translator) -> PageItem:
    sentence = point.passage.sentence
    mark = words.translate(_("quoted here before")) if (sentence.start, sentence.end) in before else ""
    below = " · ".join(
        part for part in (format_resolved_dates(point, words), format_corroboration(point, words), mark) if part
    )
    return PageItem(f"> {escape(sentence.text)}" + (f"\n-# {below}" if below else ""), (point,))


def _count_quoted_before(before: Collection[tuple[int, int]], words: Translator) -> str:
    if not before:
        return ""
    said = ngettext_(
        "{number} of its sentences was quoted here before.",
        "{number} of its sentences were quoted here before.",
        len(before),
    )
    return f"-# {words.translate(said)}"


#: A speaker attributed with less confidence is marked as uncertain.
_MIN_SPEAKER_CONFIDENCE = 0.75
#: Quotations of one sentence that are listed separately.
_MAX_QUOTES_PER_SENTENCE = 3


def render_quotes(sayings: QuoteList, sequence: int, page: int = 1, words: Translator = ENGLISH) -> Page:
    """Render the quotations of an actor, direct and indirect."""
    answer = sayings.answer
    title = _("What {actor} said", actor=escape(truncate(answer.heading, 100)))
    counted = ngettext_("{number} quotation", "{number} quotations", len(answer.points))
    items = [_render_quote(point, sayings.speakers, words) for point in answer.points]
    head, foot = (f"### {words.translate(title)}",), render_interpretation(answer.request, words)
    return paginate(
        items, PageLayout(head, foot, answer.request, sequence, counted=words.translate(counted)), page, words
    )


def _render_quote(point: Point, speakers: Mapping[str, Actor], words: Translator) -> PageItem:
    heard = [one for one in point.passage.quotations if one.speaker in speakers][:_MAX_QUOTES_PER_SENTENCE]
    known = dict.fromkeys(_render_attribution(one, point.passage, speakers, words) for one in heard)
    sentence, *below = format_sentence(point, words).split("\n")
    return PageItem("\n".join([sentence, *(f"-# {line}" for line in known), *below]), (point,))


def _render_attribution(
    quotation: Quotation, passage: Passage, speakers: Mapping[str, Actor], words: Translator
) -> str:
    """Return Markdown for the speaker of a quotation, its kind, and the source and cue that attribute it."""
    actor = speakers[quotation.speaker or ""]
    parts = [f"**{escape(truncate(actor.name, 60))}**", words.translate(_describe_quotation_kind(quotation.kind))]
    source, cue = (_extract_span(span, passage) for span in (quotation.source, quotation.cue))
    if source and cue:
        parts.append(words.translate(_("known by “{source}” with “{cue}”", source=source, cue=cue)))
    elif source or cue:
        parts.append(words.translate(_("known by “{source}”", source=source or cue)))
    else:
        parts.append(words.translate(_("known by the sentences around it")))
    if quotation.confidence < _MIN_SPEAKER_CONFIDENCE:
        parts.append(words.translate(_("uncertain")))
    return " · ".join(parts)


def _describe_quotation_kind(kind: QuotationKind) -> LocalizableText:
    match kind:
        case QuotationKind.DIRECT:
            return _("direct quotation")
        case QuotationKind.PARTIAL:
            return _("partly quoted")
        case QuotationKind.REPORTED:
            return _("reported speech")


def _extract_span(span: tuple[int, int] | None, passage: Passage) -> str:
    """Return the text of *span*, escaped; ``""`` if it is in another sentence."""
    sentence = passage.sentence
    if span is None or not sentence.start <= span[0] < span[1] <= sentence.end:
        return ""
    return escape(truncate(sentence.text[span[0] - sentence.start : span[1] - sentence.start], 60))


#: Outlets per page, and feeds named.
_OUTLETS_PER_PAGE, _MAX_FEEDS_NAMED = 10, 10


def render_sources(sources: SourceList, sequence: int, page: int = 1, words: Translator = ENGLISH) -> Page:
    """Render the outlets, those with most articles first, and the feeds."""
    request = Request(Query())
    title = f"### {words.translate(_('Sources'))}"
    if not sources.outlets:
        empty = words.translate(_("No article is kept here yet."))
        return paginate(
            [], PageLayout((title, empty), _render_feeds(sources, words), request, sequence, Accent.NOTHING), 1, words
        )
    number = sum(outlet.reports for outlet in sources.outlets)
    counted = words.translate(format_report_count(number, sources.origins))
    of = words.translate(
        ngettext_("{number} outlet", "{number} outlets", sum(1 for one in sources.outlets if one.name))
    )
    frame = PageLayout(
        (f"{title}\n{of} · {counted}",), _render_feeds(sources, words), request, sequence, most=_OUTLETS_PER_PAGE
    )
    return paginate([PageItem(_render_outlet(outlet, words)) for outlet in sources.outlets], frame, page, words)


def _render_outlet(outlet: OutletStats, words: Translator) -> str:
    name = escape(truncate(outlet.name or "", 80)) or words.translate(_("unknown outlet"))
    parts = [words.translate(format_report_count(outlet.reports, outlet.origins))]
    if outlet.first and outlet.last:
        parts.append(words.format_range(DayRange(outlet.first, outlet.last)))
    return f"**{name}**\n-# {' · '.join(parts)}"


def _render_feeds(sources: SourceList, words: Translator) -> list[str]:
    if not sources.feeds:
        return []
    names = escape(join_names([truncate(name, 60) for name in sources.feeds], _MAX_FEEDS_NAMED, words))
    return [f"-# {words.translate(_('Feeds followed: {names}', names=names))}"]


#: Contradictions per page.
_CONTRADICTIONS_PER_PAGE = 4
_MAX_CONTRADICTIONS_HEADING_LENGTH = 150


def render_contradictions(found: ContradictionList, sequence: int, page: int = 1, words: Translator = ENGLISH) -> Page:
    """Render contradictions between outlets, with the differences in bold."""
    about = truncate(found.request.text, _MAX_CONTRADICTIONS_HEADING_LENGTH)
    title = _("Where outlets differ: {topic}", topic=escape(about)) if about else _("Where outlets differ")
    counted = words.translate(ngettext_("{number} difference", "{number} differences", len(found.contrasts)))
    frame = PageLayout(
        (f"### {words.translate(title)}",),
        render_interpretation(found.request, words),
        found.request,
        sequence,
        most=_CONTRADICTIONS_PER_PAGE,
        counted=counted,
    )
    return paginate([_render_contradiction(one, words) for one in found.contrasts], frame, page, words)


def _render_contradiction(one: Contradiction, words: Translator) -> PageItem:
    about = f" · {escape(truncate(one.about, 80))}" if one.about else ""
    sides = [_render_side(one.left, one.left_spans, words), _render_side(one.right, one.right_spans, words)]
    return PageItem(
        "\n".join([f"**{words.translate(_describe_contradiction_kind(one.kind))}**{about}", *sides]),
        (one.left, one.right),
    )


def _render_side(point: Point, spans: Sequence[tuple[int, int]], words: Translator) -> str:
    below = " · ".join(
        part for part in (format_resolved_dates(point, words), format_corroboration(point, words)) if part
    )
    lines = [f"> {_highlight_spans(point, spans)}", f"-# {format_source(point.passage.citation, words)}"]
    return "\n".join([*lines, *([f"-# {below}"] if below else [])])


def _describe_contradiction_kind(kind: ContradictionKind) -> LocalizableText:
    match kind:
        case ContradictionKind.FIGURE:
            return _("Different figures")
        case ContradictionKind.WORDING:
            return _("Different words")
        case ContradictionKind.SPEAKER:
            return _("Different speakers")
        case ContradictionKind.DATE:
            return _("Different dates")


def _highlight_spans(point: Point, spans: Sequence[tuple[int, int]]) -> str:
    """Return a sentence as Markdown with *spans* in bold, otherwise verbatim."""
    sentence, parts, reached = point.passage.sentence, list[str](), 0
    for first, last in sorted(spans):
        start, end = max(first - sentence.start, reached), last - sentence.start
        if 0 <= start < end <= len(sentence.text) and escape(sentence.text[start:end]):
            parts += [_escape_keeping_spaces(sentence.text[reached:start]), f"**{escape(sentence.text[start:end])}**"]
            reached = end
    return "".join([*parts, _escape_keeping_spaces(sentence.text[reached:])]).strip()


def _escape_keeping_spaces(text: str) -> str:
    """Return part of a sentence, escaped, with the spaces at its ends kept."""
    before, after = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{before}{escape(text)}{after}" if escape(text) else before


#: UTF-16 units of a chart's description in the message; a longer one is only the image's alternative text.
_MAX_CHART_TEXT_LENGTH = 1_000


def render_chart(chart: Chart, words: Translator = ENGLISH) -> Message:
    """Render a chart with its description in words."""
    alternative = words.translate_legacy(chart.alternative)
    told = escape(alternative)
    if count_utf16_units(told) > _MAX_CHART_TEXT_LENGTH:
        told = words.translate(_("What it shows is told in words in the picture's description."))
    title = f"### {words.translate(_('Chart'))}"
    return Message((f"{title}\n-# {told}",), files=(MessageFile("chart.png", chart.png, alternative),))


def render_export(name: str, data: bytes, proof: Proof, words: Translator = ENGLISH) -> Message:
    """Render an export with its file and how to verify it."""
    counted = words.translate(ngettext_("{number} sentence", "{number} sentences", len(proof.sentences)))
    title = f"### {words.translate(_('Export'))}"
    how = words.translate(_("Whoever runs the bot can check it: {command}", command=f"`dateline verify {name}`"))
    signed = words.translate(_("reply {id}", id=proof.id))
    return Message((f"{title}\n{counted} · {signed}", f"-# {how}"), files=(MessageFile(name, data),))


#: Has the length of a reply id, to measure a message before its id is known.
_PLACEHOLDER_ID = "x" * 10


def render_result(
    finding: QueryResult, page: int = 1, words: Translator = ENGLISH, before: Collection[tuple[int, int]] = ()
) -> Page:
    """
    Render one page of a reply.

    Args:
        finding: The result with the reply.
        page: Page number, from 1; the last page if there are fewer.
        words: Translator to the reader's language.
        before: For an article, spans of its sentences that public replies here have quoted before.
    """
    reply, sequence = finding.reply, finding.sequence
    match reply:
        case Briefing():
            return _render_briefing(reply, words)
        case Answer():
            return _render_answer(reply, sequence, lambda answer, named: render_answer(answer, words, named), words)
        case DayResult():
            return _render_answer(
                reply.answer,
                sequence,
                lambda answer, named: render_day(replace(reply, answer=answer), words, named),
                words,
            )
        case ArticleDetails():
            return render_article(reply, sequence, before, page, words)
        case Chart():
            return Page(render_chart(reply, words))
        case _:
            return _render_list_result(reply, sequence, page, words)


def _render_list_result(
    reply: QuoteList | TimelineResult | ContradictionList | SourceList, sequence: int, page: int, words: Translator
) -> Page:
    match reply:
        case QuoteList():
            return render_quotes(reply, sequence, page, words)
        case TimelineResult():
            return render_timeline(reply, sequence, page, words)
        case ContradictionList():
            return render_contradictions(reply, sequence, page, words)
        case SourceList():
            return render_sources(reply, sequence, page, words)


def _render_briefing(briefing: Briefing, words: Translator) -> Page:
    shown = _select_shown(briefing.points, render_briefing(briefing, words), words)
    if shown != briefing.points:  # the id covers only the sentences shown; "More" shows the others
        briefing = replace(briefing, points=shown, id=briefing_id(briefing.sequence, briefing.request, shown))
    return Page(render_briefing(briefing, words), briefing if shown else None)


def _render_answer(answer: Answer, sequence: int, tell: Callable[[Answer, str], Message], words: Translator) -> Page:
    shown = _select_shown(answer.points, tell(answer, _PLACEHOLDER_ID), words)
    told = as_briefing(shown, answer.request, sequence)
    return Page(tell(replace(answer, points=shown), told.id if told else ""), told)


def _select_shown(points: tuple[Point, ...], message: Message, words: Translator) -> tuple[Point, ...]:
    return tuple(point for point in points if format_sentence(point, words) in message.blocks)
