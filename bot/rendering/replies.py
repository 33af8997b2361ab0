"""Render briefings, answers, errors, help and short notices as messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import DatelineError
from bot.locales import ENGLISH, CommandPart, Translator, localize_description, ngettext_
from bot.locales.messages import _
from bot.models.message import MAX_MESSAGE_CHARACTERS, Accent, Message, count_utf16_units
from bot.rendering.formatting import (
    MAX_BLOCKS,
    NUMBERS_LENGTH,
    describe_interpretation,
    describe_partial_reading,
    fit_sentences,
    format_as_of,
    format_report_count,
    join_names,
    list_undated_notes,
)
from bot.rendering.markdown import escape, truncate
from bot.rendering.stories import StoryBlock, count_left_out_stories, describe_period, fit_stories
from briefings.models import Answer, Briefing, Request

_MAX_HEADING_LENGTH = 150
#: Code points of a question that are repeated as the title of its answer.
_MAX_QUESTION_LENGTH = 256
# An option before its value: the "topic" of "/brief topic: North Korea".
_OPTION_PATTERN = re.compile(r"\s([a-z_]+): ")
_MAX_FACTS = 8
_MAX_SUGGESTIONS = 10
#: UTF-16 units reserved for the line that counts the stories left out, and for a longer title or id.
_RESERVED_STORY_CHARACTERS = 200


def render_briefing(briefing: Briefing, translator: Translator = ENGLISH) -> Message:
    """Render a briefing, or the notice that nothing was found."""
    topic = truncate(briefing.request.text, _MAX_HEADING_LENGTH)
    if not briefing.points:
        near = [f"“{title}”" for title in briefing.near]
        return render_nothing_found(topic, briefing.request, near, translator, is_near=False)
    title = translator.translate(_("Briefing: {topic}", topic=escape(topic)) if topic else _("Briefing"))
    title = _add_as_of(title, briefing.request, translator)
    id_text = translator.translate(_("briefing {id}", id=briefing.id))
    if briefing.stories:
        return _render_stories(briefing, title, id_text, translator)
    partial = _describe_partial_reading(briefing, translator)
    foot = [
        *render_interpretation(briefing.request, translator),
        *([f"-# {partial}"] if partial else []),
        *list_undated_notes(briefing.request, briefing.points, translator),
        f"-# {_count_reports(briefing, translator)} · {id_text}",
    ]
    return fit_sentences([f"### {title}"], briefing.points, foot, Accent.BRIEFING, translator)


def _add_as_of(title: str, request: Request, translator: Translator) -> str:
    """Return *title* with the day as of which *request* asks, if it does."""
    return " · ".join(filter(None, (title, format_as_of(request.as_of, translator))))


def _render_stories(briefing: Briefing, title: str, id_text: str, translator: Translator) -> Message:
    head, foot = _format_story_frame(briefing, title, id_text, translator)
    blocks = list_story_blocks(briefing, translator)
    left = len(briefing.stories) - len(blocks)
    if left:
        foot = f"-# {translator.translate(count_left_out_stories(left))}\n{foot}"
    return Message((head, *(block.markdown for block in blocks), foot), Accent.BRIEFING)


def list_story_blocks(briefing: Briefing, translator: Translator = ENGLISH) -> tuple[StoryBlock, ...]:
    """Return the stories that `render_briefing` shows."""
    title = _add_as_of("x" * _MAX_HEADING_LENGTH, briefing.request, translator)
    head, foot = _format_story_frame(briefing, title, briefing.id, translator)
    space = MAX_MESSAGE_CHARACTERS - _RESERVED_STORY_CHARACTERS - NUMBERS_LENGTH
    space -= count_utf16_units(head) + count_utf16_units(foot)
    return fit_stories(briefing, space, MAX_BLOCKS - 2, translator)


def _format_story_frame(briefing: Briefing, title: str, id_text: str, translator: Translator) -> tuple[str, str]:
    """Return the line above the stories, with the days that they were published on, and the one below."""
    period = describe_period(briefing, translator)
    head = f"### {title} · {period}" if period else f"### {title}"
    notes = list_undated_notes(briefing.request, briefing.points, translator)
    read = [line.removeprefix("-# ") for line in (*render_interpretation(briefing.request, translator), *notes) if line]
    partial = _describe_partial_reading(briefing, translator)
    read += [partial] if partial else []
    return head, f"-# {' · '.join([*read, _count_reports(briefing, translator), id_text])}"


def _describe_partial_reading(briefing: Briefing, translator: Translator) -> str:
    """Return a note on the languages of the briefing's articles that are read in part, or ``""``."""
    return describe_partial_reading((point.passage.citation.language for point in briefing.points), translator)


def render_answer(
    answer: Answer, translator: Translator = ENGLISH, reply_id: str = "", below: Sequence[str] = ()
) -> Message:
    """
    Render an answer, sentences that may be one, or the notice that nothing was found with the nearest alternatives.

    Args:
        answer: The answer.
        translator: Translator to the reader's language.
        reply_id: The reply id, or ``""``.
        below: Markdown lines under the sentences, within a fifth of the limit.
    """
    answer = _drop_shown_names(answer)
    request = answer.request
    if not answer.found and answer.possible:
        return _render_possible(answer, translator, reply_id, below)
    if not answer.found:
        topic = truncate(request.text, _MAX_HEADING_LENGTH)
        return render_nothing_found(topic, request, answer.nearest, translator, below, is_near=answer.is_near)
    heading = escape(truncate(_build_heading(answer, translator), _MAX_QUESTION_LENGTH))
    heading = _add_as_of(heading, request, translator)
    facts = [_render_fact(name, value, translator) for name, value in answer.facts[:_MAX_FACTS]]
    top = "\n".join([f"### {heading}" if heading else "", *facts]).strip()
    foot = _render_foot(answer, len(answer.points), translator, reply_id, below)
    return fit_sentences([top], answer.points, foot, Accent.BRIEFING, translator)


def _render_possible(answer: Answer, translator: Translator, reply_id: str, below: Sequence[str]) -> Message:
    """Render sentences that may answer the question, marked as no sure answer."""
    title = escape(truncate(_build_heading(answer, translator), _MAX_QUESTION_LENGTH))
    notice = translator.translate(_("**No article says so outright.** Possibly:"))
    head = f"### {_add_as_of(title, answer.request, translator)}\n{notice}"
    foot = _render_foot(answer, len(answer.possible), translator, reply_id, below)
    return fit_sentences([head], answer.possible, foot, Accent.NOTHING, translator)


def _render_foot(answer: Answer, shown: int, translator: Translator, reply_id: str, below: Sequence[str]) -> list[str]:
    counted = translator.translate(ngettext_("{number} sentence", "{number} sentences", shown))
    summary = f"{counted} · {translator.translate(_('reply {id}', id=reply_id))}" if reply_id else counted
    shown_readings = _build_heading(answer, translator).casefold()
    readings = describe_interpretation(answer.request, translator)
    notes = render_interpretation(answer.request, translator)
    if all(one.casefold() in shown_readings for one in readings):  # the title says it
        notes = notes[1:]
    undated = list_undated_notes(answer.request, answer.points or answer.possible, translator)
    return [*below, *notes, *undated, f"-# {summary}"]


def _build_heading(answer: Answer, translator: Translator) -> str:
    """Return the question as it was typed, with how it was interpreted if that is one name or period of other words."""
    asked, reading = " ".join(answer.request.text.split()), translator.translate(answer.heading)
    readings = answer.request.read_as
    if readings and answer.heading == ", ".join(readings):
        reading = translator.join(describe_interpretation(answer.request, translator)) if len(readings) == 1 else ""
    if asked.casefold() in reading.casefold():
        return _capitalize(reading)
    title = asked if reading.casefold() in asked.casefold() else f"{asked} · {reading}"
    return _capitalize(title)


def _capitalize(title: str) -> str:
    """Return *title* with a capital first letter, unless its first word has another, such as "iPhone"."""
    return title[:1].upper() + title[1:] if title.partition(" ")[0].islower() else title


def _drop_shown_names(answer: Answer) -> Answer:
    """Return *answer* without the unknown names that stand in its own sentences."""
    shown = " ".join(" ".join(point.passage.sentence.text for point in answer.points).split()).casefold()
    unknown = tuple(name for name in answer.request.unknown if " ".join(name.split()).casefold() not in shown)
    return replace(answer, request=replace(answer.request, unknown=unknown))


def _render_fact(name: str, value: str, translator: Translator) -> str:
    label, text = translator.translate(name), translator.translate(localize_description(value))
    return f"**{escape(truncate(label, 40))}** {escape(truncate(text, 160))}"


def render_error(error: DatelineError, translator: Translator = ENGLISH) -> Message:
    """Render what went wrong and under it the remedy."""
    parts = (escape(truncate(translator.translate(part), 600)) for part in (error.sentence, error.remedy))
    return Message(("\n".join(part for part in parts if part),), Accent.ERROR)


def render_help(
    commands: Sequence[tuple[str, str, str]],
    mentions: Mapping[str, str],
    translator: Translator = ENGLISH,
    menus: Sequence[tuple[str, str]] = (),
    invite_link: str = "",
) -> Message:
    """
    Render the help on all commands.

    Args:
        commands: Name, description and an example of each.
        mentions: Command ids by name, which make a command clickable, where known.
        translator: Translator to the reader's language.
        menus: Name and description of each context menu command of messages.
        invite_link: Address at which the bot is added to a server; "" shows none.
    """
    lines = []
    for name, description, example in commands:
        purpose = translator.translate_command(CommandPart.DESCRIPTION, description)
        lines.append(f"{_render_command(name, mentions, translator)} – {purpose}")
        if example != f"/{name}":
            shown = f"`{_translate_example(name, example, translator)}`"
            lines.append(f"-# {translator.translate(_('for example {example}', example=shown))}")
    if menus:
        lines.append(translator.translate(_("In the menu of a message, under “Apps”:")))
        lines += [
            f"- **{translator.translate_command(CommandPart.MENU, name)}** – {translator.translate(description)}"
            for name, description in menus
        ]
    title = _("Dateline: the news in the articles' own words, with sources")
    promise = _(
        "Every sentence is quoted word for word from the article named below it. If the articles don't answer a"
        " question, I say “nothing found”."
    )
    small = [translator.translate(promise)]
    if invite_link:
        small.append(translator.translate(_("[Add Dateline to another server]({link})", link=invite_link)))
    foot = "\n".join(f"-# {line}" for line in small)
    return Message((f"### {translator.translate(title)}", "\n".join(lines), foot))


def _render_command(name: str, mentions: Mapping[str, str], translator: Translator) -> str:
    localized = _translate_command(name, translator)
    if name not in mentions:
        return f"**/{localized}**"
    # Discord resolves a subcommand by its English name; the member knows it by the localized name.
    return f"</{name}:{mentions[name]}>" + (f" **/{localized}**" if localized != name else "")


def _translate_command(name: str, translator: Translator) -> str:
    return " ".join(translator.translate_command(CommandPart.COMMAND, part) for part in name.split())


def _translate_example(name: str, example: str, translator: Translator) -> str:
    """Return *example* with the localized names of the command, its options and its choices."""
    parts = _OPTION_PATTERN.split(example.removeprefix(f"/{name}"))
    typed = [
        f" {translator.translate_command(CommandPart.OPTION, option)}:"
        f" {translator.translate_command(CommandPart.CHOICE, value)}"
        for option, value in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return f"/{_translate_command(name, translator)}{parts[0]}{''.join(typed)}"


def render_list(heading: str, lines: Sequence[str], translator: Translator = ENGLISH) -> Message:
    """Render a list of plain lines under a heading; those that don't fit are counted."""
    items: list[str] = []
    space = MAX_MESSAGE_CHARACTERS - 300
    for line in lines:
        item = f"- {escape(truncate(translator.translate(line), 300))}"
        space -= count_utf16_units(item) + 1
        if space < 0:
            left = len(lines) - len(items)
            items.append(f"-# {translator.translate(_('and {number} more', number=left))}")
            break
        items.append(item)
    return Message((f"### {escape(truncate(translator.translate(heading), _MAX_HEADING_LENGTH))}", "\n".join(items)))


def render_nothing_found(
    topic: str,
    request: Request,
    nearest: Sequence[str],
    translator: Translator,
    below: Sequence[str] = (),
    *,
    is_near: bool = True,
) -> Message:
    """
    Render the notice that nothing was found, with the interpretation and what the articles have instead.

    *nearest* resembles what was asked for if *is_near*.
    """
    nothing = _("**Nothing found**.")
    if topic:
        nothing = _("**Nothing found** about “{topic}”.", topic=escape(topic))
    remedy = _("The articles here hold nothing of that kind yet.")
    if topic:
        remedy = _("The articles here say nothing about this. Try other words.")
    head = [f"{translator.translate(nothing)} {translator.translate(remedy)}"]
    if request.as_of:
        head.insert(0, f"### {format_as_of(request.as_of, translator)}")
    if nearest:
        names = escape(
            join_names([truncate(translator.translate(name), 60) for name in nearest], _MAX_SUGGESTIONS, translator)
        )
        other = (
            _("Did you mean {names}?", names=names)
            if is_near
            else _("The articles here mention: {names}.", names=names)
        )
        head.append(translator.translate(other))
    return fit_sentences(head, (), [*below, *render_interpretation(request, translator)], Accent.NOTHING, translator)


def render_interpretation(request: Request, translator: Translator) -> list[str]:
    """Return Markdown lines for the interpretation of a question and its unknown names; each may be ``""``."""
    return [_render_reading(request, translator), _render_unknown_names(request, translator)]


def _render_reading(request: Request, translator: Translator) -> str:
    read = [truncate(part, 80) for part in describe_interpretation(request, translator)]
    text = _("Interpreted as: {readings}", readings=escape(join_names(read, 6, translator)))
    return f"-# {translator.translate(text)}" if read else ""


def _render_unknown_names(request: Request, translator: Translator) -> str:
    names = [f"“{truncate(name, 60)}”" for name in request.unknown]
    text = _("Names I don't know: {names}", names=escape(join_names(names, 6, translator)))
    return f"-# {translator.translate(text)}" if names else ""


def _count_reports(briefing: Briefing, translator: Translator) -> str:
    return translator.translate(format_report_count(briefing.articles, briefing.origins))


def add_shared_by(message: Message, member: int, translator: Translator = ENGLISH) -> Message:
    """Return *message* with a line that names who shared it, without a ping, if it fits."""
    line = f"-# {translator.translate(_('Shared by {member}', member=f'<@{member}>'))}"
    if sum(map(count_utf16_units, message.blocks)) + count_utf16_units(line) + 1 > MAX_MESSAGE_CHARACTERS:
        return message
    return replace(message, blocks=(*message.blocks[:-1], f"{message.blocks[-1]}\n{line}"))


def render_cooldown(until: datetime, translator: Translator = ENGLISH) -> Message:
    """Render the cooldown notice, with the time in the reader's own time zone."""
    stamp = f"<t:{int(until.timestamp()) + 1}:R>"
    text = _("That was quick. Please ask again {time}.", time=stamp)
    return Message((translator.translate(text),), Accent.NOTHING)


def render_no_more_results(translator: Translator = ENGLISH) -> Message:
    """Render the notice that there are no more results."""
    return Message(
        (translator.translate(_("**That was all**. The articles here say nothing more about this.")),),
        Accent.NOTHING,
    )


def render_welcome(mentions: Mapping[str, str], translator: Translator = ENGLISH) -> Message:
    """
    Render the welcome message with the first steps.

    Args:
        mentions: Command ids by name, which make a command clickable, where known.
        translator: Translator to the reader's language.
    """
    setup, explain = (_format_command_mention(name, mentions) for name in ("setup", "help"))
    lines = (
        translator.translate(_("Hi, I'm Dateline. I sum up the news for this server, word for word and with sources.")),
        translator.translate(
            _("Set up a daily digest with {command} (for those who manage the server).", command=setup)
        ),
        translator.translate(_("See what everyone can ask with {command}.", command=explain)),
    )
    return Message(("\n".join(lines),))


def render_mention_help(mentions: Mapping[str, str], translator: Translator = ENGLISH) -> Message:
    """
    Render the short help for those who mention the bot without a question.

    Args:
        mentions: Command ids by name, which make a command clickable, where known.
        translator: Translator to the reader's language.
    """
    lines = (
        translator.translate(
            _("Ask me about the news: mention me and add your question. I answer in the articles' own words.")
        ),
        translator.translate(
            _("See everything I can do with {command}.", command=_format_command_mention("help", mentions))
        ),
    )
    return Message(("\n".join(lines),))


def render_private_channel(mentions: Mapping[str, str], translator: Translator = ENGLISH) -> Message:
    """Render the notice that answers are private in this channel, so that a mention can't be answered."""
    command = _format_command_mention("ask", mentions)
    text = _("In this channel only the person who asks sees my answers. Please use {command}.", command=command)
    return Message((translator.translate(text),), Accent.NOTHING)


def _format_command_mention(name: str, mentions: Mapping[str, str]) -> str:
    return f"</{name}:{mentions[name]}>" if name in mentions else f"**/{name}**"
