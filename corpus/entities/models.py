"""Values of the entity tagger: names, labels, tokens, and the spans of an article that are searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.languages.en.abbreviations import TOKEN
from corpus.languages.en.organizations import AGENCY_NAME
from corpus.languages.en.page_phrases import CREDIT_START, REPORTING_BYLINE
from corpus.languages.en.people import NAME_CONNECTORS
from corpus.languages.en.vocabulary import COMMON_WORDS
from corpus.models import CONTENT_ZONES, Actor, Mention, MentionKind, Sentence, Zone, strip_accents


@dataclass(frozen=True, slots=True)
class ArticleEntities:
    """
    The actors of an article and their mentions.

    Attributes:
        mentions: Mentions of actors, in order; they may nest. Ambiguous mentions have no actor.
        actors: All actors that are mentioned, in the order found.
    """

    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()


class EntityLabel(StrEnum):
    """Type of the entity that a name refers to."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    PLACE = "LOC"
    OTHER = "MISC"
    EVENT = "EVENT"
    DOCUMENT = "DOC"


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name in a text.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: The words.
        label: Type of the entity.
        kind: How it names the entity.
        actor: Id of its actor, or None if it is not linked.
        sentence: Number of the content span that contains it.
        place: Whether it may also refer to a mere place (a capital).
        contextual: Whether it is valid only if its actor is also named otherwise.
        shared: Whether it is ambiguous because several people of the article share it.
        sure: Whether *label* is certain enough to create an actor for an unknown name.
    """

    start: int
    end: int
    text: str
    label: EntityLabel
    kind: MentionKind = MentionKind.NAME
    actor: str | None = None
    sentence: int = 0
    place: bool = False
    contextual: bool = False
    sure: bool = True
    shared: bool = False


_HYPHEN = re.compile(r"-(?=[^\W\d_])")


_ARABIC_ARTICLES = frozenset({"al-", "el-", "as-", "ad-", "an-", "ar-", "at-", "az-", "ul-"})


class NameToken(NamedTuple):
    """
    A token.

    Attributes:
        start: First code point in the article's text.
        end: One past its last.
        text: Its characters, without accents.
        capital: Whether it starts with a capital letter, an Arabic article aside ("al-Sabri").
    """

    start: int
    end: int
    text: str
    capital: bool


def make_token(start: int, end: int, text: str) -> NameToken:
    """Return the token *text* at ``[start, end)``; it may be empty."""
    return NameToken(start, end, text, text[:1].isupper() or (text[2:3] == "-" and _has_arabic_article(text)))


def _has_arabic_article(text: str) -> bool:
    return text[3:4].isupper() and text[:3] in _ARABIC_ARTICLES


#: Letters with a stroke, which no decomposition takes off, and the dotless i.
_STROKES = {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ħ": "h", "Ħ": "H"}
_PLAIN_LETTERS = str.maketrans(
    {
        letter: plain
        for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
        if len(plain := _STROKES.get(letter) or strip_accents(letter)) == 1
    }
)


def tokenize(text: str, start: int, end: int) -> list[NameToken]:
    """
    Split ``text[start:end]`` into tokens, with offsets into *text*; time is linear in its length.

    The words of the tokens are without accents, as the tables of names are.
    """
    words = text[start:end]
    plain = words if words.isascii() else words.translate(_PLAIN_LETTERS)
    return [
        NameToken(
            start + m.start(),
            start + m.end(),
            word := m[0],
            word[0].isupper() or (word[2:3] == "-" and _has_arabic_article(word)),
        )
        for m in TOKEN.finditer(plain)
    ]


def split_at_hyphens(token: NameToken) -> list[NameToken]:
    """Split a compound at its hyphens: ``Kim-Putin`` into ``Kim``, ``-`` and ``Putin``."""
    parts, at = [], token.start
    for match in _HYPHEN.finditer(token.text):
        cut = token.start + match.start()
        parts += [make_token(at, cut, token.text[at - token.start : match.start()]), make_token(cut, cut + 1, "-")]
        at = cut + 1
    return [part for part in (*parts, make_token(at, token.end, token.text[at - token.start :])) if part.text]


def is_title_cased(tokens: Sequence[NameToken]) -> bool:
    """Return whether every word except common ones is capitalized, as in some headlines; these have no full stop."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    if capital <= 3 or 2 * capital <= len(words):
        return False
    if tokens and tokens[-1].text == "." and 2 * sum(word.isupper() for word in words) < len(words):
        return False
    return all(w[0].isupper() or w in NAME_CONNECTORS or w in COMMON_WORDS for w in words)


#: A bracket at the end of a caption, which contains an agency or a name and no part of the sentence.
_TRAILING_BRACKET = re.compile(r"[(\[](?:[^()\[\]]{0,60})[)\]]\s*\.?\s*$")
#: A credit after the last dash of a caption: "- Ann Example/REUTERS", "- POOL/AFP".
_TRAILING_DASH_CREDIT = re.compile(r"\s[-–—|]\s+(?P<credit>[^–—|.]{2,80}?)\s*$")
#: A place and an agency before the first words: "SEOUL, June 20 (Reuters) -".
_AGENCY_DATELINE = re.compile(r"^[A-Z][\w .,'’/-]{1,40}\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*[-–—]+\s")


#: Longest dateline, in code points.
_MAX_DATELINE_CHARACTERS = 110
_CAPITALS = r"(?:[^\Wa-z\d_]|(?<=\w)[.'’])"
#: A place in capitals before the first words, perhaps with its region and day: "ST. ALBANS —", "HILO, Hawaii, May 3 -".
_CAPITALS_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}{{2}}{_CAPITALS}*(?:[ /-](?:[a-z]{{1,3}}[ -])?{_CAPITALS}+){{0,4}})"
    r"(?:, [^\W\d_][\w. ]{1,30}){0,2}(?:,? [\w. ]{1,20})?(?: ?\([^()]{2,30}\))?\s?(?:—|–|--|\s-)\s?(?=\S)"
)


def match_dateline(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the place in capitals of the dateline that opens ``text[start:end]``, and one past its dash; or None."""
    match = _CAPITALS_DATELINE.match(text, start, min(end, start + _MAX_DATELINE_CHARACTERS))
    return (match["place"], match.end()) if match else None


class ContentSpan(NamedTuple):
    """The part of a sentence that is searched for names; *opening* marks the first of the article's body."""

    start: int
    end: int
    zone: Zone
    paragraph: int
    opening: bool


def extract_content_spans(sentences: Iterable[Sentence]) -> list[ContentSpan]:
    """Return the content spans of *sentences*, in order and without credits; empty spans are left out."""
    spans: list[ContentSpan] = []
    seen_body = False
    for sentence in sentences:
        if sentence.zone not in CONTENT_ZONES:
            continue
        opening = sentence.zone is Zone.BODY and not seen_body
        seen_body = seen_body or opening
        start, end = sentence.start, sentence.start + _find_content_end(sentence)
        if opening and (agency := _AGENCY_DATELINE.match(sentence.text)):
            start = sentence.start + agency.end()
        if start < end:
            spans.append(ContentSpan(start, end, sentence.zone, sentence.paragraph, opening))
    return spans


def _find_content_end(sentence: Sentence) -> int:
    """Return how many code points of *sentence* precede a credit; none in a byline."""
    text = sentence.text
    if sentence.zone is Zone.CAPTION:
        dashed = _TRAILING_DASH_CREDIT.search(text)
        if dashed and not (AGENCY_NAME.search(dashed["credit"]) or dashed["credit"].isupper()):
            dashed = None
        return min(
            (found.start() for found in (dashed, CREDIT_START.search(text), _TRAILING_BRACKET.search(text)) if found),
            default=len(text),
        )
    return 0 if REPORTING_BYLINE.match(text) else len(text)
