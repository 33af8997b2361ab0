"""Find the noun phrase that is the subject of a cue, without a parser."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.languages.en.calendar import TIME_WORDS, WEEKDAY_WORDS
from corpus.languages.en.cue_verbs import ADJECTIVAL_PARTICIPLES, NOUN_LIKE_FORMS, OBJECT_VERBS, SPEECH_VERB_FORMS
from corpus.languages.en.nouns import NOUNS_IN_LY, PRONOUNS, RELATIVE_PRONOUNS, SPEECH_NOUNS
from corpus.languages.en.verbs import IRREGULAR_PAST_VERBS
from corpus.languages.en.vocabulary import (
    CLAUSE_OPENERS,
    CLAUSE_WORDS,
    CONJUNCTIONS,
    COORDINATORS,
    DETERMINERS,
    LEADING_PREPOSITIONS,
    PHRASE_END_PREPOSITIONS,
    POSITION_PREPOSITIONS,
    PREPOSITIONS,
    WORDS_AFTER_NAME,
)
from corpus.quotes.tokenizer import QuoteToken

#: Signs that separate a quotation from the name of its source.
DASHES = frozenset({"—", "–", "-", "--", "―", "~"})

#: A participle has at least a determiner and a noun before it.
_MIN_REDUCED_RELATIVE_START = 3

#: Maximum length of a noun phrase, in tokens.
MAX_PHRASE_TOKENS = 30

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """
    A noun phrase that names a source.

    Attributes:
        first: Index of its first token.
        core: One past the last token of its core; "of the ministry" or "for the party" may follow.
        last: One past its last token.
        appositive: Span of tokens of an apposition, or None.
    """

    first: int
    core: int
    last: int
    appositive: Span | None = None


def np_before(tokens: tuple[QuoteToken, ...], end: int, *, nearest: bool = False) -> NounPhrase | None:
    """
    Return the noun phrase that ends before index *end*, or None.

    Args:
        tokens: The tokens.
        end: One past its last token.
        nearest: Whether it may belong to a participle, as what "who" refers to may: “a man seen with | Ann Lee, who …”.
    """
    edge = _find_left_edge(tokens, end)
    if not nearest and _is_reduced_relative(tokens, edge, end):
        end = edge - 1
        edge = _find_left_edge(tokens, end)
    start = _trim_lead_in(tokens, edge, end)
    if start >= end:
        return None
    return NounPhrase(start, _find_core_end(tokens, start, end), end)


def _is_reduced_relative(tokens: tuple[QuoteToken, ...], edge: int, end: int) -> bool:
    """Return whether the words from *edge* belong to a participle: “A source | briefed | on the talks said”."""
    if not _MIN_REDUCED_RELATIVE_START <= edge < end or not _is_verb_form(tokens[edge - 1]):
        return False
    noun = tokens[edge - 2]
    is_noun = noun.is_word and not (noun.lower in CLAUSE_WORDS or noun.lower in PREPOSITIONS or _is_verb_form(noun))
    return tokens[edge].lower in PREPOSITIONS and is_noun and not noun.lower.endswith("ly")


def _find_left_edge(tokens: tuple[QuoteToken, ...], end: int) -> int:
    """Return the leftmost index to which the phrase before *end* may extend."""
    at = end
    floor = max(0, end - MAX_PHRASE_TOKENS)
    while at > floor:
        token = tokens[at - 1]
        if token.text == ")":
            opened = _find_opening_bracket(tokens, at - 1, floor)
            if opened is None:
                break
            at = opened
        elif token.text in {"'", "’"}:  # the workers' union
            at -= 1
        elif not token.is_word or _is_barrier(tokens, at - 1, end, floor):
            break
        elif token.lower in DETERMINERS and at < end and not _can_extend_left(tokens, at - 1, floor):
            return at - 2 if at - 2 >= floor and tokens[at - 2].lower in DETERMINERS else at - 1  # “the two”
        else:
            at -= 1
    return at


def _find_opening_bracket(tokens: tuple[QuoteToken, ...], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - 12) - 1, -1):
        if tokens[at].text == "(":
            return at
    return None


def _can_extend_left(tokens: tuple[QuoteToken, ...], at: int, floor: int) -> bool:
    """Return whether the phrase continues before the determiner at *at*: “the office of | the president”."""
    return (
        at - 1 > floor
        and tokens[at - 1].lower in PREPOSITIONS
        and tokens[at - 2].is_word
        and not _is_verb_form(tokens[at - 2])
    )


def _is_barrier(tokens: tuple[QuoteToken, ...], at: int, end: int, floor: int) -> bool:
    token = tokens[at]
    if token.lower in PRONOUNS and at == end - 1:
        return False
    if token.lower in COORDINATORS:
        return not _is_name_coordination(tokens, at, end, floor)
    if token.lower == "that":
        return at + 1 >= end or tokens[at + 1].is_capital or tokens[at + 1].lower in DETERMINERS | PRONOUNS
    if token.lower in CLAUSE_WORDS:
        return not (token.lower in DETERMINERS and at + 1 < end)
    if tokens[at + 1].lower == "by" and at - 1 > floor and at + 1 < end and not tokens[at - 1].is_capital:
        return False  # “a statement read by the minister”
    return not token.is_capital and _is_verb_form(token) and at != end - 1


def _is_name_coordination(tokens: tuple[QuoteToken, ...], at: int, end: int, floor: int) -> bool:
    """Return whether "and" joins two names of one subject: names on both sides, and a clear boundary on the left."""
    if at + 1 >= end or at - 1 < floor or not (tokens[at - 1].is_capital and tokens[at + 1].is_capital):
        return False
    left = at - 1
    floor = max(floor, at - MAX_PHRASE_TOKENS)
    while left > floor and (tokens[left - 1].is_capital or tokens[left - 1].lower in {"of", "the"}):
        left -= 1
    edge = tokens[left - 1] if left > floor else None
    return edge is None or not edge.is_word or edge.lower in CLAUSE_WORDS or edge.lower in DETERMINERS


def _is_verb_form(token: QuoteToken) -> bool:
    word = token.lower
    if token.is_capital or word in ADJECTIVAL_PARTICIPLES:
        return False
    return (
        (word.endswith("ed") and len(word) > 4)
        or (word.endswith("ing") and len(word) > 5)
        or (word in SPEECH_VERB_FORMS and word not in NOUN_LIKE_FORMS)
    )


def _trim_lead_in(tokens: tuple[QuoteToken, ...], start: int, end: int) -> int:
    """Return the start of the phrase after a lead-in: “In Seoul on Monday the minister” begins at "the"."""
    while start < end and (tokens[start].lower in COORDINATORS or not tokens[start].is_word):
        start += 1
    if start < end and tokens[start].lower in LEADING_PREPOSITIONS:
        best = start + 1
        for at in range(start + 1, end):
            opens = tokens[at].lower in DETERMINERS or (tokens[at].is_capital and not tokens[at - 1].is_capital)
            if opens and tokens[at - 1].lower not in PREPOSITIONS:
                best = at
        return best
    while start < end - 1 and (
        tokens[start].lower in TIME_WORDS - {"the", "this", "last"} or tokens[start].lower.endswith("ly")
    ):
        start += 1
    return start


def _find_core_end(tokens: tuple[QuoteToken, ...], start: int, end: int) -> int:
    """Return the end of the phrase's core: before the first "of", "for" or "from", or a bracket."""
    for at in range(start + 1, end):
        if tokens[at].lower == "of" and at + 1 < end and tokens[at - 1].is_capital and tokens[at + 1].is_capital:
            continue  # the Ministry of Defence
        if (
            tokens[at].lower in PREPOSITIONS
            or tokens[at].lower in POSITION_PREPOSITIONS
            or tokens[at].text == "("
            or tokens[at].lower in {"who", "close", "familiar"}
        ):
            return at
        if (
            at + 1 < end
            and tokens[at + 1].lower == "by"
            and (_is_verb_form(tokens[at]) or tokens[at].lower in SPEECH_VERB_FORMS)
        ):
            return at
    return end


def np_after(tokens: tuple[QuoteToken, ...], start: int) -> NounPhrase | None:
    """Return the noun phrase that begins at index *start*, or None: “said | the head of the mission, who …”."""
    if start >= len(tokens) or not tokens[start].is_word:
        return None
    first = tokens[start]
    if first.lower in PRONOUNS - {"who", "which"}:
        return NounPhrase(start, start + 1, start + 1)
    if (
        first.lower in CLAUSE_WORDS - DETERMINERS
        or first.lower in PREPOSITIONS
        or first.lower in WEEKDAY_WORDS
        or _is_verb_form(first)
    ):
        return None
    at = start
    while at < len(tokens) and at - start < MAX_PHRASE_TOKENS:
        mark = tokens[at].text in {"'", "’", "."} and at + 1 < len(tokens)
        if not mark and _is_phrase_end(tokens, start, at):
            break
        at += 1
    return NounPhrase(start, _find_core_end(tokens, start, at), at) if at > start else None


def _is_phrase_end(tokens: tuple[QuoteToken, ...], start: int, at: int) -> bool:
    """Return whether the phrase that begins at *start* ends before the token at *at*."""
    token, before = tokens[at], tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.is_word or token.lower in CLAUSE_WORDS - DETERMINERS - COORDINATORS:
        return True
    if token.lower in WEEKDAY_WORDS:
        return before.lower not in DETERMINERS
    if token.lower in COORDINATORS:
        return not (following and following.is_capital and before.is_capital)
    if at == start:
        return False
    if token.lower == "that":
        return True  # “the plaque | that Ann Lee unveiled”
    if before.is_capital and not token.is_capital and not token.lower.endswith("'s"):
        if following and following.lower in DETERMINERS:
            return True  # “Ann Lee | took a breath”
        if token.lower in IRREGULAR_PAST_VERBS or token.lower in WORDS_AFTER_NAME or _is_final_adverb(token, following):
            return True  # “Ann Lee | hit back”, “Ann Lee | around midnight”, “Ann Lee | angrily”
    opens_noun = before.lower in DETERMINERS or before.lower.endswith(("'s", "’s", "s'", "s’"))
    return token.lower in PHRASE_END_PREPOSITIONS or (_is_verb_form(token) and not opens_noun)


def _is_final_adverb(token: QuoteToken, following: QuoteToken | None) -> bool:
    """Return whether an adverb ends a phrase: “Ann Lee | angrily”, not “Norway's newly elected president”."""
    if not token.lower.endswith("ly") or token.lower in NOUNS_IN_LY:
        return False
    return following is None or not following.is_word or following.lower in PREPOSITIONS | CLAUSE_WORDS


#: Maximum distance of the start of an apposition before its end, in tokens.
_MAX_APPOSITION_TOKENS = 60


class SubjectPosition(StrEnum):
    """Position of a cue's subject."""

    BEFORE = "before"
    BEHIND = "behind"
    SHARED = "shared"
    COLON = "colon"
    NOWHERE = "nowhere"


def find_subject(
    tokens: tuple[QuoteToken, ...], at: int, subject_end: int
) -> tuple[NounPhrase | None, SubjectPosition]:
    """Find the subject of the verb at *at*; *subject_end* is the index one past a subject that precedes the verb."""
    if not subject_end or tokens[subject_end - 1].lower == "so":  # “so said Ann Lee”
        return _read_inverted_subject(tokens, at)
    before = tokens[subject_end - 1]
    if before.quoted or (before.text == "," and subject_end > 1 and tokens[subject_end - 2].quoted):
        return _read_inverted_subject(tokens, at)
    if before.lower in RELATIVE_PRONOUNS:
        end = subject_end - 1
        end -= bool(end and tokens[end - 1].text == ",")
        return np_before(tokens, end, nearest=True), SubjectPosition.BEFORE
    if before.lower in CONJUNCTIONS:
        return None, SubjectPosition.SHARED
    if before.text == "," and (closing := _read_closing_subject(tokens, at, subject_end - 1)):
        return closing, SubjectPosition.BEHIND
    if before.text in {",", "—", "–", "-"}:
        return _read_before_apposition(tokens, subject_end - 1, before.text)
    if before.lower in PRONOUNS:
        return NounPhrase(subject_end - 1, subject_end, subject_end), SubjectPosition.BEFORE
    subject = np_before(tokens, subject_end)
    return (_add_leading_name(tokens, subject), SubjectPosition.BEFORE) if subject else (None, SubjectPosition.NOWHERE)


def _add_leading_name(tokens: tuple[QuoteToken, ...], subject: NounPhrase) -> NounPhrase:
    """Return the name before an apposition without a closing comma: “Ann Lee, head of the mission | said”."""
    comma = subject.first - 1
    if comma < 2 or tokens[comma].text != "," or tokens[subject.core - 1].is_capital:
        return subject
    name = comma
    while name > 0 and tokens[name - 1].is_capital:
        name -= 1
    clean = name == 0 or not tokens[name - 1].is_word
    return NounPhrase(name, comma, comma, (subject.first, subject.last)) if clean and comma - name > 1 else subject


def _read_inverted_subject(tokens: tuple[QuoteToken, ...], at: int) -> tuple[NounPhrase | None, SubjectPosition]:
    """Return the subject after its verb: “…,” said the minister."""
    subject = np_after(tokens, at + 1)
    if subject is not None and tokens[at + 1].lower == "it":  # “as the minister put it”
        subject = None
    return (
        (_add_appositive_name(tokens, subject), SubjectPosition.BEHIND) if subject else (None, SubjectPosition.SHARED)
    )


def _add_appositive_name(tokens: tuple[QuoteToken, ...], subject: NounPhrase) -> NounPhrase:
    """Add a name in apposition to *subject*: “said a spokeswoman for the port, | Ann Lee”."""
    comma = subject.last
    if tokens[subject.core - 1].is_capital or comma >= len(tokens) or tokens[comma].text != ",":
        return subject
    end = comma + 1
    while end < len(tokens) and tokens[end].is_capital:
        end += 1
    return NounPhrase(subject.first, subject.core, subject.last, (comma + 1, end)) if end > comma + 1 else subject


def _read_closing_subject(tokens: tuple[QuoteToken, ...], at: int, comma: int) -> NounPhrase | None:
    """Return the subject that ends the sentence, or None: “The port is shut, says | Ann Lee”."""
    if (
        at != comma + 1
        or tokens[at].lower in OBJECT_VERBS
        or any(token.text == "," for token in tokens[max(0, comma - _MAX_APPOSITION_TOKENS) : comma])
    ):
        return None
    subject = np_after(tokens, at + 1)
    ends = subject is not None and not any(token.is_word for token in tokens[subject.last : subject.last + 3])
    return subject if ends else None


def _read_before_apposition(
    tokens: tuple[QuoteToken, ...], comma: int, mark: str
) -> tuple[NounPhrase | None, SubjectPosition]:
    """Return the subject before an apposition that ends at *comma*: “Ann Lee, 61, head of the mission, | said”."""
    floor, commas = _find_commas(tokens, comma, mark)
    if commas and tokens[commas[0] + 1].lower in CONJUNCTIONS:
        return None, SubjectPosition.SHARED
    if floor and tokens[floor - 1].quoted:
        commas = [at for at in commas if at > floor][-1:]  # after a quotation the source comes first
    for number, at in enumerate(commas):
        subject = np_before(tokens, at)
        if subject is None or not _is_subject(tokens, subject) or _is_topic(tokens, subject):
            continue
        if number == 0 and _is_name(tokens, at + 1, comma) and not tokens[subject.core - 1].is_capital:
            return NounPhrase(subject.first, comma, comma), SubjectPosition.BEFORE
        before = (
            np_before(tokens, subject.first - 1) if commas[number + 1 : number + 2] == [subject.first - 1] else None
        )
        if before and _is_name(tokens, before.last - 1, before.last) and not _is_topic(tokens, before):
            continue  # another apposition of a name
        return NounPhrase(subject.first, subject.core, subject.last, (at + 1, comma)), SubjectPosition.BEFORE
    last = np_before(tokens, comma)
    return (
        (last, SubjectPosition.BEFORE)
        if last and not commas and floor == last.first
        else (None, SubjectPosition.SHARED)
    )


def _find_commas(tokens: tuple[QuoteToken, ...], comma: int, mark: str) -> tuple[int, list[int]]:
    """Return where the words before *comma* begin, after a quotation or colon, and their commas from right to left."""
    found: list[int] = []
    at = comma
    while (
        at > 0
        and not tokens[at - 1].quoted
        and tokens[at - 1].text not in {";", ":"}
        and comma - at < _MAX_APPOSITION_TOKENS
    ):
        at -= 1
        if tokens[at].text == mark:
            found.append(at)
    return at, found


def _is_subject(tokens: tuple[QuoteToken, ...], phrase: NounPhrase) -> bool:
    """Return whether a phrase is a name or "a spokesman", not an age, a state's short form or the end of a clause."""
    first = tokens[phrase.first]
    return first.is_capital or first.lower in DETERMINERS


def _is_topic(tokens: tuple[QuoteToken, ...], phrase: NounPhrase) -> bool:
    """Return whether a phrase stands in a lead-in: “Of | Ann Lee, the minister, who had met her, said …”."""
    before = phrase.first - 1
    return (
        before >= 0 and tokens[before].lower in LEADING_PREPOSITIONS and (not before or not tokens[before - 1].is_word)
    )


def _is_name(tokens: tuple[QuoteToken, ...], start: int, end: int) -> bool:
    return end - start < 5 and all(token.is_capital for token in tokens[start:end])


def find_main_subject(tokens: tuple[QuoteToken, ...]) -> NounPhrase | None:
    """Return the noun phrase that opens the frame after a lead-in: “On Friday, | the minister wrote a letter …”."""
    at = 0
    has_opener = bool(tokens) and tokens[0].lower in CLAUSE_OPENERS
    if has_opener or (tokens and tokens[0].lower.endswith(("ing", "ly"))):
        # Without a comma, a word in -ing or -ly may be a name: “Beijing”, “Italy”.
        at = next((i + 1 for i, token in enumerate(tokens[:40]) if token.text == ","), len(tokens) if has_opener else 0)
    while at < len(tokens) and tokens[at].lower in CONJUNCTIONS:
        at += 1
    subject = np_after(tokens, at)
    return _add_closed_name(tokens, subject) if subject else None


def _add_closed_name(tokens: tuple[QuoteToken, ...], subject: NounPhrase) -> NounPhrase:
    """Add a name in apposition between commas to *subject*: “The port's owner, | Ann Lee, | was glad”."""
    named = _add_appositive_name(tokens, subject)
    end = named.appositive[1] if named.appositive else len(tokens)
    return named if end < len(tokens) and tokens[end].text == "," else subject


#: Maximum length of a sentence that introduces the source of the next one, in tokens.
_MAX_LEAD_IN_TOKENS = 30


def find_introduced_source(tokens: tuple[QuoteToken, ...]) -> NounPhrase | None:
    """Return the source in “And from | Mayor Ann Lee:”, “Here is what | Ann Lee had to say:” or None."""
    if len(tokens) > _MAX_LEAD_IN_TOKENS:
        return None
    for at, token in enumerate(tokens[:-2]):
        follows = token.lower in {"from", "by"} or (token.lower == "of" and tokens[at - 1].lower in SPEECH_NOUNS)
        if not follows and token.lower != "what":
            continue
        source = np_after(tokens, at + 1)
        if source is None or not any(word.is_capital for word in tokens[source.first : source.last]):
            continue
        ends = source.last == len(tokens) - 1 or tokens[source.last].text == ","
        if (follows and ends) or (not follows and tokens[source.last].lower in {"had", "has", "said", "wrote", "told"}):
            return source
    return None


def find_credit(tokens: tuple[QuoteToken, ...]) -> tuple[NounPhrase, bool] | None:
    """
    Return the name in a line that credits a quotation, and whether a dash opens it, or None.

    Such a line holds nothing else than a name and perhaps a role: “— Ann Lee, head of the mission”.
    """
    start = int(bool(tokens) and tokens[0].text in DASHES)
    name = np_after(tokens, start) if start < len(tokens) and tokens[start].is_capital else None
    if name is None or len(tokens) > _MAX_LEAD_IN_TOKENS or any(token.quoted for token in tokens):
        return None
    is_alone = name.last == len(tokens) or (name.last == len(tokens) - 1 and tokens[-1].text in {".", ")"})
    has_role = name.last < len(tokens) and tokens[name.last].text in {",", "("} and tokens[-1].text not in {".", ":"}
    if not start and (
        tokens[-1].text in {".", ":", "!", "?"} or not all(tokens[at].is_capital for at in range(name.core))
    ):
        return None
    return (name, bool(start)) if is_alone or has_role else None
