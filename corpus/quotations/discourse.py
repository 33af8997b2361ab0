"""Who spoke, and who was spoken of, so far: what “he added” and “the official” go back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.quotations.phrases import PRONOUNS, Phrase
from corpus.quotations.speakers import Named, Speakers, Words
from corpus.quotations.subjects import main_subject
from corpus.quotations.tokens import Frame, Token

#: How sure a pronoun is that goes back to the subject of its sentence, of the one before, to the last speaker, to a
#: speaker some paragraphs away, and to the only fitting person of its sentence.
_AGREED = 0.95  # with whoever found the mentions
_SUBJECT, _BEFORE, _SPEAKER, _FAR, _ONLY = 0.9, 0.85, 0.9, 0.75, 0.7

#: Who may be meant by "he" though nobody names him, in a phrase.
_PERSONS = frozenset(
    "minister president premier chancellor ambassador envoy diplomat adviser advisor aide secretary director chairman "
    "chairwoman governor mayor general commander senator lawmaker judge prosecutor lawyer coach official officer "
    "spokesman spokeswoman spokesperson deputy chief head leader man woman candidate".split()
)

#: Behind these words stands another than the one who is spoken of: “in a call with Ann Lee, she …”.
_BESIDE = frozenset("with against to between and from".split())

#: How many paragraphs a speaker is remembered.
_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """
    The last words whose source is known.

    Attributes:
        named: Who said them.
        paragraph: Number of their paragraph among those read.
        sure: In [0, 1], that what follows without a cue is of the same source.
    """

    named: Named
    paragraph: int
    sure: float


class Discourse:
    """What one article has told so far, frame by frame."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self.last: Said | None = None
        self._subject: str | None = None  # of the frames since somebody spoke
        self._stranger = False  # whether it is a person whom nobody names
        self._paragraph = 0

    def spoke(self, said: Said) -> None:
        """Remember that somebody spoke."""
        self.last, self._subject, self._stranger = said, None, False

    def passed(self, paragraph: int, start: int, frame: Frame) -> None:
        """Remember whom a frame was about; *start* is the article's offset of its paragraph."""
        if self.last and self.last.named.source[0] >= start + frame.start:
            return
        phrase = main_subject(frame.tokens)
        if phrase is None:
            return
        pronoun = frame.tokens[phrase.first].lower
        if pronoun in PRONOUNS:
            actor = self._antecedent(paragraph, start, frame, phrase, pronoun)[0]
        else:
            # "The minister summoned Ann Lee" is about the minister: a name behind the phrase is another's.
            actor = self._speakers.opening(
                start + frame.tokens[phrase.first].start, start + frame.tokens[phrase.last - 1].end
            )
            words = {token.lower for token in frame.tokens[phrase.first : phrase.core]}
            self._stranger = actor is None and not words.isdisjoint(_PERSONS)
        if actor is not None or self._stranger:
            self._subject, self._paragraph = actor, paragraph

    def named(self, paragraph: int, start: int, frame: Frame, phrase: Phrase) -> Named:
        """Find whom *phrase* of *frame* names, by itself or by what was told before."""
        words = _words(start, frame, phrase)
        named = self._speakers.name(words)
        if named.actor is not None:
            return named
        word = frame.tokens[phrase.core - 1].lower
        if word in PRONOUNS:
            actor, sure = self._antecedent(paragraph, start, frame, phrase, word)
            agreed = actor is not None and actor == self._speakers.resolved(words.start)
            return replace(named, actor=actor, confidence=max(sure, _AGREED if agreed else 0.0))
        last = self.last
        if last and paragraph - last.paragraph <= _PARAGRAPHS and self._speakers.described(word, last.named.actor):
            return replace(named, actor=last.named.actor, confidence=_SPEAKER)
        return named

    def _antecedent(
        self, paragraph: int, start: int, frame: Frame, phrase: Phrase, word: str
    ) -> tuple[str | None, float]:
        speakers, last = self._speakers, self.last
        own = main_subject(frame.tokens)
        if own is not None and own.last <= phrase.first:
            actor = speakers.name(_words(start, frame, own)).actor
            if speakers.fits(word, actor):
                return actor, _SUBJECT
        if self._subject and paragraph - self._paragraph <= 1 and speakers.fits(word, self._subject):
            return self._subject, _BEFORE
        if self._stranger and word in {"he", "she"}:
            return None, 0.0
        if last and paragraph - last.paragraph <= _PARAGRAPHS and speakers.fits(word, last.named.actor):
            return last.named.actor, _SPEAKER if paragraph - last.paragraph <= 1 else _FAR
        fitting = {
            mention.actor
            for mention in speakers.between(start + frame.start, start + frame.tokens[phrase.first].start)
            if speakers.fits(word, mention.actor) and _is_free(frame, mention.start - start)
        }
        return (fitting.pop(), _ONLY) if len(fitting) == 1 else (None, 0.0)


def _is_free(frame: Frame, offset: int) -> bool:
    """Tell whether a name at *offset* may be whom a pronoun goes back to: not quoted, and no mere companion."""
    if any(frame.tokens[at].start <= offset < frame.tokens[at].end for at in frame.quotes):
        return False
    before = [token.lower for token in frame.tokens if token.end <= offset and _is_plain(token)]
    return not before or before[-1] not in _BESIDE


def _is_plain(token: Token) -> bool:
    """Tell titles and names before a name, “with President | Lee”, from what else stands there, “With | Lee”."""
    return not token.is_capital or token.lower in _BESIDE


def _words(start: int, frame: Frame, phrase: Phrase) -> Words:
    tokens = frame.tokens
    beside = phrase.appositive
    return Words(
        start + tokens[phrase.first].start,
        start + tokens[phrase.core - 1].end,
        start + tokens[phrase.last - 1].end,
        beside and (start + tokens[beside[0]].start, start + tokens[beside[1] - 1].end),
    )
