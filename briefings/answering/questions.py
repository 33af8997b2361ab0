"""Analyse a question: the words and actors that an answer should contain, and the kind of answer that is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import zip_longest

from briefings.models import QuestionIntent, Request
from briefings.queries.parser import find_question_kind, is_office_acronym
from briefings.queries.question_forms import normalize_question
from briefings.text import list_related_forms, stem, tokenize
from corpus.languages.en.answer_forms import (
    IMPLIED_WORDS,
    MANNER_QUESTION,
    MEASURES,
    NUMBER_QUESTION,
    PERSON_QUESTION,
    PLACE_QUESTION,
    REASON_QUESTION,
    SPEECH_QUESTION,
    THING_QUESTION,
    TIME_QUESTION,
    YES_NO_QUESTION,
)
from corpus.languages.en.question_words import (
    ABOUT_PREPOSITION,
    AUXILIARIES,
    COUNT_QUESTION,
    LIGHT_VERBS,
    MONEY_WORD,
    OUTLOOK_QUESTION,
    OUTLOOK_WORDS,
    PEOPLE_WORDS,
    PURE_QUESTION_WORDS,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.languages.pack import LanguagePack, load_pack
from corpus.languages.stems import list_stems

#: Weight of a verb that says little, relative to another word of the question.
LIGHT_VERB_WEIGHT = 0.3


class AnswerKind(StrEnum):
    """What an answer must contain."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    INTRODUCTION = "introduction"
    REASON = "reason"
    SPEECH = "speech"
    YES_NO = "yes or no"
    MANNER = "manner"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Unit:
    """
    A word of a question that an answer should contain.

    Attributes:
        stem: Its stem.
        word: The word as typed, in lower case.
        actor: Id of the actor that it names or helps to name, or None.
        is_name: Whether it is, or is part of, a name: that of an actor, or a word with a capital letter.
        is_implied: Whether the measure that is asked for says as much: "cost" in "how much did the ferry cost".
    """

    stem: str
    word: str
    actor: str | None = None
    is_name: bool = False
    is_implied: bool = False

    @property
    def weight(self) -> float:
        """How much it says of what is asked about, in (0, 1]."""
        is_light = (self.is_implied or self.stem in _list_light_stems()) and not self.is_name
        return LIGHT_VERB_WEIGHT if is_light else 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """
    An analysed question.

    Attributes:
        units: Its words and names in order, each stem once.
        kind: The kind of answer that is asked for.
        counted: Stems of the things whose number is asked for.
        measure: Pattern of the measure that is asked for ("how old"), or None.
        thing: Stem of the noun that an answer names one of: that of "school" in "which school were they from?"; empty
            if there is none.
        speaker: Id of the actor whose words are asked for, or None.
        speaker_name: Stems of the speaker's name if it is no known actor.
        is_foreign: Whether it is in another language than English.
        looks_ahead: Whether it asks for what is to come: "what happens next".
    """

    units: tuple[Unit, ...]
    kind: AnswerKind
    counted: frozenset[str] = frozenset()
    measure: re.Pattern[str] | None = None
    thing: str = ""
    speaker: str | None = None
    speaker_name: tuple[str, ...] = ()
    is_foreign: bool = False
    looks_ahead: bool = False


#: Length from which a word that ends in "ed" may be a past verb.
MIN_PAST_VERB_CHARACTERS = 5
_CAPITALIZED_WORD = re.compile(r"\b[A-Z][\w'’.-]*")

#: Patterns of questions for each kind of answer, in the order in which they are tried.
_KIND_PATTERNS = (
    (AnswerKind.NUMBER, NUMBER_QUESTION),
    (AnswerKind.TIME, TIME_QUESTION),
    (AnswerKind.PLACE, PLACE_QUESTION),
    (AnswerKind.PERSON, PERSON_QUESTION),
    (AnswerKind.REASON, REASON_QUESTION),
    (AnswerKind.YES_NO, YES_NO_QUESTION),
    (AnswerKind.SPEECH, SPEECH_QUESTION),
    (AnswerKind.MANNER, MANNER_QUESTION),
)


def analyze_question(request: Request) -> Question:
    """Analyse *request*: what its answer should contain, and in which form."""
    if request.query.language:
        return _analyze_foreign(request)
    request = replace(request, text=normalize_question(request.text))
    units = _list_units(request)
    kind = _classify(request)
    counted = _find_counted_stems(request)
    measure = None
    if kind is AnswerKind.NUMBER and not counted:
        measure = next((wanted for asked, wanted in MEASURES if asked.search(request.text)), None)
    implied = IMPLIED_WORDS if measure else PEOPLE_WORDS if counted else frozenset[str]()
    units = tuple(replace(unit, is_implied=unit.word in implied) for unit in units)
    speaker, speaker_name = _find_speaker(request) if kind is AnswerKind.SPEECH else (None, ())
    thing = _find_thing(request.text) if kind is AnswerKind.THING else ""
    looks_ahead = bool(OUTLOOK_QUESTION.search(request.text))
    if looks_ahead and len(units) > 1:
        units = tuple(unit for unit in units if unit.word not in OUTLOOK_WORDS) or units
    return Question(units, kind, counted, measure, thing, speaker, speaker_name, looks_ahead=looks_ahead)


def _analyze_foreign(request: Request) -> Question:
    """Analyse a question in another language: what it asks for, and how long or how much if it asks for that."""
    units, pack = _list_foreign_units(request), load_pack(request.query.language)
    kind = _classify_foreign(request)
    if pack is None:
        return Question(units, kind, is_foreign=True)
    if kind is AnswerKind.THING and find_question_kind(request.text, pack) == "why":
        return Question(units, AnswerKind.REASON, is_foreign=True)
    if kind is not AnswerKind.NUMBER:
        return Question(units, kind, is_foreign=True)
    for name, measure in pack.measures.items():
        asked = pack.answers.get(name)
        if asked and asked.search(request.text):
            units = tuple(replace(unit, is_implied=_asks_measure(asked, unit.word, pack)) for unit in units)
            return Question(units, kind, measure=measure, is_foreign=True)
    return Question(units, kind, is_foreign=True)


def _asks_measure(asked: re.Pattern[str], word: str, pack: LanguagePack) -> bool:
    """Return whether *word* says that a measure is asked for; Korean and Japanese words have endings."""
    return bool(asked.fullmatch(word) if pack.is_spaced and pack.code != "ko" else asked.match(word))


@cache
def _list_light_stems() -> frozenset[str]:
    return frozenset(map(stem, LIGHT_VERBS))


def list_search_terms(question: Question) -> tuple[str, ...]:
    """Return the words to search for, each with its related forms, as `corpus.models.query.Query` has them."""
    if question.is_foreign:
        return tuple(dict.fromkeys(unit.word for unit in question.units))
    return tuple(
        dict.fromkeys("|".join(dict.fromkeys((unit.word, *list_related_forms(unit.stem)))) for unit in question.units)
    )


def _list_units(request: Request) -> tuple[Unit, ...]:
    """Return the words of a request in the order of its text, names of actors first if their place is unknown."""
    found: dict[str, Unit] = {}
    for actor, name in request.named or [(actor.id, actor.name) for actor in request.actors]:
        for word in tokenize(name):
            if word not in FUNCTION_WORDS and (root := stem(word)):
                found.setdefault(root, Unit(root, word, actor, is_name=True))
    vague = () if found or request.query.days else _list_vague_words(request.text)
    capitalized = _find_capitalized_stems(request.text)
    for word in request.terms or vague:
        if root := stem(word):
            found.setdefault(root, Unit(root, word, is_name=root in capitalized))
    order = {stem(word): place for place, word in reversed(list(enumerate(tokenize(request.text))))}
    return tuple(sorted(found.values(), key=lambda unit: order.get(unit.stem, -1)))


def _list_foreign_units(request: Request) -> tuple[Unit, ...]:
    """Return the words of a request in another language, names of actors first."""
    found: dict[str, Unit] = {}
    language = request.query.language
    for actor, name in request.named or [(actor.id, actor.name) for actor in request.actors]:
        for root in list_stems(name, language):
            found.setdefault(root, Unit(root, root, actor))
    for word in request.terms:
        for root in list_stems(word, language):
            found.setdefault(root, Unit(root, word))
    return tuple(found.values())


_KINDS_BY_INTENT = {
    QuestionIntent.HOW_MANY: AnswerKind.NUMBER,
    QuestionIntent.WHEN: AnswerKind.TIME,
    QuestionIntent.WHO: AnswerKind.PERSON,
}


def _classify_foreign(request: Request) -> AnswerKind:
    """Return the kind of answer that a question in another language asks for; a place or a reason is a thing here."""
    if request.intent is QuestionIntent.WHO and request.actors and not request.terms:
        return AnswerKind.INTRODUCTION
    return _KINDS_BY_INTENT.get(request.intent, AnswerKind.THING)


def _find_capitalized_stems(text: str) -> frozenset[str]:
    """Return the stems of the words with a capital letter after the first; none if all of *text* is in capitals."""
    if text.upper() == text:
        return frozenset()
    found = [
        match
        for match in _CAPITALIZED_WORD.finditer(text)
        if text[: match.start()].strip() and not is_office_acronym(match[0])
    ]
    return frozenset(stem(word) for match in found for word in tokenize(match[0]))


def _list_vague_words(text: str) -> tuple[str, ...]:
    """Return the words of a question that has no others: "start" in "when did it start"."""
    return tuple(word for word in tokenize(text) if word not in FUNCTION_WORDS and word not in PURE_QUESTION_WORDS)


def _classify(request: Request) -> AnswerKind:
    if request.intent is QuestionIntent.WHO and not request.terms and (request.actors or request.unknown):
        return AnswerKind.INTRODUCTION
    kind = next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(request.text)), None)
    if kind is AnswerKind.PERSON and _only_names(request):
        return AnswerKind.INTRODUCTION
    if kind is None:
        return AnswerKind.SPEECH if request.intent is QuestionIntent.SAID else AnswerKind.THING
    return kind


def _only_names(request: Request) -> bool:
    """Return whether all terms of a request belong to unknown names: "who is Jane Roe"."""
    names = {word for name in request.unknown for word in tokenize(name)}
    return bool(names) and names.issuperset(request.terms)


def _find_counted_stems(request: Request) -> frozenset[str]:
    """
    Return the stems of the things to count: rubbish and balloons in "how many rubbish balloons did …".

    A name after the first word is no part of them: "how many people watch Harbour Nights". Money is measured.
    """
    match = COUNT_QUESTION.search(request.text)
    words = match[1].split() if match else []
    things, before = list[str](), ""
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        parts = tokenize(word)
        if any(part in FUNCTION_WORDS for part in parts):
            if before.lower() in PEOPLE_WORDS and word.lower() in AUXILIARIES:
                continue  # "how many people have died": the dead are counted
            break
        if things and (word[:1].isupper() or _is_past_verb(word, before, after)):
            break
        before = word
        if MONEY_WORD.fullmatch(word):
            return frozenset()
        things += map(stem, parts)
    return frozenset(things)


def _is_past_verb(word: str, before: str, after: str) -> bool:
    """
    Return whether *word* is the verb of the things *before* it: "signed" in "how many mayors signed the letter".

    A verb is followed by nothing, a function word or a name, an adjective by a noun: "newly elected mayors". After
    "people" the verb says which people are counted: those who worked are workers.
    """
    if not word.lower().endswith("ed") or len(word) < MIN_PAST_VERB_CHARACTERS or before.lower() in PEOPLE_WORDS:
        return False
    return not after or after[:1].isupper() or after.lower() in FUNCTION_WORDS


def _find_thing(text: str) -> str:
    """Return the stem of the noun of "which school …", "what other banks …", or an empty string."""
    match = THING_QUESTION.match(text)
    return stem(match["thing"].lower()) if match and match["thing"].lower() not in FUNCTION_WORDS else ""


def _find_speaker(request: Request) -> tuple[str | None, tuple[str, ...]]:
    """Return the actor whose words are asked for, the first that is named, or the stems of an unknown name."""
    named = request.named or [(actor.id, actor.name) for actor in request.actors]
    places = [
        (at, actor) for actor, name in named if not _is_subject_matter(request.text, at := request.text.find(name))
    ]
    unknown = [
        (at, name) for name in request.unknown if not _is_subject_matter(request.text, at := request.text.find(name))
    ]
    first_actor = min(places, default=None)
    first_unknown = min(unknown, default=None)
    if first_actor and (not first_unknown or first_actor[0] <= first_unknown[0]):
        return first_actor[1], ()
    if first_unknown:
        return None, tuple(stem(word) for word in tokenize(first_unknown[1]) if word not in FUNCTION_WORDS)
    return None, ()


def _is_subject_matter(text: str, start: int) -> bool:
    """Return whether the name at *start* is what is spoken about: "what did the judge say about Rowan Mills"."""
    return bool(ABOUT_PREPOSITION.search(text, 0, max(start, 0)))
