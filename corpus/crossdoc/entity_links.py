"""Link short names to the only person or organization of the corpus who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from zlib import crc32

from corpus.crossdoc.features import is_lone_surname, list_short_name_keys
from corpus.entities.linker import is_same_person, list_full_name_keys
from corpus.models import Actor, ActorKind, Document


def link_surnames(document: Document, find_persons: Callable[[str], tuple[str, ...]]) -> Document:
    """
    Link the persons whom *document* names by surname only.

    Args:
        document: A document annotated on its own.
        find_persons: Returns the ids of all persons whose full name begins or ends with a word.

    Returns:
        The document with these persons linked; *document* itself if no surname belongs to exactly one person.
    """
    surname_ids = [actor.id for actor in document.actors if is_lone_surname(actor)]
    full_ids = {slug: found for slug in surname_ids if (found := _choose_fullest(find_persons(slug)))}
    return rename_actors(document, full_ids)


def _choose_fullest(slugs: Iterable[str]) -> str | None:
    """Return the longest of the ids, if all may belong to one person ("anna-hollis", "anna-m-hollis")."""
    ordered = sorted(slugs, key=lambda slug: (-len(slug.split("-")), slug))
    if not ordered or any(not is_same_person(ordered[0], other) for other in ordered[1:]):
        return None
    return ordered[0]


def link_full_names(document: Document, find_actors: Callable[[tuple[int, ...]], Iterable[Actor]]) -> Document:
    """
    Link the persons and organizations that other articles name more fully: "FCC", "Anna Hollis".

    Args:
        document: A document annotated on its own.
        find_actors: Returns the actors of the articles with one of these hashes of full names.

    Returns:
        The document with these actors linked; *document* itself if no name belongs to exactly one longer one.
    """
    keys = {actor.id: wanted for actor in document.actors if (wanted := list_short_name_keys(actor))}
    if not keys:
        return document
    hashes = tuple(sorted({crc32(key.encode()) for wanted in keys.values() for key in wanted}))
    own_ids = {actor.id for actor in document.actors}
    longer: dict[str, dict[str, Actor]] = {}
    for found in find_actors(hashes):
        for key in list_full_name_keys(found):
            longer.setdefault(key, {})[found.id] = found
    full_ids: dict[str, str] = {}
    for slug, wanted in keys.items():
        candidates = {other for key in wanted for other in longer.get(key, ()) if other != slug}
        if (chosen := _choose_fullest(candidates)) and (chosen not in own_ids or _is_organization(document, slug)):
            full_ids[slug] = chosen
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
