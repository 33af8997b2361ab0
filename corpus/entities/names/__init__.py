"""Names of an article: those of the registry, and capitalized ones that it doesn't know."""

from corpus.entities.names.finder import find_names

__all__ = ["find_names"]
