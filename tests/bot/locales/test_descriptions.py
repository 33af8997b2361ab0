"""Claims about the descriptions of the bundled people and organisations in other languages."""

from __future__ import annotations

import pytest

from bot.locales import LocalizableText, descriptions, localize_description, translator_for
from bot.rendering import render_people
from corpus.entities import load_bundled_registry
from corpus.models import Actor, ActorKind


def test_every_bundled_description_can_be_translated() -> None:
    """The registry and the list of messages are the same."""
    described = [entry.actor.description for entry in load_bundled_registry().entries if entry.actor.description]
    assert [text for text in described if not isinstance(localize_description(text), LocalizableText)] == []
    assert [str(text) for text in descriptions._DESCRIPTIONS] == list(dict.fromkeys(described))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "NATO-Generalsekretär von 2014 bis 2024"),
        ("es", "secretario general de la OTAN de 2014 a 2024"),
        ("ja", "2014年から2024年までNATO事務総長"),
        ("ko", "2014년부터 2024년까지 나토 사무총장"),
        ("uk", "генеральний секретар НАТО з 2014 до 2024 року"),
    ],
)
def test_a_bundled_description_is_shown_in_the_readers_language(language: str, expected: str) -> None:
    """What a server described itself stays as it was typed."""
    bundled = Actor("x", "Someone", ActorKind.PERSON, (), "secretary general of NATO from 2014 to 2024")
    own = Actor("y", "Someone else", ActorKind.PERSON, (), "harbour master")
    text = render_people([(bundled, 2), (own, 1)], translator_for(language)).text
    assert expected in text
    assert "harbour master" in text
