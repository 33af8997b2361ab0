"""Zones that are offered: by what people call them, with what their clocks show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from babel import Locale

from bot.errors import ScheduleError
from bot.locales import LANGUAGES
from bot.models.schedule import load_zone
from bot.models.zone_abbreviations import ABBREVIATIONS
from bot.models.zone_places import fold, get_rules
from bot.models.zones import find_zone, parse_zone, suggest_zones

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("Seoul", "Asia/Seoul"),
        (" new york ", "America/New_York"),
        ("utc", "UTC"),
        ("Knox", "America/Indiana/Knox"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("São  Paulo", "America/Sao_Paulo"),
        ("são_paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, expected: str) -> None:
    """Case, spaces and accents don't matter."""
    assert parse_zone(text) == expected


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        pytest.param("Europe/Lundon", "Did you mean Europe/London?", id="a name"),
        pytest.param(" Lundon ", "Did you mean Europe/London?", id="a city"),
        pytest.param("Kiyv", "Did you mean Europe/Kyiv?", id="two spellings of a city"),
        pytest.param("nowhere", "Try a city or a zone, such as Asia/Seoul or Europe/Kyiv.", id="nothing near"),
    ],
)
def test_an_unknown_zone_gives_the_nearest(text: str, remedy: str) -> None:
    """A slip of the hand is answered with the names that may have been meant, at most three and each once."""
    with pytest.raises(ScheduleError) as caught:
        parse_zone(text)
    assert (caught.value.subject, caught.value.remedy) == (text.strip(), remedy)


@pytest.mark.parametrize("text", ["Europe", "../etc/passwd", "", "x" * 5000])
def test_what_is_no_zone_is_refused(text: str) -> None:
    """Regions, paths and long words are no zones."""
    with pytest.raises(ScheduleError, match="don't know the time zone"):
        parse_zone(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("GMT+9", 540),
        ("UTC+9", 540),
        ("gmt -3", -180),
        ("UTC−5", -300),
        ("+05:30", 330),
        ("-03:30", -210),
        ("+0545", 345),
        ("GMT+5.5", 330),
        ("UTC+14", 840),
        ("UTC±0", 0),
        ("Etc/GMT+9", -540),
        ("Etc/GMT-9", 540),
    ],
)
def test_the_everyday_sign_of_an_offset_counts(text: str, minutes: int) -> None:
    """Plus is ahead of UTC, save in the IANA's own names that begin with Etc/."""
    match = find_zone(text)
    assert match.zone is not None
    offset = INSTANT.astimezone(load_zone(match.zone)).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 60 * minutes
    assert bool(match.warning) == (minutes != 0)


@pytest.mark.parametrize("text", ["UTC+15", "GMT-13", "UTC+5:20", "+9:75", "UTC+"])
def test_an_offset_of_no_clock_is_refused(text: str) -> None:
    """The clocks of the world lie between 12 hours behind and 14 hours ahead, on the quarter of an hour."""
    assert find_zone(text).zone is None


def test_an_offset_without_its_sign_asks_back() -> None:
    """Ahead or behind is not guessed."""
    match = find_zone("UTC7")
    assert (match.zone, match.suggestions) == (None, ("UTC+07:00", "UTC-07:00"))
    assert all(parse_zone(each) == each for each in match.suggestions)


@pytest.mark.parametrize(
    ("text", "zone", "suggested"),
    [
        ("KST", "Asia/Seoul", ()),
        ("jst", "Asia/Tokyo", ()),
        ("MSK", "Europe/Moscow", ()),
        ("PT", "America/Los_Angeles", ()),
        ("PST", "UTC-08:00", ("America/Los_Angeles", "America/Vancouver")),
        ("EDT", "UTC-04:00", ("America/New_York", "America/Toronto")),
        ("Eastern Time", "America/New_York", ()),
        ("Japan Standard Time", "Asia/Tokyo", ()),
        ("(UTC+01:00) Berlin", "Europe/Berlin", ()),
    ],
)
def test_an_abbreviation_of_one_meaning_is_taken(text: str, zone: str, suggested: tuple[str, ...]) -> None:
    """One that holds for a part of the year only is an offset, with a warning and the zones of the whole year."""
    match = find_zone(text)
    assert (match.zone, match.suggestions) == (zone, suggested)
    assert ("summer time" in match.warning) == bool(suggested)


@pytest.mark.parametrize("text", ["EST", "MST", "CET", "GMT"])
def test_an_abbreviation_that_is_a_name_keeps_its_meaning_with_a_warning(text: str) -> None:
    """What was set up under such a name goes on as it did."""
    match = find_zone(text)
    assert match.zone == text
    assert "summer time" in match.warning
    assert match.suggestions


@pytest.mark.parametrize(("text", "zone"), [("CST", "Asia/Shanghai"), ("IST", "Asia/Kolkata"), ("BST", "Asia/Dhaka")])
def test_an_abbreviation_of_several_meanings_asks_back(text: str, zone: str) -> None:
    """All of them are offered."""
    match = find_zone(text)
    assert match.zone is None
    assert zone in match.suggestions
    with pytest.raises(ScheduleError, match="can mean several time zones"):
        parse_zone(text)


def test_every_abbreviation_fits_the_clocks_of_its_zones() -> None:
    """The clocks of each zone show the offset for a part of the year at least."""
    for name, meanings in ABBREVIATIONS.items():
        for meaning in meanings:
            for zone in meaning.zones:
                assert meaning.minutes is None or meaning.minutes in get_rules(zone), (name, zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Mumbai", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("뭄바이", "Asia/Kolkata"),
        ("Washington", "America/New_York"),
        ("Washington, D.C.", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("st. petersburg", "Europe/Moscow"),
        ("München", "Europe/Berlin"),
        ("Mailand", "Europe/Rome"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("London, Ontario", "America/Toronto"),
        ("Birmingham, Alabama", "America/Chicago"),
        ("Seoul, South Korea", "Asia/Seoul"),
        ("Korea", "Asia/Seoul"),
        ("대한민국", "Asia/Seoul"),
        ("Japan", "Asia/Tokyo"),
        ("UK", "Europe/London"),
        ("Spain", "Europe/Madrid"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Kathmandu time", "Asia/Kathmandu"),
    ],
)
def test_a_zone_is_found_by_a_place(text: str, zone: str) -> None:
    """Cities that no zone is named after, countries and states, in several spellings and languages."""
    assert find_zone(text).zone == zone


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("USA", {"America/New_York", "America/Los_Angeles"}),
        ("Russia", {"Europe/Moscow", "Asia/Vladivostok"}),
        ("Georgia", {"Asia/Tbilisi", "America/New_York"}),
        ("San Jose", {"America/Los_Angeles", "America/Costa_Rica"}),
    ],
)
def test_a_place_of_several_clocks_asks_back(text: str, zones: set[str]) -> None:
    """Neither is so much larger that the other is hardly meant."""
    match = find_zone(text)
    assert match.zone is None
    assert zones <= set(match.suggestions)


def test_a_namesake_with_another_clock_is_named() -> None:
    """The city of far more people is taken, with a word about the other."""
    match = find_zone("Hyderabad")
    assert (match.zone, match.suggestions) == ("Asia/Kolkata", ("Asia/Karachi",))
    assert "Asia/Karachi" in match.warning


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("mumb", "Asia/Kolkata"),
        ("GMT+9", "UTC+09:00"),
        ("KST", "Asia/Seoul"),
        ("IST", "Asia/Jerusalem"),
        ("ist", "Europe/Istanbul"),
    ],
)
def test_what_is_no_name_of_a_zone_is_offered_by_its_meaning(typed: str, zone: str) -> None:
    """A choice from the menu is taken as it is."""
    assert zone in [offered for _, offered in suggest_zones(typed, NOW)]
    assert parse_zone(zone) == zone
