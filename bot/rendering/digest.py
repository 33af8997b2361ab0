"""Format a digest within the limits of one message, and render it for its channel or its editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from bot.locales import ENGLISH, Translator, ngettext_
from bot.locales.messages import _
from bot.models.digest import DEFAULT_DIGEST_SENTENCES, get_reviewed_days
from bot.models.digest_message import DigestHeader, DigestText, EditorChoices
from bot.models.message import (
    MAX_CHOICE_LENGTH,
    MAX_MESSAGE_CHARACTERS,
    Accent,
    Button,
    MenuChoice,
    Message,
    MessageButtonStyle,
    MessageFile,
    SelectMenu,
    choose_accent,
    count_utf16_units,
)
from bot.rendering.formatting import (
    count_left_out_sentences,
    describe_interpretation,
    format_development,
    format_outlet,
    format_publication_date,
    format_report_count,
    format_sentence,
    format_source,
    join_names,
)
from bot.rendering.markdown import escape, format_link, truncate
from bot.rendering.stories import (
    LINK_TARGET,
    StoryDetail,
    count_left_out_stories,
    estimate_height,
    find_thumbnail,
    fit_stories,
    shorten_stories,
)
from briefings.digest import MIN_LONG_QUOTE_WORDS, Digest, QuoteOfTheDay, UpcomingEvent
from briefings.models import Point

_MAX_HEADING_LENGTH, _MAX_SPEAKER_LENGTH = 150, 60
#: UTF-16 units reserved for review: the note, its author, and the lines above a draft.
RESERVED_NOTE_CHARACTERS = 900
#: UTF-16 units reserved for the ping, the line that counts what did not fit, and line breaks.
_RESERVED_LINE_CHARACTERS = 200
#: Height in pixels that a digest should not exceed on a desktop, 736 pixels wide; its sections get what stories leave.
#: The second is of what is around its text: the author's name, the edges, the menu and the buttons.
MAX_DIGEST_HEIGHT, FRAME_HEIGHT = 900, 206
#: A prior sentence longer than this is not repeated next to its development.
_MAX_PRIOR_SENTENCE_LENGTH = 240
#: A quotation of fewer words is shown with its whole sentence, unless that is longer than this.
_MIN_QUOTE_WORDS, _MAX_QUOTE_SENTENCE_LENGTH = MIN_LONG_QUOTE_WORDS, 400


def format_digest(digest: Digest, header: DigestHeader, translator: Translator = ENGLISH) -> DigestText:
    """
    Format *digest* as Markdown within the limits of one message.

    A sentence is included whole or left out, the best first. Upcoming events and the quotation of the day only get the
    space that the points leave.
    """
    if digest.briefing.stories:
        return _format_story_digest(digest, header, translator)
    head, foot = _format_head(header, digest, translator), _format_foot(header, digest, translator)
    space = (
        MAX_MESSAGE_CHARACTERS
        - _RESERVED_LINE_CHARACTERS
        - (RESERVED_NOTE_CHARACTERS if header.reviewed else 0)
        - count_utf16_units(head)
        - count_utf16_units(foot)
    )
    blocks = [_format_point(point, translator, compact=header.compact) for point in digest.briefing.points]
    chosen, space = _select_fitting(blocks, digest.briefing.points, space)
    more: str = ""
    numbers: tuple[int, ...] = ()
    if not header.compact:
        more, numbers = _format_sections(digest, space, translator)
    left_out = len(blocks) - len(chosen)
    if left_out:
        foot = f"-# {translator.translate(count_left_out_sentences(left_out))}\n{foot}"
    return DigestText(
        head,
        tuple(blocks[index] for index in chosen),
        more,
        foot,
        (*(index + 1 for index in chosen), *numbers),
        choose_accent(header.topic) if chosen else Accent.NOTHING,
        header.role if chosen else 0,
        header.compact,
        (MessageFile("coverage.png", digest.chart.png, translator.translate(digest.chart.alternative)),)
        if digest.chart and chosen
        else (),
    )


def _format_story_digest(digest: Digest, header: DigestHeader, translator: Translator) -> DigestText:
    head, foot = _format_title(header, translator), _format_story_foot(header, digest, translator)
    space = MAX_MESSAGE_CHARACTERS - _RESERVED_LINE_CHARACTERS - count_utf16_units(head) - count_utf16_units(foot)
    space -= RESERVED_NOTE_CHARACTERS if header.reviewed else 0
    detail = StoryDetail.HEADLINE if header.headlines else StoryDetail.FULL
    detail = StoryDetail.ONE_SENTENCE if header.compact or header.weekly else detail
    most = MAX_REVIEWED_STORIES if header.weekly else MAX_STORY_BLOCKS
    blocks = fit_stories(digest.briefing, space, most, translator, detail)
    more: str = ""
    numbers: tuple[int, ...] = ()
    if header.weekly:
        left = space - sum(count_utf16_units(block.markdown) + 1 for block in blocks)
        more, numbers = _format_sections(digest, left, translator)
    elif detail is StoryDetail.FULL:
        height = MAX_DIGEST_HEIGHT - FRAME_HEIGHT - estimate_height(head) - estimate_height(foot)
        if digest.briefing.request.limit <= DEFAULT_DIGEST_SENTENCES:  # who wants a longer digest gets it
            blocks = shorten_stories(digest.briefing, blocks, height, translator)
        height -= sum(estimate_height(block.markdown) for block in blocks)
        left = space - sum(count_utf16_units(block.markdown) + 1 for block in blocks)
        more, numbers = _format_sections(digest, left, translator, height)
    if left_out := len(digest.briefing.stories) - len(blocks):
        foot = f"-# {translator.translate(count_left_out_stories(left_out))}\n{foot}"
    chart = digest.chart
    return DigestText(
        head,
        tuple(block.markdown for block in blocks),
        more,
        foot,
        (*(index + 1 for block in blocks for index in block.indices), *numbers),
        choose_accent(header.topic) if blocks else Accent.NOTHING,
        header.role if blocks else 0,
        header.compact or header.headlines,
        (MessageFile("coverage.png", chart.png, translator.translate(chart.alternative)),) if chart and blocks else (),
        tuple(len(block.indices) for block in blocks),
        find_thumbnail(digest.briefing) if header.pictures and blocks else None,
    )


def _format_title(header: DigestHeader, translator: Translator) -> str:
    unnamed, covered = _("Digest"), translator.format_day(header.day)
    if header.weekly:
        week = translator.format_week(*get_reviewed_days(header.day))
        unnamed, covered = _("Weekly review"), translator.translate(_("The week of {days}", days=week))
    topic = escape(truncate(header.topic, _MAX_HEADING_LENGTH)) or translator.translate(unnamed)
    lines = [f"### {topic} · {covered}"]
    if header.late and not header.reviewed:  # a draft is posted when its editors approve it
        stamp = f"<t:{int(header.due.timestamp())}:f>"
        lines.append(f"-# {translator.translate(_('Posted late: it was due {time}.', time=stamp))}")
    return "\n".join(lines)


def _format_story_foot(header: DigestHeader, digest: Digest, translator: Translator) -> str:
    """Return one line: how the subject was read, unless it is a topic, which the title names; the counts; the id."""
    named = _("digest {id}", id=header.id) if header.id else _("preview")
    counted = format_report_count(digest.briefing.articles, digest.briefing.origins)
    request = digest.briefing.request
    read = [] if request.topic else [truncate(part, 80) for part in describe_interpretation(request, translator)]
    reading = _("Interpreted as: {readings}", readings=escape(join_names(read, 6, translator)))
    parts = [translator.translate(part) for part in (*([reading] if read else []), counted, named)]
    return f"-# {' · '.join(parts)}"


#: Stories in a digest at most, and in a weekly review.
MAX_STORY_BLOCKS, MAX_REVIEWED_STORIES = 10, 5


def _format_head(header: DigestHeader, digest: Digest, translator: Translator) -> str:
    head = _format_title(header, translator)
    if digest.briefing.points:
        return head
    nothing = _("There are no articles yet. Add sources with /feeds add.")
    if header.weekly:
        nothing = _("No articles were published this week.")
    elif header.has_predecessor:
        nothing = _("Nothing new since the last digest.")
    elif header.topic:
        nothing = _("There are no articles about this yet. Add sources with /feeds add.")
    return f"{head}\n{translator.translate(nothing)}"


def _format_foot(header: DigestHeader, digest: Digest, translator: Translator) -> str:
    named = _("digest {id}", id=header.id) if header.id else _("preview")
    if not digest.briefing.points:
        return f"-# {translator.translate(named)}"
    counted = format_report_count(digest.briefing.articles, digest.briefing.origins)
    days = ngettext_("{number} day", "{number} days", digest.days)
    counts = translator.translate(_("{reports} from {days}", reports=counted, days=days) if digest.days else counted)
    read = [truncate(part, 80) for part in describe_interpretation(digest.briefing.request, translator)]
    lines = [
        translator.translate(_("Interpreted as: {readings}", readings=escape(join_names(read, 6, translator))))
        if read
        else "",
        _format_busiest_actors(digest, translator) if not header.compact else "",
        f"{counts} · {translator.translate(named)}",
    ]
    return "\n".join(f"-# {line}" for line in lines if line)


def _format_busiest_actors(digest: Digest, translator: Translator) -> str:
    if not digest.actors:
        return ""
    names = [
        f"{escape(truncate(actor.name, 60))} ({translator.format_number(count)})" for actor, count in digest.actors
    ]
    return translator.translate(_("Most in the news: {names}", names=translator.join(names)))


def _format_point(point: Point, translator: Translator, *, compact: bool) -> str:
    if compact:
        cited = point.passage.citation
        where = format_link(
            f"{format_outlet(cited, translator)} · {format_publication_date(cited, translator)}", cited.address
        )
        return f"> {escape(point.passage.sentence.text)}\n-# {where}"
    if not point.develops:
        return format_sentence(point, translator)
    prior = escape(point.develops)
    note = _("Update on an earlier story")
    if count_utf16_units(prior) <= _MAX_PRIOR_SENTENCE_LENGTH:  # a sentence is quoted whole or not at all
        note = _("Update; earlier: “{sentence}”", sentence=prior)
    return f"{format_sentence(point, translator)}\n-# {translator.translate(note)}"


def _select_fitting(blocks: Sequence[str], points: Sequence[Point], space: int) -> tuple[list[int], int]:
    """Return the indices of the blocks that fit, the best chosen first, in ascending order, and the space left."""
    chosen: list[int] = []
    for index in sorted(range(len(blocks)), key=lambda index: (-points[index].score, index)):
        if count_utf16_units(blocks[index]) + 1 <= space:
            space -= count_utf16_units(blocks[index]) + 1
            chosen.append(index)
    return sorted(chosen), space


def _format_sections(
    digest: Digest, space: int, translator: Translator, height: int = MAX_DIGEST_HEIGHT
) -> tuple[str, tuple[int, ...]]:
    """
    Return the upcoming events, the quotation of the day, what changed in the week, and their sentence numbers.

    Those that do not fit *space*, in UTF-16 units, or *height*, in pixels, are left out.
    """
    coming = [(_format_upcoming_event(one, translator), 1) for one in digest.upcoming]
    quoted = [(_format_quote_of_the_day(digest.quote, translator), 1)] if digest.quote else []
    changed = [(format_development(one, translator), len(one.points)) for one in digest.changes]
    reached, sections, numbers = len(digest.briefing.points), list[str](), list[int]()
    for heading, lines in (
        (_("Coming up"), coming),
        (_("Quote of the day"), quoted),
        (_("What changed this week"), changed),
    ):
        title, taken = f"**{translator.translate(heading)}**", list[str]()
        for line, sentences in lines:
            reached += sentences
            needed = count_utf16_units(line) + 2 + (0 if taken else count_utf16_units(title))
            pixels = estimate_height(line if taken else f"{title}\n{line}")
            if needed <= space and pixels <= height:
                space, height = space - needed, height - pixels
                taken.append(line)
                numbers += range(reached - sentences + 1, reached + 1)
        if taken:
            sections.append("\n".join((title, *taken)))
    return "\n".join(sections), tuple(numbers)


def _format_upcoming_event(event: UpcomingEvent, translator: Translator) -> str:
    where = f"**{translator.format_day(event.day)}** · {format_source(event.point.passage.citation, translator)}"
    return f"> {escape(event.point.passage.sentence.text)}\n-# {where}"


def _format_quote_of_the_day(quote: QuoteOfTheDay, translator: Translator) -> str:
    speaker = escape(truncate(quote.speaker.name, _MAX_SPEAKER_LENGTH))
    words = quote.quotation.text.rstrip().removesuffix(",")  # which led on to its speaker
    quote_text, sentence = f"“{escape(words)}”", escape(quote.passage.sentence.text)
    if (
        len(quote.quotation.text.split()) < _MIN_QUOTE_WORDS
        and count_utf16_units(sentence) <= _MAX_QUOTE_SENTENCE_LENGTH
    ):
        quote_text = sentence  # a few words mean little without the rest of the sentence
    return f"> {quote_text}\n-# **{speaker}** · {format_source(quote.passage.citation, translator)}"


#: Code points of an editor's note and of its author's name; escaping may double them.
MAX_NOTE_LENGTH, _MAX_AUTHOR_LENGTH = 300, 60

NO_CHOICES = EditorChoices()


@dataclass(frozen=True, slots=True)
class ReviewInfo:
    """
    Review data shown in a draft.

    Attributes:
        digest: The digest id, part of the ids of the controls.
        channel: Id of the channel where it will be posted.
        until: When it is skipped if nobody has approved it.
    """

    digest: str
    channel: int
    until: datetime


def render_digest(
    digest_text: DigestText, choices: EditorChoices = NO_CHOICES, translator: Translator = ENGLISH
) -> Message:
    """Render *digest_text* for its channel, with the editors' *choices*; a picture stands beside title and headline."""
    ping = f"<@&{digest_text.role}>" if digest_text.role else ""
    top = "\n".join(line for line in (ping, digest_text.head, _render_note(choices, translator)) if line)
    body = _build_body(digest_text, choices)
    # The picture is of the first story, so it is not shown beside another one that editors moved to the top.
    thumbnail = digest_text.thumbnail if _get_order(digest_text, choices)[:1] == (0,) else None
    if thumbnail and body[0].startswith("**"):
        headline, _line, rest = body[0].partition("\n")
        top, body = f"{top}\n{headline}", (rest, *body[1:])
    blocks = tuple(block for block in (top, *body, digest_text.more, digest_text.foot) if block)
    return Message(
        blocks,
        digest_text.accent,
        files=digest_text.files,
        roles=(digest_text.role,) if digest_text.role else (),
        thumbnail=thumbnail,
    )


def render_draft(
    digest_text: DigestText, choices: EditorChoices, review: ReviewInfo, translator: Translator = ENGLISH
) -> Message:
    """Render *digest_text* for its editors, with the review controls, but without the ping and the chart."""
    message = render_digest(replace(digest_text, role=0, files=()), choices, translator)
    waiting = _("Draft for {channel}. I'll post it when someone approves it.", channel=f"<#{review.channel}>")
    until = _("Without approval I skip it {time}.", time=f"<t:{int(review.until.timestamp())}:R>")
    top = f"**{translator.translate(waiting)}** {translator.translate(until)}\n{message.blocks[0]}"
    buttons = (
        Button(f"draft_post:{review.digest}", translator.translate(_("Post")), MessageButtonStyle.SUCCESS),
        Button(f"draft_note:{review.digest}", translator.translate(_("Add a note"))),
        Button(f"draft_skip:{review.digest}", translator.translate(_("Skip")), MessageButtonStyle.DANGER),
    )
    return replace(
        message,
        blocks=(top, *message.blocks[1:]),
        controls=(buttons, *_build_menus(digest_text, choices, review, translator)),
    )


def render_closed_draft(
    digest_text: DigestText, choices: EditorChoices, notice: str, translator: Translator = ENGLISH
) -> Message:
    """Render a draft after the decision: without controls, under the notice *notice*."""
    message = render_digest(replace(digest_text, role=0, files=()), choices, translator)
    return replace(
        message, blocks=(f"**{escape(translator.translate(notice))}**\n{message.blocks[0]}", *message.blocks[1:])
    )


def list_rendered_numbers(digest_text: DigestText, choices: EditorChoices = NO_CHOICES) -> tuple[int, ...]:
    """Return the numbers, in the digest's proof, of the sentences that `render_digest` includes."""
    counts = digest_text.counts or (1,) * len(digest_text.points)
    ends = list(accumulate(counts))
    shown = [
        number
        for index in _get_order(digest_text, choices)
        for number in digest_text.numbers[ends[index] - counts[index] : ends[index]]
    ]
    return (*shown, *digest_text.numbers[sum(counts) :])


def _get_order(digest_text: DigestText, choices: EditorChoices) -> tuple[int, ...]:
    return choices.order if choices.order is not None else tuple(range(len(digest_text.points)))


def _build_body(digest_text: DigestText, choices: EditorChoices) -> tuple[str, ...]:
    blocks = tuple(digest_text.points[index] for index in _get_order(digest_text, choices))
    return ("\n".join(blocks),) if digest_text.compact and blocks else blocks


def _render_note(choices: EditorChoices, translator: Translator) -> str:
    if not choices.note:
        return ""
    by = translator.translate(_("Editor's note by {name}", name=escape(truncate(choices.author, _MAX_AUTHOR_LENGTH))))
    return f"**{by}**\n{escape(truncate(choices.note, MAX_NOTE_LENGTH))}"


def _build_menus(
    digest_text: DigestText, choices: EditorChoices, review: ReviewInfo, translator: Translator
) -> tuple[tuple[SelectMenu], ...]:
    if len(digest_text.points) < 2:
        return ()
    order = _get_order(digest_text, choices)
    lines = [_label_point(point, index) for index, point in enumerate(digest_text.points)]
    choices_to_keep = tuple(MenuChoice(str(index), line, default=index in order) for index, line in enumerate(lines))
    first = tuple(MenuChoice(str(index), lines[index]) for index in order)
    return (
        (
            SelectMenu(
                f"draft_keep:{review.digest}",
                translator.translate(_("Keep these points")),
                choices_to_keep,
                max_values=len(choices_to_keep),
            ),
        ),
        (SelectMenu(f"draft_first:{review.digest}", translator.translate(_("Move a point to the top")), first),),
    )


def _label_point(point: str, index: int) -> str:
    """Return the label of a point in a menu: its number and first words, unescaped."""
    words = LINK_TARGET.sub("", point.splitlines()[0]).removeprefix("> ").replace("\\", "")
    words = words.removeprefix("**").removesuffix("**").removeprefix("[")
    return truncate(f"{index + 1}. {words}", MAX_CHOICE_LENGTH)
