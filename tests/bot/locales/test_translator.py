"""Claims about numbers, days, lists and phrases: each as it is said there."""

from __future__ import annotations

import pickle
import re
from datetime import date
from gettext import c2py

import pytest
from babel.core import Locale
from babel.plural import to_python

from bot.errors import DatelineError
from bot.locales import ENGLISH, LANGUAGES, DayRange, LocalizableText, Translator, ngettext_, translator_for
from bot.locales.messages import _
from bot.locales.translator import load_catalog
from bot.rendering.formatting import join_names
from corpus.models.text import Weekday, dump_text, explain, join_texts, load_text
from tests.support.bot.catalog_checks import TRANSLATED_LANGUAGES

WEDNESDAY = date(2024, 6, 19)
SPANS = (
    DayRange.from_day(WEDNESDAY),
    DayRange(date(2024, 6, 1), date(2024, 6, 30)),
    DayRange(date(2024, 1, 1), date(2024, 12, 31)),
)


def korean(first: int, last: int | None = None) -> str:
    """Return a day of June 2024, or a span of them, as the bot says it in Korean; how is up to Unicode's data."""
    return Translator("ko").format_range(DayRange(date(2024, 6, first), date(2024, 6, last or first)))


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("en-US", "en"), ("en-GB", "en"), ("ko", "ko"), ("uk", "uk"), ("de", "de"), ("ja", "ja")),
        *(("es-ES", "es"), ("es-419", "es"), ("zh-CN", "en"), ("", "en")),
    ],
)
def test_each_locale_of_discords_has_a_voice(locale: str, language: str) -> None:
    """Both kinds of Spanish are spoken in one; who speaks none of the languages is answered in English."""
    assert translator_for(locale).language == language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 reports", "1 report", "2 reports", "5 reports", "21 reports", "{many} reports"]),
        ("ko", ["기사 0건", "기사 1건", "기사 2건", "기사 5건", "기사 21건", "기사 {many}건"]),
        (
            "uk",
            ["0 публікацій", "1 публікація", "2 публікації", "5 публікацій", "21 публікація", "{many} публікацій"],
        ),
        ("de", ["0 Berichte", "1 Bericht", "2 Berichte", "5 Berichte", "21 Berichte", "{many} Berichte"]),
        ("es", ["0 noticias", "1 noticia", "2 noticias", "5 noticias", "21 noticias", "{many} noticias"]),
        ("ja", ["記事0件", "記事1件", "記事2件", "記事5件", "記事21件", "記事{many}件"]),
    ],
)
def test_numbers_take_their_languages_forms(language: str, said: list[str]) -> None:
    """Ukrainian has three, Korean and Japanese one; thousands are parted as they are there."""
    numbers = (0, 1, 2, 5, 21, 12_000)
    words = Translator(language)
    expected = [each.format(many=words.format_number(12_000)) for each in said]
    assert [words.translate(ngettext_("{number} report", "{number} reports", number)) for number in numbers] == expected


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_the_plural_rule_is_the_languages_own(language: str) -> None:
    """The header's rule distinguishes the numbers up to 200 as the Unicode consortium's does."""
    theirs, ours = to_python(Locale.parse(language).plural_form), c2py(load_catalog(language).plural_expr)
    chosen: dict[str, set[int]] = {}
    for number in range(200):
        chosen.setdefault(theirs(number), set()).add(ours(number))
    used = {ours(number) for number in (*range(200), 1_000_000)}  # the last has a form of its own in French
    assert all(len(forms) == 1 for forms in chosen.values())
    assert len(set().union(*chosen.values())) == len(chosen)
    assert used == set(range(load_catalog(language).num_plurals))


def test_days_are_said_in_english_as_the_bot_writes_them() -> None:
    """A day with and without its weekday, a month, a year; without a comma."""
    said = [ENGLISH.format_day(WEDNESDAY), *map(ENGLISH.format_range, SPANS)]
    assert said == ["Wednesday 19 June 2024", "19 June 2024", "June 2024", "2024"]


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_days_are_said_as_they_are_there(language: str) -> None:
    """A day with its weekday, and without; a month without the day; a year without the month; in no English."""
    words, locale = Translator(language), Locale.parse(language)
    full, day, month, year = words.format_day(WEDNESDAY), *map(words.format_range, SPANS)
    # With a day, and alone: Ukrainian bends them, and not in every release of Unicode's data.
    weekdays, months = (
        (names["format"]["wide"][number], names["stand-alone"]["wide"][number])
        for names, number in ((locale.days, 2), (locale.months, 6))
    )
    assert any(name in full for name in weekdays)
    assert not any(name in said for name in weekdays for said in (day, month, year))
    assert all(months[0] in said and "19" in said and "2024" in said for said in (full, day))
    assert any(name in month for name in months)
    assert "19" not in month
    assert "2024" in month
    assert re.findall(r"\d+", year) == ["2024"]
    assert not re.search(r"Wednesday|June", f"{full} {day} {month} {year}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_days_are_said_by_their_ends(language: str) -> None:
    """Within a month, over its end and over the year's."""
    words, first = Translator(language), date(2024, 6, 19)
    for last in (date(2024, 6, 21), date(2024, 7, 2), date(2025, 1, 3)):
        said = words.format_range(DayRange(first, last))
        assert re.findall(r"\b19\b|19日|19일", said)
        assert str(last.day) in said
        assert str(last.year) in said
    assert "2020" in words.format_range(DayRange(date(2020, 1, 1), date(2023, 12, 31)))


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [
        ("en", "Wire", "Wire, Post, Sun and 2 more"),
        ("ko", "Wire", "Wire, Post, Sun 외 2개"),
        ("uk", "Wire", "Wire, Post, Sun і ще 2"),
        ("ja", "Wire", "Wire、Post、Sunほか2件"),
    ],
)
def test_lists_are_joined_as_they_are_there(language: str, few: str, many: str) -> None:
    """By the language's comma; those left out are counted."""
    words = Translator(language)
    assert join_names(["Wire"], 3, words) == few
    assert join_names(["Wire", "Post", "Sun", "Star", "Echo"], 3, words) == many


def test_values_are_said_in_the_language_too() -> None:
    """Phrases within phrases, days, numbers and lists of them; a member's own words stay as they are."""
    words, inner = Translator("ko"), _("about “{topic}”", topic="North Korea")
    assert words.translate(inner) == "주제 “North Korea”"
    assert words.translate(_("for example {example}", example=inner)) == "예: 주제 “North Korea”"
    assert words.translate(_("for example {example}", example=DayRange.from_day(WEDNESDAY))) == f"예: {korean(19)}"
    assert words.translate(_("for example {example}", example=(1_000, inner))) == "예: 1,000, 주제 “North Korea”"
    assert words.translate("North Korea") == "North Korea"
    assert words.translate(_("of which no catalogue {knows}", knows=2)) == "of which no catalogue 2"


def test_a_phrase_travels_between_processes() -> None:
    """An error that is raised where sentences are ranked is translated where it is shown."""
    error = pickle.loads(pickle.dumps(DatelineError(_("the file"), ngettext_("{number} day", "{number} days", 2))))  # noqa: S301
    assert error.reason == "2 days"
    assert isinstance(error.reason, LocalizableText)
    assert error.reason.many == "{number} days"


@pytest.mark.parametrize(
    ("stored", "english", "korean"),
    [
        pytest.param(
            "channel 5: it does not exist any more. Set the digest up in another channel.",
            "channel 5: it no longer exists. Set up the digest in another channel.",
            "채널 5: 더 이상 없습니다. 다른 채널에 다이제스트를 설정하세요.",
            id="an error as it was recorded",
        ),
        pytest.param(
            "suspended: channel 5: it is no OPML",
            "suspended: channel 5: it isn't an OPML file",
            "중단됨: 채널 5: OPML 파일이 아닙니다",
            id="nested",
        ),
        pytest.param("Kim Jong-un (3), Lee (2)", "Kim Jong-un (3), Lee (2)", "Kim Jong-un (3), Lee (2)", id="names"),
        pytest.param("the stars are right", "the stars are right", "the stars are right", id="what nobody below says"),
        pytest.param(
            LocalizableText("it redirects to a malformed address", "", {}),
            "it redirects to an invalid address",
            "잘못된 주소로 넘깁니다",
            id="a template that was worded otherwise",
        ),
    ],
)
def test_english_of_an_older_version_is_translated(stored: str, english: str, korean: str) -> None:
    """Rows that were stored before texts remembered their templates, or with other words, are read, too."""
    assert Translator("ko").translate_legacy(stored) == korean
    assert ENGLISH.translate_legacy(stored) == english


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            _(
                "I can't read the date “{text}”: {problem}.",
                text="31 June",
                problem=_("{month} has {days} days", month="June", days=30),
            ),
            "날짜 “31 June”을(를) 이해할 수 없습니다: June에는 30일까지 있습니다.",
            id="no date",
        ),
        pytest.param(
            _("Articles published: {counts}.", counts=(_("{day}", day=DayRange.from_day(WEDNESDAY)), "Kim")),
            f"보도된 기사: {korean(19)}, Kim.",
            id="a chart in words",
        ),
        pytest.param(
            join_texts((_("it isn't an OPML file"), explain("a.example", _("it isn't a feed"))), "; "),
            "OPML 파일이 아닙니다; a.example: 피드가 아닙니다",
            id="two reasons in one",
        ),
        pytest.param(
            _("suspended: {reason}", reason=_("it isn't an OPML file")), "중단됨: OPML 파일이 아닙니다", id="nested"
        ),
        pytest.param(
            _("nobody says {span}", span=DayRange(WEDNESDAY, WEDNESDAY)), f"nobody says {korean(19)}", id="days"
        ),
        pytest.param(
            _("names {day} as the day of the report", day=Weekday(3)), "수요일을(를) 보도일로 언급", id="a weekday"
        ),
        pytest.param("in {braces}, by a member", "in {braces}, by a member", id="plain words"),
    ],
)
def test_a_text_is_stored_with_its_template(text: str, said: str) -> None:
    """What a database holds is translated like what was never stored, and is the same English."""
    stored = load_text(dump_text(text))
    assert stored == text
    assert Translator("ko").translate(stored) == Translator("ko").translate(text) == said
