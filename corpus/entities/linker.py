"""Link names to actors, using the whole article to resolve surnames, acronyms and short forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache

from corpus.entities.classification.organizations import is_subsequence
from corpus.entities.models import EntityLabel, Name
from corpus.entities.registry import (
    Registry,
    is_in_capitals,
    load_bundled_registry,
    normalize_name,
    strip_invisible,
    to_actor_id,
    to_display_name,
)
from corpus.entities.wordlists import is_ordinary_word, load_cities, load_regions
from corpus.languages.en.nouns import EVENT_PREFIXES
from corpus.languages.en.organizations import CLUB_ENDINGS, COMPANY_SUFFIXES, ORGANIZATION_HEADS
from corpus.languages.en.people import (
    FEMALE_APPOSITION,
    FEMALE_TITLE,
    MALE_TITLE,
    RELATIVE_BEFORE_NAME,
    SURNAME_PARTICLES,
    TITLE_WORDS,
)
from corpus.languages.en.places import PLACE_PREPOSITIONS
from corpus.models import Actor, ActorKind, MentionKind, strip_accents

#: A surname of several people refers to the only one named within so many sentences before …
_MAX_NEAR_SENTENCES = 2
#: Longest words for a relative before a name, in code points: "his younger brother, ".
_MAX_RELATIVE_CHARACTERS = 60
#: … or to one named so many times as often as any other, if no other was named within so many sentences before.
_MIN_FREQUENCY_RATIO, _MIN_FAR_SENTENCES = 3, 8


@dataclass(slots=True)
class EntityState:
    """
    What is known about an actor while an article is processed.

    Attributes:
        actor: The actor as known so far.
        spellings: Its spellings, in the order linked.
        named_in: Numbers of the sentences that name it.
        states: Ids of the states named in its titles.
        is_woman: Whether the words after one of its names describe a woman ("the sister of").
    """

    actor: Actor
    spellings: list[str] = field(default_factory=list)
    named_in: list[int] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    is_woman: bool = False

    def to_actor(self) -> Actor:
        """Return the actor with its spellings as aliases; a name derived from its id is replaced by a spelling."""
        forms = [self.actor.name, *self.actor.aliases, *self.spellings]
        if self.actor.name == to_display_name(self.actor.id) and self.actor.id not in load_bundled_registry().by_id:
            forms.sort(key=lambda form: to_actor_id(form) != self.actor.id or form == self.actor.name or form.isupper())
        names: dict[str, str] = {}
        for form in forms:
            spelling = names.setdefault(form.casefold(), form)
            if is_in_capitals(spelling, self.actor.kind) and not form.isupper():
                names[form.casefold()] = form
        name, *aliases = names.values()
        return replace(self.actor, name=name, aliases=tuple(aliases))

    def count_sentences_since(self, sentence: int) -> int:
        """Return how many sentences before *sentence* it was last named, or a large number if it was not."""
        return min(
            (sentence - number for number in self.named_in if number <= sentence), default=10 * _MIN_FAR_SENTENCES
        )


def disambiguate_surname(
    bearers: Sequence[EntityState], sentence: int, states: AbstractSet[str], has_male_title: bool
) -> EntityState | None:
    """
    Choose the person that a surname refers to by "Mr", recency, states named nearby, and frequency.

    Args:
        bearers: The people of the article with that surname, two or more.
        sentence: Number of the sentence that contains it.
        states: Ids of the actors named in that sentence and the one before.
        has_male_title: Whether "Mr" precedes it.

    Returns:
        The person, or None if none of these decides.
    """
    candidates = [one for one in bearers if not (has_male_title and one.is_woman)]
    recent = [one for one in candidates if one.count_sentences_since(sentence) <= _MAX_NEAR_SENTENCES]
    if len(recent) == 1 or len(candidates) == 1:
        return (recent or candidates)[0]
    candidates = recent or candidates
    same_state = [one for one in candidates if one.states & states]
    if len(same_state) == 1 and all(one.states for one in candidates):
        return same_state[0]
    by_frequency = sorted(candidates, key=lambda one: -len(one.named_in))
    if (
        recent
        or len(by_frequency) < 2
        or len(by_frequency[0].named_in) < _MIN_FREQUENCY_RATIO * len(by_frequency[1].named_in)
    ):
        return None
    return (
        by_frequency[0]
        if all(one.count_sentences_since(sentence) > _MIN_FAR_SENTENCES for one in by_frequency[1:])
        else None
    )


def _list_referring_words(name: str) -> Iterator[str]:
    """Yield the words of a person's name by which alone it may be named: not a father's ("Salim bin Rashid")."""
    words = name.split()
    for at, word in enumerate(words):
        last = at == len(words) - 1
        if (at and words[at - 1].lower() in {"bin", "ibn", "bint"} and not last) or (word.islower() and not last):
            continue
        yield word
        if word.lower().startswith(("al-", "el-")):
            yield word[3:]


def split_name_parts(name: str) -> list[str]:
    """Return the normalized parts of a name: ``kim``, ``jong`` and ``un`` for ``Kim Jong-un``."""
    return [folded for part in name.replace("-", " ").split() if (folded := normalize_name(part))]


def generate_name_keys(name: str) -> tuple[str, str]:
    """Return two keys that spellings share: the name without hyphens and spaces, and its parts sorted."""
    return normalize_name(name), " ".join(sorted(split_name_parts(name)))


def is_same_person(one: str, other: str) -> bool:
    """
    Return whether two names of several words may belong to the same person.

    They do if one ends with the other ("Suu Kyi", "Aung San Suu Kyi"), or if one only has more middle names or
    initials ("George Bush", "George W. Bush").
    """
    short, long = sorted((split_name_parts(one), split_name_parts(other)), key=len)
    if len(short) > 1 and len(short) == len(long) and short[1:] == long[1:]:
        return short[0] == long[0] or _is_initial_of(short[0], long[0]) or _is_initial_of(long[0], short[0])
    if len(short) < 2 or len(short) == len(long):
        return short == long
    return long[-len(short) :] == short or (
        short[0] == long[0] and short[-1] == long[-1] and is_subsequence(short[1:-1], long[1:-1])
    )


@lru_cache(maxsize=8)
def find_shared_surnames(registry: Registry) -> frozenset[str]:
    """Return the normalized first and last words of names that several people of the registry share."""
    people = (known.actor.name.split() for known in registry.entries if known.actor.kind is ActorKind.PERSON)
    borne = Counter(normalize_name(part) for words in people for part in {words[0], words[-1]})
    return frozenset(surname for surname, count in borne.items() if count > 1)


def _is_initial_of(letter: str, name: str) -> bool:
    return len(letter) == 1 and name.startswith(letter)


_HYPHENATED_WORD = re.compile(r"[\w-]+")


def link_names(text: str, names: Sequence[Name], registry: Registry) -> tuple[list[Name], dict[str, EntityState]]:
    """
    Return the names with their actors, None for ambiguous names, and the actors found, by id.

    Full names are linked first, wherever in the article they stand, then surnames, acronyms and contextual names.
    """
    linker = _EntityLinker(text, names, registry)
    result = list(names)
    for at in sorted(range(len(names)), key=lambda at: _rank_for_linking(names[at], linker.surnames)):
        actor_id = linker.link(at)
        if names[at].actor is None or actor_id in linker.ids_by_name_part.get(normalize_name(names[at].text), ()):
            shared = actor_id is None and linker.is_shared_surname(names[at])
            result[at] = replace(
                names[at], actor=actor_id, label=linker.choose_label(at, actor_id, shared), shared=shared
            )
        elif actor_id is None:
            result[at] = replace(names[at], actor=None)
    return result, linker.found


def _rank_for_linking(name: Name, surnames: AbstractSet[str]) -> tuple[int, int, int]:
    """Return a sort key: registry names first, then full names, the longest first, then names that depend on these."""
    if name.contextual:
        return 3, 0, name.start
    if name.actor is not None:
        return (2 if normalize_name(name.text) in surnames else 0), 0, name.start
    if " " not in name.text:
        return 2, 0, name.start
    last_is_ordinary = is_ordinary_word(name.text.rpartition(" ")[2].lower())  # "Ann Example Author": after Ann Example
    return 1, 2 * last_is_ordinary - len(split_name_parts(name.text)), name.start


_UNNAMED_KINDS = {
    EntityLabel.PLACE: ActorKind.PLACE,
    EntityLabel.EVENT: ActorKind.EVENT,
    EntityLabel.DOCUMENT: ActorKind.DOCUMENT,
}
_LABELS_BY_KIND = {
    ActorKind.PERSON: EntityLabel.PERSON,
    ActorKind.ORGANISATION: EntityLabel.ORGANISATION,
    ActorKind.PLACE: EntityLabel.PLACE,
    ActorKind.EVENT: EntityLabel.EVENT,
    ActorKind.DOCUMENT: EntityLabel.DOCUMENT,
}
#: An organization's name is found by up to so many of its first words.
_MAX_PREFIX_WORDS = 8
#: A name in capitals of so many characters may be an acronym, though a city has the same name.
_MAX_ACRONYM_CHARACTERS = 3
_DEPARTMENT_OF = re.compile(r"(department|ministry|office|bureau) of (?:the )?(\w[\w ]*)")


def strip_company_suffixes(name: str) -> str:
    """Return a company's name without its legal form and country: "Velmora" for "Velmora US Inc."."""
    words = name.replace(",", "").split()
    size = len(words)
    while len(words) > 1 and words[-1].rstrip(".").lower() in COMPANY_SUFFIXES:
        words.pop()
    if 1 < len(words) < size and words[-1].replace(".", "") in {"US", "USA", "UK"}:
        words.pop()
    return " ".join(words)


def _capitalize_city(name: str) -> str:
    """Return the name of a known city that a dateline has in capitals with small letters: "Rio de Janeiro"."""
    if not name.isupper() or len(name) <= _MAX_ACRONYM_CHARACTERS or strip_accents(name).lower() not in load_cities():
        return name
    first, *others = name.title().split()
    return " ".join([first, *(word.lower() if word.lower() in SURNAME_PARTICLES else word for word in others)])


def _choose_usual_name(name: str) -> str:
    """Return the form of an organization's name that its id is made of, the same for forms of one name."""
    usual = strip_company_suffixes(name)
    words = usual.split()
    if len(words) == 3 and words[0] == words[2]:
        return f"{words[0]} {words[2]}"  # "Reed and Reed", "Reed & Reed"
    return to_organization_key(usual) if "department" in usual.lower() else usual


def to_organization_key(name: str) -> str:
    """Return a key that forms of an organization's name share: "US Department of Trade" = "Trade Department"."""
    words = strip_company_suffixes(name).lower().replace("’", "'").replace("&", "and").split()
    if len(words) > 2 and words[0] in {"us", "u.s.", "uk", "u.k."}:
        words = words[1:]
    key = " ".join(words)
    if department := _DEPARTMENT_OF.fullmatch(key):
        return f"{department[2]} {department[1]}"
    return key.removeprefix("the ")


def _list_short_forms(name: str, kind: ActorKind) -> Iterator[str]:
    """Yield the keys of what shortens a name of several words: first word, acronym, last word of a storm or club."""
    words = name.replace("’", "'").split()
    if len(words) < 2:
        return
    if kind is ActorKind.EVENT and words[0].lower() in EVENT_PREFIXES | {"tropical"}:
        yield words[-1].lower()
    if kind is not ActorKind.ORGANISATION:
        return
    first = words[0].lower()
    is_place = first in load_cities() or first in load_regions()
    if not (is_place or first in ORGANIZATION_HEADS or is_ordinary_word(first)):
        yield first.removesuffix("'s")
    yield from _list_acronyms(words)
    if words[-1].lower() in CLUB_ENDINGS:
        yield words[-1].lower()  # "Rovers" for Harl Rovers
    if len(words) == 2 and normalize_name(words[-1]) in find_place_names(load_bundled_registry()):
        yield words[-1].lower()  # "AS Lima"


def _list_acronyms(words: Sequence[str]) -> Iterator[str]:
    """Yield the acronyms of a name, in lower case: "cbi" for Confederation of British Industry, "j&j"."""
    initials = [word[0].lower() for word in words if word[0].isupper() or word == "&"]
    if len(initials) > 1:
        yield "".join(initials)
    if "&" in words:
        yield "".join(word[0].lower() for word in words)
    every = [word[0].lower() for word in words if word[0].isalpha()]
    if len(every) > 2:
        yield "".join(every)


@lru_cache(maxsize=20_000)  # each new article has others compared with the same ones again
def list_full_name_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys of shorter names that other articles may use for *actor*: "FCC", "Norhaven Police"."""
    return tuple(_list_full_name_keys(actor))


def list_evidence_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys of all that other articles may call *actor* for short: its surname, "FCC", "Norhaven Police"."""
    is_full = actor.kind is ActorKind.PERSON and " " in actor.name.strip()
    return (*(get_name_ends(actor.id) if is_full else ()), *list_full_name_keys(actor))


def get_name_ends(slug: str) -> tuple[str, str]:
    """Return the first and the last word of an actor's id; either may be the surname, depending on the country."""
    words = slug.split("-")
    return words[0], words[-1]


def choose_fullest_id(slugs: Iterable[str]) -> str | None:
    """Return the longest of the ids, if all may belong to one person ("anna-hollis", "anna-m-hollis")."""
    ordered = sorted(slugs, key=lambda slug: (-len(slug.split("-")), slug))
    if not ordered or any(not is_same_person(ordered[0], other) for other in ordered[1:]):
        return None
    return ordered[0]


def _list_full_name_keys(actor: Actor) -> Iterator[str]:
    words = actor.name.replace("&", "and").split()
    if actor.id in load_bundled_registry().by_id:
        return
    if actor.kind is ActorKind.PERSON and len(words) > 2 and not words[1].islower():
        yield f"person {words[0].lower()} {words[-1].lower()}"
    if actor.kind is not ActorKind.ORGANISATION:
        return
    for name in (actor.name, *actor.aliases):
        key = to_organization_key(name)
        yield from (f"organisation {short}" for short in _list_short_forms(name, actor.kind) if short != key)
        yield from (f"organisation {prefix}" for prefix in _list_prefixes(key))


def _list_prefixes(key: str) -> Iterator[str]:
    """Yield the beginnings of an organization's key that have two words or more, up to a limit."""
    words = key.split()
    yield from (" ".join(words[:size]) for size in range(2, min(len(words), _MAX_PREFIX_WORDS)))


def to_organization_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys of an organization's names, to be compared with those of ``list_full_name_keys``."""
    return tuple(dict.fromkeys(f"organisation {to_organization_key(name)}" for name in (actor.name, *actor.aliases)))


@lru_cache(maxsize=8)
def find_place_names(registry: Registry) -> frozenset[str]:
    """Return the normalized names of the registry's states and cities."""
    return frozenset(
        normalize_name(name)
        for known in registry.entries
        if known.actor.kind is ActorKind.STATE
        for name in (known.actor.name, *known.places)
    )


class _EntityLinker:
    def __init__(self, text: str, names: Sequence[Name], registry: Registry) -> None:
        self.text = text
        self.names = names
        self.registry = registry
        self.found: dict[str, EntityState] = {}
        self.ids_by_name_part: dict[str, list[str]] = {}
        self.ids_by_name_key: dict[str, str] = {}
        self._ids_by_prefix: dict[str, set[str]] = {}
        full = (name for name in names if name.actor is None and name.label is EntityLabel.PERSON and " " in name.text)
        self.surnames = frozenset(normalize_name(name.text.split()[-1]) for name in full)
        self.shared_surnames = find_shared_surnames(registry)
        self.ids_by_short_form: dict[str, set[str]] = {}
        self.spellings_by_actor: dict[str, set[str]] = {}
        for name in names:
            if name.actor:
                self.spellings_by_actor.setdefault(name.actor, set()).add(name.text)
        self._relatives = self._find_relatives()
        self._actors_by_sentence = self._group_actors_by_sentence()
        self._visited_places = frozenset(name.text for name in names if self._is_after_place_preposition(name))

    def _group_actors_by_sentence(self) -> dict[int, set[str]]:
        actors: dict[int, set[str]] = {}
        for name in self.names:
            if name.actor:
                actors.setdefault(name.sentence, set()).add(name.actor)
        return actors

    def _find_relatives(self) -> frozenset[str]:
        """Return the full names whose first mention introduces somebody as another's wife or son."""
        first_names = {name.text: name for name in reversed(self.names) if " " in name.text}
        return frozenset(
            text
            for text, name in first_names.items()
            if RELATIVE_BEFORE_NAME.search(self.text, max(0, name.start - _MAX_RELATIVE_CHARACTERS), name.start)
        )

    def link(self, at: int) -> str | None:
        name = self.names[at]
        if event := self._find_event(name):
            return self._link_again(event, at)
        if (
            normalize_name(name.text) in self.ids_by_name_part
            and not self._is_after_place_preposition(name)
            and not self._is_actor_despite_surname(name)
        ):
            return self._link_surname(at)
        if name.actor is None and (short_id := self._find_by_short_form(name)):
            return self._link_again(short_id, at)
        if name.actor is not None:
            return name.actor if name.label is EntityLabel.PLACE else self._link_registered(at)
        if kind := _UNNAMED_KINDS.get(name.label):
            return self._link_thing(at, kind)
        if name.label is EntityLabel.PERSON or (name.label is EntityLabel.OTHER and " " not in name.text):
            return self._link_person(at)
        return self._link_organization(at) if name.label is EntityLabel.ORGANISATION else None

    def is_shared_surname(self, name: Name) -> bool:
        """Return whether a name without an actor is a surname that several people share."""
        folded = normalize_name(name.text)
        return folded in self.ids_by_name_part or (
            folded in self.shared_surnames and name.label is EntityLabel.PERSON and name.sure
        )

    def choose_label(self, at: int, actor_id: str | None, shared: bool) -> EntityLabel:
        """Return the label of a discovered name by the kind of its actor."""
        kind = ActorKind.PERSON if shared else self.found[actor_id].actor.kind if actor_id in self.found else None
        if kind is ActorKind.PERSON:
            return EntityLabel.PERSON
        return _LABELS_BY_KIND.get(kind, self.names[at].label) if kind else self.names[at].label

    def _is_actor_despite_surname(self, name: Name) -> bool:
        """Return whether a registry name that is also a person's surname ("Jordan") still refers to its actor."""
        if name.actor is None:
            return False
        if name.text.isupper():
            return True  # "U.N." is not the surname Un
        return (
            normalize_name(name.text) not in self.surnames or len(self.spellings_by_actor[name.actor] | {name.text}) > 1
        )

    def _is_after_place_preposition(self, name: Name) -> bool:
        """Return whether a place name follows a preposition of place, and so need not be a surname."""
        words = _HYPHENATED_WORD.findall(self.text, max(0, name.start - 12), name.start)
        return name.label is EntityLabel.PLACE and bool(words) and words[-1].lower() in PLACE_PREPOSITIONS

    def _link_registered(self, at: int) -> str | None:
        name = self.names[at]
        identity = self.registry.resolve_id(str(name.actor))
        actor = self.registry.get(identity)
        if actor is None or (name.contextual and identity not in self.found):
            return None
        self._record_occurrence(identity, actor, at, spelled=name.kind is MentionKind.NAME and not name.contextual)
        return identity

    def _record_occurrence(self, identity: str, actor: Actor, at: int, spelled: bool = True) -> None:
        name = self.names[at]
        found = self.found.setdefault(identity, EntityState(actor))
        found.named_in.append(name.sentence)
        if spelled:
            found.spellings.append(strip_invisible(name.text))
        if identity not in self.registry.by_id:
            for short in (*_list_short_forms(name.text, actor.kind), *self._list_towns_of_companies(name)):
                self.ids_by_short_form.setdefault(short, set()).add(identity)
        if actor.kind is ActorKind.PERSON:
            found.states |= {actor.part_of} if actor.part_of else self._find_title_state(at)
            found.is_woman = found.is_woman or FEMALE_APPOSITION.match(self.text, name.end) is not None
            for part in {*_list_referring_words(name.text), *_list_referring_words(actor.name)}:
                bearers = self.ids_by_name_part.setdefault(normalize_name(part), [])
                if identity not in bearers:
                    bearers.append(identity)
            for variant in generate_name_keys(name.text):
                self.ids_by_name_key.setdefault(variant, identity)

    def _list_towns_of_companies(self, name: Name) -> Iterator[str]:
        """Yield the first word of a company's name that is also a town, if the article puts nothing in that town."""
        first, _, rest = name.text.partition(" ")
        is_company = rest.rpartition(" ")[2].rstrip(".").lower() in COMPANY_SUFFIXES
        if is_company and first.lower() in load_cities() and first not in self._visited_places:
            yield first.lower()

    def _find_title_state(self, at: int) -> set[str]:
        """Return the id of the state in the title right before a person's name: "South Korean vice minister"."""
        before = self.names[at - 1] if at else None
        if before is None or before.actor is None or before.sentence != self.names[at].sentence:
            return set()
        words = _HYPHENATED_WORD.findall(self.text, before.end, self.names[at].start)
        return (
            {before.actor} if len(words) < 8 and all(word.lower() in TITLE_WORDS | {"s"} for word in words) else set()
        )

    def _link_person(self, at: int) -> str | None:
        name = self.names[at]
        if " " not in name.text:
            return self._link_surname(at)
        words = name.text.split()
        if len(words) > 2 and is_ordinary_word(words[-1].lower()):
            shorter = self.ids_by_name_key.get(normalize_name(" ".join(words[:-1])))
            if shorter is not None:
                return self._link_again(shorter, at)  # "Ann Example Author" under a picture
        for variant in generate_name_keys(name.text):
            if variant in self.ids_by_name_key and not self._is_excluded(self.ids_by_name_key[variant], name):
                return self._link_again(self.ids_by_name_key[variant], at)
        bearers = [
            b
            for b in self.ids_by_name_part.get(normalize_name(name.text.split()[-1]), [])
            if self._has_compatible_name(b, name.text) and not self._is_excluded(b, name)
        ]
        return self._link_again(bearers[0], at) if len(bearers) == 1 else self._create_entity(at, ActorKind.PERSON)

    def _has_compatible_name(self, identity: str, name: str) -> bool:
        found = self.found[identity]
        return any(is_same_person(name, other) for other in {found.actor.name, *found.spellings} if " " in other)

    def _is_excluded(self, identity: str, name: Name) -> bool:
        """Return whether a curation excludes *name* as a name of this actor."""
        return (identity, normalize_name(name.text)) in self.registry.excluded_names

    def _link_again(self, identity: str, at: int) -> str:
        self._record_occurrence(identity, self.found[identity].actor, at)
        return identity

    def _link_surname(self, at: int) -> str | None:
        name = self.names[at]
        folded = normalize_name(name.text)
        bearers = [b for b in self.ids_by_name_part.get(folded, []) if not self._is_excluded(b, name)]
        if len(bearers) > 1:
            nearby_actors = self._actors_by_sentence.get(name.sentence, set()) | self._actors_by_sentence.get(
                name.sentence - 1, set()
            )
            bearers = self._leave_out_relatives(bearers, name)
            has_male_title = MALE_TITLE.search(self.text, max(0, name.start - 5), name.start) is not None
            person = disambiguate_surname(
                [self.found[b] for b in bearers], name.sentence, nearby_actors, has_male_title
            )
            if person is None:
                return None
            bearers = [person.actor.id]
        if bearers:
            found = self.found[bearers[0]]
            found.spellings.append(strip_invisible(name.text))
            found.named_in.append(name.sentence)
            return bearers[0]
        if folded in self.shared_surnames:
            return None  # several people of the registry share it, and the article names none of them
        return self._create_entity(at, ActorKind.PERSON) if name.label is EntityLabel.PERSON and name.sure else None

    def _leave_out_relatives(self, bearers: list[str], name: Name) -> list[str]:
        """Return the bearers of a surname without those whom the article introduces as somebody's wife or son."""
        if FEMALE_TITLE.search(self.text, max(0, name.start - 5), name.start):
            return bearers
        others = [one for one in bearers if self.found[one].actor.name not in self._relatives]
        return others if len(others) == 1 and self.found[others[0]].named_in[0] <= name.sentence else bearers

    def _link_organization(self, at: int) -> str | None:
        name = self.names[at]
        key = to_organization_key(name.text)
        identity = (
            self.ids_by_name_key.get(normalize_name(name.text))
            or self.ids_by_name_key.get(key)
            or self._find_by_prefix(key)
            or self._find_bracketed_acronym(at)
        )
        if identity is not None and not self._is_excluded(identity, name):
            self.ids_by_name_key[normalize_name(name.text)] = identity
            return self._link_again(identity, at)
        return self._create_entity(at, ActorKind.ORGANISATION) if name.sure else None

    def _find_bracketed_acronym(self, at: int) -> str | None:
        """Return the organization right before its acronym in brackets, though made of more than its initials."""
        name, before = self.names[at], self.names[at - 1] if at else None
        if before is None or not name.text.isupper() or self.text[before.end : name.start] != " (":
            return None
        letters = name.text.replace(".", "").lower()
        if letters[:1] != before.text[:1].lower() or not is_subsequence(letters, before.text.lower()):
            return None
        return self.ids_by_name_key.get(normalize_name(before.text))

    def _find_by_prefix(self, key: str) -> str | None:
        """Return the only organization whose longer name begins with the two or more words of *key*."""
        ids = self._ids_by_prefix.get(key, set())
        return next(iter(ids)) if len(ids) == 1 else None

    def _find_by_short_form(self, name: Name) -> str | None:
        """Return the only organization, event or club that *name* shortens ("Orion" for Orion Finance Group)."""
        ids = self.ids_by_short_form.get(to_organization_key(name.text), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def _find_event(self, name: Name) -> str | None:
        """Return the storm that *name* shortens, unless it is also the surname of a person of the article."""
        if name.actor is not None or normalize_name(name.text) in self.surnames:
            return None
        short_id = self._find_by_short_form(name)
        return short_id if short_id and self.found[short_id].actor.kind is ActorKind.EVENT else None

    def _link_thing(self, at: int, kind: ActorKind) -> str | None:
        """Link a place, an event or a document by its whole name."""
        name = self.names[at]
        identity = self.ids_by_name_key.get(normalize_name(name.text))
        if identity is not None and not self._is_excluded(identity, name):
            return self._link_again(identity, at)
        return self._create_entity(at, kind) if name.sure else None

    def _create_entity(self, at: int, kind: ActorKind) -> str | None:
        name = self.names[at]
        usual = _choose_usual_name(name.text) if kind is ActorKind.ORGANISATION else name.text
        identity = self.registry.resolve_id(to_actor_id(usual))
        text = _capitalize_city(strip_invisible(name.text)) if kind is ActorKind.PLACE else strip_invisible(name.text)
        actor = self.registry.get(identity) or Actor(identity, text, kind)
        self.ids_by_name_key[normalize_name(name.text)] = identity
        if actor.kind is ActorKind.ORGANISATION:
            self.ids_by_name_key.setdefault(to_organization_key(name.text), identity)
            for prefix in _list_prefixes(to_organization_key(name.text)):
                self._ids_by_prefix.setdefault(prefix, set()).add(identity)
        self._record_occurrence(identity, actor, at)
        return identity
