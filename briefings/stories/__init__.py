"""Sentences of several outlets that tell the same thing: the same event, or the same words of the same speaker."""

from briefings.stories.groups import SAME, group, retold, tellers
from briefings.stories.likeness import alike, described, substance

__all__ = ["SAME", "alike", "described", "group", "retold", "substance", "tellers"]
