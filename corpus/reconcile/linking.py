"""Who a surname is, where the corpus knows but one person of that name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.model import Document
from corpus.reconcile.features import is_lone_surname


def linked(document: Document, surnamed: Callable[[str], tuple[str, ...]]) -> Document:
    """
    Link the persons whom *document* gives by surname alone.

    Args:
        document: As read by its own evidence alone.
        surnamed: Gives the ids of all persons whose full name begins or ends with a word.

    Returns:
        The document itself where no surname belongs to exactly one person.
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
        # The name stays the text's own: the store adds the names of all articles up.
        actors=tuple(
            replace(actor, id=full.get(actor.id, actor.id))
            for actor in document.actors
            if full.get(actor.id, "") not in known
        ),
    )
