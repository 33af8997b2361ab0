"""The buttons and menus of a reply; each names what was shown, so that it answers after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.locales import ENGLISH, Words
from bot.messages.checks import cited
from bot.messages.markup import cut
from bot.messages.model import MOST_CHOICES, Button, Choice, Menu, Style, size
from bot.messages.wording import outlet, published
from bot.phrases import Phrase, phrase
from briefings.proof import Exhibit

#: https://discord.com/developers/docs/components/reference#string-select-select-option-structure
_LONGEST = 100


class Offer(StrEnum):
    """What a button beneath a reply does, by the name of its deed."""

    MORE = "more"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    CHART = "chart"
    SHARE = "share"


def handles(
    key: str,
    exhibits: Sequence[Exhibit],
    offers: Sequence[Offer],
    page: int = 1,
    pages: int = 1,
    words: Words = ENGLISH,
) -> tuple[tuple[Button | Menu, ...], ...]:
    """
    Make the controls of a reply.

    Args:
        key: By which what was shown is found again.
        exhibits: The sentences that can be checked.
        offers: What else can be done, at most three beside pages.
        page: Which page is shown.
        pages: How many there are.
        words: In which language.
    """
    rows: list[tuple[Button | Menu, ...]] = []
    if exhibits:
        choices = [_choice(exhibit, words) for exhibit in exhibits[:MOST_CHOICES]]
        rows.append((Menu(f"check:{key}", words.say(phrase("Check a sentence against its article")), tuple(choices)),))
    buttons: list[Button] = []
    if pages > 1:
        buttons.append(Button(f"page:{key}:{page - 1}", words.say(phrase("◀ Back")), disabled=page == 1))
        buttons.append(Button(f"page:{key}:{page + 1}", words.say(phrase("Next ▶")), disabled=page == pages))
    buttons += [Button(f"{offer}:{key}", words.say(_label(offer)), _style(offer)) for offer in offers]
    if buttons:
        rows.append(tuple(buttons))
    return tuple(rows)


def _label(offer: Offer) -> Phrase:
    match offer:
        case Offer.MORE:
            return phrase("More")
        case Offer.QUOTES:
            return phrase("Only quotes")
        case Offer.TIMELINE:
            return phrase("Timeline")
        case Offer.CHART:
            return phrase("Chart")
        case Offer.SHARE:
            return phrase("Share to channel")


def _style(offer: Offer) -> Style:
    return Style.PRIMARY if offer is Offer.SHARE else Style.SECONDARY


def _choice(exhibit: Exhibit, words: Words) -> Choice:
    citation = cited(exhibit)
    return Choice(
        str(exhibit.number),
        _short(f"{exhibit.number}. {exhibit.text}"),
        _short(f"{outlet(citation, words)} · {published(citation, words)}"),
    )


def _short(text: str) -> str:
    shown = cut(text, _LONGEST)
    return shown if size(shown) <= _LONGEST else cut(text, _LONGEST // 2)
