"""Detect the tense of the clause around a time expression from its nearest verb, and how firmly it dates the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from corpus.dates.tokenizer import DateToken, get_class_code
from corpus.languages.en.calendar import DETERMINERS_BEFORE_TIME, OPENERS_BEFORE_TIME, TIME_PREPOSITIONS
from corpus.languages.en.verbs import (
    ACCUSATION_WORDS,
    ATTRIBUTE_LEADS,
    BACKWARD_LINKS,
    BASE_FORM_CUES,
    CANCELLING_VERBS,
    CLAUSE_LINKS,
    DEADLINE_PREPOSITIONS,
    DEFERRAL_VERBS,
    DURATIVE_VERBS,
    EXPECTATION_WORDS,
    FORWARD_PREPOSITIONS,
    FORWARD_WORDS,
    FUTURE_AUXILIARIES,
    GOVERNING_WORDS,
    INTENTION_NOUNS,
    INTENTION_WORDS,
    IRREGULAR_PAST_VERBS,
    MODAL_VERBS,
    NON_NOUNS,
    NON_VERBS,
    NOUN_WILL_CUES,
    PERFECT_AUXILIARIES,
    PLANNING_VERBS,
    PLURAL_PRONOUNS,
    PRESENT_VERBS,
    SCHEDULE_VERBS,
    SCHEDULED_EVENT_NOUNS,
    STATIVE_VERBS,
    SUBJECT_BARRIERS,
    TENSE_REPORTING_VERBS,
    UNMARKED_PAST_VERBS,
    WISH_VERBS,
    WORDS_AFTER_VERBS,
    is_verb_stem,
)

#: Tokens searched on either side; a clause is seldom longer.
_MAX_VERB_DISTANCE_TOKENS = 14
#: Tokens from "is" to the time that it dates ("the match is at home on Saturday").
_MAX_COPULA_DISTANCE_TOKENS = 6
#: Tokens between a reporting verb and a time that still belongs to the report itself ("said in a letter on 3 May").
_MAX_REPORT_DISTANCE_TOKENS = 6


class Tense(Enum):
    """Whether a clause is about the past or the future."""

    PAST = "past"
    FUTURE = "future"
    NONE = ""


class TenseReading(NamedTuple):
    """
    A tense and how sure it dates the time beside it.

    Attributes:
        tense: That of the clause.
        is_firm: Whether the verb itself happens at the time ("resigned on 3 June", "will meet on 3 June"). It is
            not firm where the time may belong to something else that the verb governs ("cancelled the vote on 3 June").
    """

    tense: Tense
    is_firm: bool


_CLAUSE_BARRIERS = frozenset([";", ":", "“", "”", '"', "``", "''"])
_LASTING_COPULAS = frozenset(["is", "are", "stay", "stays", "remain", "remains"])
_PRESENT_COPULAS = frozenset(["is", "are", "'s", "being", "gets", "get"])
_OTHER_CODE = get_class_code("OTHER")
_DATE_CODES = frozenset(
    map(get_class_code, ("WEEKDAY", "MONTH", "DEICTIC", "SMALL", "HOURS", "DAYS", "ORDINAL", "YEAR4"))
)
_LEADS_OF_TIME = TIME_PREPOSITIONS | DETERMINERS_BEFORE_TIME
_NO_TENSE = TenseReading(Tense.NONE, False)


def detect_tense(tokens: Sequence[DateToken], first: int, last: int, historic: bool = False) -> Tense:
    """Return the tense around tokens [*first*, *last*): see ``read_tense``."""
    return read_tense(tokens, first, last, historic).tense


def read_tense(tokens: Sequence[DateToken], first: int, last: int, historic: bool = False) -> TenseReading:
    """
    Return the tense around tokens [*first*, *last*): by the word before them, else the nearest verb before or after.

    After a word that opens a clause ("and on 11 August the council …") the verb after the time comes first.

    Args:
        tokens: The tokens of all sentences.
        first: Index of the first token of the time expression.
        last: One past its last.
        historic: Whether the present tense there means the past, as in headlines and captions.

    Returns:
        ``Tense.NONE`` if no verb is near.
    """
    if first and tokens[first - 1].lower == "since":
        return TenseReading(Tense.PAST, True)
    if deadline := _read_deadline(tokens, first):
        return deadline
    # "Wednesday's pact would bind them": the pact is in the past, whatever the modal after it.
    is_possessive = last < len(tokens) and tokens[last].lower == "'s"
    skipped = (MODAL_VERBS if is_possessive else frozenset()) | (SCHEDULE_VERBS if historic else frozenset())
    before = _find_verb(tokens, _iterate_back(first), tokens[first].sentence, skipped)
    if is_possessive:
        return _NO_TENSE if before is None else TenseReading(before[0], False)
    opens = _opens_clause(tokens, first)
    after = None
    if before is None or opens:
        after = _find_verb(tokens, iter(range(last, min(last + _MAX_VERB_DISTANCE_TOKENS, len(tokens)))),
                           tokens[first].sentence, skipped)  # fmt: skip
    if not historic and not opens and _is_governed_by_present(tokens, (first, last), before, after):
        return TenseReading(Tense.FUTURE, False)
    if after is not None:
        return TenseReading(after[0], _is_firm_after(tokens, after, (first, last), opens))
    if before is None:
        return _NO_TENSE
    return TenseReading(before[0], _is_firm_before(tokens, before, first, last))


def _is_governed_by_present(
    tokens: Sequence[DateToken],
    span: tuple[int, int],
    before: tuple[Tense, int] | None,
    after: tuple[Tense, int] | None,
) -> bool:
    """
    Return whether a verb in the present dates the time after it: "goes on sale on Saturday, the club has said".

    A past verb before it leaves that open only if it reports the clause ("said the sale opens on Saturday"), and one
    after it only in another clause. Otherwise what looks like a present verb may be a noun ("rises on Monday shocked").
    """
    first, last = span
    if first and tokens[first - 1].lower in {"until", "till"}:
        return False  # "up until": the time ends what is told
    if before is not None and tokens[before[1]].lower not in TENSE_REPORTING_VERBS:
        return False
    if after is not None and not any(token.lower in CLAUSE_LINKS for token in tokens[last : after[1]]):
        return False
    start = before[1] + 1 if before is not None else max(first - _MAX_VERB_DISTANCE_TOKENS, 0)
    clause = first
    while clause > start and _is_same_clause(tokens, clause - 1, first):
        clause -= 1
    return any(_is_present_verb(tokens, place, clause, first) for place in range(first - 1, clause - 1, -1))


def _is_same_clause(tokens: Sequence[DateToken], place: int, first: int) -> bool:
    return tokens[place].sentence == tokens[first].sentence and tokens[place].text not in _CLAUSE_BARRIERS


def _is_present_verb(tokens: Sequence[DateToken], place: int, clause: int, first: int) -> bool:
    """Return whether the word at *place* is the present verb of the clause from *clause* on to the time at *first*."""
    word = tokens[place].lower
    between = {token.lower for token in tokens[place + 1 : first]}
    if between & BACKWARD_LINKS:
        return False  # "is in hospital after a crash on Saturday"
    if word in {"is", "are", "'s"}:
        return first - place <= _MAX_COPULA_DISTANCE_TOKENS and bool(between & TIME_PREPOSITIONS)
    subject = [token.lower for token in tokens[clause:place]]
    if word in STATIVE_VERBS or not subject or set(subject) & SUBJECT_BARRIERS or subject[-1] in BASE_FORM_CUES:
        return False
    return word in PRESENT_VERBS or _is_plural_verb(tokens, place, subject, first)


def _is_plural_verb(tokens: Sequence[DateToken], place: int, subject: Sequence[str], first: int) -> bool:
    """Return whether the word at *place* is a verb of a subject in the plural: "The guests wear black on Friday"."""
    noun, follower = subject[-1], tokens[place + 1].lower
    is_plural = noun in PLURAL_PRONOUNS or (noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s")))
    is_followed = place + 1 == first or follower in TIME_PREPOSITIONS | DETERMINERS_BEFORE_TIME | WORDS_AFTER_VERBS
    word = tokens[place].text
    is_form = word.islower() and word not in NON_VERBS and not word.endswith("eed") and is_verb_stem(word)
    return is_plural and is_followed and is_form


def _iterate_back(first: int) -> Iterator[int]:
    return iter(range(first - 1, max(first - 1 - _MAX_VERB_DISTANCE_TOKENS, -1), -1))


def _opens_clause(tokens: Sequence[DateToken], first: int) -> bool:
    """Return whether the time, with its preposition, opens a sentence or a clause ("and on 11 August")."""
    place = first - 1
    while place >= 0 and tokens[place].lower in _LEADS_OF_TIME:
        place -= 1
    if place < 0 or tokens[place].sentence != tokens[first].sentence:
        return True
    if tokens[place].lower not in OPENERS_BEFORE_TIME or place == first - 1:
        return False
    return not (place and tokens[place - 1].code in _DATE_CODES)


def _read_deadline(tokens: Sequence[DateToken], first: int) -> TenseReading | None:
    """
    Return the tense that "until", "by", "through" or "as soon as" gives to the time after it, or None without them.

    A deadline is ahead, unless "had" or "was" is near or a verb that lasts comes before ("worked until Friday").
    """
    words = [token.lower for token in tokens[max(first - _MAX_VERB_DISTANCE_TOKENS, 0) : first]]
    if words[-2:] in (["soon", "as"], ["early", "as"]):
        return TenseReading(Tense.FUTURE, False)
    if not words or words[-1] not in DEADLINE_PREPOSITIONS or words[-2:-1] == ["up"]:
        return None
    clause = {
        token.lower
        for token in tokens[max(first - _MAX_VERB_DISTANCE_TOKENS, 0) : first]
        if token.sentence == tokens[first].sentence
    }
    if words[-1] != "by" and clause & DEFERRAL_VERBS:
        return TenseReading(Tense.FUTURE, True)
    words_after = {token.lower for token in tokens[first + 1 : first + 6]}
    if PERFECT_AUXILIARIES & {*words, *words_after}:
        return None
    if words[-1] != "by" and clause & DURATIVE_VERBS:
        return TenseReading(Tense.PAST, True)
    return TenseReading(Tense.FUTURE, words[-1] != "through")


def _find_verb(
    tokens: Sequence[DateToken], indexes: Iterator[int], sentence: int, skipped: frozenset[str]
) -> tuple[Tense, int] | None:
    """Return the tense and the index of the first verb at *indexes*, or None if the clause ends before it."""
    for place in indexes:
        token = tokens[place]
        if token.sentence != sentence or token.text in _CLAUSE_BARRIERS:
            return None
        if token.lower in skipped:
            continue
        found = classify_tense(tokens, place)
        if found is not Tense.NONE:
            return found, place
    return None


def classify_tense(tokens: Sequence[DateToken], place: int) -> Tense:
    """Return the tense of the word at *place*, or ``Tense.NONE`` if it is no finite verb or another word decides."""
    found = _classify_future(tokens, place)
    return _classify_past(tokens, place) if found is None else found


def _classify_future(tokens: Sequence[DateToken], place: int) -> Tense | None:
    """Return the tense of a word about the future, or None if the word at *place* is none."""
    word = tokens[place].lower
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    before = tokens[place - 1].lower if place else ""
    if word == "due" and before in {"was", "were"} and after == "by":
        return Tense.PAST  # "returns were due by 31 October"
    if word in FUTURE_AUXILIARIES:
        return Tense.NONE if word == "will" and before in NOUN_WILL_CUES else Tense.FUTURE
    if (word in INTENTION_WORDS and after in {"to", "for"}) or (word in INTENTION_NOUNS and after == "to"):
        return Tense.FUTURE
    if word in SCHEDULE_VERBS:  # "declined to meet", "could meet": the word before decides
        return Tense.NONE if before in GOVERNING_WORDS else Tense.FUTURE
    if word in EXPECTATION_WORDS:
        leading = [token.lower for token in tokens[max(place - 2, 0) : place]]
        return Tense.PAST if leading == ["had", "been"] else Tense.FUTURE
    if word in MODAL_VERBS and tokens[place].text != "May":
        return Tense.PAST if after == "have" else Tense.FUTURE
    return None


def _classify_past(tokens: Sequence[DateToken], place: int) -> Tense:
    """Return the tense of a past form: past, but future after "is" and "are" and in "to be signed"."""
    word, before = tokens[place].lower, tokens[place - 1].lower if place else ""
    if word not in IRREGULAR_PAST_VERBS and not _is_regular_past(tokens[place]):
        return Tense.NONE
    if word in UNMARKED_PAST_VERBS and before in BASE_FORM_CUES:
        return Tense.NONE
    if before == "be":  # "will be signed", "agreed to be held": the governing word decides
        return Tense.FUTURE if _is_to_come(tokens, place) else Tense.NONE
    if _is_attributive(tokens, place):
        return Tense.NONE
    return Tense.FUTURE if before in _LASTING_COPULAS and word not in ACCUSATION_WORDS else Tense.PAST


def _is_to_come(tokens: Sequence[DateToken], place: int) -> bool:
    """Return whether "to be" before a participle follows a noun: "guidelines to be published in May"."""
    if place < 3 or tokens[place - 2].lower != "to":
        return False
    return _is_noun(tokens[place - 3]) and classify_tense(tokens, place - 3) is Tense.NONE


def _is_attributive(tokens: Sequence[DateToken], place: int) -> bool:
    """Return whether a participle describes the noun after it: "an unspecified date", "900 preferred shares"."""
    if not 0 < place < len(tokens) - 1 or not tokens[place].lower.endswith("ed"):
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    is_led = before.lower in ATTRIBUTE_LEADS or before.lower[0:1].isdigit() or before.lower.endswith("ly")
    return is_led and _is_noun(after)


def _is_noun(token: DateToken) -> bool:
    """Return whether *token* may be a noun: a lower-case word that is no function word and no adverb."""
    is_word = token.code == _OTHER_CODE and token.text[:1].islower() and token.lower not in NON_NOUNS
    return is_word and not token.lower.endswith("ly")


def _is_regular_past(token: DateToken) -> bool:
    """Return whether *token* has the form of a regular past tense; "United" and "succeed" do not count."""
    word = token.lower
    if len(word) < 5 or not word.endswith("ed") or token.text[0].isupper() or word in NON_VERBS:
        return False
    return not word.endswith("eed") or word in {"agreed", "freed", "guaranteed", "decreed"}


def _is_firm_after(tokens: Sequence[DateToken], found: tuple[Tense, int], span: tuple[int, int], opens: bool) -> bool:
    """Return whether a verb after the time dates it: "the vote on 3 June was cancelled" says nothing about 3 June."""
    tense, place = found
    first, last = span
    if tense is Tense.FUTURE:
        return opens and _is_firm_future(tokens, place)
    is_planned = first > 0 and tokens[first - 1].lower in {"a", "an"} and last < len(tokens) and _is_noun(tokens[last])
    if is_planned or _is_present_passive(tokens, place):
        return False
    verbs = {token.lower for token in tokens[place : place + 4]}
    is_apart = any(token.text == "," for token in tokens[last:place])
    return opens or not (verbs & CANCELLING_VERBS or (is_apart and verbs & TENSE_REPORTING_VERBS))


def _is_firm_before(tokens: Sequence[DateToken], found: tuple[Tense, int], first: int, last: int) -> bool:
    """Return whether a verb before the time dates it, and not only something that the verb governs."""
    tense, place = found
    if tense is Tense.FUTURE:
        return _is_firm_future(tokens, place)
    if _is_present_passive(tokens, place) or _is_in_future_clause(tokens, place):
        return False
    between = [token.lower for token in tokens[place + 1 : first]]
    follower = tokens[last] if last < len(tokens) else None
    if follower and between and between[-1] in DETERMINERS_BEFORE_TIME and _is_noun(follower):
        return False  # "setting a 14 January return date"
    while between and between[-1] in DETERMINERS_BEFORE_TIME:
        between.pop()
    if between and between[-1] in FORWARD_PREPOSITIONS:
        return False
    if _is_for_event(between) or (follower and follower.lower in SCHEDULED_EVENT_NOUNS):
        return False
    return not _governs_future(tokens, place, between)


def _governs_future(tokens: Sequence[DateToken], place: int, between: Sequence[str]) -> bool:
    """Return whether what stands between a past verb and a time may lie ahead of the verb: a plan, a wish, a report."""
    pairs = zip(between, ["", *between], strict=False)
    if any(word in PRESENT_VERBS and before not in BASE_FORM_CUES for word, before in pairs):
        return True
    content = [word for word in between if word not in TIME_PREPOSITIONS and word not in {"late", "early", ","}]
    verb = tokens[place].lower
    verbs = {verb, tokens[place - 1].lower if place else ""}
    if verb in TENSE_REPORTING_VERBS and (len(content) > _MAX_REPORT_DISTANCE_TOKENS or _ends_like_verb(content)):
        return True
    if verbs & CANCELLING_VERBS and (content or not between):
        return True
    if verbs & PLANNING_VERBS and any(word in SCHEDULED_EVENT_NOUNS for word in content):
        return True
    return "to" in content and bool(verbs & WISH_VERBS)


def _is_in_future_clause(tokens: Sequence[DateToken], place: int) -> bool:
    """Return whether "will" governs the word at *place*: "will redeem 900 preferred shares on 31 October"."""
    for before in _iterate_back(place):
        token = tokens[before]
        if token.sentence != tokens[place].sentence or token.text in _CLAUSE_BARRIERS or token.text == ",":
            return False
        if token.lower in FUTURE_AUXILIARIES:
            return True
    return False


def _is_for_event(between: Sequence[str]) -> bool:
    """Return whether the words before a time end in an event that the verb looks ahead to: "for the match on"."""
    words = [word for word in between if word not in TIME_PREPOSITIONS]
    return bool(
        words and words[-1] in SCHEDULED_EVENT_NOUNS and {"for", "ahead", "before", "until"} & {*words[-6:-1], *between}
    )


def _ends_like_verb(words: Sequence[str]) -> bool:
    """Return whether the last word may be a verb in the present tense: "said the shares float(s) on"."""
    return len(words) > 1 and words[-1].endswith("s") and not words[-1].endswith("ss")


def _is_firm_future(tokens: Sequence[DateToken], place: int) -> bool:
    """Return whether a word about the future has the present tense: "will", "is due to"; not "was due to", "would"."""
    word = tokens[place].lower
    if word in FUTURE_AUXILIARIES:
        return True
    if word not in INTENTION_WORDS | EXPECTATION_WORDS or word in INTENTION_NOUNS:
        return False
    leading = {token.lower for token in tokens[max(place - 3, 0) : place]}
    return not leading & PERFECT_AUXILIARIES and (not word.endswith("ed") or bool(leading & _PRESENT_COPULAS))


def _is_present_passive(tokens: Sequence[DateToken], place: int) -> bool:
    """Return whether a participle stands after "is" or "are": "is closed on 3 June", but not "is accused of"."""
    leading = {token.lower for token in tokens[max(place - 2, 0) : place]}
    return bool(leading & _PRESENT_COPULAS) and tokens[place].lower not in ACCUSATION_WORDS


def detect_question_tense(tokens: Sequence[DateToken]) -> Tense:
    """Return the tense of a question: future if any word is about the future, else past if a verb is."""
    found = {classify_tense(tokens, place) for place, token in enumerate(tokens) if token.lower != "may"}
    if Tense.FUTURE in found or any(token.lower in FORWARD_WORDS for token in tokens):
        return Tense.FUTURE
    return Tense.PAST if Tense.PAST in found else Tense.NONE
