"""Tag the actors of an article: run the name finder, linker, nominals and coreference in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.dates import day_range
from corpus.entities.coreference import resolve_coreferences
from corpus.entities.gazetteer import compile_gazetteer
from corpus.entities.linker import link_names
from corpus.entities.models import (
    ArticleEntities,
    ContentSpan,
    EntityLabel,
    Name,
    extract_content_spans,
    match_dateline,
)
from corpus.entities.names import find_names
from corpus.entities.names.places import drop_namesakes, mark_places
from corpus.entities.nominals import (
    ArticleContext,
    add_anonymous_sources,
    add_institutions,
    infer_home_state,
    resolve_office_holders,
    resolve_state_pairs,
)
from corpus.entities.registry import Registry
from corpus.entities.wordlists import load_cities
from corpus.models import ActorKind, Mention, Provenance, Sentence, Zone

#: Provenance of an article whose outlet and publication day are unknown.
UNKNOWN_PROVENANCE = Provenance()
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


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
    all_sentences = tuple(sentences)
    spans = extract_content_spans(all_sentences)
    found_names = drop_namesakes(text, find_names(text, spans, compile_gazetteer(registry)))
    found_names = _drop_dateline_places(text, found_names, spans)
    places = mark_places(text, found_names, spans)
    found_names = [
        replace(name, label=EntityLabel.PLACE) if place else name
        for name, place in zip(found_names, places, strict=True)
    ]
    resolved, found = link_names(text, found_names, registry)
    context = ArticleContext(text, spans, resolved, registry, found, _get_publication_day(provenance.published.value))
    context.article = all_sentences[0].article if all_sentences else ""
    context.home = infer_home_state(context, provenance.place.value)
    add_institutions(context)
    resolve_office_holders(context)
    add_anonymous_sources(context)
    resolve_state_pairs(context)
    resolve_coreferences(context)
    return _collect_entities(context)


def _drop_dateline_places(text: str, names: Sequence[Name], spans: Sequence[ContentSpan]) -> list[Name]:
    """Return the names without those of datelines in capitals; names of the registry, and acronyms, are kept."""
    datelines = {
        number: dateline
        for number, span in enumerate(spans)
        if span.zone is Zone.BODY and (dateline := match_dateline(text, span.start, span.end))
    }
    if not datelines:
        return list(names)
    # One word in capitals that stands again in the text is an acronym and no town: "NASA — the agency".
    counts = Counter(_CAPITALS.findall(text))
    acronyms = {word for word, count in counts.items() if count > 1 and word.lower() not in load_cities()}
    ends = {number: end for number, (place, end) in datelines.items() if place not in acronyms}
    return [name for name in names if name.actor or name.start >= ends.get(name.sentence, 0)]


def _get_publication_day(published: str | None) -> str | None:
    """Return the first day of a publication date, which may be a week or an interval, or None."""
    covered = day_range(published)
    return covered[0].isoformat() if covered else None


def _collect_entities(context: ArticleContext) -> ArticleEntities:
    linked_names = (n for n in context.names if is_mention(n, context))
    mentions = sorted({*map(_to_mention, linked_names), *context.mentions}, key=lambda m: (m.start, -m.end))
    mentioned_ids = {mention.actor for mention in mentions}
    return ArticleEntities(
        tuple(mentions), tuple(f.to_actor() for key, f in context.found.items() if key in mentioned_ids)
    )


def is_mention(name: Name, context: ArticleContext) -> bool:
    """Return whether a name is a mention: of an actor, not of a state's city that is meant as a mere place."""
    if name.label is EntityLabel.PLACE:
        return context.get_kind(name) is ActorKind.PLACE
    return name.actor is not None or name.shared


def _to_mention(name: Name) -> Mention:
    return Mention(name.start, name.end, name.text, name.actor, name.kind)
