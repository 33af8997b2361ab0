"""Build the buttons and select menus under a reply."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.locales import ENGLISH, LocalizableText, Translator
from bot.locales.messages import _
from bot.models.message import (
    MAX_CHOICE_LENGTH,
    MAX_MENU_CHOICES,
    Button,
    MenuChoice,
    MessageButtonStyle,
    SelectMenu,
    count_utf16_units,
)
from bot.rendering.formatting import format_outlet, format_publication_date
from bot.rendering.markdown import truncate
from bot.rendering.quote_check import to_citation
from briefings.verification import CitedSentence


class ReplyAction(StrEnum):
    """Action of a button under a reply; the value is the action part of its id."""

    MORE = "more"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    CHART = "chart"
    SHARE = "share"
    MUTE = "mute"


def reply_components(
    key: str,
    sentences: Sequence[CitedSentence],
    actions: Sequence[ReplyAction],
    page: int = 1,
    pages: int = 1,
    translator: Translator = ENGLISH,
) -> tuple[tuple[Button | SelectMenu, ...], ...]:
    """
    Return the rows of controls under a reply.

    Args:
        key: Key of the stored reply.
        sentences: The sentences that can be checked.
        actions: Further actions, at most three besides page buttons.
        page: Number of the page shown, from 1.
        pages: Number of pages.
        translator: Translator to the reader's language.
    """
    rows: list[tuple[Button | SelectMenu, ...]] = []
    if sentences:
        choices = [_build_choice(exhibit, translator) for exhibit in sentences[:MAX_MENU_CHOICES]]
        rows.append(
            (
                SelectMenu(
                    f"check:{key}", translator.translate(_("Check a sentence against its article")), tuple(choices)
                ),
            )
        )
    buttons: list[Button] = []
    if pages > 1:
        buttons.append(Button(f"page:{key}:{page - 1}", translator.translate(_("◀ Back")), disabled=page == 1))
        buttons.append(Button(f"page:{key}:{page + 1}", translator.translate(_("Next ▶")), disabled=page == pages))
    buttons += [
        Button(f"{offer}:{key}", translator.translate(_label_action(offer)), _get_style(offer)) for offer in actions
    ]
    if buttons:
        rows.append(tuple(buttons))
    return tuple(rows)


def _label_action(action: ReplyAction) -> LocalizableText:
    match action:
        case ReplyAction.MORE:
            return _("More")
        case ReplyAction.QUOTES:
            return _("Quotations only")
        case ReplyAction.TIMELINE:
            return _("Timeline")
        case ReplyAction.CHART:
            return _("Chart")
        case ReplyAction.SHARE:
            return _("Share in channel")
        case ReplyAction.MUTE:
            return _("Mute an outlet")


def _get_style(action: ReplyAction) -> MessageButtonStyle:
    return MessageButtonStyle.PRIMARY if action is ReplyAction.SHARE else MessageButtonStyle.SECONDARY


def _build_choice(sentence: CitedSentence, translator: Translator) -> MenuChoice:
    citation = to_citation(sentence)
    return MenuChoice(
        str(sentence.number),
        _truncate_choice(f"{sentence.number}. {sentence.text}"),
        _truncate_choice(f"{format_outlet(citation, translator)} · {format_publication_date(citation, translator)}"),
    )


def _truncate_choice(text: str) -> str:
    truncated = truncate(text, MAX_CHOICE_LENGTH)
    return truncated if count_utf16_units(truncated) <= MAX_CHOICE_LENGTH else truncate(text, MAX_CHOICE_LENGTH // 2)
