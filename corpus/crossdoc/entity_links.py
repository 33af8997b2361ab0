"""Link surnames to the only person in the corpus who has that name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.crossdoc.features import is_lone_surname
from corpus.models import Document


def link_surnames(document: Document, surnamed: Callable[[str], tuple[str, ...]]) -> Document:
    """
    Link the persons whom *document* names by surname only.

    Args:
        document: A document annotated on its own.
        surnamed: Returns the ids of all persons whose full name begins or ends with a word.

    Returns:
        The document with these persons linked; *document* itself if no surname belongs to exactly one person.
    """
    lone = [actor.id for actor in document.actors if is_lone_surname(actor)]
    full = {slug: found[0] for slug in lone if len(found := surnamed(slug)) == 1}
    if not full:
        return document
    known = {actor.id for actor in document.actors}
    return replace(
        document,
        mentions=tuple(replace(one, actor=full.get(one.actor or "", one.actor)) for one in document.mentions),
        quotations=tuple(replace(one, speaker=full.get(one.speaker or "", one.speaker)) for one in document.quotations),
        # The name stays as in the text, since the store aggregates the names of all articles.
        actors=tuple(
            replace(actor, id=full.get(actor.id, actor.id))
            for actor in document.actors
            if full.get(actor.id, "") not in known
        ),
    )
