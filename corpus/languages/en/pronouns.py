"""English pronouns and other words that refer back."""

from __future__ import annotations

import re

QUOTE_OR_QUESTION = re.compile(r"[\"“”?]|``|''|\b(?:I|we|our|my|you|your)\b")

THIRD_PERSON_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b(?!['’-]\w{3})")

FIRST_PERSON_FORMS = frozenset({"i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"})

RELATIVE_PRONOUN = re.compile(r"\s(?:who|that|which|whose)\s")

PLURAL_SUBJECTS = frozenset({"they", "we", "i", "you", "who"})

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "which"})

RELATIVE_WORDS = frozenset("who which whose whom that when where".split())

RELATIVE_PRONOUNS = frozenset({"who", "which"})
