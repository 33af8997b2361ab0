"""Zones that are offered: by what people call them, with what their clocks show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.schedules import read_zone, zones_like

INSTANT = datetime(2024, 6, 20, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "language", "offered"),
    [
        pytest.param("seo", "en", ["Seoul (Asia/Seoul), 21:34"], id="a city"),
        pytest.param("Seú", "es", ["Seúl (Asia/Seoul), 21:34"], id="a city as it is called there"),
        pytest.param("seoul", "ko", ["서울 (Asia/Seoul), 21:34"], id="an English name in another language"),
        pytest.param("sao p", "en", ["Sao Paulo (America/Sao_Paulo), 09:34"], id="without its accent"),
        pytest.param(
            *("germany", "ko"),
            ["베를린 (Europe/Berlin), 14:34", "뷔지겐 (Europe/Busingen), 14:34"],
            id="a country, in English",
        ),
        pytest.param(
            *("aleman", "es"),
            ["Berlín (Europe/Berlin), 14:34", "Busingen (Europe/Busingen), 14:34"],
            id="a country as it is called there",
        ),
        pytest.param("europe/ky", "en", ["Kyiv (Europe/Kyiv), 15:34"], id="an IANA name"),
        pytest.param("new_york", "en", ["New York (America/New_York), 08:34"], id="an IANA name's city"),
        pytest.param(
            "argentina/us", "en", ["Argentina/Ushuaia (America/Argentina/Ushuaia), 09:34"], id="behind a continent"
        ),
        pytest.param("  YORK  ", "en", ["New York (America/New_York), 08:34"], id="the city's second word"),
        *(pytest.param(name, "en", ["UTC, 12:34"], id=name) for name in ("utc", "gmt", "universal", "time")),
        pytest.param("qqqq", "en", [], id="nonsense"),
        pytest.param("etc/", "en", [], id="zones of no place"),
    ],
)
def test_zones_are_offered_by_what_people_call_them(typed: str, language: str, offered: list[str]) -> None:
    """By the beginning of any word of any of their names, each with what its clocks show now."""
    found = zones_like(typed, datetime(2024, 6, 21, 12, 34, tzinfo=UTC), language)
    assert [label for label, _ in found] == offered
    assert all(zone in label for label, zone in found)


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
    found = [zone for _, zone in zones_like(typed, INSTANT)]
    assert found[: len(zones)] == zones


def test_usual_zones_are_offered_before_anything_is_typed() -> None:
    """Those of the bot's languages are among them; UTC comes first."""
    zones = [zone for _, zone in zones_like(" ", INSTANT)]
    assert zones[:2] == ["UTC", "Europe/London"]
    spoken = {"Europe/London", "Asia/Seoul", "Europe/Kyiv", "Europe/Berlin", "Europe/Madrid", "Asia/Tokyo"}
    assert spoken <= set(zones)
    assert len(zones) == len(set(zones)) == 13


def test_no_more_zones_are_offered_than_asked_for() -> None:
    """Discord takes 25; the first ones stay the first."""
    assert len(zones_like("a", INSTANT)) == 25
    assert zones_like("a", INSTANT, most=3) == zones_like("a", INSTANT)[:3]


def test_zones_that_are_offered_can_be_used() -> None:
    """Every one of them is read again, and none is too long for a choice; nonsense offers none."""
    now = datetime(2024, 6, 21, tzinfo=UTC)
    offered = [pair for letter in "abcdefghijklmnopqrstuvwxyz" for pair in zones_like(letter, now, most=500)]
    assert len({zone for _, zone in offered}) > 400
    assert all(read_zone(zone) == zone and len(label) <= 100 for label, zone in offered)
    assert zones_like("qqqq", now) == ()
    assert len(zones_like("", now)) > 5
