"""Zones that are offered: by what people call them, with what their clocks show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from babel import Locale

from bot.locales import LANGUAGES
from bot.models.schedule_parser import fold, parse_zone, suggest_zones

INSTANT = datetime(2024, 6, 20, 23, tzinfo=UTC)

NOW = datetime(2024, 6, 21, 12, 34, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "language", "zones"),
    [
        pytest.param("seo", "en", {"Asia/Seoul": "21:34"}, id="a city"),
        pytest.param("seoul", "ko", {"Asia/Seoul": "21:34"}, id="an English name in another language"),
        pytest.param("sao p", "en", {"America/Sao_Paulo": "09:34"}, id="without its accent"),
        pytest.param("São P", "en", {"America/Sao_Paulo": "09:34"}, id="with its accent"),
        pytest.param(
            "germany", "ko", {"Europe/Berlin": "14:34", "Europe/Busingen": "14:34"}, id="a country, in English"
        ),
        pytest.param("europe/ky", "en", {"Europe/Kyiv": "15:34"}, id="an IANA name"),
        pytest.param("europe/kie", "en", {"Europe/Kyiv": "15:34"}, id="an IANA name of old"),
        pytest.param("new_york", "en", {"America/New_York": "08:34"}, id="an IANA name's city"),
        pytest.param("argentina/us", "en", {"America/Argentina/Ushuaia": "09:34"}, id="behind a continent"),
        pytest.param("ushu", "en", {"America/Argentina/Ushuaia": "09:34"}, id="behind a country"),
        pytest.param("  YORK  ", "en", {"America/New_York": "08:34"}, id="the city's second word"),
        *(pytest.param(name, "en", {"UTC": "12:34"}, id=name) for name in ("utc", "gmt", "universal", "time")),
        pytest.param("qqqq", "en", {}, id="nonsense"),
        pytest.param("etc/", "en", {}, id="zones of no place"),
    ],
)
def test_zones_are_offered_by_what_people_call_them(typed: str, language: str, zones: dict[str, str]) -> None:
    """By the beginning of any word of any of their names, each with what its clocks show now."""
    found = suggest_zones(typed, NOW, language)
    assert [zone for _, zone in found] == list(zones)
    for label, zone in found:
        assert label.endswith(f", {zones[zone]}")
        assert label.startswith("UTC,") if zone == "UTC" else f" ({zone}), " in label


@pytest.mark.parametrize("language", LANGUAGES)
def test_zones_are_found_by_what_a_member_reads(language: str) -> None:
    """By the city as it was offered, with and without its accents, and by the country as their language calls it."""
    for zone, country in (("Asia/Seoul", "KR"), ("America/Sao_Paulo", "BR"), ("Europe/Busingen", "DE")):
        ((label, _),) = suggest_zones(zone, NOW, language)
        city = label.partition(" (")[0]
        for typed in (city, fold(city), city.upper(), Locale.parse(language).territories[country]):
            assert zone in [offered for _, offered in suggest_zones(typed, NOW, language)], typed


def test_a_citys_label_has_no_region_in_it() -> None:
    """A city without a name of its own in Unicode's data is called by the last part of the IANA name."""
    labels = [label for label, _ in suggest_zones("america/", NOW, limit=500)]
    assert len(labels) > 100
    assert [label for label in labels if "/" in label.partition(" (")[0] or "_" in label.partition(" (")[0]] == []


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        pytest.param("new", ["America/New_York", "America/North_Dakota/New_Salem"], id="a city's first word"),
        pytest.param("salem", ["America/North_Dakota/New_Salem"], id="a city's second word"),
        pytest.param("chat", ["Pacific/Chatham"], id="no word that begins otherwise"),
    ],
)
def test_zones_whose_city_begins_so_come_first(typed: str, zones: list[str]) -> None:
    """Before those of a country of that name; equals are sorted by their names."""
    found = [zone for _, zone in suggest_zones(typed, INSTANT)]
    assert found[: len(zones)] == zones


def test_usual_zones_are_offered_before_anything_is_typed() -> None:
    """Those of the bot's languages are among them; UTC comes first."""
    zones = [zone for _, zone in suggest_zones(" ", INSTANT)]
    assert zones[:2] == ["UTC", "Europe/London"]
    spoken = {"Europe/London", "Asia/Seoul", "Europe/Kyiv", "Europe/Berlin", "Europe/Madrid", "Asia/Tokyo"}
    assert spoken <= set(zones)
    assert len(zones) == len(set(zones)) == 13


def test_no_more_zones_are_offered_than_asked_for() -> None:
    """Discord takes 25; the first ones stay the first."""
    assert len(suggest_zones("a", INSTANT)) == 25
    assert suggest_zones("a", INSTANT, limit=3) == suggest_zones("a", INSTANT)[:3]


def test_zones_that_are_offered_can_be_used() -> None:
    """Every one of them is read again, and none is too long for a choice; nonsense offers none."""
    now = datetime(2024, 6, 21, tzinfo=UTC)
    offered = [pair for letter in "abcdefghijklmnopqrstuvwxyz" for pair in suggest_zones(letter, now, limit=500)]
    assert len({zone for _, zone in offered}) > 400
    assert all(parse_zone(zone) == zone and len(label) <= 100 for label, zone in offered)
    assert suggest_zones("qqqq", now) == ()
    assert len(suggest_zones("", now)) > 5
