"""Render a class, the questions of its quizzes, the answers with their proof, and the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.classroom.models import ClassSubject, FrozenArticles, PackSet, Quiz, QuizItem
from bot.db.classes import ClassRecord, Score
from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import DayRange, _
from bot.models.message import Accent, Button, Message, MessageButtonStyle, MessageFile
from bot.rendering.formatting import format_report_count, format_source
from bot.rendering.markdown import escape, truncate
from bot.rendering.quote_check import to_citation
from briefings.classroom import Fidelity, QuestionKind
from corpus.dates import exact_day

_MAX_OPTION_LENGTH, _MAX_TOPIC_LENGTH = 80, 100
#: Characters of the list of scores, and quizzes of one member in it, the last ones.
_MAX_SCORE_CHARACTERS, _MAX_QUIZZES_PER_LINE = 3_000, 5


@dataclass(frozen=True, slots=True)
class QuizState:
    """
    How far a member is in a quiz.

    Attributes:
        id: Id of the quiz.
        quiz: The quiz.
        chosen: The option that the member chose first, by the number of the question.
    """

    id: int
    quiz: Quiz
    chosen: Mapping[int, int]

    @property
    def next_number(self) -> int | None:
        """The number of the first question without an answer, or None."""
        return next((n for n in range(1, len(self.quiz.items) + 1) if n not in self.chosen), None)

    @property
    def correct(self) -> int:
        """Number of right answers."""
        items = self.quiz.items
        return sum(items[n - 1].answer == option for n, option in self.chosen.items() if n <= len(items))


def describe_subject(subject: ClassSubject | ClassRecord, translator: Translator = ENGLISH) -> str:
    """Return what a class is about, as plain text: "Articles about X up to 21 June 2024"."""
    day = DayRange.from_day(subject.day)
    topic = truncate(subject.topic, _MAX_TOPIC_LENGTH)
    if topic:
        return translator.translate(_("Articles about “{topic}” up to {day}", topic=topic, day=day))
    return translator.translate(_("All articles up to {day}", day=day))


def render_frozen(frozen: FrozenArticles, translator: Translator = ENGLISH) -> Message:
    """Render what a new class works with."""
    counted = translator.translate(format_report_count(frozen.articles, frozen.origins))
    published = translator.translate(
        _(
            "published from {first} to {last}",
            first=DayRange.from_day(frozen.first),
            last=DayRange.from_day(frozen.subject.day),
        )
    )
    lines = [f"**{escape(describe_subject(frozen.subject, translator))}**", f"{counted} · {published}"]
    if frozen.undated:
        left_out = ngettext_(
            "{number} article is left out because its day of publication is unknown.",
            "{number} articles are left out because their days of publication are unknown.",
            frozen.undated,
        )
        lines.append(translator.translate(left_out))
    notes = (
        _("The class belongs to this channel. Later articles change nothing in it."),
        _("Next: /class packs and /class quiz. /class end ends it and deletes the scores."),
    )
    return Message(
        (
            f"### {translator.translate(_('Class set up'))}",
            "\n".join(lines),
            "\n".join(f"-# {translator.translate(note)}" for note in notes),
        )
    )


def render_packs(packs: PackSet, files: Mapping[str, bytes], translator: Translator = ENGLISH) -> Message:
    """Render position packs with their files, by name."""
    sides = [
        f"- **{escape(truncate(pack.name, 80))}**"
        + (f" · {escape(truncate(', '.join(pack.speakers), 120))}" if pack.speakers else "")
        for pack in packs.packs
    ]
    counted = ngettext_("{number} sentence for each side", "{number} sentences for each side", packs.length)
    lines = [f"**{escape(describe_subject(packs.subject, translator))}** · {translator.translate(counted)}"]
    note = translator.translate(describe_length(packs)) if packs.shortest else ""
    foot = [f"-# {escape(note)}"] if note else []
    foot.append(f"-# {translator.translate(_('Every sentence is quoted word for word. To print, use the web page.'))}")
    blocks = (
        f"### {translator.translate(_('Position packs'))}",
        "\n".join([*lines, *sides]),
        "\n".join(foot),
    )
    return Message(blocks, files=tuple(MessageFile(name, data) for name, data in files.items()))


def describe_length(packs: PackSet) -> LocalizableText:
    """Return why every pack is shorter than asked for."""
    return ngettext_(
        "{side} has only {number} sentence, so every side has that many.",
        "{side} has only {number} sentences, so every side has that many.",
        packs.length,
        side=packs.shortest,
    )


def render_quiz_start(
    quiz_id: int, number: int, quiz: Quiz, record: ClassRecord, translator: Translator = ENGLISH
) -> Message:
    """Render the invitation to a quiz, with the button that starts it for whoever presses it."""
    counted = ngettext_("{number} question", "{number} questions", len(quiz.items))
    text = [
        f"**{escape(describe_subject(record, translator))}** · {translator.translate(counted)}",
        translator.translate(
            _(
                "Who said it? When was it? Is the sentence true to its article?"
                " Your first answer to each question counts."
            )
        ),
    ]
    note = _("Only you see your questions and answers. Those who set up the class see the scores.")
    controls = (
        Button(f"class_quiz:{quiz_id}", translator.translate(_("Start or continue")), MessageButtonStyle.PRIMARY),
        Button(f"class_score:{quiz_id}", translator.translate(_("My score"))),
    )
    title = translator.translate(_("Quiz {number}", number=number))
    return Message((f"### {title}", "\n".join(text), f"-# {translator.translate(note)}"), controls=(controls,))


def render_question(state: QuizState, number: int, translator: Translator = ENGLISH) -> Message:
    """Render question *number*, from 1, with a button for each option."""
    item = state.quiz.items[number - 1]
    title = translator.translate(_("Question {number} of {count}", number=number, count=len(state.quiz.items)))
    asked = translator.translate(describe_question(item.kind))
    buttons = tuple(
        Button(
            f"class_answer:{state.id}:{number}:{index}",
            truncate(format_option(item, index, translator), _MAX_OPTION_LENGTH),
        )
        for index in range(len(item.options))
    )
    return Message((f"### {title}", f"{asked}\n> {_format_shown(item)}"), Accent.BRIEFING, (buttons,))


def _format_shown(item: QuizItem) -> str:
    text = escape(item.text)
    return f"“{text}”" if item.kind is QuestionKind.SPEAKER else text


def describe_question(kind: QuestionKind) -> LocalizableText:
    """Return what a kind of question asks."""
    match kind:
        case QuestionKind.SPEAKER:
            return _("Who said it?")
        case QuestionKind.REPORTED:
            return _("Whose statement is reported here?")
        case QuestionKind.DAY:
            return _("Which day is missing?")
        case QuestionKind.ALTERED:
            return _("Does the article say this, or has the sentence been altered?")


def format_option(item: QuizItem, index: int, translator: Translator = ENGLISH) -> str:
    """Return an option as plain text in the reader's language."""
    option = item.options[index]
    if item.kind is QuestionKind.DAY and (day := exact_day(option)):
        return translator.format_day(day)
    if item.kind is QuestionKind.ALTERED:
        return translator.translate(_("True to the article") if option == Fidelity.TRUE else _("Altered"))
    return option


def render_answer(state: QuizState, number: int, translator: Translator = ENGLISH) -> Message:
    """Render whether the member's answer to question *number* is right, with the proof and the way on."""
    item, proof = state.quiz.items[number - 1], state.quiz.get_proof(number)
    right = state.chosen.get(number) == item.answer
    verdict = translator.translate(_("Right") if right else _("Not right"))
    mark = "✓" if right else "✗"
    lines = [f"### {mark} {verdict}", f"**{escape(format_option(item, item.answer, translator))}**"]
    explained = explain_answer(item, translator)
    shown = [f"-# {translator.translate(_('You chose: {option}', option=escape(_chosen(state, number, translator))))}"]
    blocks = (
        "\n".join(lines + ([escape(explained)] if explained else [])),
        f"> {escape(proof.text)}\n-# {format_source(to_citation(proof), translator)}",
        "\n".join(([] if right else shown) + [f"-# {_count_correct(state, translator)}"]),
    )
    way_on = (
        Button(f"class_quiz:{state.id}", translator.translate(_("Next question")), MessageButtonStyle.PRIMARY)
        if state.next_number
        else Button(f"class_score:{state.id}", translator.translate(_("My score")), MessageButtonStyle.PRIMARY)
    )
    check = Button(f"class_check:{state.id}:{number}", translator.translate(_("Check this sentence")))
    return Message(blocks, Accent.DIGEST if right else Accent.ERROR, ((way_on, check),))


def _chosen(state: QuizState, number: int, translator: Translator) -> str:
    item, index = state.quiz.items[number - 1], state.chosen.get(number, 0)
    return format_option(item, index, translator) if index < len(item.options) else ""


def explain_answer(item: QuizItem, translator: Translator = ENGLISH) -> str:
    """Return why the right option is right, beyond its proof, as plain text; ``""`` if the proof says it."""
    if item.kind is QuestionKind.DAY and (day := exact_day(item.options[item.answer])):
        if any(map(str.isdigit, item.original)):
            return ""
        return translator.translate(_("In this article, “{words}” means {day}.", words=item.original, day=day))
    if item.kind is QuestionKind.ALTERED and item.replacement:
        return translator.translate(
            _("The article says “{words}”, not “{others}”.", words=item.original, others=item.replacement)
        )
    return ""


def _count_correct(state: QuizState, translator: Translator) -> str:
    return translator.translate(
        _("{correct} of {answered} right so far", correct=state.correct, answered=len(state.chosen))
    )


def render_own_score(state: QuizState, translator: Translator = ENGLISH) -> Message:
    """Render a member's score in one quiz."""
    total = len(state.quiz.items)
    score = translator.translate(_("{correct} of {total} right", correct=state.correct, total=total))
    left = total - len(state.chosen)
    lines = [f"**{score}**"]
    if left:
        open_ = ngettext_("{number} question is still open.", "{number} questions are still open.", left)
        lines.append(translator.translate(open_))
    controls = (
        ((Button(f"class_quiz:{state.id}", translator.translate(_("Continue")), MessageButtonStyle.PRIMARY),),)
        if left
        else ()
    )
    return Message((f"### {translator.translate(_('Your score'))}", "\n".join(lines)), controls=controls)


def render_scores(
    record: ClassRecord, scores: Sequence[Score], lengths: Mapping[int, int], translator: Translator = ENGLISH
) -> Message:
    """
    Render the scores of a class, those of each member in one line.

    Args:
        record: The class.
        scores: The scores.
        lengths: Number of questions of each quiz, by its number.
        translator: Translator to the reader's language.
    """
    title = f"### {translator.translate(_('Scores'))}\n{escape(describe_subject(record, translator))}"
    if not scores:
        return Message((title, translator.translate(_("Nobody has answered a question yet."))), Accent.NOTHING)
    totals: dict[int, int] = {}
    for score in scores:
        totals[score.member] = totals.get(score.member, 0) + score.correct
    ranked = sorted(totals, key=lambda member: (-totals[member], member))
    lines: list[str] = []
    space = _MAX_SCORE_CHARACTERS
    for member in ranked:
        line = _render_member(member, scores, lengths, translator)
        space -= len(line) + 1
        if space < 0:
            lines.append(f"-# {translator.translate(_('and {number} more', number=len(ranked) - len(lines)))}")
            break
        lines.append(line)
    return Message((title, "\n".join(lines)))


def _render_member(member: int, scores: Sequence[Score], lengths: Mapping[int, int], translator: Translator) -> str:
    parts = [
        translator.translate(
            _(
                "quiz {number}: {correct} of {total}",
                number=score.quiz,
                correct=score.correct,
                total=lengths.get(score.quiz, score.answered),
            )
        )
        for score in sorted(scores, key=lambda one: one.quiz)
        if score.member == member
    ]
    return f"<@{member}> · {', '.join(parts[-_MAX_QUIZZES_PER_LINE:])}"


def render_class_ended(answers: int, translator: Translator = ENGLISH) -> Message:
    """Render that a class is over and its scores are deleted."""
    text = ngettext_(
        "I deleted its quizzes and {number} answer.", "I deleted its quizzes and {number} answers.", answers
    )
    return Message((f"### {translator.translate(_('Class ended'))}", translator.translate(text)), Accent.NOTHING)
