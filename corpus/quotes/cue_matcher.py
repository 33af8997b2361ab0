"""Find the cues of a sentence with their subjects, and choose the cue that governs each quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.languages.en.cue_verbs import (
    ATTITUDE_VERB_FORMS,
    BE_FORMS,
    CONTENT_PARTICIPLES,
    MODALS,
    NOUN_LIKE_BASE_FORMS,
    NOUN_LIKE_FORMS,
    QUOTING_VERB_FORMS,
    SIGN_PARTICIPLES,
    SPEECH_VERB_FORMS,
    STANCE_VERB_FORMS,
)
from corpus.languages.en.nouns import PLURAL_SUBJECTS, PRONOUNS, SIGN_NOUNS, SPEECH_NOUNS
from corpus.languages.en.verbs import IRREGULAR_PAST_VERBS
from corpus.languages.en.vocabulary import CLAUSE_WORDS, DETERMINERS, MESSAGE_PREPOSITIONS, PREPOSITIONS
from corpus.quotes.cue_words import skip_adverbs
from corpus.quotes.subjects import (
    DASHES,
    NounPhrase,
    SubjectPosition,
    find_credit,
    find_introduced_source,
    find_main_subject,
    find_subject,
    np_after,
    np_before,
)
from corpus.quotes.tokenizer import QuoteFrame, QuoteToken

#: Maximum number of words between a preposition with its determiner and a noun: “in a | long radio | speech”.
_MAX_OBJECT_TOKENS = 4

#: Maximum number of tokens from "quoted" to "as saying".
_MAX_RELAY_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Cue:
    """
    A word that may introduce a quotation.

    Attributes:
        first: Index of its first token.
        last: One past its last token ("according to" has two).
        subject: The noun phrase that names the source, or None.
        order: Position of the subject; SHARED if it is the subject of another cue ("and added", "calling it").
        is_negated: Whether it is negated ("did not say").
        is_speech_verb: Whether it is a verb of speech rather than of stance.
        opening: Index where the attribution begins, if that is neither the cue nor its subject.
    """

    first: int
    last: int
    subject: NounPhrase | None
    order: SubjectPosition
    is_negated: bool = False
    is_speech_verb: bool = True
    opening: int | None = None

    @property
    def start(self) -> int:
        """Index of the first token of the attribution: the cue, its subject, and what introduces them."""
        if self.opening is not None:
            return self.opening
        if self.subject is None or self.order is SubjectPosition.SHARED:
            return self.first
        return min(self.first, self.subject.first)


#: The first words of all cues.
_CUE_WORDS = QUOTING_VERB_FORMS | SPEECH_VERB_FORMS | STANCE_VERB_FORMS | {"according", "came", "comes", "words"}


def find_cues(tokens: tuple[QuoteToken, ...]) -> list[Cue]:
    """Return the cues among *tokens*, in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if token.lower not in _CUE_WORDS or (found and at < found[-1].last):
            continue
        if token.lower in QUOTING_VERB_FORMS and (relayed := _read_relayed_cue(tokens, at)):
            found.append(relayed)
        elif token.lower == "according" and at + 1 < len(tokens) and tokens[at + 1].lower == "to":
            found.append(Cue(at, at + 2, np_after(tokens, at + 2), SubjectPosition.BEHIND))
        elif [each.lower for each in tokens[max(at - 2, 0) : at + 2]] == ["in", "the", "words", "of"]:
            found.append(Cue(at - 2, at + 2, np_after(tokens, at + 2), SubjectPosition.BEHIND))
        elif token.lower in {"came", "comes"} and (reply := _read_reply(tokens, at)):
            found.append(reply)
        elif (token.lower in SPEECH_VERB_FORMS or token.lower in STANCE_VERB_FORMS) and (
            not token.is_capital or at == 0 or tokens[at - 1].text == ","
        ):
            cue = _read_verb_cue(tokens, at)
            if cue is not None:
                found.append(cue)
    return _share_subjects(tokens, found) if found else _read_label(tokens)


def _read_verb_cue(tokens: tuple[QuoteToken, ...], at: int) -> Cue | None:
    word = tokens[at].lower
    is_speech_verb = word in SPEECH_VERB_FORMS
    subject_end, is_negated = skip_adverbs(tokens, at)
    skipped = {token.lower for token in tokens[subject_end:at]}
    if MODALS & {token.lower for token in tokens[max(0, at - 2) : at]} and "went" not in skipped:
        return None  # "might say" reports nothing
    if word in NOUN_LIKE_FORMS and not _is_verb(tokens, at, subject_end):
        return None
    if word.endswith("ing") and not skipped & BE_FORMS:
        if at > 0 and tokens[at - 1].lower in DETERMINERS | {"of", "for", "by", "in"}:
            return None
        if at > 0 and (
            (word in CONTENT_PARTICIPLES and tokens[at - 1].is_word)
            or (word in SIGN_PARTICIPLES and tokens[at - 1].lower in SIGN_NOUNS)
        ):  # “a banner reading”, “an article stipulating”
            return Cue(at, at + 1, np_before(tokens, at), SubjectPosition.BEFORE, is_negated, is_speech_verb)
        return Cue(at, at + 1, _read_with_subject(tokens, at), SubjectPosition.SHARED, is_negated, is_speech_verb)
    if at > 0 and word.endswith(("ed", "en", "told", "called")) and _is_passive(tokens, at):
        return _read_passive_cue(tokens, at, is_speech_verb)
    if at > 0 and tokens[at - 1].lower in DETERMINERS:  # “the reported attack”
        return None
    subject, order = find_subject(tokens, at, subject_end)
    return Cue(at, at + 1, subject, order, is_negated, is_speech_verb)


def _is_passive(tokens: tuple[QuoteToken, ...], at: int) -> bool:
    """Return whether a verb is passive: “was described as”, “a move described by”, not “the minister described”."""
    return tokens[at - 1].lower in BE_FORMS or (at + 1 < len(tokens) and tokens[at + 1].lower == "by")


def _is_verb(tokens: tuple[QuoteToken, ...], at: int, subject_end: int) -> bool:
    if at and tokens[at - 1].quoted:
        return True
    if not subject_end or subject_end < at - 3:
        return False
    before = tokens[subject_end - 1]
    if before.lower.endswith(("'s", "s'")):  # “the minister's claim”
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.is_word:  # “the statement read: …”
        return before.is_word and not _is_prepositional_object(tokens, at)
    if tokens[at].lower in NOUN_LIKE_BASE_FORMS:  # “they claim”, “officials claim the …”, never “Ann Lee claim”
        return before.lower in PLURAL_SUBJECTS or (before.lower.endswith("s") and following.lower in DETERMINERS)
    return before.lower in PRONOUNS or before.is_capital


def _is_prepositional_object(tokens: tuple[QuoteToken, ...], at: int) -> bool:
    """Return whether the word at *at* ends a phrase after a preposition: “in a long radio speech”, “in posts”."""
    if tokens[at].lower in {"read", "reads"}:
        return False
    start = at
    while start > max(0, at - _MAX_OBJECT_TOKENS) and _is_modifier(tokens[start - 1]):
        start -= 1
    if start and tokens[start - 1].lower in DETERMINERS:
        start -= 1
    elif (
        start == at
        and tokens[at].lower not in NOUN_LIKE_BASE_FORMS
        and tokens[at - 1].lower not in MESSAGE_PREPOSITIONS
    ):
        return False
    if not start or tokens[start - 1].lower not in MESSAGE_PREPOSITIONS:
        return False
    # “Ann Lee hit back in three posts”, but “a voice in the film | states”: a clause needs a verb.
    return tokens[at].lower in NOUN_LIKE_BASE_FORMS or any(
        _is_past_verb(token) for token in tokens[max(0, start - _MAX_CUE_DISTANCE_TOKENS) : start]
    )


def _is_past_verb(token: QuoteToken) -> bool:
    return not token.is_capital and (token.lower.endswith("ed") or token.lower in IRREGULAR_PAST_VERBS)


def _is_modifier(token: QuoteToken) -> bool:
    word = token.lower
    return token.is_word and not (
        word in DETERMINERS or word in PREPOSITIONS or word in PRONOUNS or word in CLAUSE_WORDS
    )


def _read_with_subject(tokens: tuple[QuoteToken, ...], at: int) -> NounPhrase | None:
    """Return the subject of “with Ann Lee | reportedly calling it …”, or None."""
    end = at - 1 if at and tokens[at - 1].lower.endswith("ly") and not tokens[at - 1].is_capital else at
    start = end
    while start and tokens[start - 1].is_capital:
        start -= 1
    is_subject = start < end and start > 0 and tokens[start - 1].lower == "with"
    return NounPhrase(start, end, end) if is_subject else None


def _read_relayed_cue(tokens: tuple[QuoteToken, ...], at: int) -> Cue | None:
    """Return the cue of “the agency quoted the minister as saying” or “the minister was quoted … as saying”."""
    end = next(
        (i for i in range(at + 1, min(at + _MAX_RELAY_TOKENS, len(tokens) - 1)) if tokens[i].lower == "as"), None
    )
    if end is None or tokens[end + 1].lower not in {"saying", "telling"}:
        return None
    subject_end, _ = skip_adverbs(tokens, at)
    outer, order = find_subject(tokens, at, subject_end)
    opening = outer.first if outer is not None and order is SubjectPosition.BEFORE else at
    if end == at + 1 or tokens[at + 1].lower == "by":
        return Cue(at, end + 2, outer, order)
    return Cue(at, end + 2, np_after(tokens[:end], at + 1), SubjectPosition.BEHIND, opening=opening)


def _read_passive_cue(tokens: tuple[QuoteToken, ...], at: int, is_speech_verb: bool) -> Cue | None:
    """Return the cue of a passive verb, whose source is the agent: “was described by X as …”; None without an agent."""
    for by in range(at + 1, min(at + 4, len(tokens))):
        if tokens[by].lower == "by":
            return Cue(at, at + 1, np_after(tokens, by + 1), SubjectPosition.BEHIND, is_speech_verb=is_speech_verb)
    if tokens[at].lower == "quoted":  # “X was quoted as saying”
        subject, order = find_subject(tokens, at, skip_adverbs(tokens, at)[0])
        return Cue(at, at + 1, subject, order)
    return None


def _read_reply(tokens: tuple[QuoteToken, ...], at: int) -> Cue | None:
    """Return the cue of “…,” came the reply from Ann Lee; else None."""
    words = [token.lower for token in tokens[at + 1 : at + 5]]
    source = next((at + 2 + number for number, word in enumerate(words) if word in {"from", "of"}), None)
    if words[:1] != ["the"] or source is None or tokens[source - 2].lower not in SPEECH_NOUNS:
        return None
    return Cue(at, source, np_after(tokens, source), SubjectPosition.BEHIND)


def _share_subjects(tokens: tuple[QuoteToken, ...], found: list[Cue]) -> list[Cue]:
    """Return the cues; one that shares its subject gets that of the last cue with one, or else of the frame."""
    subject = find_main_subject(tokens) if found[0].order is SubjectPosition.SHARED else None
    result = []
    for cue in found:
        if cue.order is SubjectPosition.SHARED and cue.subject is None and subject is not None:
            result.append(Cue(cue.first, cue.last, subject, SubjectPosition.SHARED, cue.is_negated, cue.is_speech_verb))
            continue
        subject = cue.subject or subject
        result.append(cue)
    return result


def _read_label(tokens: tuple[QuoteToken, ...]) -> list[Cue]:
    """Return the cue of “Ann Lee: ‘We shall see’” or “‘We shall see’ – Ann Lee”, as in interviews and captions."""
    if len(tokens) > 2 and tokens[0].quoted and tokens[1].text in DASHES:
        credit = find_credit(tokens[1:])
        if credit is None:
            return []
        name = NounPhrase(credit[0].first + 1, credit[0].core + 1, credit[0].last + 1)
        return [Cue(1, 2, name, SubjectPosition.BEHIND)]
    for at in range(1, min(len(tokens) - 1, 5)):
        if tokens[at].text == ":" and tokens[at + 1].quoted and all(token.is_capital for token in tokens[:at]):
            return [Cue(at, at + 1, NounPhrase(0, at, at), SubjectPosition.COLON)]
    at = next((at for at, token in enumerate(tokens[:_MAX_LABEL_TOKENS]) if token.text in DASHES), 0)
    if at > 1 and tokens[at + 1 : at + 2] and tokens[at + 1].quoted and _is_label(tokens[:at]):
        return [Cue(at, at + 1, NounPhrase(0, at, at), SubjectPosition.COLON)]
    return []


#: Maximum length of a name with its role before a dash and a quotation, in tokens.
_MAX_LABEL_TOKENS = 10


def _is_label(tokens: Sequence[QuoteToken]) -> bool:
    """Return whether words are a name of two words or more behind its role: “Union secretary Ann Lee”."""
    is_name = tokens[-1].is_capital and tokens[-2].is_capital
    return is_name and all(
        token.text in {"'", "’"}
        or (
            token.is_word
            and (token.is_capital or token.lower not in CLAUSE_WORDS | SPEECH_VERB_FORMS | IRREGULAR_PAST_VERBS)
        )
        for token in tokens
    )


#: Maximum distance of a cue before a quotation that it introduces even where another cue follows, in tokens.
_MAX_INTRODUCTION_TOKENS = 5

#: Maximum number of words between a cue and the colon that it surely goes with: more may hold another speaker.
_MAX_COLON_WORDS = 7

#: Maximum distance of a cue from its quotation, in tokens.
_MAX_CUE_DISTANCE_TOKENS = 40


@dataclass(frozen=True, slots=True)
class CueMatch:
    """
    The cue that governs a quotation, and the pattern by which it does.

    Attributes:
        cue: The cue.
        pattern: Name of the pattern.
    """

    cue: Cue
    pattern: str


def filter_cues(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that are not negated and have a subject."""
    return [cue for cue in cues if not cue.is_negated and cue.subject is not None]


def choose_cue(frame: QuoteFrame, at: int, cues: Sequence[Cue]) -> CueMatch | None:
    """
    Choose the cue that governs the quotation at token *at* of *frame*.

    Args:
        frame: The frame.
        at: Index of the quotation among the frame's tokens.
        cues: The frame's usable cues, in order.

    Returns:
        The cue and its pattern, or None if no cue of the frame governs the quotation.
    """
    tokens = frame.tokens
    number = bisect_left(cues, at, key=lambda cue: cue.first)
    next_cue = next((cue for cue in cues[number : number + 2] if cue.start > at), None)
    is_adjacent = next_cue is not None and _is_right_after(tokens, at, next_cue)
    if (
        next_cue is not None
        and is_adjacent
        and _has_pause(tokens, at)
        and not (number and _is_introduced(tokens, cues[number - 1], at))
    ):
        return CueMatch(next_cue, "follows")
    previous_cue = _find_governing_cue(tokens, cues, number - 1) if number else None
    if previous_cue is not None and (pattern := _classify_preceding_cue(tokens, previous_cue, at)):
        return CueMatch(previous_cue, pattern)
    if next_cue is not None and is_adjacent:
        return CueMatch(next_cue, "abuts")
    if next_cue is not None and _is_clause_final(tokens, next_cue):
        return CueMatch(next_cue, "trails")
    if previous_cue is None and 0 < at <= _MAX_CUE_DISTANCE_TOKENS and tokens[at - 1].text == ":":
        subject = (
            _read_name_after_dash(tokens, at - 1)
            or find_introduced_source(tokens[:at])
            or find_main_subject(tokens[:at])
        )
        if subject is not None:
            return CueMatch(Cue(at - 1, at, subject, SubjectPosition.COLON), "message")
    return CueMatch(previous_cue, "earlier") if previous_cue and previous_cue.is_speech_verb else None


def _find_governing_cue(tokens: tuple[QuoteToken, ...], cues: Sequence[Cue], number: int) -> Cue:
    """Return a cue, or the cue that reports it: in “the minister said they wanted ‘peace’”, the minister's."""
    cue = cues[number]
    if number and cue.subject is not None and tokens[cue.first].lower in ATTITUDE_VERB_FORMS:
        outer = cues[number - 1]
        if outer.is_speech_verb and 0 <= cue.subject.first - outer.last <= 1:
            return outer
    return cue


def is_second_hand(tokens: tuple[QuoteToken, ...], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Return whether another source relays the words of *cue*: “…,” Ann Lee said, according to the mission."""
    at = bisect_left(cues, cue.last, key=lambda other: other.first)
    following = cues[at] if at < len(cues) else None
    return (
        following is not None
        and tokens[following.first].lower == "according"
        and tokens[cue.first].lower != "according"
        and following.first - cue.last <= _MAX_CUE_DISTANCE_TOKENS
        and not any(token.quoted for token in tokens[cue.last : following.first])
    )


def _read_name_after_dash(tokens: tuple[QuoteToken, ...], end: int) -> NounPhrase | None:
    """Return the name between a dash and *end*, or None: “On the referee – | Ann Lee | : ‘Too late.’”."""
    start = end
    while start and (tokens[start - 1].is_capital or tokens[start - 1].lower == "and"):
        start -= 1
    is_name = start < end - 1 and start and tokens[start - 1].text in DASHES
    return NounPhrase(start, end, end) if is_name else None


def _is_introduced(tokens: tuple[QuoteToken, ...], cue: Cue, at: int) -> bool:
    """Return whether a quotation belongs to the cue before it: “what Lee called | ‘a mistake,’ the port said”."""
    if at - cue.last > _MAX_INTRODUCTION_TOKENS:
        return False
    quoted, gap = tokens[at].quoted, tokens[cue.last : at]
    if gap and gap[-1].text in {",", ":"} and cue.order is not SubjectPosition.BEHIND:
        return not any(token.quoted or token.text == "." for token in gap)
    is_own = cue.order is not SubjectPosition.SHARED or cue.first > 0  # “Recalling ‘it,’ the port said”
    return (
        is_own
        and not cue.is_speech_verb
        and quoted is not None
        and quoted.is_fragment
        and max(cue.last, cue.start + 1) == at
    )


def _has_pause(tokens: tuple[QuoteToken, ...], at: int) -> bool:
    """Return whether the clause with the quotation at *at* pauses after it."""
    quoted = tokens[at].quoted
    return bool(quoted and quoted.pauses) or (at + 1 < len(tokens) and not tokens[at + 1].is_word)


def _is_right_after(tokens: tuple[QuoteToken, ...], at: int, cue: Cue) -> bool:
    """Return whether *cue* and its subject directly follow the quotation: “…,” the minister said."""
    if cue.order is SubjectPosition.SHARED:
        return False
    if cue.start - at > _MAX_CUE_DISTANCE_TOKENS:
        return False
    gap = [token for token in tokens[at + 1 : cue.start] if token.text not in {",", "—", "–", "-", "so"}]
    return not gap


def _classify_preceding_cue(tokens: tuple[QuoteToken, ...], cue: Cue, at: int) -> str:
    if at - cue.last > _MAX_CUE_DISTANCE_TOKENS:
        return ""
    gap = tokens[cue.last : at]
    words = [token for token in gap if token.is_word]
    if any(token.quoted for token in gap):
        return "listed" if len(words) <= 12 else ""
    if gap and gap[-1].text == ":":
        return "colon" if len(words) <= _MAX_COLON_WORDS else "introduced"
    if len(words) <= 1:
        return "adjacent"
    if gap[-1].text == "," or gap[-1].lower == "that":
        return "introduced"
    return "near" if len(words) <= 12 else ""


def _is_clause_final(tokens: tuple[QuoteToken, ...], cue: Cue) -> bool:
    """Return whether *cue* follows the clause that contains the quotation: … “absurd” …, the minister said."""
    start = cue.start
    return start > 0 and tokens[start - 1].text == "," and cue.order is not SubjectPosition.SHARED
