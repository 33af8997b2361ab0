"""Claims about the dates of feeds: many forms are read, and what can't be read is no date."""

from __future__ import annotations

import time

import pytest

from corpus.sources.feed_dates import MAX_DATE_CHARACTERS, infer_day_first, read_feed_date
from corpus.sources.feed_models import FeedEntry


def read(text: str, **options: object) -> str | None:
    """Return the date in ISO 8601, or None."""
    found = read_feed_date(text, **options)  # type: ignore[arg-type]
    return FeedEntry("", published=found.moment, has_time=found.has_time).format_published() if found else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thu, 14 Mar 2019 08:30:00 +0000", "2019-03-14T08:30:00+00:00"),
        ("14 Mar 19 08:30 GMT", "2019-03-14T08:30:00+00:00"),
        ("Thursday, 14-Mar-19 08:30:00 GMT", "2019-03-14T08:30:00+00:00"),
        ("Thu Mar 14 08:30:00 2019", "2019-03-14T08:30:00+00:00"),
        ("Thu Mar 14 08:30:00 UTC 2019", "2019-03-14T08:30:00+00:00"),
        ("Thu, March 14 2019 08:30:00 -0500", "2019-03-14T08:30:00-05:00"),
        ("Thu,14 March 2019 8:30:05 --0500", "2019-03-14T08:30:05-05:00"),
        ("Thu, 14th Mar 2019 08:30:60 +05:30", "2019-03-14T08:30:59+05:30"),
        ("2019-03-14T08:30:00.25Z", "2019-03-14T08:30:00.250000+00:00"),
        ("2019-03-14 08:30 +01", "2019-03-14T08:30:00+01:00"),
        ("2019-03-14T08:30:00\N{MINUS SIGN}03:00", "2019-03-14T08:30:00-03:00"),
        ("20190314 08:30", "2019-03-14T08:30:00+00:00"),
        ("14/Mar/2019:08:30:00 +0100", "2019-03-14T08:30:00+01:00"),
        ("2019-03-14T08:30:00+01:00[Europe/Paris]", "2019-03-14T08:30:00+01:00"),
        ("20190314T083000Z", "2019-03-14T08:30:00+00:00"),
        ("20190314083000", "2019-03-14T08:30:00+00:00"),
        ("2019-03-14T24:00:00Z", "2019-03-15T00:00:00+00:00"),
        ("2019-W11-4", "2019-03-14"),
        ("2019-073", "2019-03-14"),
        ("2019-03-14+02:00", "2019-03-14"),
        ("2019/3/14", "2019-03-14"),
        ("2019. 3. 14.", "2019-03-14"),
        ("1552552200", "2019-03-14T08:30:00+00:00"),
        ("1552552200000", "2019-03-14T08:30:00+00:00"),
    ],
)
def test_the_forms_of_the_standards_are_read(text: str, value: str) -> None:
    """RFC 822, RFC 850, asctime, ISO 8601 and Unix time, with the slips that feeds make in them."""
    assert read(text) == value


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("PST", "-08:00"), ("MDT", "-06:00"), ("CEST", "+02:00"), ("JST", "+09:00"), ("UT", "+00:00"), ("Z", "+00:00"),
        ("GMT+8", "+08:00"), ("UTC-03:30", "-03:30"), ("+0200 (MESZ)", "+02:00"), ("-0700 MST", "-07:00"),
        ("Asia/Tokyo", "+09:00"), ("America/New_York", "-04:00"), ("Eastern Daylight Time", "-04:00"),
        ("ET", "-04:00"), ("Pacific Time", "-07:00"), ("МСК", "+03:00"), ("-0000", "+00:00"), ("AT", "-03:00"),
    ],
)  # fmt: skip
def test_zones_are_read_by_offset_abbreviation_and_name(zone: str, offset: str) -> None:
    """Names that depend on the season take the offset of the day."""
    assert read(f"Fri, 12 Jul 2019 08:30:00 {zone}") == f"2019-07-12T08:30:00{offset}"


def test_a_zone_that_cannot_be_read_leaves_the_day() -> None:
    """The instant would be a guess."""
    assert read("Fri, 12 Jul 2019 08:30:00 QQT") == "2019-07-12"
    assert read("Fri, 12 Jul 2019 08:30:00 +19:00") == "2019-07-12"
    assert read("Fri, 12 Jul 2019 08:30:00 Europe/Nowhere") == "2019-07-12"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:30 PM", "20:30:00"), ("8:30pm", "20:30:00"), ("8:30 a.m.", "08:30:00"), ("12:10 AM", "00:10:00"),
        ("12:10 PM", "12:10:00"), ("8 PM", "20:00:00"), ("20h30", "20:30:00"), ("20.30 Uhr", "20:30:00"),
    ],
)  # fmt: skip
def test_halves_of_the_day_and_other_clocks_are_read(text: str, clock: str) -> None:
    """AM and PM with and without full stops, and the clocks of French and German."""
    assert read(f"12 July 2019, {text}") == f"2019-07-12T{clock}+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "12 July 2019", "12. Juli 2019", "12 de julio de 2019", "le 12 juillet 2019", "12 luglio 2019", "12 липня 2019",
        "12 июля 2019 г.", "2019年7月12日", "2019年07月12日(金)", "2019년 7월 12일", "令和元年7月12日",
        "２０１９年７月１２日",
        "二〇一九年七月十二日", "金, 12 7月 2019", "금, 12 7월 2019", "sexta-feira, 12 de julho de 2019",
        "Freitag, 12. Juli 2019", "viernes 12 jul 2019", "ven. 12 juil. 2019", "ven 12 lug 2019", "пт, 12 июл 2019",
        "пт, 12 лип. 2019", "12 de julho de 2019", "12 lipca 2019",
    ],
)  # fmt: skip
def test_months_are_read_in_the_languages_of_the_bot(text: str) -> None:
    """Their whole and short names, with weekdays and particles; and those of some neighbours."""
    assert read(text) == "2019-07-12"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mar., 12 mars 2019 10:00 +0100", "2019-03-12T10:00:00+01:00"),
        ("mar, 9 jul 2019", "2019-07-09"),
        ("12 mar 2019", "2019-03-12"),
    ],
)
def test_a_short_word_for_tuesday_is_not_march_beside_a_month(text: str, value: str) -> None:
    """Three languages write both as "mar"."""
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2019년 7월 12일 오후 3:05", "", "2019-07-12T15:05:00+09:00"),
        ("2019年7月12日 午後3時05分", "", "2019-07-12T15:05:00+09:00"),
        ("2019年7月12日 下午3:05", "", "2019-07-12T15:05:00+08:00"),
        ("2019-07-12 15:05", "zh-CN", "2019-07-12T15:05:00+08:00"),
        ("2019-07-12 15:05 CST", "zh", "2019-07-12T15:05:00+08:00"),
        ("2019-07-12 15:05 CST", "en", "2019-07-12T15:05:00-06:00"),
        ("2019年七月十二日 下午三时", "", "2019-07-12T15:00:00+08:00"),
        ("2019年7月12日 15:05", "", "2019-07-12T15:05:00+00:00"),
        ("2019年7月12日 15:05 GMT", "zh", "2019-07-12T15:05:00+00:00"),
        ("2019-07-12 15:05", "en", "2019-07-12T15:05:00+00:00"),
    ],
)
def test_a_time_without_zone_is_local_where_a_language_has_one_zone(text: str, language: str, value: str) -> None:
    """Korea, Japan and China have one zone each; elsewhere feeds mean universal time."""
    assert read(text, language=language) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "3 hours ago", "yesterday", "Fri, 32 Jul 2019 08:30:00 GMT", "30 Feb 2019", "July 2019",
        "2019-07", "2019", "Fri, 12 Jul 2019 25:30:00 GMT", "12 Jul 2019 14:30 AM", "2019-13-12", "12 Foo 2019",
        "Fri, Jul 2019 08:30:00 GMT", "12 Jul 08:30", "2019-07-12-03", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T01:00:00+01:00", "12345", "7月12日", "12 Jul 2019 in Rome",
        "Fri, 12 Jul 2019 8:30:15:20 GMT", "x" * (MAX_DATE_CHARACTERS + 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_no_date(text: str) -> None:
    """Never another day: not the first of a month, not today, and not the start of an era that means "not set"."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25/07/2019", "2019-07-25"), ("07/25/2019", "2019-07-25"), ("7.8.2019", "2019-08-07"),
        ("7.8.19", "2019-08-07"),
        ("7/7/2019", "2019-07-07"), ("Wed, 7/8/2019", "2019-08-07"), ("Mon, 7/8/2019", "2019-07-08"),
        ("7/8/2019", None), ("20/11/19", None), ("07/25/19", "2019-07-25"),
    ],
)  # fmt: skip
def test_a_date_in_digits_is_read_where_it_can_be_one_day_alone(text: str, value: str | None) -> None:
    """By the size of the numbers, by full stops, or by the weekday."""
    assert read(text) == value


def test_the_other_dates_of_a_feed_decide_the_order() -> None:
    """One date with a number above 12 is enough; else the language, unless it leaves the question open."""
    assert infer_day_first(["7/8/2019", "25/07/2019"]) is True
    assert infer_day_first(["7/8/2019", "07/25/2019"], "de") is False
    assert [infer_day_first(["7/8/2019"], tag) for tag in ("en-US", "en-gb", "fr", "en", "")] == [
        False, True, True, None, None,
    ]  # fmt: skip
    assert infer_day_first(["25/07/2019", "07/25/2019"], "de") is None
    assert (read("7/8/2019", day_first=True), read("7/8/2019", day_first=False)) == ("2019-08-07", "2019-07-08")


def test_reading_takes_no_time_whatever_the_text() -> None:
    """Longer texts are refused, and no text of the allowed length is slow."""
    began = time.perf_counter()
    for unit in ("1", "1:", "mar ", "a/", "(", "+1", "2019-", "年1月", " :", "1."):
        read(unit * (MAX_DATE_CHARACTERS // len(unit)))
        read(unit * 100_000)
    assert time.perf_counter() - began < 2
