"""Find actors in questions despite misspellings, and suggest known names close to an unknown one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.entities.gazetteer import NameIndex
from corpus.entities.linker import split_name_parts
from corpus.entities.nominals import resolve_offices
from corpus.entities.registered_names import find_foreign_names
from corpus.entities.registry import Registry, normalize_name
from corpus.entities.wordlists import is_ordinary_word
from corpus.languages.en.calendar import CALENDAR_WORDS
from corpus.languages.en.people import TITLE_WORDS
from corpus.languages.en.vocabulary import COMMON_WORDS
from corpus.models import Actor, ActorKind, Mention, MentionKind
from corpus.models.mappings import PatchedDict

#: Words that name nobody by themselves.
_WORDS_NOT_NAMES = COMMON_WORDS | CALENDAR_WORDS | TITLE_WORDS
#: Shorter names are not corrected: half the short words of English are one letter apart.
_MIN_CORRECTED_LETTERS = 5


def edit_distance(one: str, other: str, limit: int) -> int:
    """
    Return the number of edits between two words, or *limit* + 1 if there are more.

    An edit inserts, deletes or replaces a letter, or swaps two neighbours.

    References:
        Damerau (1964), A technique for computer detection and correction of spelling errors, CACM 7(3).
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if last and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def get_max_edits(word: str) -> int:
    """Return how many edits a misspelling may have: none for words below 5 letters, one below 8, else two."""
    return 0 if len(word) < _MIN_CORRECTED_LETTERS else 1 if len(word) < 8 else 2


def find_near_spellings(word: str, candidates: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the *candidates* that *word* may misspell, each after its distance; the first letters must agree."""
    max_edits, letters = get_max_edits(word), set(word)
    for candidate in candidates:
        if (
            max_edits
            and candidate[:1] == word[:1]
            and len(letters.symmetric_difference(candidate)) <= 2 * max_edits  # an edit changes two letters at most
            and (edits := edit_distance(word, candidate, max_edits)) <= max_edits
        ):
            yield edits, candidate


#: Minimum similarity of a suggested name; similarity is the share of letters that agree in order …
_MIN_SIMILARITY = 0.6
#: … or, if the names share a whole word, at least this plus a tenth of that share.
_SHARED_WORD_SCORE = 0.7
#: Maximum number of forms whose letters are compared in order: those with most letters in common.
_MAX_COMPARED_FORMS = 40
#: Letters are counted by code point modulo this: an upper bound on how many two names share, in any script.
_LETTER_BUCKETS = 64


Index = TypeVar("Index")


class ActorLayers(Generic[Index]):
    """
    Indexes of parts of a set of actors, together as good as one of all.

    They do not change: `update` returns others, which costs little where few actors differ, because what has changed
    gets an index of its own. Each index has at least twice the actors of the next, so there are few.

    Args:
        build: Builds the index of some actors.
        actors: All actors, by id.
        layers: Indexes of them, each with its actors, None for those that have gone; a later one replaces what former
            ones have of its actors. None to build one.
    """

    def __init__(
        self,
        build: Callable[[Mapping[str, Actor]], Index],
        actors: Mapping[str, Actor],
        layers: Sequence[tuple[Mapping[str, Actor | None], Index]] | None = None,
    ) -> None:
        self._build, self._actors = build, actors
        self._layers = ((actors, build(actors)),) if layers is None else tuple(layers)

    def update(self, actors: Mapping[str, Actor]) -> ActorLayers[Index]:
        """Return the indexes of *actors*, of which those that are the same as before should be the same objects."""
        before = self._actors
        keys = (
            actors.list_keys_changed_since(before) if isinstance(actors, PatchedDict) else actors.keys() | before.keys()
        )
        changed = {key: actors.get(key) for key in keys if before.get(key) is not actors.get(key)}
        layers = list(self._layers)
        while layers and len(layers[-1][0]) < 2 * len(changed):
            changed = {**layers.pop()[0], **changed}
        if changed:
            layers.append((changed, self._build({key: one for key, one in changed.items() if one is not None})))
        return ActorLayers(self._build, actors, layers)

    @cached_property
    def indexes(self) -> Sequence[tuple[Index, Collection[str]]]:
        """Each index with the ids of those of its actors that no longer count, as a later index has them."""
        replaced, found = set[str](), list[tuple[Index, Collection[str]]]()
        for actors, index in reversed(self._layers):
            found.append((index, frozenset(replaced)))
            replaced |= actors.keys()
        return tuple(reversed(found))


class _NameForms:
    """
    The names and aliases of some actors by their words and letters.

    Attributes:
        forms: The name of an actor, one of its forms normalized, that form and the actor's id; sorted.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        named = {(one.name, form, key) for key, one in actors.items() for form in (one.name, *one.aliases)}
        self.forms = sorted((name, normalize_name(form), form, key) for name, form, key in named)
        counts = np.array([_count_letters(folded) for _, folded, _, _ in self.forms], dtype=np.int16)
        # One row for each letter, because few letters are in a name that is looked for.
        self._counts = np.ascontiguousarray(counts.reshape(-1, _LETTER_BUCKETS).T)
        self._lengths = self._counts.sum(axis=0)
        self._by_actor: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._words_by_start: dict[tuple[str, int], set[str]] = defaultdict(set)
        for number, (_, _, form, key) in enumerate(self.forms):
            self._by_actor[key].append(number)
            for part in set(split_name_parts(form)):
                self._by_word[part].append(number)
                self._words_by_start[part[:1], len(part)].add(part)

    def find_sharing_word(self, part: str) -> list[int]:
        """Return the indices of forms that contain the word *part*, or a word that it may misspell."""
        lengths = range(len(part) - get_max_edits(part), len(part) + get_max_edits(part) + 1)
        alike = (word for length in lengths for word in self._words_by_start.get((part[:1], length), ()))
        words = {part, *(word for _, word in find_near_spellings(part, alike))}
        return [number for word in words for number in self._by_word.get(word, ())]

    def find_sharing_letters(self, key: str, replaced: Collection[str]) -> list[tuple[float, int]]:
        """Return the forms that share most letters with *key*, if enough to be similar: minus the share, and index."""
        shared_counts = np.zeros(len(self.forms), dtype=int)
        for row, count in zip(self._counts, _count_letters(key), strict=True):
            if count:
                shared_counts += np.minimum(row, count)
        shares = 2 * shared_counts / np.maximum(self._lengths + len(key), 1)
        shares[[number for one in replaced if one in self._by_actor for number in self._by_actor[one]]] = 0.0
        best = np.argsort(-shares, kind="stable")[:_MAX_COMPARED_FORMS]
        return [(-float(shares[number]), int(number)) for number in best if shares[number] >= _MIN_SIMILARITY]


class NameSuggester:
    """
    Index of the names of *actors* by words and letters, which searches thousands of names at once.

    It does not change: `update` returns another one, which costs little where few actors differ.

    Args:
        actors: The actors, by id.
        layers: Indexes of them, if there are any.
    """

    def __init__(self, actors: Mapping[str, Actor], layers: ActorLayers[_NameForms] | None = None) -> None:
        self._layers = layers or ActorLayers(_NameForms, actors)

    def update(self, actors: Mapping[str, Actor]) -> NameSuggester:
        """Return the index of *actors*, of which those that are the same as before should be the same objects."""
        return NameSuggester(actors, self._layers.update(actors))

    def suggest(self, name: str, limit: int) -> tuple[str, ...]:
        """Return up to *limit* actors' names most similar to *name*, best first; dissimilar names are left out."""
        key, matcher = normalize_name(name), SequenceMatcher(autojunk=False, b=normalize_name(name))
        scores: dict[str, float] = {}
        for (actor_name, folded, _, _), shares_word in self._find_forms(split_name_parts(name), key).items():
            matcher.set_seq1(folded)
            similarity = matcher.ratio()
            score = max(similarity, _SHARED_WORD_SCORE + 0.1 * similarity if shares_word else 0.0)
            scores[actor_name] = max(score, scores.get(actor_name, 0.0))
        ranked = sorted((-score, bearer) for bearer, score in scores.items() if score >= _MIN_SIMILARITY)
        return tuple(bearer for _, bearer in ranked[:limit])

    def _find_forms(self, parts: Iterable[str], key: str) -> dict[tuple[str, str, str, str], bool]:
        """Return the forms that may be similar, and whether each shares a word."""
        parts, found = tuple(parts), {}
        near: list[tuple[float, tuple[str, str, str, str]]] = []
        for index, replaced in self._layers.indexes:
            near += [(share, index.forms[number]) for share, number in index.find_sharing_letters(key, replaced)]
            numbers = {number for part in parts for number in index.find_sharing_word(part)}
            found.update({index.forms[one]: True for one in numbers if index.forms[one][-1] not in replaced})
        return dict.fromkeys((form for _, form in sorted(near)[:_MAX_COMPARED_FORMS]), False) | found


def _count_letters(folded: str) -> NDArray[np.int16]:
    return np.bincount([ord(letter) % _LETTER_BUCKETS for letter in folded], minlength=_LETTER_BUCKETS).astype(np.int16)


_QUERY_WORD = re.compile(r"\w+(?:[-’']\w+)*")
#: Another name after a surname: a capitalized or a hyphenated word.
_FOLLOWING_NAME = re.compile(r" (?:[A-Z]\w*(?:-\w+)?(?<![A-Z]{2})|\w+-\w+)\b")
_POSSESSIVE_ENDING = re.compile(r"['’]s$")
#: Maximum number of words of a name that is looked up as a whole.
_MAX_NAME_WORDS = 4


class Lexicon:
    """
    Finds actors in questions, regardless of case and despite small misspellings.

    A lexicon does not change: `update` returns another one, which costs little where few actors differ. Where several
    actors have a name, those of the registry come first, then the others by id.
    """

    def __init__(self, registry: Registry, actors: Iterable[Actor] = (), index: NameIndex | None = None) -> None:
        """
        Merge *registry* and *actors*.

        Args:
            registry: The known actors.
            actors: Actors found in articles; one with an id of the registry only adds its aliases.
            index: The index of both, if there is one; *actors* is then not read.
        """
        self._registry = registry
        self._index = index or NameIndex(registry, _unite_actors(actors))

    def update(self, changes: Mapping[str, Actor | None]) -> Lexicon:
        """
        Return the lexicon with other actors of articles.

        Args:
            changes: The actors that are new or have changed, by id; None for those that no article names any more.
        """
        return Lexicon(self._registry, index=self._index.update(changes)) if changes else self

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """All actors of the lexicon, by id."""
        return MappingProxyType({identity: entry.actor for identity, entry in self._index.entries.items()})

    def get_actor(self, identity: str) -> Actor | None:
        """Return the actor with the id *identity*, or None."""
        entry = self._index.entries.get(identity)
        return entry.actor if entry else None

    def suggest_names(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """
        Return the actors' names most similar to *name*, best first.

        Args:
            name: A name of no known actor.
            limit: Maximum number of names; dissimilar names are left out.
        """
        return self._name_suggester.suggest(name, limit)

    @cached_property
    def _name_suggester(self) -> NameSuggester:
        return NameSuggester(self.actors)

    def find_mentions(self, text: str, day: str | None = None) -> tuple[Mention, ...]:
        """
        Find actors in a question.

        Args:
            text: The question.
            day: ISO value of the day asked about, on which offices are resolved; without one, to the latest holder.

        Returns:
            Mentions in order, not overlapping; the mention of a name that several actors share has no actor.
        """
        found = self._find_exact(text)
        if not found or not text.isascii():
            found += self._find_foreign(text, found)
        found += self._find_loose(text, found)
        index = self._index
        found = resolve_offices(text, found, index.entries, index.list_office_holders(), index.article_actors, day)
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _find_exact(self, text: str) -> list[Mention]:
        matches = self._index.find_matches(text, any_case=True)
        starts = {m.start for m in matches}
        return [
            Mention(m.start, m.end, text[m.start : m.end], m.entry.actor, m.entry.kind)
            for m in matches
            if m.end + 1 in starts or not self._is_part_of_other_name(text, m.start, m.end, m.entry.actor)
        ]

    def _is_part_of_other_name(self, text: str, start: int, end: int, identity: str | None) -> bool:
        """
        Return whether a person's surname is only the first word of another person's name ("Kim Chol-su").

        It is not if a known name begins behind it: "Macron Oslo" names two.
        """
        actor = self.get_actor(identity or "")
        if actor is None or actor.kind is not ActorKind.PERSON or " " in text[start:end]:
            return False
        return bool(_FOLLOWING_NAME.match(text, end))

    def _find_foreign(self, text: str, exact: Collection[Mention]) -> list[Mention]:
        """Find registered actors by their names in other languages."""
        return [
            one
            for one in find_foreign_names(self._registry, text)
            if one.actor in self._index.entries
            and not any(one.start < other.end and other.start < one.end for other in exact)
        ]

    def _find_loose(self, text: str, exact: Collection[Mention]) -> list[Mention]:
        """Find names written as one word, surnames, ambiguous names and misspellings, the longest first."""
        spans = [(m.start, m.end) for m in exact]
        words = [m for m in _QUERY_WORD.finditer(text) if not any(m.start() < e and s < m.end() for s, e in spans)]
        found: list[Mention] = []
        for first, last in _generate_windows(words, text):
            start = words[first].start()
            surface = _POSSESSIVE_ENDING.sub("", text[start : words[last - 1].end()])
            end = start + len(surface)
            if any(m.start < end and start < m.end for m in found):
                continue
            is_known, identity = self._identify_actor(surface, last - first)
            if is_known and (
                any(one.start == end + 1 for one in exact)
                or not self._is_part_of_other_name(text, start, end, identity)
            ):
                found.append(Mention(start, end, surface, identity, MentionKind.NAME))
        return found

    def _identify_actor(self, surface: str, length: int) -> tuple[bool, str | None]:
        if length == 1 and surface.lower() in _WORDS_NOT_NAMES:
            return False, None
        key = normalize_name(surface)
        is_known, identity = self._index.look_up(key)
        if is_known:
            return True, identity
        if length == 1 and surface.islower() and (len(surface) < 6 or is_ordinary_word(surface)):
            return False, None
        alike = self._index.list_alike(key, length, get_max_edits(key))
        best = sorted(near for near in find_near_spellings(key, alike) if self._index.is_name(near[1], length))
        ids = {self._index.look_up(name)[1] for edits, name in best if edits == best[0][0]}
        return (True, next(iter(ids))) if len(ids) == 1 else (False, None)


def _unite_actors(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Return *actors* by id; of several with one id the first, with the names of all."""
    found: dict[str, Actor] = {}
    for one in actors:
        known = found.get(one.id)
        if known is None:
            found[one.id] = one
        else:
            names = dict.fromkeys((*known.aliases, one.name, *one.aliases))
            found[one.id] = replace(known, aliases=tuple(name for name in names if name != known.name))
    return found


def _generate_windows(words: list[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of runs of neighbouring words, longest first."""
    for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if all(text[a.end() : b.start()] in {" ", "-"} for a, b in pairwise(run)):
                yield first, first + length
