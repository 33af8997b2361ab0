"""Format dates, sources, counts and lists, and fit sentences into one message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath, PureWindowsPath

from babel import Locale

from bot.locales import ENGLISH, DayRange, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import (
    MAX_MESSAGE_CHARACTERS,
    MAX_MESSAGE_COMPONENTS,
    Accent,
    Button,
    Message,
    count_utf16_units,
)
from bot.rendering.markdown import escape, format_link, truncate
from briefings.clustering import Change, ChangeKind
from briefings.models import Point, Request
from corpus.dates import day_range
from corpus.languages.coverage import list_missing
from corpus.models import Citation, Confidence, TimeKind
from corpus.publishers import count_origins, list_outlets

_RESOLVABLE_KINDS = frozenset({TimeKind.DATE, TimeKind.TIME})
_MAX_RESOLVED_DATES = 3


def format_publication_date(citation: Citation, translator: Translator = ENGLISH) -> str:
    """Return the publication date of an article, with its confidence unless it is stated."""
    covered = day_range(citation.published)
    if covered is None:
        return translator.translate(_("undated"))
    day = DayRange(*covered)
    match citation.confidence:
        case Confidence.STATED:
            return translator.format_range(day)
        case Confidence.INFERRED:
            return translator.translate(_("{date} (inferred)", date=day))
        case Confidence.DOUBTFUL:
            return translator.translate(_("{date} (doubtful)", date=day))
        case Confidence.UNKNOWN:
            return translator.translate(_("{date} (unknown)", date=day))


def format_as_of(day: date | None, translator: Translator = ENGLISH) -> str:
    """Return the note that only what had been published by *day* is shown, ``""`` for None."""
    return translator.translate(_("As of {day}", day=DayRange.from_day(day))) if day else ""


def list_undated_notes(request: Request, points: Iterable[Point], translator: Translator = ENGLISH) -> list[str]:
    """Return the line that says by what *points* of undated articles count as of a day, if there are any."""
    if not request.as_of or all(day_range(point.passage.citation.published) for point in points):
        return []
    note = _("An article without a date counts from the day on which it was added.")
    return [f"-# {translator.translate(note)}"]


def format_language(code: str, translator: Translator = ENGLISH) -> str:
    """Return the name of a language in the reader's."""
    return Locale(translator.language).languages.get(code) or code


def format_other_language(citation: Citation, translator: Translator = ENGLISH) -> str:
    """Return the name of an article's language if it is neither English nor the reader's, else ``""``."""
    code = citation.language
    return "" if code in {"", ENGLISH.language, translator.language} else format_language(code, translator)


def describe_partial_reading(codes: Iterable[str], translator: Translator = ENGLISH) -> str:
    """Return a note on the languages of *codes* whose articles are read in part, or ``""``."""
    names = [escape(format_language(code, translator)) for code in dict.fromkeys(codes) if list_missing(code)]
    return translator.translate(_("Partly supported languages: {languages}", languages=tuple(names))) if names else ""


def format_source(citation: Citation, translator: Translator = ENGLISH, quoted: str = "") -> str:
    """
    Return Markdown for the source of a sentence: outlet and date as a link, and the title or else the file name.

    The title is left out where it is the *quoted* sentence itself.
    """
    labels = (
        format_outlet(citation, translator),
        format_publication_date(citation, translator),
        format_other_language(citation, translator),
    )
    label = " · ".join(filter(None, labels))
    linked = format_link(label, citation.address)
    parts = [linked]
    if citation.title and citation.title != quoted:
        parts.append(escape(truncate(citation.title, 120)))
    if not linked.startswith("[") and not citation.title:
        parts.append(escape(truncate(_get_file_name(citation), 60)))
    return " · ".join(parts)


def _get_file_name(citation: Citation) -> str:
    # The path of a file is private to the operator.
    if citation.address in {"", "-"}:
        return citation.key
    name = PureWindowsPath(citation.address).name if "\\" in citation.address else PurePath(citation.address).name
    return name or citation.key


def format_outlet(citation: Citation, translator: Translator = ENGLISH) -> str:
    """Return the name of the outlet, short enough for one line."""
    return truncate(citation.outlet or "", 60) or translator.translate(_("unknown outlet"))


def format_corroboration(point: Point, translator: Translator = ENGLISH) -> str:
    """Return Markdown for the other outlets with the same report, with counts; ``""`` if there are none."""
    citations = (point.passage.citation, *point.also)
    if len(citations) == 1:
        return ""
    own = list_outlets(citations[:1])
    others = [truncate(name, 60) for name in point.outlets[len(own) :]]
    counts = format_report_count(len(citations), count_origins(citations))
    if not others:
        return translator.translate(counts)
    return translator.translate(
        _("also {outlets} ({counts})", outlets=escape(join_names(others, 3, translator)), counts=counts)
    )


def format_resolved_dates(point: Point, translator: Translator = ENGLISH) -> str:
    """Return Markdown that resolves relative dates in a sentence: ``Wednesday = 19 June 2024``; ``""`` without any."""
    resolved: dict[str, str] = {}
    written = {day_range(one.value) for one in point.passage.dates if re.search(r"\d", one.text)}
    shown = {day_range(point.passage.citation.published), *written}
    for expression in point.passage.dates:
        first_and_last = day_range(expression.value)
        # A date with a number in it needs no explanation, nor does the same day in other words ("noon" beside it), the
        # day of publication, or one that has one already.
        if not first_and_last or first_and_last in shown or re.search(r"\d", expression.text):
            continue
        if expression.kind in _RESOLVABLE_KINDS:
            shown.add(first_and_last)
            resolved[truncate(expression.text, 40)] = translator.format_range(DayRange(*first_and_last))
    return escape(" · ".join(f"{text} = {day}" for text, day in list(resolved.items())[:_MAX_RESOLVED_DATES]))


def describe_interpretation(request: Request, translator: Translator = ENGLISH) -> tuple[str, ...]:
    """Return how a question was interpreted: its actors by name, and its days, localized."""
    windows = [window for window in request.query.days if window.first and window.last]
    if translator.language == "en" or not (request.actors or windows):
        return tuple(translator.translate(part) for part in request.read_as)
    spans = [DayRange(window.first, window.last) for window in windows if window.first and window.last]
    days = [
        translator.format_day(span.first) if span.first == span.last else translator.format_range(span)
        for span in spans
    ]
    return (*(actor.name for actor in request.actors), *days)


def format_report_count(number: int, origins: int) -> LocalizableText:
    """Return the number of reports and of their independent origins: ``5 reports, 3 origins``."""
    return _(
        "{reports}, {origins}",
        reports=ngettext_("{number} report", "{number} reports", number),
        origins=ngettext_("{number} origin", "{number} origins", origins),
    )


def join_names(names: Sequence[str], limit: int, translator: Translator = ENGLISH) -> str:
    """Return the first *limit* names in a row, and how many more there are."""
    joined = translator.join(names[:limit])
    if len(names) <= limit:
        return joined
    return translator.translate(_("{names} and {number} more", names=joined, number=len(names) - limit))


#: UTF-16 units reserved for the line that counts what was left out.
_OMITTED_NOTE_LENGTH = 120
#: Components reserved for controls: a row with a menu, and a row with five buttons.
RESERVED_COMPONENTS = 8
#: Blocks in a message with such controls, counting a separator between any two.
MAX_BLOCKS = (MAX_MESSAGE_COMPONENTS - RESERVED_COMPONENTS) // 2
#: UTF-16 units reserved for the numbers of the sentences.
NUMBERS_LENGTH = 12 * MAX_BLOCKS


def fit_sentences(
    head: Sequence[str], points: Sequence[Point], foot: Sequence[str], accent: Accent, translator: Translator = ENGLISH
) -> Message:
    """
    Return a message with as many of *points* as fit, the best first, shown in their order.

    A sentence is shown whole or left out, since a cut inside a quotation can distort its meaning. The number left out
    is shown above the footer.

    Args:
        head: Markdown blocks above, together within half of the limit; blank ones are left out.
        points: Sentences to quote.
        foot: Markdown lines below, within a quarter of the limit; blank ones are left out.
        accent: Accent colour of the message.
        translator: Translator to the reader's language.
    """
    head_blocks = [block for block in head if block]
    foot_text = "\n".join(line for line in foot if line)
    space = (
        MAX_MESSAGE_CHARACTERS
        - _OMITTED_NOTE_LENGTH
        - NUMBERS_LENGTH
        - count_utf16_units(foot_text)
        - sum(map(count_utf16_units, head_blocks))
    )
    blocks = _select_best(
        [format_sentence(point, translator) for point in points], points, space, MAX_BLOCKS - len(head_blocks) - 1
    )
    left_out = len(points) - len(blocks)
    note = f"-# {translator.translate(count_left_out_sentences(left_out))}" if left_out else ""
    ending = "\n".join(line for line in (note, foot_text) if line)
    return Message((*head_blocks, *blocks, *([ending] if ending else [])), accent)


def count_left_out_sentences(number: int) -> LocalizableText:
    """Return the note that *number* sentences did not fit."""
    return ngettext_(
        "{number} more sentence didn't fit into this message.",
        "{number} more sentences didn't fit into this message.",
        number,
    )


def _select_best(blocks: Sequence[str], points: Sequence[Point], space: int, limit: int) -> list[str]:
    best_first = sorted(range(len(points)), key=lambda index: (-points[index].score, index))
    chosen: list[int] = []
    for index in best_first:
        if len(chosen) < limit and count_utf16_units(blocks[index]) <= space:
            space -= count_utf16_units(blocks[index])
            chosen.append(index)
    return [blocks[index] for index in sorted(chosen)]


def format_sentence(point: Point, translator: Translator = ENGLISH) -> str:
    """Return Markdown for one whole sentence, and under it its source, resolved dates and corroboration."""
    more = " · ".join(
        part for part in (format_resolved_dates(point, translator), format_corroboration(point, translator)) if part
    )
    below = [format_source(point.passage.citation, translator, point.passage.sentence.text), more]
    lines = [f"> {escape(point.passage.sentence.text)}", *(f"-# {line}" for line in below if line)]
    return "\n".join(lines)


_QUOTATION, _SUBTEXT = "> ", "-# "


def format_development(change: Change, translator: Translator = ENGLISH) -> str:
    """Format a figure or office that has changed: what was told before and what is told now, each with its source."""
    lines = [f"**{translator.translate(describe_change_kind(change.kind))}** · {escape(truncate(change.about, 80))}"]
    before = (_("Before:"), change.before, change.before_span)
    for label, point, span in (before, (_("Now:"), change.after, change.after_span)):
        if point:
            spans = (span,) if span else ()
            lines += [translator.translate(label), format_highlighted_sentence(point, spans, translator)]
    return "\n".join(lines)


def describe_change_kind(kind: ChangeKind) -> LocalizableText:
    """Return what has changed, in words."""
    match kind:
        case ChangeKind.FIGURE:
            return _("New figure")
        case ChangeKind.OFFICE:
            return _("New office holder")
        case ChangeKind.STORY:
            return _("New story")


def format_highlighted_sentence(point: Point, spans: Sequence[tuple[int, int]], translator: Translator) -> str:
    """Format a sentence with *spans* of its article in bold, and under it its source."""
    below = " · ".join(
        part for part in (format_resolved_dates(point, translator), format_corroboration(point, translator)) if part
    )
    lines = [f"> {_highlight_spans(point, spans)}", f"-# {format_source(point.passage.citation, translator)}"]
    return "\n".join([*lines, *([f"-# {below}"] if below else [])])


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


def number_sentences(message: Message, numbers: Sequence[int]) -> Message:
    """
    Return *message* with the number that a menu gives to each quoted sentence in the line below it.

    *message* stays as it is if it does not quote as many sentences as there are *numbers*, which are in the order of
    the message, or if the numbers do not fit.
    """
    blocks, count = list[str](), 0
    for block in message.blocks:
        lines, waiting = list[str](), list[str]()
        for line in block.split("\n"):
            if line.startswith(_QUOTATION):
                waiting.append(str(numbers[count]) if count < len(numbers) else "")
                count += 1
            elif waiting:
                lines.append(f"{_SUBTEXT}**{', '.join(waiting)}**")
                waiting.clear()
                if line.startswith(_SUBTEXT):
                    lines[-1] += f" · {line.removeprefix(_SUBTEXT)}"
                    continue
            lines.append(line)
        lines += [f"{_SUBTEXT}**{', '.join(waiting)}**"] if waiting else []
        blocks.append("\n".join(lines))
    if count != len(numbers) or sum(map(count_utf16_units, blocks)) > MAX_MESSAGE_CHARACTERS:
        return message
    return replace(message, blocks=tuple(blocks))


#: UTF-16 units and items of one page; the rest of a message is left for its heading and footer.
_MAX_PAGE_CHARACTERS, _MAX_PAGE_ITEMS = 3_000, 15


def render_list_page(
    heading: str, items: Sequence[str], action: str, page: int = 1, translator: Translator = ENGLISH, foot: str = ""
) -> Message:
    """
    Render one page of a list.

    Args:
        heading: Heading of the list.
        items: Markdown, each shorter than a page.
        action: Action of the page buttons; its argument is the page number, from 1.
        page: Page number, from 1; the last page if there are fewer.
        translator: Translator to the reader's language.
        foot: Markdown under the list, or ``""``.
    """
    pages = _split_pages(items)
    number = max(1, min(page, len(pages)))
    blocks = [f"### {escape(translator.translate(heading))}", "\n".join(pages[number - 1])]
    if len(pages) > 1:
        blocks.append(f"-# {translator.translate(_('Page {page} of {pages}', page=number, pages=len(pages)))}")
    if foot:
        blocks.append(foot)
    return Message(
        tuple(block for block in blocks if block),
        Accent.BRIEFING,
        _build_page_buttons(action, number, len(pages), translator),
    )


def _build_page_buttons(action: str, number: int, count: int, translator: Translator) -> tuple[tuple[Button, ...], ...]:
    if count < 2:
        return ()
    back = Button(f"{action}:{number - 1}", translator.translate(_("Back")), disabled=number == 1)
    forward = Button(f"{action}:{number + 1}", translator.translate(_("More")), disabled=number == count)
    return ((back, forward),)


def _split_pages(items: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    space = _MAX_PAGE_CHARACTERS
    for item in items:
        if pages[-1] and (count_utf16_units(item) > space or len(pages[-1]) == _MAX_PAGE_ITEMS):
            pages.append([])
            space = _MAX_PAGE_CHARACTERS
        pages[-1].append(item)
        space -= count_utf16_units(item) + 1
    return pages
