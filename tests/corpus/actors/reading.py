"""Sentences read for who acts in them, with what always holds."""

from corpus.actors import Cast, find
from corpus.model import Provenance, Sentence, Zone
from corpus.registry import Registry, bundled


def read(*sentences: str, zone: Zone = Zone.BODY) -> Cast:
    """Find actors in *sentences*, each a paragraph, with a registry that holds no person."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        spans.append(Sentence("a", len(text), len(text) + len(sentence), sentence, zone, number))
        text += sentence + "\n\n"
    cast = find(text, spans, bundled().without_people())
    assert all(text[m.start : m.end] == m.text for m in cast.mentions)
    assert {m.actor for m in cast.mentions} - {None} <= {a.id for a in cast.actors}
    return cast


def whole(text: str, registry: Registry | None = None, provenance: Provenance | None = None, key: str = "a") -> Cast:
    """Find actors in *text*, taken for one sentence, with the bundled registry if no other is given."""
    return find(text, (Sentence(key, 0, len(text), text),), registry or bundled(), provenance or Provenance())


def named(cast: Cast) -> list[tuple[str, str | None]]:
    """Give words and actor of each mention."""
    return [(m.text, m.actor) for m in cast.mentions]
