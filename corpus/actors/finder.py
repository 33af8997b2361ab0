"""The order of the steps: names, places, links, descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.actors.anaphora import anaphora
from corpus.actors.couples import couples
from corpus.actors.gazetteer import gazetteer
from corpus.actors.institutions import institutions
from corpus.actors.linking import linked
from corpus.actors.model import Cast, Label, Name
from corpus.actors.naming import names
from corpus.actors.places import are_places
from corpus.actors.posts import posts
from corpus.actors.reading import readable
from corpus.actors.scene import Scene, home_of
from corpus.actors.unnamed import unnamed
from corpus.intervals import days
from corpus.model import Mention, Provenance, Sentence
from corpus.registry import Registry

#: Where nothing is known of an article's outlet and day.
UNKNOWN = Provenance()


def find(text: str, sentences: Iterable[Sentence], registry: Registry, provenance: Provenance = UNKNOWN) -> Cast:
    """
    Find who acts in an article.

    Args:
        text: The article's text; offsets are code points of it.
        sentences: Its sentences with their zones; only told zones are read, captions without their credits.
        registry: The known actors.
        provenance: Where and when it was published: titles are read by its day, unowned ministries by its place.

    Returns:
        Mentions in order and the actors they name.
    """
    told = tuple(sentences)
    stretches = readable(told)
    read = names(text, stretches, gazetteer(registry))
    places = are_places(text, read, stretches)
    read = [replace(name, label=Label.PLACE) if place else name for name, place in zip(read, places, strict=True)]
    resolved, found = linked(text, read, registry)
    scene = Scene(text, stretches, resolved, registry, found, _day(provenance.published.value))
    scene.article = told[0].article if told else ""
    scene.home = home_of(scene, provenance.place.value)
    institutions(scene)
    posts(scene)
    unnamed(scene)
    couples(scene)
    anaphora(scene)
    return _cast(scene)


def _day(published: str | None) -> str | None:
    """Give the first day of a publication date, which may be a week or an interval."""
    covered = days(published)
    return covered[0].isoformat() if covered else None


def _cast(scene: Scene) -> Cast:
    shown = (n for n in scene.names if n.label is not Label.PLACE and (n.actor or n.shared))
    mentions = sorted({*map(_mention, shown), *scene.mentions}, key=lambda m: (m.start, -m.end))
    present = {mention.actor for mention in mentions}
    return Cast(tuple(mentions), tuple(f.finished() for key, f in scene.found.items() if key in present))


def _mention(name: Name) -> Mention:
    return Mention(name.start, name.end, name.text, name.actor, name.kind)
