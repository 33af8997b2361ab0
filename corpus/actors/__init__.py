"""Who acts in a text: mentions of actors, known and discovered."""

from corpus.actors.finder import find
from corpus.actors.lexicon import Lexicon
from corpus.actors.model import Cast

__all__ = ["Cast", "Lexicon", "find"]
