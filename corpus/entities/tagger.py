"""Tag the actors of an article: run the name finder, linker, nominals and coreference in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.dates import day_range
from corpus.entities.classifier import mark_places
from corpus.entities.coreference import resolve_coreferences
from corpus.entities.gazetteer import compile_gazetteer
from corpus.entities.linker import link_names
from corpus.entities.models import ArticleEntities, EntityLabel, Name, extract_content_spans
from corpus.entities.names import find_names
from corpus.entities.nominals import (
    ArticleContext,
    add_anonymous_sources,
    add_institutions,
    infer_home_state,
    resolve_office_holders,
    resolve_state_pairs,
)
from corpus.entities.registry import Registry
from corpus.models import Mention, Provenance, Sentence

#: Provenance of an article whose outlet and publication day are unknown.
UNKNOWN_PROVENANCE = Provenance()


def tag_entities(
    text: str, sentences: Iterable[Sentence], registry: Registry, provenance: Provenance = UNKNOWN_PROVENANCE
) -> ArticleEntities:
    """
    Find the actors of an article and their mentions.

    Args:
        text: The article's text; offsets are code points of it.
        sentences: Its sentences with their zones; only content zones are searched, captions without their credits.
        registry: The known actors.
        provenance: Where and when it was published: the day resolves titles, the place ministries without a state.

    Returns:
        Mentions in order and the actors that they name.
    """
    told = tuple(sentences)
    stretches = extract_content_spans(told)
    read = find_names(text, stretches, compile_gazetteer(registry))
    places = mark_places(text, read, stretches)
    read = [replace(name, label=EntityLabel.PLACE) if place else name for name, place in zip(read, places, strict=True)]
    resolved, found = link_names(text, read, registry)
    scene = ArticleContext(text, stretches, resolved, registry, found, _get_publication_day(provenance.published.value))
    scene.article = told[0].article if told else ""
    scene.home = infer_home_state(scene, provenance.place.value)
    add_institutions(scene)
    resolve_office_holders(scene)
    add_anonymous_sources(scene)
    resolve_state_pairs(scene)
    resolve_coreferences(scene)
    return _collect_entities(scene)


def _get_publication_day(published: str | None) -> str | None:
    """Return the first day of a publication date, which may be a week or an interval, or None."""
    covered = day_range(published)
    return covered[0].isoformat() if covered else None


def _collect_entities(scene: ArticleContext) -> ArticleEntities:
    shown = (n for n in scene.names if n.label is not EntityLabel.PLACE and (n.actor or n.shared))
    mentions = sorted({*map(_to_mention, shown), *scene.mentions}, key=lambda m: (m.start, -m.end))
    present = {mention.actor for mention in mentions}
    return ArticleEntities(tuple(mentions), tuple(f.to_actor() for key, f in scene.found.items() if key in present))


def _to_mention(name: Name) -> Mention:
    return Mention(name.start, name.end, name.text, name.actor, name.kind)
