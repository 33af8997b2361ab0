"""The cues of a frame, each with the phrase that is its subject."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.quotations.adverbs import adverbs_left
from corpus.quotations.cues import BARE, DOUBTFUL, SAYING, STANCE
from corpus.quotations.phrases import DETERMINERS, PRONOUNS, Phrase, leftward, rightward
from corpus.quotations.subjects import Order, main_subject, subject_of
from corpus.quotations.tokens import Token

_BE = frozenset("is are was were be been being".split())
_MODALS = frozenset("to would could might may should must can".split())
_READING = frozenset({"reading", "stipulating"})
_PLURAL = frozenset({"they", "we", "i", "you", "who"})
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())


#: How many tokens a relayed source may take between "quoted" and "as saying".
_RELAY = 16


@dataclass(frozen=True, slots=True)
class Cue:
    """
    A word that may introduce a quotation.

    Attributes:
        first: Index of its token.
        last: One past its last token ("according to" has two).
        subject: The phrase that names who says it, or None.
        order: Where the subject stands; SHARED where it is another cue's ("and added", "calling it").
        denied: Whether the saying is denied ("did not say").
        says: Whether it is a verb of saying rather than of stance.
        opening: Index where the words of attribution begin, where that is neither the cue nor its subject.
    """

    first: int
    last: int
    subject: Phrase | None
    order: Order
    denied: bool = False
    says: bool = True
    opening: int | None = None

    @property
    def start(self) -> int:
        """Index of the first token of the cue, its subject, and what introduces them."""
        if self.opening is not None:
            return self.opening
        if self.subject is None or self.order is Order.SHARED:
            return self.first
        return min(self.first, self.subject.first)


def cues(tokens: tuple[Token, ...]) -> list[Cue]:
    """Find the cues among *tokens*, in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if found and at < found[-1].last:
            continue
        if token.lower in _QUOTING and (relayed := _relayed(tokens, at)):
            found.append(relayed)
        elif token.lower == "according" and at + 1 < len(tokens) and tokens[at + 1].lower == "to":
            found.append(Cue(at, at + 2, rightward(tokens, at + 2), Order.BEHIND))
        elif (token.lower in SAYING or token.lower in STANCE) and (
            not token.is_capital or at == 0 or tokens[at - 1].text == ","
        ):
            cue = _verb(tokens, at)
            if cue is not None:
                found.append(cue)
    return _shared(tokens, found) if found else _label(tokens)


def _verb(tokens: tuple[Token, ...], at: int) -> Cue | None:
    word = tokens[at].lower
    says = word in SAYING
    behind, denied = adverbs_left(tokens, at)
    skipped = {token.lower for token in tokens[behind:at]}
    if _MODALS & {token.lower for token in tokens[max(0, at - 2) : at]} and "went" not in skipped:
        return None  # what might be said was not
    if word in DOUBTFUL and not _is_verb(tokens, at, behind):
        return None
    if word.endswith("ing") and not skipped & _BE:
        if at > 0 and tokens[at - 1].lower in DETERMINERS | {"of", "for", "by", "in"}:
            return None
        if word in _READING and at > 0 and tokens[at - 1].is_word:  # “a banner reading”, “an article stipulating”
            return Cue(at, at + 1, leftward(tokens, at), Order.BEFORE, denied, says)
        return Cue(at, at + 1, _with(tokens, at), Order.SHARED, denied, says)
    if at > 0 and word.endswith(("ed", "en", "told", "called")) and _is_passive(tokens, at):
        return _passive(tokens, at, says)
    if at > 0 and tokens[at - 1].lower in DETERMINERS:  # “the reported attack”
        return None
    subject, order = subject_of(tokens, at, behind)
    return Cue(at, at + 1, subject, order, denied, says)


def _is_passive(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell “was described as”, and “a move described by”, from “the minister described”."""
    return tokens[at - 1].lower in _BE or (at + 1 < len(tokens) and tokens[at + 1].lower == "by")


def _is_verb(tokens: tuple[Token, ...], at: int, behind: int) -> bool:
    if at and tokens[at - 1].quoted:
        return True
    if not behind or behind < at - 3:
        return False
    before = tokens[behind - 1]
    if before.lower.endswith(("'s", "s'")):  # “the minister's claim”
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.is_word:  # “the statement read: …”
        return before.is_word
    if tokens[at].lower in BARE:  # “they claim”, “officials claim the …”, never “Ann Lee claim”
        return before.lower in _PLURAL or (before.lower.endswith("s") and following.lower in DETERMINERS)
    return before.lower in PRONOUNS or before.is_capital


def _with(tokens: tuple[Token, ...], at: int) -> Phrase | None:
    """Read the subject of “with the minister | calling it …”."""
    subject = leftward(tokens, at) if at and tokens[at - 1].is_capital else None
    return subject if subject and subject.first and tokens[subject.first - 1].lower == "with" else None


def _relayed(tokens: tuple[Token, ...], at: int) -> Cue | None:
    """Read “the agency quoted the minister as saying” and “the minister was quoted by the agency as saying”."""
    end = next((i for i in range(at + 1, min(at + _RELAY, len(tokens) - 1)) if tokens[i].lower == "as"), None)
    if end is None or tokens[end + 1].lower not in {"saying", "telling"}:
        return None
    behind, _ = adverbs_left(tokens, at)
    outer, order = subject_of(tokens, at, behind)
    opening = outer.first if outer is not None and order is Order.BEFORE else at
    if end == at + 1 or tokens[at + 1].lower == "by":
        return Cue(at, end + 2, outer, order)
    return Cue(at, end + 2, rightward(tokens[:end], at + 1), Order.BEHIND, opening=opening)


def _passive(tokens: tuple[Token, ...], at: int, says: bool) -> Cue | None:
    """“was described by X as …”: the agent speaks, if any is named."""
    for by in range(at + 1, min(at + 4, len(tokens))):
        if tokens[by].lower == "by":
            return Cue(at, at + 1, rightward(tokens, by + 1), Order.BEHIND, says=says)
    if tokens[at].lower == "quoted":  # “X was quoted as saying”
        subject, order = subject_of(tokens, at, adverbs_left(tokens, at)[0])
        return Cue(at, at + 1, subject, order)
    return None


def _shared(tokens: tuple[Token, ...], found: list[Cue]) -> list[Cue]:
    """Give cues without a subject of their own that of the last cue that has one, or the frame's."""
    subject = main_subject(tokens) if found[0].order is Order.SHARED else None
    result = []
    for cue in found:
        if cue.order is Order.SHARED and cue.subject is None and subject is not None:
            result.append(Cue(cue.first, cue.last, subject, Order.SHARED, cue.denied, cue.says))
            continue
        subject = cue.subject or subject
        result.append(cue)
    return result


def _label(tokens: tuple[Token, ...]) -> list[Cue]:
    """Read “Ann Lee: ‘We shall see’” and “‘We shall see’ – Ann Lee”, as in interviews and under pictures."""
    if len(tokens) > 2 and tokens[0].quoted and tokens[1].text in {"—", "–", "-", "--"}:
        subject = rightward(tokens, 2)
        whole = subject is not None and tokens[2].is_capital and subject.last in {len(tokens), len(tokens) - 1}
        return [Cue(1, 2, subject, Order.BEHIND)] if whole else []
    for at in range(1, min(len(tokens) - 1, 5)):
        if tokens[at].text == ":" and tokens[at + 1].quoted and all(token.is_capital for token in tokens[:at]):
            return [Cue(at, at + 1, Phrase(0, at, at), Order.COLON)]
    return []
