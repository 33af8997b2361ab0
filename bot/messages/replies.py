"""Briefing, Answer, error → Message: the point first, then its source, then how it was read and counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.errors import DatelineError
from bot.locales import ENGLISH, Part, Words
from bot.locales.recalling import WRITTEN
from bot.messages.fitting import fit
from bot.messages.markup import cut, escape
from bot.messages.model import MOST_CHARACTERS, Accent, Message, size
from bot.messages.wording import listed, reading, reports
from bot.phrases import phrase, plural
from briefings.model import Answer, Briefing, Request

_HEADING = 150
# An option with what is typed into it: the "topic" of "/brief topic: North Korea".
_OPTION = re.compile(r"\s([a-z_]+): ")
_MOST_FACTS = 8
_MOST_NEAREST = 10


def of_briefing(briefing: Briefing, words: Words = ENGLISH) -> Message:
    """Tell a briefing, or that the corpus holds nothing on the topic."""
    topic = cut(briefing.request.text, _HEADING)
    if not briefing.points:
        return nothing(topic, briefing.request, (), words)
    title = phrase("Briefing: {topic}", topic=escape(topic)) if topic else phrase("Briefing")
    named = words.say(phrase("briefing {id}", id=briefing.id))
    foot = [*understood(briefing.request, words), f"-# {_counts(briefing, words)} · {named}"]
    return fit([f"### {words.say(title)}"], briefing.points, foot, Accent.BRIEFING, words)


def of_answer(answer: Answer, words: Words = ENGLISH, named: str = "", below: Sequence[str] = ()) -> Message:
    """
    Tell the evidence, or that there is none and what comes nearest.

    Args:
        answer: What was found.
        words: In which language.
        named: The id by which the reply can be checked, or ``""``.
        below: Markdown lines under the sentences, within a fifth of the limit.
    """
    request = answer.request
    if not answer.found:
        return nothing(cut(request.text, _HEADING), request, answer.nearest, words, below)
    heading = cut(_heading(answer, words), _HEADING)
    facts = [_fact(name, value, words) for name, value in answer.facts[:_MOST_FACTS]]
    top = "\n".join([f"### {escape(heading)}" if heading else "", *facts]).strip()
    counted = words.say(plural("{number} sentence", "{number} sentences", len(answer.points)))
    signed = f"{counted} · {words.say(phrase('reply {id}', id=named))}" if named else counted
    foot = [*below, *understood(request, words), f"-# {signed}"]
    return fit([top], answer.points, foot, Accent.BRIEFING, words)


def _heading(answer: Answer, words: Words) -> str:
    if answer.heading == ", ".join(answer.request.read_as):
        said = words.listed(reading(answer.request, words)) or answer.request.text
        return said[:1].upper() + said[1:]
    return words.say(answer.heading) or answer.request.text


def _fact(name: str, value: str, words: Words) -> str:
    # All other values are the articles' words, or names.
    said = words.recall(value) if name in WRITTEN else value
    return f"**{escape(cut(words.recall(name), 40))}** {escape(cut(said, 160))}"


def of_error(error: DatelineError, words: Words = ENGLISH) -> Message:
    """Tell what went wrong and the way out, in one sentence each."""
    subject, reason = (
        escape(cut(words.recall(part), most)) for part, most in ((error.subject, 300), (error.reason, 600))
    )
    said = words.say(phrase("{subject}: {reason}.", subject=subject, reason=reason))
    remedy = escape(cut(words.recall(error.remedy), 600))
    return Message(tuple(part for part in (said[:1].upper() + said[1:], remedy) if part), Accent.ERROR)


def of_help(
    commands: Sequence[tuple[str, str, str]],
    mentions: Mapping[str, str],
    words: Words = ENGLISH,
    menus: Sequence[tuple[str, str]] = (),
) -> Message:
    """
    Explain the commands.

    Args:
        commands: Name, description and an example of each.
        mentions: Command name → id by which Discord makes it clickable, where known.
        words: In which language.
        menus: Name and description of each command in the menu of a message.
    """
    lines = []
    for name, description, example in commands:
        lines.append(f"{_command(name, mentions, words)} {words.say(description)}")
        if example != f"/{name}":
            shown = f"`{_typed(name, example, words)}`"
            lines.append(f"-# {words.say(phrase('for example {example}', example=shown))}")
    if menus:
        lines.append(words.say(phrase("In the menu of a message, under “Apps”:")))
        lines += [f"- **{words.called(Part.MENU, name)}** {words.say(told)}" for name, told in menus]
    title = phrase("Dateline briefs you on the news, verbatim and cited")
    promise = phrase(
        "Every sentence shown stands word for word in the article named beneath it. "
        "Where the corpus holds no evidence, the answer is “nothing found”."
    )
    return Message((f"### {words.say(title)}", "\n".join(lines), f"-# {words.say(promise)}"))


def _command(name: str, mentions: Mapping[str, str], words: Words) -> str:
    own = _called(name, words)
    if name not in mentions:
        return f"**/{own}**"
    # Discord finds a subcommand by its English name; the member finds it by the name in the menu.
    return f"</{name}:{mentions[name]}>" + (f" **/{own}**" if own != name else "")


def _called(name: str, words: Words) -> str:
    return " ".join(words.called(Part.COMMAND, part) for part in name.split())


def _typed(name: str, example: str, words: Words) -> str:
    """Give *example* with the command, its options and its choices as the member has them."""
    parts = _OPTION.split(example.removeprefix(f"/{name}"))
    typed = [
        f" {words.called(Part.OPTION, option)}: {words.called(Part.CHOICE, value)}"
        for option, value in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return f"/{_called(name, words)}{parts[0]}{''.join(typed)}"


def of_list(heading: str, lines: Sequence[str], words: Words = ENGLISH) -> Message:
    """Tell plain lines under a heading; those that don't fit are counted."""
    shown: list[str] = []
    room = MOST_CHARACTERS - 300
    for line in lines:
        item = f"- {escape(cut(words.say(line), 300))}"
        room -= size(item) + 1
        if room < 0:
            left = len(lines) - len(shown)
            shown.append(f"-# {words.say(phrase('and {number} more', number=left))}")
            break
        shown.append(item)
    return Message((f"### {escape(cut(words.say(heading), _HEADING))}", "\n".join(shown)))


def nothing(topic: str, request: Request, nearest: Sequence[str], words: Words, below: Sequence[str] = ()) -> Message:
    """Tell that there is no evidence, how the words were read, and what comes nearest."""
    nothing = phrase("**Nothing found**.")
    if topic:
        nothing = phrase("**Nothing found** about “{topic}”.", topic=escape(topic))
    head = [f"{words.say(nothing)} {words.say(phrase('The articles kept here hold no evidence.'))}"]
    if nearest:
        names = escape(listed([cut(words.recall(name), 60) for name in nearest], _MOST_NEAREST, words))
        head.append(words.say(phrase("What comes nearest here: {names}.", names=names)))
    return fit(head, (), [*below, *understood(request, words)], Accent.NOTHING, words)


def understood(request: Request, words: Words) -> list[str]:
    """Say in Markdown how a question was read, and which of its names are not known."""
    return [_reading(request, words), _unknown(request, words)]


def _reading(request: Request, words: Words) -> str:
    read = [cut(part, 80) for part in reading(request, words)]
    said = phrase("Read as: {readings}", readings=escape(listed(read, 6, words)))
    return f"-# {words.say(said)}" if read else ""


def _unknown(request: Request, words: Words) -> str:
    names = [f"“{cut(name, 60)}”" for name in request.unknown]
    said = phrase("Not known here: {names}", names=escape(listed(names, 6, words)))
    return f"-# {words.say(said)}" if names else ""


def _counts(briefing: Briefing, words: Words) -> str:
    return words.say(reports(briefing.articles, briefing.origins))
