"""The bot's languages: complete catalogues, commands by their own names, dates and counts as they are said there."""

from __future__ import annotations

import pickle
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from gettext import c2py
from itertools import chain
from pathlib import Path
from typing import Any

import discord
import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import PoFileError
from babel.plural import to_python
from discord.app_commands import TranslationContextTypes, locale_str
from hypothesis import given, settings

from bot.assembly import build_client
from bot.client import Dateline
from bot.commands.helping import CHAPTERS, COMMANDS, MENUS, chapter
from bot.config import Config
from bot.errors import DatelineError
from bot.layouts import layout
from bot.locales import ENGLISH, LANGUAGES, Part, Words, catalogue, words_for
from bot.locales.recalling import TEMPLATES
from bot.messages import MOST_CHARACTERS, of_answer, of_briefing, of_error
from bot.messages.editions import Masthead, printed, set_copy
from bot.messages.markup import escape
from bot.messages.preferences import spoken_name
from bot.messages.wording import listed
from bot.phrases import Days, Phrase, phrase, plural
from bot.syncing import tree_hash
from bot.testserver.rules import check_commands
from bot.translating import CatalogueTranslator
from bot.workers import Answering, Workers
from briefings.editions import Edition
from briefings.model import Answer, Briefing, Point, Request
from corpus.model import Actor, ActorKind, Citation, Confidence, Passage, Query, Sentence, Window
from tests.bot import catalogues
from tests.bot.test_messages import HOSTILE, POINTS

OTHERS = LANGUAGES[1:]
DOCUMENT = Path(__file__).parents[2] / "docs" / "languages.md"

#: docs/interactions/application-commands#application-command-object-application-command-naming, for the letters used.
_NAME = re.compile(r"[-_'\w]{1,32}")


@pytest.mark.parametrize("language", OTHERS)
def test_every_catalogue_is_whole(language: str) -> None:
    """Nothing is missing, obsolete, empty or broken, and nothing is too long for where it is shown."""
    file = catalogues.BOT / "locales" / f"{language}.po"
    assert catalogues.faults(catalogues.parse(file.read_bytes(), language), catalogues.wanted()) == []
    assert catalogues.labels_too_long(catalogue(language)) == []


HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
GOOD = 'msgid "has {names}"\nmsgstr "hat {names}"\n\nmsgid "{number} day"\nmsgid_plural "{number} days"\n'
FORMS = 'msgstr[0] "{number} Tag"\nmsgstr[1] "{number} Tage"\n'
NEEDED: dict[catalogues.Key, str] = {(None, "has {names}"): "a.py", (None, ("{number} day", "{number} days")): "a.py"}


def made(text: str) -> Catalog:
    """Parse a catalogue of German."""
    return catalogues.parse((HEAD + text).encode(), "de")


def test_a_whole_catalogue_has_no_faults() -> None:
    """What the checks below are broken from."""
    assert catalogues.faults(made(GOOD + FORMS), NEEDED) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(GOOD.partition("\n\n")[2] + FORMS, "missing: 'has {names}'", id="a missing entry"),
        pytest.param(GOOD + FORMS + '\nmsgid "old"\nmsgstr "alt"\n', "obsolete: 'old'", id="an entry nobody needs"),
        pytest.param(GOOD + FORMS + '\n#~ msgid "old"\n#~ msgstr "alt"\n', "obsolete: 'old'", id="one kept as comment"),
        pytest.param(GOOD.replace("hat {names}", "hat {name}") + FORMS, "other fields", id="another field"),
        pytest.param(GOOD.replace("hat {names}", "hat sie") + FORMS, "other fields", id="a lost field"),
        pytest.param(GOOD.replace("hat {names}", "**hat** {names}") + FORMS, "other Markdown", id="other Markdown"),
        pytest.param(GOOD.replace("hat {names}", "") + FORMS, "empty", id="an empty translation"),
        pytest.param(GOOD.replace("hat {names}", " ") + FORMS, "empty", id="a blank translation"),
        pytest.param(GOOD + FORMS.partition("msgstr[1]")[0], "empty", id="a plural form too few"),
        pytest.param("#, fuzzy\n" + GOOD + FORMS, "fuzzy", id="a guess"),
    ],
)
def test_a_broken_catalogue_is_found_out(text: str, fault: str) -> None:
    """Each thing that can be wrong with a catalogue is named."""
    assert any(found.startswith(fault) for found in catalogues.faults(made(text), NEEDED))


def test_a_plural_form_too_many_is_found_out() -> None:
    """Read leniently it would be dropped in silence."""
    with pytest.raises(PoFileError):
        made(GOOD + FORMS + 'msgstr[2] "{number} Tage"\n')


@pytest.mark.parametrize("part", list(Part))
def test_words_too_long_for_a_command_are_found_out(part: Part) -> None:
    """Discord takes 32 characters of a name and 100 of a description."""
    most = catalogues.LONGEST[part]
    needed: dict[catalogues.Key, str] = {(part.value, "x"): "a.py"}
    for length, faults in ((most, 0), (most + 1, 1)):
        text = f'msgctxt "{part.value}"\nmsgid "x"\nmsgstr "{"x" * length}"\n'
        assert len(catalogues.faults(made(text), needed)) == faults


@pytest.mark.parametrize(
    ("source", "most"),
    [
        ('Button("id", words.say(phrase("go")))', 80),
        ('Choice("value", "label", words.say(phrase("go")))', 100),
        ('Menu("id", placeholder=phrase("go"))', 150),
        ('Field("id", phrase("go"))', 45),
        ('hand_out(interaction, "id", phrase("go"), Field("id", label))', 45),
    ],
    ids=["a button", "a choice", "a menu", "a field", "a form"],
)
def test_a_label_too_long_for_its_control_is_found_out(tmp_path: Path, source: str, most: int) -> None:
    """The words of a control are found through the phrase that it is made with."""
    (tmp_path / "a.py").write_text(source)
    assert catalogues.labels_too_long(made(f'msgid "go"\nmsgstr "{"x" * most}"\n'), tmp_path) == []
    assert catalogues.labels_too_long(made(f'msgid "go"\nmsgstr "{"x" * (most + 1)}"\n'), tmp_path) != []


def test_every_template_is_a_literal() -> None:
    """A template that is made at run time stands in no catalogue."""
    assert catalogues.unsaid() == []


def test_members_are_told_nothing_but_phrases() -> None:
    """No words stand in messages, commands or errors that could not be said in another language."""
    assert catalogues.unphrased(catalogues.BOT / "messages") == []
    assert catalogues.unphrased(catalogues.BOT / "commands") == []
    assert catalogues.errors_unphrased() == []


@pytest.mark.parametrize(
    "source",
    [
        'tell("Nothing was found")',
        'tell(f"{number} more")',
        'tell(f"about {topic}")',
        'tell(of_list("Digests of this server", lines))',
        'words = "has been removed" if gone else ""',
    ],
    ids=["a string", "words behind a field", "words before a field", "an argument", "a choice of two"],
)
def test_words_that_are_no_phrase_are_found_out(tmp_path: Path, source: str) -> None:
    """So the test above can fail; the same words in a phrase pass."""
    (tmp_path / "a.py").write_text(source)
    assert catalogues.unphrased(tmp_path) != []
    (tmp_path / "a.py").write_text('"""A docstring."""\ntell(phrase("Nothing was found"))\n_LOG.info("It was found")\n')
    assert catalogues.unphrased(tmp_path) == []


@pytest.mark.parametrize(
    "source",
    ['phrase(f"{number} more")', "phrase(words)", 'plural("a day", many, 3)', 'phrase("a" if one else "b")'],
)
def test_a_template_that_is_no_literal_is_found_out(tmp_path: Path, source: str) -> None:
    """No extraction would find it."""
    (tmp_path / "a.py").write_text(source)
    assert catalogues.unsaid(tmp_path) == [source.replace('"', "'")]


@pytest.mark.parametrize(
    "source",
    [
        'InputError("the file", phrase("is empty"))',
        'InputError(f"channel {name}", "")',
        'InputError(name, reason="no")',
    ],
)
def test_an_error_in_plain_words_is_found_out(tmp_path: Path, source: str) -> None:
    """Names and paths may stand in an error as they are; words may not."""
    (tmp_path / "a.py").write_text(source)
    assert catalogues.errors_unphrased(tmp_path) != []
    (tmp_path / "a.py").write_text('InputError(name, phrase("is empty"), "")')
    assert catalogues.errors_unphrased(tmp_path) == []


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Dateline]:
    """Give the bot, not connected."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    workers = Workers.thread(url, _no_desk)
    client = build_client(Config(url), workers, lambda: datetime(2024, 6, 21, tzinfo=UTC))
    await client.tree.set_translator(CatalogueTranslator())
    yield client
    await client.books.close()
    workers.close()


def _no_desk(url: str) -> Answering:
    raise NotImplementedError(url)


def _shown(payload: dict[str, Any], *, menu: bool) -> Iterator[tuple[str, str]]:
    is_command = "type" not in payload or payload["type"] in {1, 2} or menu
    kind = Part.MENU if menu else Part.COMMAND if is_command else Part.OPTION
    yield kind.value, payload["name"]
    if payload.get("description"):
        yield Part.DESCRIPTION.value, payload["description"]
    for choice in payload.get("choices", ()):
        yield Part.CHOICE.value, choice["name"]
    for option in payload.get("options", ()):
        yield from _shown(option, menu=False)


async def test_what_is_gathered_is_what_discord_shows(client: Dateline) -> None:
    """The source's names, options, choices and descriptions are those of the command tree."""
    tree = [command.to_dict(client.tree) for command in client.tree.get_commands()]
    shown = set(chain.from_iterable(_shown(one, menu=one["type"] in {2, 3}) for one in tree))
    parts = {part.value for part in Part}
    autonyms = {(Part.CHOICE.value, spoken_name(language)) for language in LANGUAGES}
    assert shown - autonyms == {(context, words) for context, words in catalogues.wanted() if context in parts}


async def test_commands_keep_discords_rules_in_every_language(client: Dateline) -> None:
    """Names are words of its alphabet, each once among its neighbours; no command is larger than Discord takes."""
    translator = CatalogueTranslator()
    tree = [await command.get_translated_payload(client.tree, translator) for command in client.tree.get_commands()]
    _check_names([one for one in tree if one["type"] == 1])
    check_commands(tree)
    for one in tree:
        _check_inner(one.get("options", []))


def _check_inner(options: list[dict[str, Any]]) -> None:
    _check_names(options)
    for option in options:
        _check_inner(option.get("options", []))


def _check_names(neighbours: list[dict[str, Any]]) -> None:
    for locale in ("ko", "uk", "de", "es-ES", "es-419", "ja"):
        names = [one.get("name_localizations", {}).get(locale, one["name"]) for one in neighbours]
        assert len(set(names)) == len(names), f"{locale}: {names}"
        assert all(_NAME.fullmatch(name) and name == name.lower() for name in names), f"{locale}: {names}"


async def test_menus_of_messages_have_help(client: Dateline) -> None:
    """As commands have: none is missing, none is made up."""
    found = {one.name for one in client.tree.get_commands(type=discord.AppCommandType.message)}
    assert found == {name for name, _ in MENUS}


async def test_a_changed_translation_is_sent_to_discord(client: Dateline) -> None:
    """The hash by which unchanged commands are not sent again holds the translations, too."""

    class Louder(CatalogueTranslator):
        async def translate(
            self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
        ) -> str | None:
            said = await super().translate(string, locale, context)
            return said and said + "x"

    hashes = [
        await tree_hash(client.tree, None, each) for each in (CatalogueTranslator(), CatalogueTranslator(), Louder())
    ]
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_and_names_commands_as_the_menu_does(language: str) -> None:
    """Every chapter, with ids of the longest kind; the examples are what a member would type."""
    words = Words(language)
    roots = {name.split()[0]: "1" * 19 for name, _, _ in COMMANDS}
    told = "\n".join(chapter(number, roots, words).text for number in range(len(CHAPTERS)))
    for name, description, _ in COMMANDS:
        own = " ".join(words.called(Part.COMMAND, part) for part in name.split())
        assert f"/{own}" in told
        assert isinstance(description, Phrase)
        assert words.say(description) in told


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_names_a_command_as_the_menu_does(language: str) -> None:
    """Words that send a member to a command send them to one that they can find."""
    words = Words(language)
    own = {name: " ".join(words.called(Part.COMMAND, part) for part in name.split()) for name, _, _ in COMMANDS}
    assert catalogues.commands_misnamed(catalogue(language), own) == []


def test_a_command_by_its_english_name_is_found_out() -> None:
    """So the test above can fail."""
    text = 'msgid "See /digest add."\nmsgstr "Siehe /{}."\n'
    own = {"digest add": "digest hinzufügen"}
    assert catalogues.commands_misnamed(made(text.format("digest hinzufügen")), own) == []
    assert catalogues.commands_misnamed(made(text.format("digest add")), own) != []


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("en-US", "en"), ("en-GB", "en"), ("ko", "ko"), ("uk", "uk"), ("de", "de"), ("ja", "ja")),
        *(("es-ES", "es"), ("es-419", "es"), ("zh-CN", "en"), ("", "en")),
    ],
)
def test_each_locale_of_discords_has_a_voice(locale: str, language: str) -> None:
    """Both kinds of Spanish are spoken in one; who speaks none of the languages is answered in English."""
    assert words_for(locale).language == language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 reports", "1 report", "2 reports", "5 reports", "21 reports", "12,000 reports"]),
        ("ko", ["기사 0건", "기사 1건", "기사 2건", "기사 5건", "기사 21건", "기사 12,000건"]),
        (
            "uk",
            ["0 публікацій", "1 публікація", "2 публікації", "5 публікацій", "21 публікація", "12\xa0000 публікацій"],
        ),
        ("de", ["0 Berichte", "1 Bericht", "2 Berichte", "5 Berichte", "21 Berichte", "12.000 Berichte"]),
        ("es", ["0 noticias", "1 noticia", "2 noticias", "5 noticias", "21 noticias", "12.000 noticias"]),
        ("ja", ["記事0件", "記事1件", "記事2件", "記事5件", "記事21件", "記事12,000件"]),
    ],
)
def test_numbers_take_their_languages_forms(language: str, said: list[str]) -> None:
    """Ukrainian has three, Korean and Japanese one; thousands are parted as they are there."""
    numbers = (0, 1, 2, 5, 21, 12_000)
    assert [Words(language).say(plural("{number} report", "{number} reports", number)) for number in numbers] == said


@pytest.mark.parametrize("language", OTHERS)
def test_the_plural_rule_is_the_languages_own(language: str) -> None:
    """The header's rule tells the numbers up to 200 apart as the Unicode consortium's does."""
    theirs, ours = to_python(Locale.parse(language).plural_form), c2py(catalogue(language).plural_expr)
    chosen: dict[str, set[int]] = {}
    for number in range(200):
        chosen.setdefault(theirs(number), set()).add(ours(number))
    assert all(len(forms) == 1 for forms in chosen.values())
    assert len(set().union(*chosen.values())) == len(chosen) == catalogue(language).num_plurals


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Wednesday 19 June 2024", "19 June 2024", "June 2024", "2024"]),
        ("ko", ["2024년 6월 19일 수요일", "2024년 6월 19일", "2024년 6월", "2024년"]),
        ("uk", ["середа, 19 червня 2024 р.", "19 червня 2024 р.", "червень 2024 р.", "2024"]),
        ("de", ["Mittwoch, 19. Juni 2024", "19. Juni 2024", "Juni 2024", "2024"]),
        ("es", ["miércoles, 19 de junio de 2024", "19 de junio de 2024", "junio de 2024", "2024"]),
        ("ja", ["2024年6月19日水曜日", "2024年6月19日", "2024年6月", "2024年"]),
    ],
)
def test_days_are_said_as_they_are_there(language: str, said: list[str]) -> None:
    """A day with and without its weekday, a month, a year."""
    words, day = Words(language), date(2024, 6, 19)
    spans = [Days.of(day), Days(date(2024, 6, 1), date(2024, 6, 30)), Days(date(2024, 1, 1), date(2024, 12, 31))]
    assert [" ".join(each.split()) for each in (words.day(day), *map(words.days, spans))] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_days_are_said_by_their_ends(language: str) -> None:
    """Within a month, over its end and over the year's."""
    words, first = Words(language), date(2024, 6, 19)
    for last in (date(2024, 6, 21), date(2024, 7, 2), date(2025, 1, 3)):
        said = words.days(Days(first, last))
        assert re.findall(r"\b19\b|19日|19일", said)
        assert str(last.day) in said
        assert str(last.year) in said
    assert "2020" in words.days(Days(date(2020, 1, 1), date(2023, 12, 31)))


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
    words = Words(language)
    assert listed(["Wire"], 3, words) == few
    assert listed(["Wire", "Post", "Sun", "Star", "Echo"], 3, words) == many
    assert words.say(phrase("about “{topic}”", topic=("a", "b"))) != ""


def test_values_are_said_in_the_language_too() -> None:
    """Phrases within phrases, days, numbers and lists of them; a member's own words stay as they are."""
    words, inner = Words("ko"), phrase("about “{topic}”", topic="North Korea")
    assert words.say(inner) == "주제 “North Korea”"
    assert words.say(phrase("for example {example}", example=inner)) == "예: 주제 “North Korea”"
    assert words.say(phrase("for example {example}", example=Days.of(date(2024, 6, 19)))) == "예: 2024년 6월 19일"
    assert words.say(phrase("for example {example}", example=(1_000, inner))) == "예: 1,000, 주제 “North Korea”"
    assert words.say("North Korea") == "North Korea"
    assert words.say(phrase("of which no catalogue {knows}", knows=2)) == "of which no catalogue 2"


def test_a_phrase_travels_between_processes() -> None:
    """An error that is raised where sentences are ranked is said where it is told."""
    error = pickle.loads(pickle.dumps(DatelineError(phrase("the file"), plural("{number} day", "{number} days", 2))))  # noqa: S301
    assert error.reason == "2 days"
    assert isinstance(error.reason, Phrase)
    assert error.reason.many == "{number} days"


WORDS = "“Leaflets” rose — 7 of them; <b>no</b> 말도 «зовсім» ça {names} 100%."


def told(language: str) -> list[str]:
    """Say one of each message, all quoting `WORDS`, in *language*."""
    words = Words(language)
    cited = Citation(
        "a1", 1, "A title: {names}", "Sample Wire", "2024-06-19", Confidence.INFERRED, "https://a.example/1"
    )
    copied = replace(cited, key="a2", outlet="Wire Copy", origin="a1")
    point = Point(Passage(Sentence("a1", 0, len(WORDS), WORDS), cited), 1.0, (copied,))
    window = Window(date(2024, 6, 19), date(2024, 6, 19))
    actor = Actor("Q1", "North Korea", ActorKind.STATE)
    request = Request(Query(days=(window,)), "x", read_as=("North Korea", "Wednesday 19 June 2024"), actors=(actor,))
    answer = Answer(request, (point,), heading="North Korea, Wednesday 19 June 2024")
    masthead = Masthead("d1", "rates", date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    briefing = Briefing("b1", request, (point,), 7, 2, 1)
    messages = (
        of_briefing(briefing, words),
        of_answer(answer, words),
        of_answer(Answer(request, nearest=("Moscow",)), words),
        printed(set_copy(Edition(briefing), masthead, words)),
        printed(set_copy(Edition(Briefing("b1", request, ())), masthead, words)),
    )
    return [message.text for message in messages]


@pytest.mark.parametrize("language", OTHERS)
def test_quotations_titles_and_outlets_are_never_translated(language: str) -> None:
    """Whatever language the words around them are in, they are the article's own, character for character."""
    for ours, theirs in zip(told("en"), told(language), strict=True):
        quoted = [line for line in ours.splitlines() if line.startswith("> ")]
        assert [line for line in theirs.splitlines() if line.startswith("> ")] == quoted
        for untouched in ("Sample Wire", "Wire Copy", "A title: {names}", "North Korea", "Moscow", "b1", "d1"):
            assert theirs.count(untouched) == ours.count(untouched)


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_around_a_quotation_stays_english(language: str) -> None:
    """How the question was read, the date and how it is known, the counts: no word of English is left of the bot's."""
    for text in told(language):
        own = re.sub(r"^> .*$|https?:\S+", "", text, flags=re.MULTILINE)
        own = re.sub(r"Sample Wire|Wire Copy|A title: .names.|North Korea|Moscow|rates", "", own)
        assert not re.search(r"\b(?:the|of|June|Wednesday|report|sentence|origin|Read|Nothing|inferred|also)s?\b", own)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This channel: has no digest."),
        ("ko", "이 채널: 다이제스트가 없습니다."),
        ("uk", "Цей канал: немає дайджесту."),
        ("ja", "このチャンネル：ダイジェストがありません。"),
    ],
)
def test_errors_are_said_whole(language: str, said: str) -> None:
    """Subject, reason and the way out, with the language's own punctuation."""
    error = DatelineError(phrase("this channel"), phrase("has no digest"), phrase("/digest add sets one up."))
    message = of_error(error, Words(language))
    assert message.blocks[0] == said
    assert len(message.blocks) == 2


def documented(verb: str) -> list[str]:
    """Give the arguments of the ``pybabel`` command that docs/languages.md tells contributors to run."""
    (line,) = re.findall(rf"^pybabel {verb} .*$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return shlex.split(line)


def test_contributors_gather_what_the_tests_want(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented commands leave a whole catalogue whole."""
    monkeypatch.chdir(catalogues.BOT.parent)
    template, mended = tmp_path / "dateline.pot", tmp_path / "de.po"
    mended.write_bytes((catalogues.BOT / "locales" / "de.po").read_bytes())
    places = {"dateline.pot": str(template), "bot/locales/de.po": str(mended)}
    for verb in ("extract", "update"):
        CommandLineInterface().run([places.get(each, each) for each in documented(verb)])
    assert catalogues.faults(catalogues.parse(mended.read_bytes(), "de"), catalogues.wanted()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_documented(language: str) -> None:
    """By its English name."""
    assert str(Locale.parse(language).get_display_name("en")) in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        pytest.param("31 June: June has 30 days", "31 June: June에는 30일까지 있습니다", id="no date"),
        pytest.param("19 June 2024 (Sample Wire)", "2024년 6월 19일 (Sample Wire)", id="a day with its outlet"),
        pytest.param("19 June 2024 (5), 20 June 2024 (3)", "2024년 6월 19일 (5), 2024년 6월 20일 (3)", id="days"),
        pytest.param("2 June 2024 to 27 June 2024", "2024년 6월 2일~27일", id="a span"),
        pytest.param(
            "channel 5: it does not exist any more. Set the digest up in another channel.",
            "채널 5: 더는 존재하지 않습니다. 다른 채널에 다이제스트를 설정하세요.",
            id="an error as it was recorded",
        ),
        pytest.param("31 June 2024", "31 June 2024", id="a day that is none"),
        pytest.param(
            "Articles published: 18 June 2024, 4; 19 June 2024, 23; fewer on 3 other days. Most often: Kim and Lee, 2.",
            "보도된 기사: 2024년 6월 18일 (4), 2024년 6월 19일 (23), 다른 3일은 더 적음. 가장 많이: Kim and Lee, 2.",
            id="a chart in words",
        ),
        pytest.param("suspended: channel 5: it is no OPML", "중단됨: 채널 5: OPML이 아닙니다", id="nested"),
        pytest.param("Kim Jong-un (3), Lee (2)", "Kim Jong-un (3), Lee (2)", id="names"),
        pytest.param("the stars are right", "the stars are right", id="what nobody below says"),
    ],
)
def test_english_from_the_rooms_below_is_said_where_it_is_known(english: str, said: str) -> None:
    """Readers and rankers know no languages, and the ledger keeps English."""
    assert Words("ko").recall(english) == said
    assert ENGLISH.recall(english) == english


def test_what_is_recalled_is_still_said() -> None:
    """Some three words in a row of each template stand in the source of another room."""
    root = catalogues.BOT.parent
    rooms = [path for room in ("corpus", "briefings", "bot") for path in (root / room).rglob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in rooms if path.name != "recalling.py")
    plain = re.sub(r'"\s*\n\s*f?"', "", source)
    for words in TEMPLATES:
        pieces = [piece.split() for piece in re.split(r"\{\w+\}", words)]
        runs = [" ".join(piece[start : start + 3]) for piece in pieces for start in range(max(1, len(piece) - 2))]
        assert any(len(run) > 3 and run.strip("“”().") in plain for run in runs), words


@pytest.mark.parametrize("language", OTHERS)
@given(POINTS, HOSTILE)
@settings(max_examples=15, deadline=None)
def test_a_hostile_article_fits_in_every_language(language: str, points: list[Point], topic: str) -> None:
    """Longer words around the quotations break no limit, and every sentence is whole or absent."""
    words, request = Words(language), Request(Query(), text=topic, unknown=(topic,))
    briefing = Briefing("b1", request, tuple(points), 7, 12, 3)
    masthead = Masthead("d1", topic, date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    texts = [f"> {escape(point.passage.sentence.text)}" for point in points]
    for message in (
        of_briefing(briefing, words),
        of_answer(Answer(request, tuple(points), topic, ((topic, topic),), (topic,)), words),
        printed(
            set_copy(Edition(replace(briefing, points=tuple(points[:12]))), masthead, words)
        ),  # the most of a digest
        of_error(DatelineError(topic, phrase("{state}: {reason}", state=topic, reason=topic), topic), words),
    ):
        assert layout(message).content_length() <= MOST_CHARACTERS
        assert all(each.partition("\n-# ")[0] in texts for each in message.blocks if each.startswith("> "))
