"""Where a name goes on behind the words of the model."""

from __future__ import annotations

import pytest

from corpus.entities.foreign.name_extension import extend_name
from corpus.entities.models import EntityLabel


@pytest.mark.parametrize(
    ("text", "found", "label", "whole"),
    [
        ("Роботи вела ТОВ «Буковинбуд» торік.", "ТОВ", EntityLabel.ORGANISATION, "ТОВ «Буковинбуд»"),
        ('Победил ОАО "Севермост".', "ОАО", EntityLabel.ORGANISATION, 'ОАО "Севермост"'),
        ("Клуб «Дністер» грав.", "Клуб «Дністер", EntityLabel.ORGANISATION, "Клуб «Дністер»"),
        ("Мешканці Вижницького району чекають.", "Вижницького", EntityLabel.PLACE, "Вижницького району"),
        ("Мешканці Вижниці чекають.", "Вижниці", EntityLabel.PLACE, "Вижниці"),
        ("ООН заявила «так».", "ООН", EntityLabel.ORGANISATION, "ООН"),
    ],
)
def test_a_name_takes_what_belongs_to_it(text: str, found: str, label: EntityLabel, whole: str) -> None:
    """Legal forms take quoted names, adjectives their region; other words behind a name do not belong to it."""
    start = text.index(found)
    assert text[start : extend_name(text, start, start + len(found), label)] == whole
