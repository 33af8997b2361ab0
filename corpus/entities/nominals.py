"""Resolve descriptions to actors: offices, institutions, anonymous sources, and pairs of states."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from corpus.entities.curation import find_actors_by_name
from corpus.entities.linker import EntityState
from corpus.entities.models import ContentSpan, EntityLabel, Name
from corpus.entities.names.places import find_dateline_city
from corpus.entities.registry import Office, Registry, RegistryEntry, normalize_name, to_actor_id
from corpus.languages.en.nouns import (
    APPOSITION_AFTER_NAME,
    DEFINITE_SOURCE,
    INDEFINITE_SOURCE,
    PAIR_NOMINAL,
    PERSON_NOUN_ENDINGS,
    RELATIVE_PRONOUN,
    SOURCE_AFTER_OWNER,
    TREATY_NOMINAL,
)
from corpus.languages.en.organizations import (
    INSTITUTION_NAME,
    MINISTRY_OF_FIELD,
    OFFICE_AFTER_OWNER,
    OFFICE_BEFORE_OWNER,
    PRESIDENTIAL_STEM,
)
from corpus.languages.en.people import (
    DESCRIPTION_BEFORE_NAME,
    HONORIFIC_GAP,
    OFFICE_TITLE_BEFORE_NAME,
    PRESIDENT_AFTER_OWNER,
    TITLE_AFTER_OWNER,
    TITLE_BEFORE_OWNER,
    TITLE_WORDS,
)
from corpus.languages.en.places import OPENING_PREPOSITION, PREPOSITION_GAP
from corpus.languages.en.verbs import SIGNING_VERB
from corpus.languages.en.vocabulary import (
    ARTICLE_BEFORE_INSTITUTION,
    ARTICLE_BEFORE_OWNER,
    ARTICLE_BEFORE_TITLE,
    OF_OWNER,
    POSSESSIVE_GAP,
    TITLE_SYNONYMS,
)
from corpus.models import Actor, ActorKind, Mention, MentionKind

#: A title right before a name is searched in so many code points.
_MAX_TITLE_CHARS = 60
#: Titles that are given without their owner: whoever bears one in the article is meant by "the UN secretary-general".
_TITLES_OF_ONE_OWNER = frozenset({"secretary general", "director general"})

#: Ids of the people to whom the article gives a title, by (owner id, normalized title).
OfficeHolders = dict[tuple[str, str], set[str]]


@dataclass(slots=True)
class ArticleContext:
    """
    State of an article while its descriptions are resolved.

    Attributes:
        text: The article's text.
        spans: Its content spans.
        names: Its names, linked, in order, including cities used as places.
        registry: The known actors.
        found: The actors so far, by id; each resolver adds to it.
        day: ISO value of the publication day, or None.
        article: The article's key.
        home: Id of the state whose ministries need no adjective, or None.
        is_home_stated: Whether *home* comes from a stated place of writing.
        office_holders: Ids of the people to whom the article gives a title, by owner id and normalized title.
        mentions: The mentions resolved so far.
    """

    text: str
    spans: list[ContentSpan]
    names: list[Name]
    registry: Registry
    found: dict[str, EntityState]
    day: str | None = None
    article: str = ""
    home: str | None = None
    is_home_stated: bool = False
    office_holders: OfficeHolders = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def get_actor(self, identity: str | None) -> Actor | None:
        """Return an actor of the article, else of the registry, or None."""
        if identity is None:
            return None
        found = self.found.get(identity)
        return found.actor if found else self.registry.get(identity)

    def get_kind(self, name: Name) -> ActorKind | None:
        """Return the kind of the actor that *name* refers to, or None."""
        actor = self.get_actor(name.actor)
        return actor.kind if actor else None

    def add_mention(self, start: int, end: int, actor: Actor, kind: MentionKind = MentionKind.NOMINAL) -> None:
        """Add a mention of *actor*, and the actor itself if it is new."""
        identity = self.registry.resolve_id(actor.id)
        known = self.registry.get(identity) or actor
        found = self.found.setdefault(identity, EntityState(known))
        if kind is MentionKind.NAME:
            found.spellings.append(self.text[start:end])
        self.mentions.append(Mention(start, end, self.text[start:end], identity, kind))

    def list_names_within(self, start: int, end: int) -> Iterator[Name]:
        """Yield the names that lie entirely in ``[start, end)``."""
        at = bisect_left(self.names, start, key=lambda name: name.start)
        while at < len(self.names) and self.names[at].end <= end:
            yield self.names[at]
            at += 1

    def remove_names_within(self, start: int, end: int) -> None:
        """Remove the names that lie entirely in ``[start, end)``."""
        first = last = bisect_left(self.names, start, key=lambda name: name.start)
        while last < len(self.names) and self.names[last].end <= end:
            last += 1
        del self.names[first:last]


def infer_home_state(context: ArticleContext, place: str | None) -> str | None:
    """Return the id of an article's home state: by its place of writing, else the first state that its body names."""
    opening = find_dateline_city(context.text, context.spans, context.names)
    for city in (place, opening.text if opening else None):
        if city:
            for known in context.registry.entries:
                if normalize_name(city) in {normalize_name(name) for name in (*known.places, known.actor.name)}:
                    context.is_home_stated = True
                    return known.actor.id
    for name in context.names:
        if context.spans[name.sentence].zone == "body" and context.get_kind(name) is ActorKind.STATE:
            return name.actor
    return None


#: Maximum distance of a state before an institution that is taken to be its own, in code points.
_MAX_OWNER_DISTANCE_CHARS = 1_000

#: States that have no president, or whose president's office has another name.
_STATES_WITHOUT_PRESIDENT = frozenset(
    "united-states united-kingdom japan canada australia new-zealand spain netherlands belgium sweden norway denmark"
    " thailand malaysia saudi-arabia jordan morocco bahrain kuwait qatar oman cambodia bhutan luxembourg".split()
)


def add_institutions(context: ArticleContext) -> None:
    """Add the institutions of states to *context*, with the state that they belong to."""
    for span in context.spans:
        for match in INSTITUTION_NAME.finditer(context.text, span.start, span.end):
            holder = _find_enclosing_name(context, match)
            if holder is None:
                _add_institution(context, match, span)
            elif state := _find_owner_in_name(context, match, holder):
                context.remove_names_within(holder.start, holder.end)
                context.add_mention(
                    holder.start,
                    holder.end,
                    build_institution(match[0], state, context.registry.by_id),
                    MentionKind.NAME,
                )
        _add_presidential_offices(context, span.start, span.end)


def _find_enclosing_name(context: ArticleContext, match: re.Match[str]) -> Name | None:
    """Return the longer name that contains an institution, or None."""
    near = context.list_names_within(match.start() - 80, match.end() + 80)
    enclosing = (n for n in near if n.start <= match.start() and match.end() <= n.end)
    return next((n for n in enclosing if n.end - n.start > match.end() - match.start()), None)


def _find_owner_in_name(context: ArticleContext, match: re.Match[str], holder: Name) -> Actor | None:
    """Return the state in a name such as "Foreign Ministry of Japan", or None."""
    of = OF_OWNER.fullmatch(context.text, match.end(), holder.end)
    known = find_actors_by_name(context.registry, of[1]) if of and holder.start == match.start() else ()
    return known[0].actor if known and known[0].actor.kind is ActorKind.STATE else None


def _add_institution(context: ArticleContext, match: re.Match[str], span: ContentSpan) -> None:
    """Add an institution with its state: a mention of itself, and one that includes the words for the state."""
    before = _find_owner_before(context, match.start(), span.start)
    after = None if before else _find_owner_after(context, match.end(), span.end)
    owner = before or after
    state = context.get_actor(owner.actor if owner else _infer_owner(context, match, span))
    body = build_institution(match[0], state, context.registry.by_id)
    context.remove_names_within(match.start(), match.end())
    kind = MentionKind.NAME if match[0][-6].isupper() or match[0][0].isupper() else MentionKind.NOMINAL
    context.add_mention(match.start(), match.end(), body, kind)
    if before:
        context.add_mention(before.start, match.end(), body)
    elif after:
        the = ARTICLE_BEFORE_INSTITUTION.search(context.text, max(span.start, match.start() - 9), match.start())
        context.add_mention(the.start() if the else match.start(), after.end, body)


def _infer_owner(context: ArticleContext, match: re.Match[str], span: ContentSpan) -> str | None:
    """Return the state of an institution without one: of a city just named as a place, else the article's home."""
    presidential = PRESIDENTIAL_STEM.search(match[0]) is not None
    floor = max(0, span.start - 200, match.start() - _MAX_OWNER_DISTANCE_CHARS)
    before = list(context.list_names_within(floor, match.start()))
    for name in reversed(before):
        in_same_sentence = name.start >= span.start
        if (
            name.label is EntityLabel.PLACE
            and name.actor
            and (in_same_sentence or OPENING_PREPOSITION.search(context.text, max(0, name.start - 9), name.start))
        ):
            return name.actor
        if in_same_sentence or context.get_kind(name) is ActorKind.STATE:
            break
    if context.home and not (presidential and context.home in _STATES_WITHOUT_PRESIDENT):
        return context.home if context.is_home_stated or "ouncil" not in match[0] else None
    opening = _find_paragraph_start(context, span)
    for floor in (opening, 0):
        states = {
            n.actor for n in before if n.start >= floor and context.get_kind(n) is ActorKind.STATE
        } - _STATES_WITHOUT_PRESIDENT
        if len(states) == 1:
            return states.pop()
    return None


def _find_paragraph_start(context: ArticleContext, span: ContentSpan) -> int:
    """Return the first code point of the paragraph of *span*, at most as far back as an owner is searched."""
    at = bisect_left(context.spans, span.start, key=lambda one: one.start)
    start = span.start
    while (
        at > 0
        and (context.spans[at - 1].zone, context.spans[at - 1].paragraph) == (span.zone, span.paragraph)
        and span.start - context.spans[at - 1].start < _MAX_OWNER_DISTANCE_CHARS
    ):
        at -= 1
        start = context.spans[at].start
    return start


def build_institution(body: str, state: Actor | None, known: Mapping[str, RegistryEntry]) -> Actor:
    """Return the actor for the institution *body* ("foreign ministry") of *state*."""
    usual_name = _normalize_institution_name(body)
    if state is None or state.kind is not ActorKind.STATE:
        return Actor(to_actor_id(usual_name), usual_name, ActorKind.ORGANISATION)
    demonyms = known[state.id].demonyms if state.id in known else ()
    aliases = [f"{state.name}'s {usual_name}", *(f"{demonym} {usual_name}" for demonym in demonyms[:1])]
    name = f"{usual_name} of {state.name}"
    return Actor(
        f"{state.id}-{to_actor_id(usual_name)}", name, ActorKind.ORGANISATION, tuple(aliases), part_of=state.id
    )


def _normalize_institution_name(body: str) -> str:
    """Return the usual name of an institution: ``Foreign Ministry`` for ``Ministry of Foreign Affairs``."""
    lower = " ".join(body.lower().replace("’", "'").split())
    if lower.endswith("office") and "security" not in lower:
        return "Prime Minister's Office" if "prime" in lower else "presidential office"
    if affairs := MINISTRY_OF_FIELD.fullmatch(lower):
        return f"{affairs[1].title()} Ministry".replace(" And ", " and ").replace("Defense", "Defence")
    words = " ".join(body.title().replace("Presidential ", "").split())
    return words.replace("Defense", "Defence").replace(" Of ", " of ").replace("'S ", "'s ")


def _find_owner_before(context: ArticleContext, start: int, floor: int) -> Name | None:
    """Return the state right before an institution, or None: "China's", "South Korean"."""
    for name in context.list_names_within(max(floor, start - 40), start):
        if context.get_kind(name) is ActorKind.STATE and POSSESSIVE_GAP.fullmatch(context.text, name.end, start):
            return name
    return None


def _find_owner_after(context: ArticleContext, end: int, ceiling: int) -> Name | None:
    """Return the state or capital right after an institution, or None: "in Seoul", "of Japan"."""
    for name in context.list_names_within(end, min(ceiling, end + 40)):
        if PREPOSITION_GAP.fullmatch(context.text, end, name.start):
            state = name.actor if context.get_kind(name) is ActorKind.STATE else None
            return name if state else None
    return None


def _add_presidential_offices(context: ArticleContext, start: int, end: int) -> None:
    """Add presidential offices in the form "the office of South Korean president Yoon"."""
    for name in list(context.list_names_within(start, end)):
        of = OFFICE_BEFORE_OWNER.search(context.text, max(start, name.start - 30), name.start)
        president = PRESIDENT_AFTER_OWNER.match(context.text, name.end, end)
        if of and president and (state := context.get_actor(name.actor)):
            context.add_mention(
                of.start(), president.end(), build_institution("presidential office", state, context.registry.by_id)
            )


def resolve_offices(
    text: str,
    mentions: Sequence[Mention],
    entries: Mapping[str, RegistryEntry],
    holders: Collection[RegistryEntry],
    article_actor_ids: Collection[str] = (),
    day: str | None = None,
) -> list[Mention]:
    """
    Replace each state or organization with an office before or after it by the holder of that office, if known.

    Args:
        text: The question.
        mentions: The mentions found in it.
        entries: All entries, by actor id.
        holders: Those with an office.
        article_actor_ids: Ids of the actors that articles name; they take precedence over other holders.
        day: ISO value of the day asked about; only its holder is used then.
    """
    return [_resolve_office(text, mention, entries, holders, article_actor_ids, day) or mention for mention in mentions]


def _resolve_office(
    text: str,
    mention: Mention,
    by_id: Mapping[str, RegistryEntry],
    holders: Collection[RegistryEntry],
    article_actor_ids: Collection[str],
    day: str | None,
) -> Mention | None:
    if mention.actor is None or mention.kind is MentionKind.METONYM:
        return None
    owner = by_id[mention.actor].actor
    if office := OFFICE_AFTER_OWNER.match(text, mention.end):
        body = build_institution("presidential office", owner, by_id)
        return _extend_mention(text, mention, office.end(), body.id) if body.id in by_id else None
    after = TITLE_AFTER_OWNER.match(text, mention.end)
    before = TITLE_BEFORE_OWNER.search(text, max(0, mention.start - 80), mention.start)
    if role := SOURCE_AFTER_OWNER.match(text, mention.end):
        source = next((one.actor.id for one in by_id.values() if _is_source(one.actor, owner.id)), None)
        if source:
            return _extend_mention(text, mention, role.end(), source)
    title = after or before
    if not title:
        return None
    article_holders = [one for one in holders if one.actor.id in article_actor_ids]
    holder = find_office_holder(owner.id, title["title"], article_holders, day) or find_office_holder(
        owner.id, title["title"], holders, day
    )
    if holder is None:
        return None
    if before and not after:
        return Mention(before.start(), mention.end, text[before.start() : mention.end], holder, MentionKind.NOMINAL)
    return _extend_mention(text, mention, title.end(), holder)


def _is_source(actor: Actor, owner: str) -> bool:
    return actor.kind is ActorKind.ANONYMOUS and actor.part_of == owner


def _extend_mention(text: str, mention: Mention, end: int, actor: str) -> Mention:
    article = ARTICLE_BEFORE_OWNER.search(text, max(0, mention.start - 9), mention.start)
    start = article.start() if article else mention.start
    return Mention(start, end, text[start:end], actor, MentionKind.NOMINAL)


def find_office_holder(owner: str, title: str, entries: Iterable[RegistryEntry], day: str | None) -> str | None:
    """
    Return the id of the holder of an office, or None if there is none or more than one.

    Args:
        owner: Id of the state or organization.
        title: The title as written ("Secretary-General", "defense minister").
        entries: The entries to search.
        day: ISO value of the day; without one, the latest holder is returned.
    """
    wanted_title = normalize_title(title)
    holders: list[tuple[Office, str]] = [
        (office, one.actor.id)
        for one in entries
        for office in one.offices
        if office.of == owner
        and normalize_title(office.title) == wanted_title
        and (day is None or office.is_held_on(day))
    ]
    if day is None:
        return max(holders, key=lambda held: held[0].since or "")[1] if holders else None
    return holders[0][1] if len({identity for _, identity in holders}) == 1 else None


def normalize_title(title: str) -> str:
    """Return a key that spellings of a title share: ``Secretary-General`` = ``secretary general``."""
    lower = (
        " ".join(title.lower().replace("-", " ").split()).replace("defense", "defence").replace("advisor", "adviser")
    )
    return TITLE_SYNONYMS.get(lower, lower)


def resolve_office_holders(context: ArticleContext) -> None:
    """Collect the office holders that the article names, describe its people, and resolve titles without a name."""
    titles_without_name: list[tuple[Name, re.Match[str]]] = []
    titled = _collect_titled_people(context)
    for at, name in enumerate(context.names):
        if context.get_kind(name) is ActorKind.PERSON:
            _describe_person(context, name)
        if context.get_kind(name) not in {ActorKind.STATE, ActorKind.ORGANISATION} or name.label is EntityLabel.PLACE:
            continue
        end = context.spans[name.sentence].end
        if OFFICE_AFTER_OWNER.match(context.text, name.end, end):
            continue
        if title := TITLE_AFTER_OWNER.match(context.text, name.end, end):
            person = context.names[at + 1] if at + 1 < len(context.names) else None
            if (
                person
                and context.get_kind(person) is ActorKind.PERSON
                and HONORIFIC_GAP.fullmatch(context.text, title.end(), person.start)
            ):
                owner, holder = str(name.actor), str(person.actor)
                context.office_holders.setdefault((owner, normalize_title(title["title"])), set()).add(holder)
            else:
                titles_without_name.append((name, title))
    for name, title in titles_without_name:
        _resolve_title(context, name, title, titled)


def _collect_titled_people(context: ArticleContext) -> Mapping[str, set[str]]:
    """Return the ids of the people whom the article gives a title without its owner ("Secretary-General X")."""
    titled: dict[str, set[str]] = {}
    for name in context.names:
        if name.actor is None or context.get_kind(name) is not ActorKind.PERSON:
            continue
        start = max(context.spans[name.sentence].start, name.start - _MAX_TITLE_CHARS)
        if title := OFFICE_TITLE_BEFORE_NAME.search(context.text, start, name.start):
            titled.setdefault(normalize_title(title["title"]), set()).add(name.actor)
    return titled


def _resolve_title(
    context: ArticleContext, name: Name, title: re.Match[str], titled: Mapping[str, Collection[str]]
) -> None:
    """Resolve "the Russian president" from the article itself, else from the registry on the day of publication."""
    assert name.actor  # noqa: S101
    folded = normalize_title(title["title"])
    holder_ids = context.office_holders.get((name.actor, folded), set())
    if not holder_ids and folded in {"leader", "ruler", "dictator", "chief"}:
        holder_ids = context.office_holders.get((name.actor, "president"), set()) | context.office_holders.get(
            (name.actor, "leader"), set()
        )
    holder = next(iter(holder_ids)) if len(holder_ids) == 1 else None
    if not holder_ids and folded in _TITLES_OF_ONE_OWNER and titled.get(folded):
        holder = next(iter(titled[folded])) if len(titled[folded]) == 1 else None
    elif not holder_ids:
        holder = find_office_holder(name.actor, folded, context.registry.entries, context.day)
    actor = context.get_actor(holder)
    if actor is None:
        return
    floor = max(context.spans[name.sentence].start, name.start - 9)
    the = ARTICLE_BEFORE_TITLE.search(context.text, floor, name.start)
    context.add_mention(the.start() if the else name.start, title.end(), actor)


def _describe_person(context: ArticleContext, name: Name) -> None:
    """Set a person's description, if it is empty, from the words after or before a name."""
    found = context.found.get(name.actor or "")
    if found is None or found.actor.description or " " not in name.text:
        return
    span = context.spans[name.sentence]
    if words := _find_apposition(context, name, span.end) or _find_preceding_description(context, name, span.start):
        found.actor = replace(found.actor, description=words)


def _find_apposition(context: ArticleContext, name: Name, end: int) -> str | None:
    match = APPOSITION_AFTER_NAME.match(context.text, name.end, end)
    if not match:
        return None
    head = match["head"]
    if match[1].startswith("who ") or not (head in TITLE_WORDS or head.endswith(PERSON_NOUN_ENDINGS)):
        return None
    return RELATIVE_PRONOUN.split(match[1])[0]


def _find_preceding_description(context: ArticleContext, name: Name, start: int) -> str | None:
    match = DESCRIPTION_BEFORE_NAME.search(context.text, max(start, name.start - 80), name.start)
    if not match:
        return None
    words = match[1].split()
    at = len(words)
    while at and words[at - 1].lower() in TITLE_WORDS:
        at -= 1
    if at == len(words) or (words[-1].lower() in {"mr", "mrs", "ms", "dr"}):
        return None
    begin = match.start(1) + len(match[1]) - len(" ".join(words[at:]))
    owner = next((n for n in context.list_names_within(max(start, begin - 80), begin) if begin - n.end < 4), None)
    return " ".join(context.text[owner.start if owner else begin : match.end(1)].split())


_CAPITALIZED_WORD = r"(?:[A-Z][\w.'’-]*\s+)"
_COMMA_BEFORE_SOURCE = re.compile(r",\s$")


def add_anonymous_sources(context: ArticleContext) -> None:
    """Add unnamed sources to *context*, with the institution or state that they belong to, if it is named."""
    last: Actor | None = None
    owners = _list_owners(context)
    for span in context.spans:
        for match in sorted(
            (
                *INDEFINITE_SOURCE.finditer(context.text, span.start, span.end),
                *DEFINITE_SOURCE.finditer(context.text, span.start, span.end),
            ),
            key=lambda match: match.start(),
        ):
            if _COMMA_BEFORE_SOURCE.search(
                context.text, max(span.start, match.start() - 3), match.start()
            ) and _has_person_before(context, match.start()):
                continue  # "Ann Example, a former aide" is not anonymous
            definite = match[0][:3].lower() == "the"
            owner, end = _find_source_owner(context, match, owners)
            if owner is None and definite:
                if last is not None:
                    context.add_mention(match.start(), match.end(), last)
                continue
            last = _build_source(context, match, owner, end)
            context.add_mention(match.start(), end, last)


def _has_person_before(context: ArticleContext, start: int) -> bool:
    return any(
        context.get_kind(name) is ActorKind.PERSON and start - name.end < 3
        for name in context.list_names_within(start - 40, start)
    )


def _build_source(context: ArticleContext, match: re.Match[str], owner: Actor | None, end: int) -> Actor:
    """Return an actor unique to this article: the same description in another article may be someone else."""
    words = " ".join(w for w in (match["branch"], match["role"]) if w)
    if owner is None:
        return Actor(to_actor_id(f"unnamed {words} of {context.article}"), words, ActorKind.ANONYMOUS)
    article = "" if owner.kind in {ActorKind.STATE, ActorKind.GROUP} else "the "
    name = f"{match['role']} of {article}{owner.name}"
    aliases = (" ".join(context.text[match.start() : end].split()[1:]),)
    identity = to_actor_id(f"unnamed source of {owner.id} in {context.article}")
    return Actor(identity, name, ActorKind.ANONYMOUS, aliases, part_of=owner.id)


#: Start, end and actor of a mention.
OwnerSpan = tuple[int, int, str | None]


def _list_owners(context: ArticleContext) -> list[OwnerSpan]:
    """Return the spans of all that may own an unnamed source, by their starts."""
    spans = [(m.start, m.end, m.actor) for m in context.mentions]
    spans += [(n.start, n.end, n.actor) for n in context.names if n.label is not EntityLabel.PLACE or n.place]
    return sorted(spans, key=lambda span: span[:2])


def _find_source_owner(
    context: ArticleContext, match: re.Match[str], owners: Sequence[OwnerSpan]
) -> tuple[Actor | None, int]:
    """Return the institution or state of an unnamed source, or None, and the end of the description."""
    first = bisect_left(owners, match.start(), key=lambda span: span[0])
    last = bisect_right(owners, match.end(), key=lambda span: span[0])
    spans = sorted(owners[first:last], key=lambda span: span[0] - span[1])
    for start, end, identity in spans:
        actor = context.get_actor(identity)
        if actor is not None and match.start("owner") <= start and end <= match.end("owner"):
            return _choose_branch(context, match, actor), match.end("role")
    after = match.end() if match.groupdict().get("at") else -1
    for start, end, identity in spans:
        actor = context.get_actor(identity)
        if actor is not None and start <= after < end and start >= match.start("at"):
            return actor, end
    if match["branch"] == "presidential":
        return _choose_branch(context, match, context.get_actor(context.home)), match.end("role")
    return None, match.end("role")


def _choose_branch(context: ArticleContext, match: re.Match[str], owner: Actor | None) -> Actor | None:
    if match["branch"] == "presidential" and owner is not None and owner.kind is ActorKind.STATE:
        return build_institution("presidential office", owner, context.registry.by_id)
    return owner


_PAIR_CONJUNCTION = re.compile(r"\s+and\s+|\s*[-–]\s*")
#: Number of sentences in which a pair that was named once can be referred to; a pair named twice can be everywhere.
_MAX_PAIR_SENTENCES = 4


class StatePair(NamedTuple):
    """The two states that an article joins most often: their ids, and the numbers of the sentences that join them."""

    first: str
    second: str
    sentences: tuple[int, ...]

    def is_in_reach(self, sentence: int) -> bool:
        """Return whether a description in *sentence* can refer to the pair."""
        return len(self.sentences) > 1 or any(0 <= sentence - at < _MAX_PAIR_SENTENCES for at in self.sentences)


def resolve_state_pairs(context: ArticleContext) -> None:
    """Resolve "the two countries" to the states that are joined most often, and "the pact" to their treaty."""
    pair = _find_state_pair(context)
    first, second = (context.get_actor(pair.first), context.get_actor(pair.second)) if pair else (None, None)
    if pair is None or first is None or second is None:
        return
    group = Actor(f"{first.id}-and-{second.id}", f"{first.name} and {second.name}", ActorKind.GROUP)
    treaty = _find_signed_treaty(context, pair, group)
    for number, span in enumerate(context.spans):
        if pair.is_in_reach(number):
            for match in PAIR_NOMINAL.finditer(context.text, span.start, span.end):
                context.add_mention(match.start(), match.end(), group)
        if treaty is not None:
            for match in TREATY_NOMINAL.finditer(context.text, span.start, span.end):
                context.add_mention(match.start(), match.end(), treaty)


def _find_state_pair(context: ArticleContext) -> StatePair | None:
    """Return the pair of states that is joined most often; None if there is none or two are equally frequent."""
    pair_counts: Counter[tuple[str, str]] = Counter()
    occurrences: list[tuple[int, tuple[str, str]]] = []
    states = [n for n in context.names if context.get_kind(n) is ActorKind.STATE and n.label is not EntityLabel.PLACE]
    for one, other in pairwise(states):
        if (
            one.actor
            and other.actor
            and one.actor != other.actor
            and _PAIR_CONJUNCTION.fullmatch(context.text, one.end, other.start)
        ):
            pair = min(one.actor, other.actor), max(one.actor, other.actor)
            pair_counts[pair] += 1
            occurrences.append((one.sentence, pair))
    best = pair_counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    pair = best[0][0]
    return StatePair(*pair, tuple(sentence for sentence, other in occurrences if other == pair))


def _find_signed_treaty(context: ArticleContext, pair: StatePair, group: Actor) -> Actor | None:
    """Return the actor for the treaty of a pair, if a sentence that names both states has a verb of signing."""
    wanted = {pair.first, pair.second}
    for span in context.spans:
        named = {name.actor for name in context.list_names_within(span.start, span.end)}
        treaty = TREATY_NOMINAL.search(context.text, span.start, span.end)
        if treaty and wanted <= named and SIGNING_VERB.search(context.text, span.start, span.end):
            treaty_names = (
                match["paper"] for other in context.spans for match in TREATY_NOMINAL.finditer(context.text, *other[:2])
            )
            name = f"treaty of {group.name}"
            return Actor(f"{group.id}-treaty", name, ActorKind.DOCUMENT, tuple(dict.fromkeys(treaty_names)))
    return None
