"""What may stand between a subject and its verb, and tells only how or when."""

from __future__ import annotations

from corpus.quotations.tokens import Token

_ADVERBS = frozenset(
    "also later then now still again once ever never not has have had having is are was were be been being will "
    "would could can may might must should did do does to just even already soon often always sometimes earlier "
    "today yesterday tonight tomorrow recently repeatedly further instead too first only long away back simply "
    "therefore thus however meanwhile quickly monday tuesday wednesday thursday friday saturday sunday went "
    "on".split()
)
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december morning afternoon evening night week month year weekend late early last "
    "this earlier today yesterday tuesday's on in at of the".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TURNS = frozenset({"late", "early", "last", "this"})
_SPANS = frozenset({"week", "month", "year", "morning", "afternoon", "evening", "night"})


def adverbs_left(tokens: tuple[Token, ...], end: int) -> tuple[int, bool]:
    """
    Skip what may stand between a subject and the verb at *end*: auxiliaries, adverbs, days.

    Returns:
        The index behind the subject, and whether the verb is denied ("did not say").
    """
    at, denied = end, False
    while at > 0:
        token = tokens[at - 1]
        word = token.lower
        shortened = word.endswith("n't")
        is_adverb = word in _ADVERBS or shortened or (word.endswith("ly") and not token.is_capital)
        if not is_adverb and not _is_time(tokens, at):
            break
        denied = denied or shortened or word in {"not", "never"}
        at -= 1
    return at, denied


def _is_time(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the token before *at* belongs to a date: “last | week”, “Monday evening |”."""
    word = tokens[at - 1].lower
    if word in _TURNS:
        return tokens[at].lower in TIMES
    return word in _SPANS and at > 1 and tokens[at - 2].lower in _TURNS | DAYS | {"earlier"}
