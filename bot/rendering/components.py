"""Build the buttons and select menus under a reply."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.locales import ENGLISH, LocalizableText, Translator
from bot.locales.messages import _
from bot.models.message import MAX_MENU_CHOICES, Button, MenuChoice, MessageButtonStyle, SelectMenu, count_utf16_units
from bot.rendering.formatting import format_outlet, format_publication_date
from bot.rendering.markdown import truncate
from bot.rendering.quote_check import to_citation
from briefings.verification import CitedSentence

#: https://discord.com/developers/docs/components/reference#string-select-select-option-structure
_MAX_CHOICE_LENGTH = 100


class ReplyAction(StrEnum):
    """Action of a button under a reply; the value is the action part of its id."""

    MORE = "more"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    CHART = "chart"
    SHARE = "share"


def reply_components(
    key: str,
    exhibits: Sequence[CitedSentence],
    offers: Sequence[ReplyAction],
    page: int = 1,
    pages: int = 1,
    words: Translator = ENGLISH,
) -> tuple[tuple[Button | SelectMenu, ...], ...]:
    """
    Return the rows of controls under a reply.

    Args:
        key: Key of the stored reply.
        exhibits: The sentences that can be checked.
        offers: Further actions, at most three besides page buttons.
        page: Number of the page shown, from 1.
        pages: Number of pages.
        words: Translator to the reader's language.
    """
    rows: list[tuple[Button | SelectMenu, ...]] = []
    if exhibits:
        choices = [_build_choice(exhibit, words) for exhibit in exhibits[:MAX_MENU_CHOICES]]
        rows.append(
            (SelectMenu(f"check:{key}", words.translate(_("Check a sentence against its article")), tuple(choices)),)
        )
    buttons: list[Button] = []
    if pages > 1:
        buttons.append(Button(f"page:{key}:{page - 1}", words.translate(_("◀ Back")), disabled=page == 1))
        buttons.append(Button(f"page:{key}:{page + 1}", words.translate(_("Next ▶")), disabled=page == pages))
    buttons += [Button(f"{offer}:{key}", words.translate(_label_action(offer)), _get_style(offer)) for offer in offers]
    if buttons:
        rows.append(tuple(buttons))
    return tuple(rows)


def _label_action(offer: ReplyAction) -> LocalizableText:
    match offer:
        case ReplyAction.MORE:
            return _("More")
        case ReplyAction.QUOTES:
            return _("Only quotes")
        case ReplyAction.TIMELINE:
            return _("Timeline")
        case ReplyAction.CHART:
            return _("Chart")
        case ReplyAction.SHARE:
            return _("Share to channel")


def _get_style(offer: ReplyAction) -> MessageButtonStyle:
    return MessageButtonStyle.PRIMARY if offer is ReplyAction.SHARE else MessageButtonStyle.SECONDARY


def _build_choice(exhibit: CitedSentence, words: Translator) -> MenuChoice:
    citation = to_citation(exhibit)
    return MenuChoice(
        str(exhibit.number),
        _truncate_choice(f"{exhibit.number}. {exhibit.text}"),
        _truncate_choice(f"{format_outlet(citation, words)} · {format_publication_date(citation, words)}"),
    )


def _truncate_choice(text: str) -> str:
    shown = truncate(text, _MAX_CHOICE_LENGTH)
    return shown if count_utf16_units(shown) <= _MAX_CHOICE_LENGTH else truncate(text, _MAX_CHOICE_LENGTH // 2)
