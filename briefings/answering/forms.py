"""Measure whether a sentence has the kind of answer that is asked for: a number of the thing, a time, a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np

from briefings.answering.pool import Floats, Pool
from briefings.answering.questions import AnswerKind, Question
from briefings.text import are_related, find_everyday_synonyms, stem, tokenize
from corpus.languages.en.answer_forms import (
    ANSWER_NAME,
    ANSWER_NUMBER,
    ANSWER_PERSON,
    ANSWER_PLACE,
    ANSWER_REASON,
    ANSWER_TIME,
    CAUSE,
    NAME_BEFORE_AGE,
    QUOTATION_MARK,
    REPORTED_SPEECH,
    STATED_REASON,
    UNNAMED_PLACE,
    YEAR_NUMBER,
)
from corpus.languages.en.people import PERSON_TITLES
from corpus.languages.pack import ENGLISH, fold_digits, load_pack
from corpus.models import Passage

#: What is measured of the form of each sentence, in the order of the columns.
FORM_NAMES = (
    "number",
    "number of the thing",
    "time",
    "place",
    "person",
    "name",
    "reason",
    "stated reason",
    "quotation",
    "one of the things",
    "name for a thing",
)
#: Words after a number among which the thing that it counts is looked for.
MAX_WORDS_BEFORE_THING = 6
#: Longest sentence whose form is measured, in code points; the rest of a longer one is not read.
MAX_FORM_CHARACTERS = 1_000
#: Characters before an age in which the name of whose it is is looked for.
MAX_NAME_CHARACTERS = 60
_CLAUSE_END = re.compile(r"[;:.!?]\s")


def measure_forms(question: Question, pool: Pool) -> list[Floats]:
    """
    Return a column of shape (n,) for each of :data:`FORM_NAMES`.

    A form that the question does not ask for is 0 throughout; one that it does is 1 where it is there, and negative
    where it is missing.
    """
    columns = {name: np.zeros(len(pool)) for name in FORM_NAMES}
    measure = _MEASURES.get(question.kind)
    if measure is None:
        return list(columns.values())
    for number, passage in enumerate(pool.passages):
        is_foreign = passage.citation.language not in {"", ENGLISH}
        measured = (
            _measure_foreign(question, passage)
            if is_foreign
            else measure(question, passage.sentence.text[:MAX_FORM_CHARACTERS])
        )
        for name, value in measured.items():
            columns[name][number] = value
    return list(columns.values())


def _measure_foreign(question: Question, passage: Passage) -> dict[str, float]:
    """Measure a sentence in another language by its annotations and digits instead of words."""
    if question.kind is AnswerKind.TIME:
        return {"time": 1.0 if passage.dates else -1.0}
    if question.kind is AnswerKind.NUMBER and question.measure:
        return {"number": 1.0 if question.measure.search(fold_digits(passage.sentence.text)) else -1.0}
    if question.kind is AnswerKind.REASON:
        given = states_cause(passage)
        return {"reason": 1.0 if given else -1.0, "stated reason": float(given)}
    if question.kind is AnswerKind.NUMBER:
        return {"number": 1.0 if any(map(str.isdigit, passage.sentence.text)) else 0.0}
    if question.kind is AnswerKind.PERSON:
        return {"person": 0.5 if passage.mentions or passage.quotations else 0.0}
    if question.kind is AnswerKind.SPEECH:
        return {"quotation": 1.0 if passage.quotations else -1.0}
    return {}


def states_cause(passage: Passage) -> bool:
    """Return whether a sentence has a word that introduces a cause, in its own language."""
    pack = load_pack(passage.citation.language)
    if pack is None:
        return bool(CAUSE.search(passage.sentence.text))
    causes = pack.answers.get("causes")
    return bool(causes and causes.search(passage.sentence.text))


def _measure_number(question: Question, text: str) -> dict[str, float]:
    numbers = [match for match in ANSWER_NUMBER.finditer(text) if not YEAR_NUMBER.fullmatch(match[0])]
    if question.measure:
        measured = _has_measure(question, text)
        return {
            "number": 1.0 if measured else -1.0,
            "number of the thing": 0.3 if numbers or measured else -1.0,  # "$600m" is a measure, and no number
        }
    values = {"number": 1.0 if numbers else -1.0}
    if question.counted:
        counts = any(_counts_thing(text, match.end(), question.counted) for match in numbers)
        values["number of the thing"] = 1.0 if counts else -0.5
    return values


def _has_measure(question: Question, text: str) -> bool:
    """
    Return whether *text* has the measure that is asked for.

    An age right behind a name is that of somebody else if no word of the name is in the question, which has a name.
    """
    if question.measure is None:
        return False
    names = {unit.stem for unit in question.units if unit.is_name}
    for match in question.measure.finditer(text):
        named = None
        if names and match[0].startswith(","):
            named = NAME_BEFORE_AGE.search(text, max(0, match.start() - MAX_NAME_CHARACTERS), match.start())
        if named is None or not names.isdisjoint(map(stem, tokenize(named[0]))):
            return True
    return False


def _counts_thing(text: str, end: int, things: frozenset[str]) -> bool:
    """Return whether one of *things* follows the number that ends at *end* in its clause."""
    clause = _CLAUSE_END.split(text[end:], maxsplit=1)[0]
    words = [stem(word) for word in tokenize(clause)[:MAX_WORDS_BEFORE_THING]]
    if any(are_related(word, thing) for word in words for thing in things):
        return True
    return any(not find_everyday_synonyms(thing).isdisjoint(words) for thing in things)


def _measure_time(_question: Question, text: str) -> dict[str, float]:
    return {"time": 1.0 if ANSWER_TIME.search(text) else -1.0}


def _measure_place(_question: Question, text: str) -> dict[str, float]:
    return {"place": 1.0 if ANSWER_PLACE.search(text) else 0.0 if UNNAMED_PLACE.search(text) else -1.0}


def _measure_person(question: Question, text: str) -> dict[str, float]:
    asked = {unit.stem for unit in question.units}
    return {
        "person": 1.0 if _has_new_name(ANSWER_PERSON, text, asked) else -1.0,
        "name": 1.0 if _has_new_name(ANSWER_NAME, text, asked) else -1.0,
    }


def _has_new_name(pattern: re.Pattern[str], text: str, asked: set[str]) -> bool:
    """Return whether *text* has a name none of whose words are in the question, titles aside: "Mayor | Ann Lee"."""
    names = [[word for word in tokenize(match[0]) if word not in PERSON_TITLES] for match in pattern.finditer(text)]
    return any(words and asked.isdisjoint(map(stem, words)) for words in names)


def _measure_reason(_question: Question, text: str) -> dict[str, float]:
    return {
        "reason": 1.0 if ANSWER_REASON.search(text) else -1.0,
        "stated reason": 1.0 if STATED_REASON.search(text) else 0.0,
    }


def _measure_thing(question: Question, text: str) -> dict[str, float]:
    """Measure whether a name is one of the things asked for ("Carrow High School"), and whether there is any."""
    if not question.thing:
        return {}
    asked = {unit.stem for unit in question.units}
    names = [{stem(word) for word in tokenize(match[0])} for match in ANSWER_NAME.finditer(text)]
    new = [roots for roots in names if not roots <= asked]
    return {
        "one of the things": float(any(question.thing in roots for roots in new)),
        "name for a thing": 1.0 if new else -1.0,
    }


def _measure_speech(_question: Question, text: str) -> dict[str, float]:
    return {"quotation": 1.0 if QUOTATION_MARK.search(text) else 0.3 if REPORTED_SPEECH.search(text) else -1.0}


_MEASURES: Mapping[AnswerKind, Callable[[Question, str], dict[str, float]]] = {
    AnswerKind.NUMBER: _measure_number,
    AnswerKind.TIME: _measure_time,
    AnswerKind.PLACE: _measure_place,
    AnswerKind.PERSON: _measure_person,
    AnswerKind.REASON: _measure_reason,
    AnswerKind.SPEECH: _measure_speech,
    AnswerKind.THING: _measure_thing,
}
