"""Find the sentences that say who holds an office: "Gov. X", "X, the governor of Y", "Y's governor, X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from briefings.answering.pool import Floats, Pool
from briefings.answering.questions import AnswerKind, Question
from briefings.text import are_related, list_family_stems, stem, tokenize
from corpus.languages.en.answer_forms import (
    FORMER_OFFICE,
    HOLDER_AFTER_OFFICE,
    HOLDER_BEFORE_OFFICE,
    OFFICE_NAMES,
    OFFICE_OF_OWNER,
    OFFICE_QUESTION,
    OWNER_AFTER_OFFICE,
    OWNERS_OFFICE,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS

#: Value of a sentence that names the holder if only its neighbours or title name what the office belongs to, and if
#: nothing does.
OWNER_NEAR_VALUE, NO_OWNER_VALUE = 0.7, 0.4
#: Factor for the holder of an earlier time, and for an office that lacks a word of the one asked about.
FORMER_FACTOR, OTHER_OFFICE_FACTOR = 0.5, 0.3
#: Characters before and after the word for the office among which the holder is looked for.
MAX_CHARACTERS_BESIDE = 120
#: Words before the word for the office among which its other words are looked for.
MAX_OFFICE_WORDS = 4
#: Sentences read, those first that hold most of the question.
MAX_SENTENCES = 60
#: Kinds of questions that may ask for the holder of an office: "who is …", "what is the name of …".
_KINDS = frozenset({AnswerKind.PERSON, AnswerKind.THING})
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class OfficeQuestion:
    """
    An office whose holder is asked for.

    Attributes:
        head: Stem of its noun: that of "minister".
        others: Stems of its other words: that of "prime".
        owners: Stems of what it belongs to: "Florida", "the harbour police"; empty if nothing is named.
    """

    head: str
    others: frozenset[str]
    owners: frozenset[str]


def find_office(text: str, question: Question) -> OfficeQuestion | None:
    """Return the office whose holder the question *text* asks for, or None."""
    match = OFFICE_QUESTION.match(text) if question.kind in _KINDS else None
    if match is None:
        return None
    rest = match["rest"]
    for pattern in (OWNERS_OFFICE, OFFICE_OF_OWNER):
        if parts := pattern.fullmatch(rest):
            return _build_office(parts["office"], parts["owner"])
    words = rest.split()
    if any(word.lower() in FUNCTION_WORDS for word in words) or not words[-1][:1].islower():
        return None
    return _build_office(words[-1], " ".join(words[:-1]))


def _build_office(office: str, owner: str) -> OfficeQuestion | None:
    stems = [stem(word) for word in tokenize(office) if word not in FUNCTION_WORDS]
    owners = frozenset(stem(word) for word in tokenize(owner) if word not in FUNCTION_WORDS)
    return OfficeQuestion(stems[-1], frozenset(stems[:-1]), owners) if stems else None


def measure_offices(office: OfficeQuestion, question: Question, pool: Pool, own: Floats, around: Floats) -> Floats:
    """
    Return how surely each sentence says who holds *office*, in [0, 1]; shape (n,).

    Args:
        office: The office asked about.
        question: The analysed question.
        pool: The sentences.
        own: How surely each sentence holds each unit of the question, shape (units, n).
        around: The same for its neighbours and its title.
    """
    values = np.zeros(len(pool))
    owned = np.array([unit.stem != office.head and unit.stem not in office.others for unit in question.units])
    owned &= bool(office.owners)
    heads = [number for number, unit in enumerate(question.units) if unit.stem == office.head]
    if not heads:
        return values
    named = own[owned].min(axis=0) if owned.any() else np.ones(len(pool))
    nearby = np.maximum(own, around)[owned].min(axis=0) if owned.any() else np.ones(len(pool))
    held = own[heads[0]] * (1 + own.sum(axis=0))
    for number in np.argsort(-held, kind="stable")[:MAX_SENTENCES]:
        if held[number] <= 0:
            break
        shown = max(_read_holders(office, pool.passages[number].sentence.text), default=0.0)
        share = 1.0 if named[number] > 0 else OWNER_NEAR_VALUE if nearby[number] > 0 else NO_OWNER_VALUE
        values[number] = shown * share
    return values


def _read_holders(office: OfficeQuestion, text: str) -> Iterator[float]:
    """Yield how well each naming of a holder in *text* fits *office*, in [0, 1]."""
    for word in _WORD.finditer(text):
        if not _names_head(stem(word[0].lower()), office.head):
            continue
        before = text[max(0, word.start() - MAX_CHARACTERS_BESIDE) : word.start()]
        after = text[word.end() : word.end() + MAX_CHARACTERS_BESIDE]
        if _belongs_to_another(office, before, after):
            continue
        for pattern, beside in ((HOLDER_AFTER_OFFICE, after), (HOLDER_BEFORE_OFFICE, before)):
            holder = pattern.search(beside)
            if holder is None or not office.owners.isdisjoint(stem(part) for part in tokenize(holder["name"])):
                continue
            if pattern is HOLDER_BEFORE_OFFICE or not _belongs_to_another(office, "", after[holder.end() :]):
                yield _fit_office(office, before)


def _names_head(root: str, head: str) -> bool:
    """Return whether *root* is the noun of the office, a synonym, or its short form: "Gov."."""
    return (
        root == head
        or root in list_family_stems(head)
        or root in _list_other_names(head)
        or (are_related(root, head) and abs(len(root) - len(head)) < 3)
    )


@lru_cache(maxsize=1_000)
def _list_other_names(head: str) -> frozenset[str]:
    """Return the stems of what the holder of the office *head*, a stem, may be called instead."""
    return frozenset(
        stem(other) for name, others in OFFICE_NAMES.items() if stem(name) == head for other in others.split()
    )


def _fit_office(office: OfficeQuestion, before: str) -> float:
    near = {stem(word) for word in tokenize(before)[-MAX_OFFICE_WORDS:]}
    value = 1.0 if office.others <= near else OTHER_OFFICE_FACTOR
    return value * (FORMER_FACTOR if FORMER_OFFICE.search(before) else 1.0)


def _belongs_to_another(office: OfficeQuestion, before: str, after: str) -> bool:
    """Return whether the office in a sentence is that of somebody else: "the mayor of Harl", "Harl's mayor"."""
    owner = OWNER_AFTER_OFFICE.match(after)
    if owner and office.owners:
        return not _is_owner(office, owner["owner"])
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    return word.endswith(("'s", "’s")) and bool(office.owners) and not _is_owner(office, word)


def _is_owner(office: OfficeQuestion, words: str) -> bool:
    return any(are_related(stem(word), one) for word in tokenize(words) for one in office.owners)
