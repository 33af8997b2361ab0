"""A small world of actors, and what they are quoted with: for the tests of quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from corpus.models import Actor, ActorKind, Mention, MentionKind, Quotation, QuotationKind, Zone, ZoneSpan
from corpus.quotes import extract_quotations
from corpus.segmentation import split_sentences

ACTORS = {
    "ann": Actor("ann", "Ann Lee", ActorKind.PERSON, ("Lee",), "head of the mission"),
    "bo": Actor("bo", "Bo Ode", ActorKind.PERSON, ("Ode",), "spokesman of the port"),
    "source": Actor("source", "official of the port ministry", ActorKind.ANONYMOUS, (), "", "ministry"),
    "ministry": Actor("ministry", "Port Ministry", ActorKind.ORGANISATION),
    "pact": Actor("pact", "Harbour Pact", ActorKind.DOCUMENT),
    "norway": Actor("norway", "Norway", ActorKind.STATE),
    "union": Actor("union", "Port Union", ActorKind.ORGANISATION),
    "sam": Actor("sam", "Sam Poe", ActorKind.PERSON, (), "chairwoman of the port"),
    "max": Actor("max", "Max Ray", ActorKind.PERSON),
    "cy": Actor("cy", "Cy Dahl", ActorKind.PERSON),
}
MENTIONS = {
    "Ann Lee": ("ann", MentionKind.NAME),
    "Lee": ("ann", MentionKind.NAME),
    "Bo Ode": ("bo", MentionKind.NAME),
    "Ode": ("bo", MentionKind.NAME),
    "a senior port official": ("source", MentionKind.NOMINAL),
    "A senior port official": ("source", MentionKind.NOMINAL),
    "Port Ministry": ("ministry", MentionKind.NAME),
    "Harbour Pact": ("pact", MentionKind.NAME),
    "Port Union": ("union", MentionKind.NAME),
    "Sam Poe": ("sam", MentionKind.NAME),
    "Max Ray": ("max", MentionKind.NAME),
    "Cy Dahl": ("cy", MentionKind.NAME),
    "Dahl": ("cy", MentionKind.NAME),
    "Norway": ("norway", MentionKind.NAME),
    "Norwegian": ("norway", MentionKind.DEMONYM),
    "Oslo": ("norway", MentionKind.METONYM),
}


def extract_quotes(text: str, pronouns: Mapping[str, str] = MappingProxyType({})) -> tuple[Quotation, ...]:
    """Attribute what is quoted in *text*, in which the words of ``WORDS`` are mentions, and *pronouns* found to be."""
    sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    mentions = [
        Mention(match.start(), match.end(), words, actor, kind)
        for words, (actor, kind) in MENTIONS.items()
        for match in re.finditer(rf"\b{words}\b", text)
    ]
    mentions += [
        Mention(match.start(), match.end(), word, actor, MentionKind.PRONOUN)
        for word, actor in pronouns.items()
        for match in re.finditer(rf"\b{word}\b", text)
    ]
    return extract_quotations(text, sentences, mentions, tuple(ACTORS.values()))


def list_speakers(text: str) -> list[tuple[str, str | None]]:
    """Return the quoted words and their speakers, reported speech aside."""
    return [(q.text, q.speaker) for q in extract_quotes(text) if q.kind is not QuotationKind.REPORTED]
