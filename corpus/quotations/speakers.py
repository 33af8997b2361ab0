"""From the words that name a source to the actor they name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Actor, ActorKind, Mention, MentionKind
from corpus.quotations.genders import named, titled

_PERSONAL = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})
_COLLECTIVE = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.DOCUMENT})
_FITS = {"he": _PERSONAL, "she": _PERSONAL, "it": _COLLECTIVE, "they": _COLLECTIVE | {ActorKind.ANONYMOUS}}
_PAPERS = frozenset(
    "statement statements report letter tweet tweets memo release communique communiqué email commentary "
    "editorial post dispatch announcement declaration readout transcript article speech remarks message".split()
)
_BODIES = frozenset(
    "office ministry government administration agency department party campaign committee council company group "
    "embassy parliament court army military union organisation organization regime newspaper paper broadcaster "
    "network bloc alliance treaty pact agreement document charter resolution report".split()
)
_TREATIES = frozenset("treaty pact agreement accord deal".split())
_WORD = re.compile(r"\w+")

#: Longest mention that is looked for around a source's words, in code points.
_LONGEST = 160

#: Longest run of titles before a name, in code points, and what shows that it is none.
_TITLES = 60
_STOPS = re.compile(r"[,;:—–\"“”]|\b(?:of|for|from|at|in|with|by|on|to|and|that|is|was|has|had|will)\b")

#: What parts a name from where it is at home, other than in “the Government of Norway”.
_HOME = re.compile(r"(?<!Government)(?<!Kingdom)(?<!Republic)(?<!State)(?<!Federation) of (?:the )?$")

#: How many mentions back "the ministry" may refer to.
_MEMORY = 100

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """
    Who a source's words name.

    Attributes:
        actor: Its id, or None where the words name nobody known.
        source: Span of the words in the article.
        confidence: In [0, 1], that *actor* is the one.
    """

    actor: str | None
    source: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Words:
    """
    A source's words, as spans of the article.

    Attributes:
        start: First code point.
        core: One past the core.
        end: One past the last.
        appositive: Span of an apposition behind, or None.
    """

    start: int
    core: int
    end: int
    appositive: Span | None = None


class Speakers:
    """The actors of one article, as its mentions name them."""

    def __init__(self, text: str, mentions: Sequence[Mention], actors: Sequence[Actor]) -> None:
        self._text = text
        self._actors = {actor.id: actor for actor in actors}
        known = sorted((m for m in mentions if m.actor in self._actors), key=lambda m: (m.start, -m.end))
        self._mentions = [m for m in known if m.kind is not MentionKind.PRONOUN]
        self._resolved = {m.start: m.actor for m in known if m.kind is MentionKind.PRONOUN}
        self._starts = [mention.start for mention in self._mentions]
        self._pronoun = self._pronouns()
        self._surnames: dict[str, set[str]] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                self._surnames.setdefault(name.split()[-1] if name.split() else "", set()).add(actor.id)

    def _pronouns(self) -> dict[str, str]:
        """Tell of whom posts, first names or else the text's titles say "he" or "she"."""
        counts: Counter[tuple[str, str]] = Counter()
        for mention in self._mentions:
            pronoun = titled(self._text, mention.start)
            if pronoun and mention.actor:
                counts[mention.actor, pronoun] += 1
        found = {actor: pronoun for (actor, pronoun), _ in reversed(counts.most_common())}
        for actor in self._actors.values():
            told = named(actor.name, actor.description) if actor.kind is ActorKind.PERSON else None
            if told:
                found[actor.id] = told
        return found

    def kind(self, actor: str | None) -> ActorKind | None:
        """Give the kind of *actor*."""
        return self._actors[actor].kind if actor in self._actors else None

    def between(self, start: int, end: int) -> list[Mention]:
        """Give the mentions that overlap ``[start, end)``, in order."""
        first = bisect_left(self._starts, start - _LONGEST)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]

    def name(self, words: Words) -> Named:
        """Find whom a noun phrase names by itself."""
        span = (words.start, words.end)
        mentions = self.between(words.start, words.appositive[1] if words.appositive else words.end)
        heads = [m for m in mentions if m.start < words.core <= m.end and m.start >= words.start - 4]
        pair = len(mentions) > 1 and " and " in self._text[words.start : words.core]
        if pair:  # it speaks as a pair, or not at all
            heads = [m for m in heads if m.start <= words.start + 4]
        if pair and not heads:
            return Named(None, span, 0.0)
        if heads:
            best = max(heads, key=lambda m: (m.end - m.start, m.kind is MentionKind.NAME))
            home = _HOME.search(self._text[words.start : best.start])
            if home:  # “Ann Lee of | Norway” is not Norway
                owners = [m for m in mentions if m.end == words.start + home.start()]
                if not owners:
                    return Named(None, span, 0.0)
                best = owners[0]
            return Named(best.actor, span, 0.75 if best.kind is MentionKind.DEMONYM else 1.0)
        return self._by_noun(words, mentions)

    def opening(self, start: int, end: int) -> str | None:
        """Find the actor whose mention opens a clause, titles aside: “| President Ann Lee left the hall”."""
        mention = next(iter(self.between(start, min(end, start + _TITLES))), None)
        if mention is None or _STOPS.search(self._text, start, mention.start) or mention.start < start - 4:
            return None
        return None if self._text.startswith(("'s", "’s"), mention.end) else mention.actor

    def _by_noun(self, words: Words, mentions: list[Mention]) -> Named:
        span = (words.start, words.end)
        core = _WORD.findall(self._text[words.start : words.core])
        head = core[-1].casefold() if core else ""
        if words.appositive and not core[-1:][0][:1].isupper():
            inside = [m for m in mentions if m.start - words.appositive[0] < 3 and m.start >= words.appositive[0]]
            if inside and self.kind(inside[0].actor) is ActorKind.PERSON:
                return Named(inside[0].actor, (words.start, inside[0].end), 0.95)
        if head in _PAPERS:
            owners = [m for m in mentions if m.start >= words.start and m.end <= words.end]
            return Named(owners[0].actor if owners else None, span, 0.7)
        papers = [m for m in mentions if self.kind(m.actor) is ActorKind.DOCUMENT and m.end <= words.end]
        if papers:  # “the Charter's Article 51”
            return Named(papers[-1].actor, span, 0.9)
        if head in _BODIES:
            return Named(self._body(head, words.start), span, 0.7)
        if core and core[-1][:1].isupper():
            return Named(self._by_surname(core[-1]), span, 0.85)
        return Named(None, span, 0.0)

    def _body(self, noun: str, before: int) -> str | None:
        """Find the last mentioned actor whose name holds *noun*: "the ministry" after "the Defence Ministry"."""
        last = bisect_right(self._starts, before)
        for mention in reversed(self._mentions[max(0, last - _MEMORY) : last]):
            if mention.actor is None:
                continue
            known = self._actors[mention.actor]
            names = set(known.name.casefold().split())
            if noun in names or (noun in _TREATIES and known.kind is ActorKind.DOCUMENT and names & _TREATIES):
                return mention.actor
        return None

    def _by_surname(self, surname: str) -> str | None:
        fitting = self._surnames.get(surname, set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def fits(self, pronoun: str, actor: str | None) -> bool:
        """Tell whether *pronoun* may stand for *actor*."""
        kind = self.kind(actor)
        if kind is None or actor is None or kind not in _FITS.get(pronoun, frozenset()):
            return False
        return pronoun not in {"he", "she"} or self._pronoun.get(actor, pronoun) == pronoun

    def resolved(self, start: int) -> str | None:
        """Give whom the pronoun at *start* was found to mean by whoever found the mentions."""
        return self._resolved.get(start)

    def described(self, noun: str, actor: str | None) -> bool:
        """Tell whether *noun* ("spokesperson") is said of *actor*."""
        if actor not in self._actors:
            return False
        known = self._actors[actor]
        told = " ".join((known.description, known.name, *known.aliases)).casefold()
        return noun in _WORD.findall(told)
