"""The subject of a cue: the phrase that names who says it."""

from __future__ import annotations

from enum import StrEnum

from corpus.quotations.phrases import DETERMINERS, PRONOUNS, Phrase, leftward, rightward
from corpus.quotations.tokens import Token

_RELATIVES = frozenset({"who", "which"})
_JOINERS = frozenset({"and", "or", "but", "then"})
_LEADING = frozenset(
    "in on at after before during when while as since although though if despite by with for from under until "
    "because over among amid without about asked like unlike".split()
)

#: Verbs whose object may stand where a subject would: “…, told Ann Lee”.
_TAKING = frozenset("told tell tells asked urged called accused praised blamed thanked".split())

#: How many tokens back an apposition may begin.
_REGION = 60


class Order(StrEnum):
    """Where the subject of a cue stands."""

    BEFORE = "before"
    BEHIND = "behind"
    SHARED = "shared"
    COLON = "colon"
    NOWHERE = "nowhere"


def subject_of(tokens: tuple[Token, ...], at: int, behind: int) -> tuple[Phrase | None, Order]:
    """Find the subject of the verb at *at*; *behind* is the index behind the subject where it stands before."""
    if not behind:
        return _inverted(tokens, at)
    before = tokens[behind - 1]
    if before.quoted or (before.text == "," and behind > 1 and tokens[behind - 2].quoted):
        return _inverted(tokens, at)
    if before.lower in _RELATIVES:
        end = behind - 1
        end -= bool(end and tokens[end - 1].text == ",")
        return leftward(tokens, end), Order.BEFORE
    if before.lower in _JOINERS:
        return None, Order.SHARED
    if before.text == "," and (closing := _closing(tokens, at, behind - 1)):
        return closing, Order.BEHIND
    if before.text in {",", "—", "–", "-"}:
        return _before_apposition(tokens, behind - 1, before.text)
    if before.lower in PRONOUNS:
        return Phrase(behind - 1, behind, behind), Order.BEFORE
    subject = leftward(tokens, behind)
    return (_with_name(tokens, subject), Order.BEFORE) if subject else (None, Order.NOWHERE)


def _with_name(tokens: tuple[Token, ...], subject: Phrase) -> Phrase:
    """Take “Ann Lee, head of the mission | said” for Ann Lee: the comma behind the apposition was forgotten."""
    comma = subject.first - 1
    if comma < 2 or tokens[comma].text != "," or tokens[subject.core - 1].is_capital:
        return subject
    name = comma
    while name > 0 and tokens[name - 1].is_capital:
        name -= 1
    clean = name == 0 or not tokens[name - 1].is_word
    return Phrase(name, comma, comma, (subject.first, subject.last)) if clean and comma - name > 1 else subject


def _inverted(tokens: tuple[Token, ...], at: int) -> tuple[Phrase | None, Order]:
    """“…,” said the minister."""
    subject = rightward(tokens, at + 1)
    if subject is not None and tokens[at + 1].lower == "it":  # “as the minister put it”
        subject = None
    return (_beside(tokens, subject), Order.BEHIND) if subject else (None, Order.SHARED)


def _beside(tokens: tuple[Token, ...], subject: Phrase) -> Phrase:
    """Add the name in apposition: “said a spokeswoman for the port, | Ann Lee”."""
    comma = subject.last
    if tokens[subject.core - 1].is_capital or comma >= len(tokens) or tokens[comma].text != ",":
        return subject
    end = comma + 1
    while end < len(tokens) and tokens[end].is_capital:
        end += 1
    return Phrase(subject.first, subject.core, subject.last, (comma + 1, end)) if end > comma + 1 else subject


def _closing(tokens: tuple[Token, ...], at: int, comma: int) -> Phrase | None:
    """Read the subject that closes the sentence: “The port is shut, says | Ann Lee”."""
    if (
        at != comma + 1
        or tokens[at].lower in _TAKING
        or any(token.text == "," for token in tokens[max(0, comma - _REGION) : comma])
    ):
        return None
    subject = rightward(tokens, at + 1)
    ends = subject is not None and not any(token.is_word for token in tokens[subject.last : subject.last + 3])
    return subject if ends else None


def _before_apposition(tokens: tuple[Token, ...], comma: int, mark: str) -> tuple[Phrase | None, Order]:
    """“Ann Lee, 61, head of the mission, | said”: the phrase before the apposition, with a name in apposition."""
    floor, commas = _commas(tokens, comma, mark)
    if commas and tokens[commas[0] + 1].lower in _JOINERS:
        return None, Order.SHARED
    if floor and tokens[floor - 1].quoted:
        commas = [at for at in commas if at > floor][-1:]  # behind a quotation the source comes first
    for number, at in enumerate(commas):
        subject = leftward(tokens, at)
        if subject is None or not _is_subject(tokens, subject):
            continue
        if number == 0 and _is_name(tokens, at + 1, comma) and not tokens[subject.core - 1].is_capital:
            return Phrase(subject.first, comma, comma), Order.BEFORE
        if commas[number + 1 : number + 2] == [subject.first - 1] and _is_name(
            tokens, subject.first - 2, subject.first - 1
        ):
            continue  # another apposition of a name
        return Phrase(subject.first, subject.core, subject.last, (at + 1, comma)), Order.BEFORE
    last = leftward(tokens, comma)
    return (last, Order.BEFORE) if last and not commas and floor == last.first else (None, Order.SHARED)


def _commas(tokens: tuple[Token, ...], comma: int, mark: str) -> tuple[int, list[int]]:
    """Give where the words before *comma* begin, behind a quotation or colon, and their commas from the right."""
    found: list[int] = []
    at = comma
    while at > 0 and not tokens[at - 1].quoted and tokens[at - 1].text not in {";", ":"} and comma - at < _REGION:
        at -= 1
        if tokens[at].text == mark:
            found.append(at)
    return at, found


def _is_subject(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tell a name or "a spokesman" from an age, a state's short form, or the tail of a clause."""
    first = tokens[phrase.first]
    return first.is_capital or first.lower in DETERMINERS


def _is_name(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    return end - start < 5 and all(token.is_capital for token in tokens[start:end])


def main_subject(tokens: tuple[Token, ...]) -> Phrase | None:
    """Read the phrase that opens the frame, behind what leads in: “On Friday, | the minister wrote a letter …”."""
    at = 0
    leads = bool(tokens) and tokens[0].lower in _LEADING
    if leads or (tokens and tokens[0].lower.endswith(("ing", "ly"))):
        # Without a comma “Beijing” and “Italy” are names.
        at = next((i + 1 for i, token in enumerate(tokens[:40]) if token.text == ","), len(tokens) if leads else 0)
    while at < len(tokens) and tokens[at].lower in _JOINERS:
        at += 1
    return rightward(tokens, at)
