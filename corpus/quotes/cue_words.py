"""Skip adverbs and dates between the subject and the verb of a cue."""

from __future__ import annotations

from corpus.languages.en.calendar import TIME_MODIFIERS, TIME_SPAN_NOUNS, TIME_WORDS, WEEKDAY_WORDS
from corpus.languages.en.cue_verbs import ADVERBS
from corpus.quotes.tokenizer import QuoteToken


def skip_adverbs(tokens: tuple[QuoteToken, ...], end: int) -> tuple[int, bool]:
    """
    Skip auxiliaries, adverbs and dates between a subject and the verb at *end*.

    Returns:
        The index one past the subject, and whether the verb is negated ("did not say").
    """
    at, is_negated = end, False
    while at > 0:
        token = tokens[at - 1]
        word = token.lower
        is_contraction = word.endswith("n't")
        # Beside its verb a capitalized adverb is a name: "Long said", but not "the minister Monday said".
        is_name = at == end and token.is_capital and word not in WEEKDAY_WORDS
        is_adverb = (
            (word in ADVERBS and not is_name) or is_contraction or (word.endswith("ly") and not token.is_capital)
        )
        if not is_adverb and not _is_time_word(tokens, at):
            break
        is_negated = is_negated or is_contraction or word in {"not", "never"}
        at -= 1
    return at, is_negated


def _is_time_word(tokens: tuple[QuoteToken, ...], at: int) -> bool:
    """Return whether the token before *at* belongs to a date: “last | week”, “Monday evening |”."""
    word = tokens[at - 1].lower
    if word in TIME_MODIFIERS:
        return tokens[at].lower in TIME_WORDS
    return word in TIME_SPAN_NOUNS and at > 1 and tokens[at - 2].lower in TIME_MODIFIERS | WEEKDAY_WORDS | {"earlier"}
