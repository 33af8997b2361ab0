"""Claims about verbs that report a clause, and that also take a thing: only the first is speech."""

from __future__ import annotations

import re

import pytest

from corpus.models import Actor, ActorKind, Mention, MentionKind, QuotationKind, Zone, ZoneSpan
from corpus.quotes import extract_quotations
from corpus.segmentation import split_sentences

LEE = Actor("ann", "Ann Lee", ActorKind.PERSON, ("Lee",))


def list_reported(text: str) -> list[str]:
    """Return what is read as reported speech of Ann Lee in *text*."""
    sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    mentions = [Mention(m.start(), m.end(), m[0], "ann", MentionKind.NAME) for m in re.finditer("Ann Lee", text)]
    found = extract_quotations(text, sentences, mentions, (LEE,))
    assert all(one.speaker == "ann" for one in found)
    return [one.text for one in found if one.kind is QuotationKind.REPORTED]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The port protested a day after Ann Lee had concluded a pact.", id="a deed, by the day after"),
        pytest.param("Ann Lee concluded a pact signed in May with the crew.", id="a participle behind the thing"),
        pytest.param("Ann Lee concluded a pact that was to end the war.", id="a relative clause behind it"),
        pytest.param("Ann Lee, who concluded the pact in May, left on Friday.", id="a month, and no may"),
        pytest.param("Ann Lee wrote a long letter to the crew.", id="a letter"),
        pytest.param("Ann Lee revealed a plaque at the port on Friday.", id="a plaque"),
    ],
)
def test_what_was_done_was_not_said(text: str) -> None:
    """A thing that somebody concluded, wrote or revealed is no clause, and nobody's words."""
    assert list_reported(text) == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param("Ann Lee concluded that a new pact with the crew.", "a new pact with the crew", id="behind that"),
        pytest.param("Ann Lee concluded the war was lost.", "the war was lost", id="a clause without that"),
        pytest.param("Ann Lee wrote the port failed the town.", "the port failed the town", id="its verb in -ed"),
        pytest.param("The war was long lost, Ann Lee concluded.", "The war was long lost", id="the clause in front"),
        pytest.param("Ann Lee announced a pact with the crew.", "a pact with the crew", id="a thing announced"),
    ],
)
def test_a_clause_behind_such_a_verb_is_speech(text: str, clause: str) -> None:
    """The same verbs report a clause with a verb or after "that"; an announcement is reported speech, too."""
    assert list_reported(text) == [clause]
