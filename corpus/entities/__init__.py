"""Actors: registry, name finder, linker, nominals and coreference."""

from corpus.entities.curation import Curation, CurationAction, apply_curations
from corpus.entities.lexicon import ActorLayers, Lexicon, NameSuggester
from corpus.entities.registry import Registry, load_bundled_registry
from corpus.entities.tagger import tag_entities

__all__ = [
    "ActorLayers",
    "Curation",
    "CurationAction",
    "Lexicon",
    "NameSuggester",
    "Registry",
    "apply_curations",
    "load_bundled_registry",
    "tag_entities",
]
