"""Render query results: days, timelines, articles, quotes, sources, contradictions, charts and exports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.locales import ENGLISH, DayRange, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Message, MessageFile, count_utf16_units
from bot.models.query import (
    ArticleDetails,
    ChangeList,
    ContradictionList,
    DayResult,
    OutletStats,
    QueryResult,
    QuoteList,
    SourceList,
    TimelineResult,
)
from bot.rendering.formatting import (
    describe_change_kind,
    describe_interpretation,
    describe_partial_reading,
    fit_sentences,
    format_as_of,
    format_corroboration,
    format_development,
    format_highlighted_sentence,
    format_language,
    format_outlet,
    format_publication_date,
    format_report_count,
    format_resolved_dates,
    format_sentence,
    join_names,
    list_undated_notes,
)
from bot.rendering.markdown import escape, format_link, truncate
from bot.rendering.pagination import Page, PageItem, PageLayout, as_briefing, paginate
from bot.rendering.replies import list_story_blocks, render_answer, render_briefing, render_interpretation
from briefings.clustering import Change, Contradiction, ContradictionKind
from briefings.digest import select_points
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


def render_day(day: DayResult, translator: Translator = ENGLISH, reply_id: str = "") -> Message:
    """Render what happened on some days, and under it what was published on them."""
    return render_answer(day.answer, translator, reply_id, _list_published(day, translator))


def _list_published(day: DayResult, translator: Translator) -> list[str]:
    if not day.report_count:
        return (
            [f"-# {translator.translate(_('No article here was published then.'))}"]
            if day.answer.request.query.days
            else []
        )
    counted = translator.translate(format_report_count(day.report_count, day.origins))
    lines = [f"**{translator.translate(_('Published on these days: {counts}', counts=counted))}**"]
    space = _MAX_ARTICLE_LIST_LENGTH
    for citation in day.published:
        titled = escape(truncate(citation.title or citation.key, 100))
        line = f"-# • {format_link(format_outlet(citation, translator), citation.address)} · {titled}"
        space -= count_utf16_units(line)
        if space < 0:
            break
        lines.append(line)
    left = day.report_count - (len(lines) - 1)
    if left > 0:
        lines.append(f"-# • {translator.translate(_('and {number} more', number=left))}")
    return lines


def render_timeline(timeline: TimelineResult, sequence: int, page: int = 1, translator: Translator = ENGLISH) -> Page:
    """Render a timeline: its days in order, each with its most important sentence."""
    about = truncate(timeline.request.text, _MAX_TIMELINE_HEADING_LENGTH)
    title = translator.translate(_("Timeline: {topic}", topic=escape(about)) if about else _("Timeline"))
    points = [point for entry in timeline.entries for point in entry.points]
    notes = list_undated_notes(timeline.request, points, translator)
    layout = PageLayout(
        (f"### {' · '.join(filter(None, (title, format_as_of(timeline.request.as_of, translator))))}",),
        [*render_interpretation(timeline.request, translator), *notes],
        timeline.request,
        sequence,
        max_items=_DAYS_PER_PAGE,
    )
    return paginate(
        [_render_timeline_entry(moment, translator) for moment in timeline.entries], layout, page, translator
    )


def _render_timeline_entry(entry: TimelineEntry, translator: Translator) -> PageItem:
    counted = translator.translate(format_report_count(entry.articles, entry.origins))
    lines: Sequence[str] = [f"**{translator.format_day(entry.day)}** · {counted}"]
    return PageItem("\n".join([*lines, *(format_sentence(point, translator) for point in entry.points)]), entry.points)


_MAX_ARTICLE_TITLE_LENGTH, _MAX_FACT_LENGTH = 200, 160
#: Copies named, and pieces of evidence shown.
_MAX_COPIES, _MAX_EVIDENCE = 4, 2


def render_article(
    article: ArticleDetails,
    sequence: int,
    quoted_spans: Collection[tuple[int, int]] = (),
    page: int = 1,
    translator: Translator = ENGLISH,
) -> Page:
    """
    Render the details of one article.

    Args:
        article: The article.
        sequence: The store's sequence number.
        quoted_spans: Spans of its sentences that public replies here have quoted before.
        page: Page number of its sentences, from 1.
        translator: Translator to the reader's language.
    """
    citation = article.citation
    title = escape(truncate(citation.title or citation.key, _MAX_ARTICLE_TITLE_LENGTH))
    facts = [format_link(format_outlet(citation, translator), citation.address), *_render_facts(article, translator)]
    head = ["\n".join([f"### {title}", *facts])]
    heading = f"**{translator.translate(_('Main points'))}**" if article.points else ""
    request = Request(Query(articles=(citation.key,)), text=citation.title or citation.key)
    layout = PageLayout([*head, heading], [_count_quoted_before(quoted_spans, translator)], request, sequence)
    return paginate(
        [_render_article_sentence(point, quoted_spans, translator) for point in article.points],
        layout,
        page,
        translator,
    )


def _render_facts(article: ArticleDetails, translator: Translator) -> list[str]:
    provenance, citation = article.provenance, article.citation
    lines = [
        _render_fact(
            _("Published"),
            f"{format_publication_date(citation, translator)}{_render_evidence(provenance.published, translator)}",
            translator,
        ),
        _render_fact(_("Author"), escape(truncate(provenance.byline.value or "", _MAX_FACT_LENGTH)), translator),
        _render_fact(_("Place"), escape(truncate(provenance.place.value or "", _MAX_FACT_LENGTH)), translator),
        _render_fact(_("Text"), _render_text_origin(article, translator), translator),
        _render_fact(_("Copied by"), escape(truncate(provenance.via.value or "", _MAX_FACT_LENGTH)), translator),
        _render_fact(
            _("People and organisations"),
            escape(join_names([truncate(actor.name, 40) for actor in article.actors], 8, translator)),
            translator,
        ),
    ]
    if article.copies:
        copies = [format_link(format_outlet(one, translator), one.address) for one in article.copies[:_MAX_COPIES]]
        more = len(article.copies) - len(copies)
        shown = translator.join(copies)
        same_origin = translator.translate(_("{names} and {number} more", names=shown, number=more)) if more else shown
        lines.append(_render_fact(_("Same origin as"), same_origin, translator))
    return [line for line in lines if line]


def _render_text_origin(article: ArticleDetails, translator: Translator) -> str:
    return translator.translate(_("from its feed, because I couldn't read its page")) if article.from_feed else ""


def _render_fact(label: LocalizableText, value: str, translator: Translator) -> str:
    return f"**{translator.translate(label)}** {value}" if value else ""


def _render_evidence(claim: Claim, translator: Translator) -> str:
    evidence = [escape(truncate(translator.translate_legacy(part), 100)) for part in claim.evidence[:_MAX_EVIDENCE]]
    stated = translator.translate(_("stated")) if claim.confidence is Confidence.STATED else ""
    parts = [part for part in (stated, "; ".join(evidence)) if part]
    return f" · {' · '.join(parts)}" if parts else ""


def _render_article_sentence(
    point: Point, quoted_spans: Collection[tuple[int, int]], translator: Translator
) -> PageItem:
    sentence = point.passage.sentence
    mark = translator.translate(_("quoted here before")) if (sentence.start, sentence.end) in quoted_spans else ""
    below = " · ".join(
        part
        for part in (format_resolved_dates(point, translator), format_corroboration(point, translator), mark)
        if part
    )
    return PageItem(f"> {escape(sentence.text)}" + (f"\n-# {below}" if below else ""), (point,))


def _count_quoted_before(quoted_spans: Collection[tuple[int, int]], translator: Translator) -> str:
    if not quoted_spans:
        return ""
    note = ngettext_(
        "{number} of these sentences was already quoted here.",
        "{number} of these sentences were already quoted here.",
        len(quoted_spans),
    )
    return f"-# {translator.translate(note)}"


#: A speaker attributed with less confidence is marked as uncertain.
_MIN_CERTAIN_CONFIDENCE = 0.75
#: Quotations of one sentence that are listed separately.
_MAX_QUOTES_PER_SENTENCE = 3
#: Code points of the subject and the day in the title of a list of quotations.
_MAX_QUOTES_ABOUT_LENGTH = 150


def render_quotes(quotes: QuoteList, sequence: int, page: int = 1, translator: Translator = ENGLISH) -> Page:
    """Render the quotations of an actor, direct and indirect."""
    answer = quotes.answer
    actor = escape(truncate(answer.heading, 100))
    if not answer.points:
        return Page(_render_no_quotes(answer.heading, answer.request, translator))
    about = escape(truncate(answer.request.text.removeprefix(answer.heading), _MAX_QUOTES_ABOUT_LENGTH)).lstrip("· ")
    title = " · ".join(filter(None, (translator.translate(_("What {actor} said", actor=actor)), about)))
    counted = ngettext_("{number} quotation", "{number} quotations", len(answer.points))
    items = [_render_quote(point, quotes.speakers, translator) for point in answer.points]
    head, foot = (f"### {title}",), render_interpretation(answer.request, translator)
    return paginate(
        items,
        PageLayout(head, foot, answer.request, sequence, count_text=translator.translate(counted)),
        page,
        translator,
    )


def _render_no_quotes(name: str, request: Request, translator: Translator) -> Message:
    actor = escape(truncate(name, 100))
    nothing = _("**Nothing found**. The articles here don't quote {actor}.", actor=actor)
    if request.terms or request.query.days:
        nothing = _("**Nothing found**. The articles here don't quote {actor} on this.", actor=actor)
    notes = render_interpretation(request, translator)
    if describe_interpretation(request, translator) == (name,):  # the line above names them
        notes = notes[1:]
    return fit_sentences([translator.translate(nothing)], (), notes, Accent.NOTHING)


def _render_quote(point: Point, speakers: Mapping[str, Actor], translator: Translator) -> PageItem:
    quotations = [one for one in point.passage.quotations if one.speaker in speakers][:_MAX_QUOTES_PER_SENTENCE]
    attributions = dict.fromkeys(_render_attribution(one, point.passage, speakers, translator) for one in quotations)
    sentence, *below = format_sentence(point, translator).split("\n")
    return PageItem("\n".join([sentence, *(f"-# {line}" for line in attributions), *below]), (point,))


def _render_attribution(
    quotation: Quotation, passage: Passage, speakers: Mapping[str, Actor], translator: Translator
) -> str:
    """Return Markdown for the speaker of a quotation, its kind, and the source and cue that attribute it."""
    actor = speakers[quotation.speaker or ""]
    parts = [f"**{escape(truncate(actor.name, 60))}**", translator.translate(_describe_quotation_kind(quotation.kind))]
    source, cue = (_extract_span(span, passage) for span in (quotation.source, quotation.cue))
    if source and cue:
        parts.append(translator.translate(_("attributed by “{source}” and “{cue}”", source=source, cue=cue)))
    elif source or cue:
        parts.append(translator.translate(_("attributed by “{source}”", source=source or cue)))
    else:
        parts.append(translator.translate(_("attributed by the sentences around it")))
    if quotation.confidence < _MIN_CERTAIN_CONFIDENCE:
        parts.append(translator.translate(_("uncertain")))
    return " · ".join(parts)


def _describe_quotation_kind(kind: QuotationKind) -> LocalizableText:
    match kind:
        case QuotationKind.DIRECT:
            return _("direct quotation")
        case QuotationKind.PARTIAL:
            return _("partial quotation")
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


def render_sources(sources: SourceList, sequence: int, page: int = 1, translator: Translator = ENGLISH) -> Page:
    """Render the outlets, those with most articles first, and the feeds."""
    request = Request(Query())
    title = f"### {translator.translate(_('Sources'))}"
    if not sources.outlets:
        empty = translator.translate(_("There are no articles here yet. Add sources with /feeds add."))
        return paginate(
            [],
            PageLayout((title, empty), _render_feeds(sources, translator), request, sequence, Accent.NOTHING),
            1,
            translator,
        )
    number = sum(outlet.report_count for outlet in sources.outlets)
    counted = translator.translate(format_report_count(number, sources.origins))
    outlet_count = translator.translate(
        ngettext_("{number} outlet", "{number} outlets", sum(1 for one in sources.outlets if one.name))
    )
    lines = [title, f"{outlet_count} · {counted}", *_list_languages(sources, translator)]
    layout = PageLayout(
        ("\n".join(lines),),
        _render_feeds(sources, translator),
        request,
        sequence,
        max_items=_OUTLETS_PER_PAGE,
    )
    return paginate(
        [PageItem(_render_outlet(outlet, translator)) for outlet in sources.outlets], layout, page, translator
    )


def _list_languages(sources: SourceList, translator: Translator) -> list[str]:
    """Return the lines that name the other languages of the articles, and those that are read in part."""
    if not sources.languages:
        return []
    names = tuple(escape(format_language(code, translator)) for code in sources.languages)
    listed = translator.translate(_("Other languages: {languages}", languages=names))
    return [listed, *filter(None, [describe_partial_reading(sources.languages, translator)])]


def _render_outlet(outlet: OutletStats, translator: Translator) -> str:
    name = escape(truncate(outlet.name or "", 80)) or translator.translate(_("unknown outlet"))
    parts = [translator.translate(format_report_count(outlet.report_count, outlet.origins))]
    if outlet.first and outlet.last:
        parts.append(translator.format_range(DayRange(outlet.first, outlet.last)))
    return f"**{name}**\n-# {' · '.join(parts)}"


def _render_feeds(sources: SourceList, translator: Translator) -> list[str]:
    if not sources.feeds:
        return []
    names = escape(join_names([truncate(name, 60) for name in sources.feeds], _MAX_FEEDS_NAMED, translator))
    return [f"-# {translator.translate(_('Feeds: {names}', names=names))}"]


#: Contradictions per page.
_CONTRADICTIONS_PER_PAGE = 4
_MAX_CONTRADICTIONS_HEADING_LENGTH = 150


def render_contradictions(
    found: ContradictionList, sequence: int, page: int = 1, translator: Translator = ENGLISH
) -> Page:
    """Render contradictions between outlets, with the differences in bold."""
    about = truncate(found.request.text, _MAX_CONTRADICTIONS_HEADING_LENGTH)
    title = _("Where outlets differ: {topic}", topic=escape(about)) if about else _("Where outlets differ")
    head = [f"### {translator.translate(title)}"]
    if not found.contradictions:
        nothing = _("**Nothing found**. The outlets here differ on no figure, wording, speaker or date.")
        notes = render_interpretation(found.request, translator)
        return Page(fit_sentences([*head, translator.translate(nothing)], (), notes, Accent.NOTHING, translator))
    counted = translator.translate(ngettext_("{number} difference", "{number} differences", len(found.contradictions)))
    layout = PageLayout(
        tuple(head),
        render_interpretation(found.request, translator),
        found.request,
        sequence,
        max_items=_CONTRADICTIONS_PER_PAGE,
        count_text=counted,
    )
    return paginate([_render_contradiction(one, translator) for one in found.contradictions], layout, page, translator)


def _render_contradiction(contradiction: Contradiction, translator: Translator) -> PageItem:
    about = f" · {escape(truncate(contradiction.about, 80))}" if contradiction.about else ""
    if contradiction.kind is ContradictionKind.WORDING:  # what the words are about is the words themselves
        about = ""
    sides = [
        format_highlighted_sentence(contradiction.left, contradiction.left_spans, translator),
        format_highlighted_sentence(contradiction.right, contradiction.right_spans, translator),
    ]
    return PageItem(
        "\n".join([f"**{translator.translate(_describe_contradiction_kind(contradiction.kind))}**{about}", *sides]),
        (contradiction.left, contradiction.right),
    )


#: Changes per page.
_CHANGES_PER_PAGE = 6


def render_changes(found: ChangeList, sequence: int, page: int = 1, translator: Translator = ENGLISH) -> Page:
    """Render what has changed since a day, figures and names in bold, each with what was told before."""
    about = truncate(found.request.text, _MAX_CONTRADICTIONS_HEADING_LENGTH)
    since = DayRange.from_day(found.since)
    title = _("What has changed since {day}: {topic}", day=since, topic=escape(about))
    if not about:
        title = _("What has changed since {day}", day=since)
    heading = " · ".join(filter(None, (translator.translate(title), format_as_of(found.request.as_of, translator))))
    head = [f"### {heading}", *([] if found.changes else [_describe_no_change(found, translator)])]
    points = [point for one in found.changes for point in (one.before, one.after) if point]
    notes = [
        *render_interpretation(found.request, translator),
        *list_undated_notes(found.request, points, translator),
    ]
    counted = _("Published since then: {counts}", counts=format_report_count(found.articles, found.origins))
    layout = PageLayout(
        head,
        notes,
        found.request,
        sequence,
        Accent.BRIEFING if found.changes else Accent.NOTHING,
        _CHANGES_PER_PAGE,
        translator.translate(counted) if found.articles else "",
    )
    return paginate([_render_change(one, translator) for one in found.changes], layout, page, translator)


def _describe_no_change(found: ChangeList, translator: Translator) -> str:
    if found.articles:
        return translator.translate(
            _("**Nothing found**. The articles published since then have no new figure, office holder or story.")
        )
    return translator.translate(_("**Nothing found**. No articles have been published here since then."))


def _render_change(change: Change, translator: Translator) -> PageItem:
    if change.before is None:
        name, headline = translator.translate(describe_change_kind(change.kind)), change.headline
        lines = [f"**{name}** · {translator.translate(format_report_count(change.articles, change.origins))}"]
        if headline:
            title = truncate(headline.text, _MAX_ARTICLE_TITLE_LENGTH)
            lines.append(f"**{format_link(title, headline.citation.address)}**")
        return PageItem("\n".join([*lines, format_sentence(change.after, translator)]), (change.after,))
    return PageItem(format_development(change, translator), change.points)


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


#: UTF-16 units of a chart's description in the message; a longer one is only the image's alternative text.
_MAX_CHART_TEXT_LENGTH = 1_000


def render_chart(chart: Chart, translator: Translator = ENGLISH, as_of: date | None = None) -> Message:
    """Render a chart with its description in words; *as_of* is the day by which what it shows had been published."""
    alternative = translator.translate(chart.alternative)
    text = escape(alternative)
    if count_utf16_units(text) > _MAX_CHART_TEXT_LENGTH:
        text = translator.translate(_("The picture's description says in words what it shows."))
    name = escape(translator.translate(chart.title or _("Chart")))
    title = f"### {' · '.join(filter(None, (name, format_as_of(as_of, translator))))}"
    return Message((f"{title}\n-# {text}",), files=(MessageFile("chart.png", chart.png, alternative),))


def render_export(name: str, data: bytes, proof: Proof, translator: Translator = ENGLISH) -> Message:
    """Render an export with its file and how to verify it."""
    counted = translator.translate(ngettext_("{number} sentence", "{number} sentences", len(proof.sentences)))
    title = f"### {translator.translate(_('Export'))}"
    instructions = translator.translate(
        _("Whoever runs the bot can verify it with {command}", command=f"`dateline verify {name}`")
    )
    id_text = translator.translate(_("reply {id}", id=proof.id))
    return Message((f"{title}\n{counted} · {id_text}", f"-# {instructions}"), files=(MessageFile(name, data),))


#: Has the length of a reply id, to measure a message before its id is known.
_PLACEHOLDER_ID = "x" * 10


def render_result(
    result: QueryResult, page: int = 1, translator: Translator = ENGLISH, quoted_spans: Collection[tuple[int, int]] = ()
) -> Page:
    """
    Render one page of a reply.

    Args:
        result: The result with the reply.
        page: Page number, from 1; the last page if there are fewer.
        translator: Translator to the reader's language.
        quoted_spans: For an article, spans of its sentences that public replies here have quoted before.
    """
    reply, sequence = result.reply, result.sequence
    match reply:
        case Briefing():
            return _render_briefing(reply, translator)
        case Answer():
            return _render_answer(
                reply, sequence, lambda answer, named: render_answer(answer, translator, named), translator
            )
        case DayResult():
            return _render_answer(
                reply.answer,
                sequence,
                lambda answer, named: render_day(replace(reply, answer=answer), translator, named),
                translator,
            )
        case ArticleDetails():
            return render_article(reply, sequence, quoted_spans, page, translator)
        case Chart():
            return Page(render_chart(reply, translator, result.as_of))
        case _:
            return _render_list_result(reply, sequence, page, translator)


def _render_list_result(
    reply: QuoteList | TimelineResult | ContradictionList | ChangeList | SourceList,
    sequence: int,
    page: int,
    translator: Translator,
) -> Page:
    match reply:
        case ChangeList():
            return render_changes(reply, sequence, page, translator)
        case QuoteList():
            return render_quotes(reply, sequence, page, translator)
        case TimelineResult():
            return render_timeline(reply, sequence, page, translator)
        case ContradictionList():
            return render_contradictions(reply, sequence, page, translator)
        case SourceList():
            return render_sources(reply, sequence, page, translator)


def _render_briefing(briefing: Briefing, translator: Translator) -> Page:
    if briefing.stories:  # as below, by story
        indices = [index for block in list_story_blocks(briefing, translator) for index in block.indices]
        fitted = select_points(briefing, indices)
        return Page(
            render_briefing(briefing if fitted == briefing else fitted, translator), fitted if indices else None
        )
    shown = _select_shown(briefing.points, render_briefing(briefing, translator), translator)
    if shown != briefing.points:  # the id covers only the sentences shown; "More" shows the others
        briefing = replace(briefing, points=shown, id=briefing_id(briefing.sequence, briefing.request, shown))
    return Page(render_briefing(briefing, translator), briefing if shown else None)


def _render_answer(
    answer: Answer, sequence: int, render: Callable[[Answer, str], Message], translator: Translator
) -> Page:
    shown = _select_shown(answer.points or answer.possible, render(answer, _PLACEHOLDER_ID), translator)
    briefing = as_briefing(shown, answer.request, sequence)
    fitted = replace(answer, points=shown) if answer.found else replace(answer, possible=shown)
    return Page(render(fitted, briefing.id if briefing else ""), briefing)


def _select_shown(points: tuple[Point, ...], message: Message, translator: Translator) -> tuple[Point, ...]:
    return tuple(point for point in points if format_sentence(point, translator) in message.blocks)
