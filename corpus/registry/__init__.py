"""The known actors, and what curators say of them; their word wins."""

from corpus.registry.bundle import bundled
from corpus.registry.curation import Verb, Word, curated, owners
from corpus.registry.model import Known, Office, Registry
from corpus.registry.names import key, slug, titled

__all__ = ["Known", "Office", "Registry", "Verb", "Word", "bundled", "curated", "key", "owners", "slug", "titled"]
