"""Sentences read for who acts in them, with what always holds."""

from corpus.entities import Registry, load_bundled_registry, tag_entities
from corpus.entities.models import ArticleEntities
from corpus.models import Provenance, Sentence, Zone


def tag_sentences(*sentences: str, zone: Zone = Zone.BODY) -> ArticleEntities:
    """Find actors in *sentences*, each a paragraph, with a registry that holds no person."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        spans.append(Sentence("a", len(text), len(text) + len(sentence), sentence, zone, number))
        text += sentence + "\n\n"
    cast = tag_entities(text, spans, load_bundled_registry().exclude_people())
    assert all(text[m.start : m.end] == m.text for m in cast.mentions)
    assert {m.actor for m in cast.mentions} - {None} <= {a.id for a in cast.actors}
    return cast


def tag_text(
    text: str, registry: Registry | None = None, provenance: Provenance | None = None, key: str = "a"
) -> ArticleEntities:
    """Find actors in *text*, taken for one sentence, with the bundled registry if no other is given."""
    return tag_entities(
        text, (Sentence(key, 0, len(text), text),), registry or load_bundled_registry(), provenance or Provenance()
    )


def list_mentions(cast: ArticleEntities) -> list[tuple[str, str | None]]:
    """Return words and actor of each mention."""
    return [(m.text, m.actor) for m in cast.mentions]
