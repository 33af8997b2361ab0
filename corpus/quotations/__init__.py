"""Who said what: quotations with their cue, their source's words, and the actor where it is sure enough."""

from corpus.quotations.reader import SHOWN, attribute

__all__ = ["SHOWN", "attribute"]
