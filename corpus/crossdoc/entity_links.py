"""Link short names to the only person or organization of the corpus who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from corpus.crossdoc.features import is_lone_surname, list_short_name_keys
from corpus.entities.linker import choose_fullest_id, list_evidence_keys
from corpus.models import ActorKind, Document

#: Returns, for each key of short names, the ids of those whom other articles name more fully.
FullNameSearch = Callable[[tuple[str, ...]], Mapping[str, frozenset[str]]]


def link_short_names(document: Document, find_full_names: FullNameSearch) -> Document:
    """
    Link the persons whom *document* names by surname only, and what other articles name more fully: "FCC".

    Args:
        document: A document annotated on its own.
        find_full_names: Returns the ids of those to whose full names in other articles each key belongs.

    Returns:
        The document with these actors linked; *document* itself if no name belongs to exactly one longer one.
    """
    surnames = [actor.id for actor in document.actors if is_lone_surname(actor)]
    names = (key for actor in document.actors for key in list_short_name_keys(actor))
    keys = tuple(dict.fromkeys((*surnames, *names)))
    if not keys:
        return document
    longer = find_full_names(keys)
    return _link_longer_names(_link_surnames(document, surnames, longer), longer)


def _link_surnames(document: Document, surnames: Iterable[str], longer: Mapping[str, frozenset[str]]) -> Document:
    full_ids = {}
    for slug in surnames:
        own = {actor.id for actor in document.actors if slug in list_evidence_keys(actor)}
        if chosen := choose_fullest_id((longer.get(slug, frozenset()) | own) - {slug}):
            full_ids[slug] = chosen
    return rename_actors(document, full_ids)


def _link_longer_names(document: Document, longer: Mapping[str, frozenset[str]]) -> Document:
    own_ids = {actor.id for actor in document.actors}
    full_ids = {}
    for actor in document.actors:
        candidates = {other for key in list_short_name_keys(actor) for other in longer.get(key, ())} - {actor.id}
        if (chosen := choose_fullest_id(candidates)) and (
            chosen not in own_ids or _is_organization(document, actor.id)
        ):
            full_ids[actor.id] = chosen
    return rename_actors(document, full_ids)


def _is_organization(document: Document, slug: str) -> bool:
    return any(actor.id == slug and actor.kind is ActorKind.ORGANISATION for actor in document.actors)


def rename_actors(document: Document, full_ids: Mapping[str, str]) -> Document:
    """Return *document* with the actors of *full_ids* under their new ids; itself if there are none."""
    if not full_ids:
        return document
    actor_ids = {actor.id for actor in document.actors}
    return replace(
        document,
        mentions=tuple(replace(one, actor=full_ids.get(one.actor or "", one.actor)) for one in document.mentions),
        quotations=tuple(
            replace(one, speaker=full_ids.get(one.speaker or "", one.speaker)) for one in document.quotations
        ),
        # The name stays as in the text, since the store aggregates the names of all articles.
        actors=tuple(
            replace(actor, id=full_ids.get(actor.id, actor.id))
            for actor in document.actors
            if full_ids.get(actor.id, "") not in actor_ids
        ),
    )
