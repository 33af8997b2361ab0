"""Evidence of which words of a sentence are names: registry names, head nouns, and capitals in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.entities.models import NameToken
from corpus.entities.wordlists import is_ordinary_word, load_cities, load_given_names, load_regions, load_surnames
from corpus.languages.en.organizations import ORGANIZATION_HEADS
from corpus.languages.en.people import TITLE_WORDS
from corpus.languages.en.places import PLACE_HEADS
from corpus.languages.en.vocabulary import COMMON_WORDS

#: First token, one past the last, and the kind of registry name that covers them.
CoverageRun = tuple[int, int, str]

NAME_HEADS = ORGANIZATION_HEADS | PLACE_HEADS


class TokenCoverage(NamedTuple):
    """The kind of registry name that covers a token, "" for none; *first* marks the first token of a name."""

    kind: str = ""
    first: bool = False


class TokenizedSentence(NamedTuple):
    """A sentence: its tokens, the coverage of each by registry names, and whether it is title-cased."""

    tokens: Sequence[NameToken]
    coverage: Sequence[TokenCoverage]
    title_cased: bool


def has_head_noun(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Return whether one of the tokens is a head noun of organization or place names."""
    return any(token.text.lower() in NAME_HEADS for token in tokens[start:end])


#: Signs after which a sentence, a quotation or a list item begins: a capital there is no evidence of a name.
OPENING_SIGNS = frozenset({".", "!", "?", ":", '"', "“", "‘", "'", "``", "-", "–", "—", "*", "•", "|", "…"})


def is_sentence_initial(sentence: TokenizedSentence, at: int) -> bool:
    """Return whether the capital of a token is no evidence, because any word would have one there."""
    return at == 0 or sentence.tokens[at - 1].text in OPENING_SIGNS or sentence.title_cased


class CapitalizationEvidence:
    """
    Evidence from the whole article of which words are names.

    Attributes:
        lowercase_words: Words that occur in lower case.
        capitalized_words: Words, in lower case, that occur capitalized inside a sentence of mixed case.
        word_pairs: Pairs of such a word and the capitalized word after it, in lower case.
        opening_pairs: Pairs that open sentences at least twice ("Atletic Madrid"), the first no function word.
        lone_words: Words, in lower case, that occur capitalized inside a sentence with no capital after them.
        acronyms: Words in capitals.
        given_names: The given names, in lower case, behind which each surname occurs.
    """

    def __init__(self, sentences: Sequence[Sequence[NameToken]], title_cased: Sequence[bool]) -> None:
        self.lowercase_words: set[str] = set()
        self.capitalized_words: set[str] = set()
        self.word_pairs: set[tuple[str, str]] = set()
        self.lone_words: set[str] = set()
        self.acronyms = {
            token.text
            for tokens, is_headline in zip(sentences, title_cased, strict=True)
            for token in ([] if is_headline else tokens)
            if len(token.text) > 1 and token.text.isupper()
        }
        openings: Counter[tuple[str, str]] = Counter()
        for tokens, is_headline in zip(sentences, title_cased, strict=True):
            if len(tokens) > 1 and tokens[0].capital and tokens[1].capital:
                openings[tokens[0].text.lower(), tokens[1].text.lower()] += 1
            for at, token in enumerate(tokens):
                if token.text[0].islower():
                    self.lowercase_words.add(token.text)
                elif at and not is_headline and token.capital and tokens[at - 1].text not in OPENING_SIGNS:
                    self.capitalized_words.add(token.text.lower())
                    if at + 1 < len(tokens) and tokens[at + 1].capital:
                        self.word_pairs.add((token.text.lower(), tokens[at + 1].text.lower()))
                    elif not tokens[at - 1].capital:
                        self.lone_words.add(token.text.lower())
        self.opening_pairs = {
            pair
            for pair, count in openings.items()
            if count > 1 and pair[0] not in COMMON_WORDS and pair[0] not in TITLE_WORDS
        }

        self.given_names: dict[str, set[str]] = {}
        known = load_given_names()
        for first, last in {*self.word_pairs, *openings}:
            if first in known and not is_ordinary_word(last):
                self.given_names.setdefault(last, set()).add(first)

    def is_attested(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a name inside a sentence of the article, or a name of the tables."""
        return word in self.capitalized_words or (
            not is_ordinary_word(word)
            and (
                word in load_given_names() or word in load_surnames() or word in load_cities() or word in load_regions()
            )
        )

    def is_name(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a name where its capital is no evidence."""
        if word in self.capitalized_words and word not in COMMON_WORDS:
            return True
        return word not in self.lowercase_words and not is_ordinary_word(word)
