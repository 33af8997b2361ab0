"""Link surnames to the only person in the corpus who has that name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.crossdoc.features import is_lone_surname
from corpus.models import Document


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
    full_ids = {slug: found[0] for slug in surname_ids if len(found := find_persons(slug)) == 1}
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
