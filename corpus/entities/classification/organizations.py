"""What the form of a name, and the words beside it, say for an organization, a company or a club."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.entities.models import NameToken
from corpus.entities.wordlists import (
    is_ordinary_word,
    load_cities,
    load_given_names,
    load_organizations,
    load_regions,
    load_surnames,
)
from corpus.languages.en.organizations import (
    CLUB_OPENERS,
    COMPANY_APPOSITIONS,
    COMPANY_HEADS,
    COMPANY_NOUNS,
    FOREIGN_ARTICLES,
    FOREIGN_INSTITUTION_OPENERS,
    GROUP_NOUNS,
    HOLDING_NOUNS,
    INSTITUTION_OPENERS,
    LIKELY_COMPANY_APPOSITIONS,
    MATCH_NOUNS,
    MATCH_PREPOSITIONS,
    MATCH_VERBS,
    ORGANIZATION_HEADS,
    PERSON_NAMED_FIRMS,
    RIVAL_NOUNS,
    SCHOOL_HEADS,
    SPORT_ROLES,
    SURNAME_COMPANY_HEADS,
)
from corpus.languages.en.places import (
    DIRECTION_WORDS,
    NAME_FIRST_WORDS,
    PLACE_HEADS,
)
from corpus.languages.en.verbs import (
    CONTRACTED_VERBS,
    PLURAL_AUXILIARIES,
    SINGULAR_CONTEXTS,
    SPEAKING_VERBS,
    VERBS_AFTER_POSSESSIVE,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS

#: Score that the last noun of a company's name adds: more than the words around it can.
HEAD_SCORE = 400.0
#: The form of an adjective, which hardly any given name has that the table lacks.
ADJECTIVE = re.compile(r"\w{2,20}(?:able|ful|ible|ical|ish|ive|less|ous)")
#: Nouns by which a company is called again after its name.
_FIRM_NOUNS = COMPANY_APPOSITIONS | (LIKELY_COMPANY_APPOSITIONS - RIVAL_NOUNS)
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
#: Words between the score of a match, or a verb of winning and losing, and a side's name: "a 2-1 win over Norhaven".
_MAX_MATCH_TOKENS = 5
#: A row of a table of results has at most so many tokens.
_MAX_ROW_TOKENS = 24
#: Most words of an apposition up to its noun: "Velmora, a small maker of".
_MAX_APPOSITION_TOKENS = 5
_COMPANY_WORDS = COMPANY_APPOSITIONS | LIKELY_COMPANY_APPOSITIONS
_MATCH_WORDS = MATCH_NOUNS | MATCH_VERBS
#: Words behind which an apposition's noun does not follow: "Velmora, a chain of shops".
_PHRASE_OPENERS = frozenset("at for from in of who whose with".split())
#: So many tokens before a name may hold another one, of which it is the second: "Ann Example and Norhaven are".
_MAX_LISTED_TOKENS = 6


def score_organization(tokens: Sequence[NameToken], first: int, last: int) -> float:
    """Return what the form of a name, and the noun beside it, add for an organization."""
    score = 0.0
    if _is_written_as_organization(tokens, first, last):
        score += HEAD_SCORE
    elif _is_acronym_and_word(tokens, first, last):
        score += HEAD_SCORE / 2
    if _ends_in_possessive(tokens, first, last):
        score += 2 * HEAD_SCORE
    if _has_plural_verb(tokens, first, last):
        score += HEAD_SCORE
    if _makes_statement(tokens, first, last) and tokens[first].text.lower() not in load_given_names():
        score += HEAD_SCORE / 4
    if last - first == 2 and tokens[first].text.lower() in FOREIGN_ARTICLES:
        score += HEAD_SCORE / 4  # "Der Tagesbote"
    score += _score_known_name(" ".join(token.text.lower() for token in tokens[first:last]))
    if _is_company_of_sentence(tokens, first, last):
        score += 4 * HEAD_SCORE
    if last < len(tokens) and tokens[last].text in GROUP_NOUNS and not _is_known_place(tokens, first, last):
        score += HEAD_SCORE / 2  # "the Norhaven coalition"
    is_company = _has_company_noun(tokens, first, last)
    return score + _score_club(tokens, first, last) + 2 * HEAD_SCORE * is_company


def _score_club(tokens: Sequence[NameToken], first: int, last: int) -> float:
    """Return what a row of results, a player, a match, and the words of a name add for a club."""
    score = 0.0
    if _is_in_row_of_results(tokens, last):
        score += HEAD_SCORE
    if _is_club_of_player(tokens, last) or _opens_like_club(tokens, first, last):
        score += HEAD_SCORE
    if _is_in_match(tokens, first, last):
        score += HEAD_SCORE / 2
    end = tokens[last - 1].text.lower()
    if last - first == 2 and (end in load_cities() or end in load_regions()) and not _opens_place(tokens[first].text):
        score += HEAD_SCORE / 4  # "Sporting Norhaven"
    return score


def _score_known_name(name: str) -> float:
    """Return what it adds that *name* is a known firm's or club's."""
    if name in PERSON_NAMED_FIRMS:
        return HEAD_SCORE
    return HEAD_SCORE / 4 if name in load_organizations() and not _has_other_meaning(name) else 0.0


def _has_other_meaning(name: str) -> bool:
    """Return whether the name of a company or club is an ordinary word, too, or a place's, or may be a person's."""
    tables = (load_cities, load_regions, load_given_names, load_surnames)
    return is_ordinary_word(name) or any(name in load() for load in tables)


def _is_known_place(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a table has a name as a town's or a province's."""
    whole = " ".join(token.text.lower() for token in tokens[first:last])
    return whole in load_cities() or whole in load_regions()


def _opens_place(word: str) -> bool:
    """Return whether *word* begins names of places and people: "New", "Upper", a given name."""
    lower = word.lower()
    return lower in NAME_FIRST_WORDS or lower in DIRECTION_WORDS or lower in load_given_names()


def _is_company_of_sentence(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a sentence that a name opens ends in what the company said: "…, the retailer said on Friday"."""
    if first or not any(token.text[0].islower() for token in tokens[last : last + 1]):
        return False
    for at in range(last + 1, len(tokens) - 3):
        if tokens[at].text == "," and tokens[at + 1].text == "the":
            noun, verb = tokens[at + 2].text, tokens[at + 3].text
            if noun in _FIRM_NOUNS and verb in SPEAKING_VERBS:
                return True
    return False


def _is_in_match(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """
    Return whether a name is a side's in a match: "Norhaven beat Port Ellis 3-1", "a 2-2 draw with Norhaven".

    There is one score in the sentence: the sets of a match between two people have several.
    """
    if tokens[first].text.lower() in load_given_names():
        return False
    after = tokens[last].text if last < len(tokens) else ""
    before = [token.text for token in tokens[max(0, first - _MAX_MATCH_TOKENS) : first]]
    nearest = before[-1] if before else ""
    if after in MATCH_VERBS or nearest in MATCH_VERBS:
        return _count_scores(tokens, first, last) == 1
    is_beside = nearest in MATCH_PREPOSITIONS and not _MATCH_WORDS.isdisjoint(before)
    return is_beside and _count_scores(tokens, first, last) == 1


def _count_scores(tokens: Sequence[NameToken], first: int, last: int) -> int:
    """Return the number of scores around a name: "3-1", or with a dash for which the tokens are apart."""
    near = [token.text for token in tokens[max(0, first - _MAX_ROW_TOKENS) : last + _MAX_ROW_TOKENS]]
    apart = sum(
        dash in {"-", "–"} and one.isdigit() and other.isdigit()
        for one, dash, other in zip(near, near[1:], near[2:], strict=False)
    )
    return apart + sum(_SCORE.fullmatch(text) is not None for text in near)


def _has_plural_verb(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a verb in the plural says that a name is a team's or a firm's: "Norhaven have won"."""
    if last >= len(tokens) or tokens[last].text not in PLURAL_AUXILIARIES:
        return False
    if first == 0:
        return not (last == 1 and tokens[0].text.endswith("s"))  # "Whales were seen": any plural
    before = [token.text.lower() for token in tokens[max(0, first - _MAX_LISTED_TOKENS) : first]]
    return before[-1] not in SINGULAR_CONTEXTS and not {"and", "or", "&", "both"} & set(before)


def _ends_in_possessive(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a verb right after the 's of a name shows that it belongs to a firm's: "Reed's declined"."""
    if last + 1 >= len(tokens) or tokens[last].text not in {"'s", "’s"}:
        return False
    verb = tokens[last + 1].text
    if verb in CONTRACTED_VERBS:  # "Ann's had enough"
        return tokens[first].text.lower() not in load_given_names()
    return verb in VERBS_AFTER_POSSESSIVE


def _is_club_of_player(tokens: Sequence[NameToken], last: int) -> bool:
    """Return whether a role in sport and a person's name follow a name: "Norhaven striker Ann Example"."""
    return last + 1 < len(tokens) and tokens[last].text in SPORT_ROLES and tokens[last + 1].capital


def _opens_like_club(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether the first word of a name is one with which clubs' names begin: "Sporting Norhaven"."""
    opener = tokens[first].text
    if last - first < 2 or opener.lower() not in CLUB_OPENERS or not (len(opener) > 3 or opener.isupper()):
        return False
    return " ".join(token.text.lower() for token in tokens[first:last]) not in load_cities()


def _makes_statement(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a name says something in a statement, or through somebody: "a spokeswoman for Norwood Gardens"."""
    if last + 3 < len(tokens) and tokens[last].text == "said" and tokens[last + 3].text == "statement":
        return True
    return first > 1 and tokens[first - 1].text == "for" and tokens[first - 2].text.startswith("spokes")


def _is_in_row_of_results(tokens: Sequence[NameToken], last: int) -> bool:
    """Return whether a name is a club's in a row of results: "Norhaven 3 Port Ellis 1"."""
    if last >= len(tokens) or len(tokens) > _MAX_ROW_TOKENS or not tokens[last].text[0].isdigit():
        return False
    numbers = sum(token.text[0].isdigit() for token in tokens)
    return numbers > 1 and 4 * numbers >= len(tokens) and not any(token.text[0].islower() for token in tokens)


def _is_written_as_organization(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether the form of a name is an organization's: "Velmora Energy", "Reed & Co", "… Board (CRB)"."""
    words = [token.text.lower() for token in tokens[first:last]]
    if len(words) > 1 and (
        (words[-1] in COMPANY_HEADS and not _is_surname_after_given_name(words))
        or "&" in words
        or (len(words) == 3 and words[0] == words[2])
        or words[-1] == "police"
        or any(word in SCHOOL_HEADS and word not in PLACE_HEADS for word in words[1:])
        or (words[0] in INSTITUTION_OPENERS and words[-1] in ORGANIZATION_HEADS)
        or words[0] in FOREIGN_INSTITUTION_OPENERS
    ):
        return True
    if last + 2 >= len(tokens) or tokens[last].text != "(" or not tokens[last + 1].text.isupper():
        return False
    code = tokens[last + 1].text.replace(".", "").lower()
    if tokens[last + 2].text in {":", "."} and tokens[last + 2].start == tokens[last + 1].end:
        return True  # the code of a share: "(KLV.N)", "(NYSE: KLV)"
    return len(words) > 2 and code[:1] == words[0][:1] and is_subsequence(code, "".join(words))


def _is_surname_after_given_name(words: Sequence[str]) -> bool:
    """Return whether the noun of companies is a surname in a name: "Ann Mills", not "Georgia Power"."""
    given = words[0]
    is_given = given in load_given_names() and not (given in load_cities() or given in load_regions())
    return len(words) == 2 and is_given and words[1] in SURNAME_COMPANY_HEADS


def _has_company_noun(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a noun that only companies have follows a name or its possessive: "the Velmora unit"."""
    at = last + 1 if last < len(tokens) and tokens[last].text in {"'s", "’s"} else last
    if at < len(tokens) and tokens[at].text in COMPANY_NOUNS:
        return True
    if first > 1 and tokens[first - 1].text in {"in", "of"} and tokens[first - 2].text.lower() in HOLDING_NOUNS:
        return tokens[first].text.lower() not in load_given_names()  # "a stake in Velmora"
    before = tokens[first - 1].text.lower() if first else ""
    if before in COMPANY_APPOSITIONS or _is_line_of_business(tokens, first - 1):
        return True
    is_given = tokens[first].text.lower() in load_given_names()
    if before == "," and first > 1 and last < len(tokens) and tokens[last].text == "," and not is_given:
        return tokens[first - 2].text in COMPANY_APPOSITIONS  # "the operator, Velmora, said"
    if _has_company_apposition(tokens, last, is_given=is_given):
        return True
    return before in LIKELY_COMPANY_APPOSITIONS and not is_given


def _is_line_of_business(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a noun for companies, after a noun for what they do, stands at *at*: "the mining giant"."""
    if at < 1 or tokens[at].text not in LIKELY_COMPANY_APPOSITIONS or tokens[at].text in RIVAL_NOUNS:
        return False
    kind = tokens[at - 1].text
    return kind.islower() and kind.isalpha() and kind not in FUNCTION_WORDS and not ADJECTIVE.fullmatch(kind)


def _has_company_apposition(tokens: Sequence[NameToken], last: int, *, is_given: bool) -> bool:
    """
    Return whether an apposition after a name says that it is a company: "Velmora, a chain of shops".

    Behind a given name nothing but a certain noun does, and no noun follows it: "Ann Example, a firm believer".
    """
    if last + 2 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].text not in {"a", "an", "the"}:
        return False
    nouns = _FIRM_NOUNS if is_given else _COMPANY_WORDS
    for at in range(last + 2, min(last + 2 + _MAX_APPOSITION_TOKENS, len(tokens))):
        text = tokens[at].text
        if not text[0].isalpha() or text in _PHRASE_OPENERS:
            return False
        if text in nouns:
            following = tokens[at + 1].text if at + 1 < len(tokens) else "."
            return not following[0].isalpha() or following in FUNCTION_WORDS or following == "based"
    return False


def _is_acronym_and_word(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a name is an acronym before a word: "KLV Worldwide"."""
    head = tokens[first].text
    return (
        last - first > 1
        and len(head) > 2
        and head.isalpha()
        and head.isupper()
        and not all(token.text.isupper() for token in tokens[first:last])
        and not any(token.text.isupper() for token in tokens[max(0, first - 2) : first])
    )


def is_subsequence(shorter: Iterable[str], longer: Iterable[str]) -> bool:
    """Return whether all of *shorter* occurs in *longer* in this order."""
    rest = iter(longer)
    return all(part in rest for part in shorter)
