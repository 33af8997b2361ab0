"""Claims about the catalogues: whole, short enough, and of all that members read."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import PoFileError

from bot.commands.server import COMMAND_EXAMPLES
from bot.locales import LANGUAGES, CommandPart, Translator
from bot.locales.translator import load_catalog
from tests.support.bot.catalog_checks import (
    BOT_FOLDER,
    MAX_LENGTHS,
    TRANSLATED_LANGUAGES,
    MessageKey,
    find_catalog_errors,
    find_dynamic_templates,
    find_long_labels,
    find_untranslated_errors,
    find_untranslated_text,
    find_wrong_command_names,
    list_source_messages,
    parse_catalog,
)

DOCUMENT = BOT_FOLDER.parent / "docs" / "languages.md"


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_every_catalogue_is_whole(language: str) -> None:
    """Nothing is missing, obsolete, empty or broken, and nothing is too long for where it is shown."""
    file = BOT_FOLDER / "locales" / f"{language}.po"
    assert find_catalog_errors(parse_catalog(file.read_bytes(), language), list_source_messages()) == []
    assert find_long_labels(load_catalog(language)) == []


HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
GOOD = 'msgid "has {names}"\nmsgstr "hat {names}"\n\nmsgid "{number} day"\nmsgid_plural "{number} days"\n'
FORMS = 'msgstr[0] "{number} Tag"\nmsgstr[1] "{number} Tage"\n'
NEEDED: dict[MessageKey, str] = {(None, "has {names}"): "a.py", (None, ("{number} day", "{number} days")): "a.py"}


def parse_german_catalog(text: str) -> Catalog:
    """Parse a catalogue of German."""
    return parse_catalog((HEAD + text).encode(), "de")


def test_a_whole_catalogue_has_no_faults() -> None:
    """What the checks below are broken from."""
    assert find_catalog_errors(parse_german_catalog(GOOD + FORMS), NEEDED) == []


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
    assert any(found.startswith(fault) for found in find_catalog_errors(parse_german_catalog(text), NEEDED))


def test_a_plural_form_too_many_is_found_out() -> None:
    """Read leniently it would be dropped in silence."""
    with pytest.raises(PoFileError):
        parse_german_catalog(GOOD + FORMS + 'msgstr[2] "{number} Tage"\n')


@pytest.mark.parametrize("part", list(CommandPart))
def test_words_too_long_for_a_command_are_found_out(part: CommandPart) -> None:
    """Discord takes 32 characters of a name and 100 of a description."""
    most = MAX_LENGTHS[part]
    needed: dict[MessageKey, str] = {(part.value, "x"): "a.py"}
    for length, faults in ((most, 0), (most + 1, 1)):
        text = f'msgctxt "{part.value}"\nmsgid "x"\nmsgstr "{"x" * length}"\n'
        assert len(find_catalog_errors(parse_german_catalog(text), needed)) == faults


@pytest.mark.parametrize(
    ("source", "most"),
    [
        ('Button("id", words.translate(_("go")))', 80),
        ('MenuChoice("value", "label", words.translate(_("go")))', 100),
        ('SelectMenu("id", placeholder=_("go"))', 150),
        ('ModalField("id", _("go"))', 45),
        ('send_modal(interaction, "id", _("go"), ModalField("id", label))', 45),
    ],
    ids=["a button", "a choice", "a menu", "a field", "a form"],
)
def test_a_label_too_long_for_its_control_is_found_out(tmp_path: Path, source: str, most: int) -> None:
    """The words of a control are found through the phrase that it is made with."""
    (tmp_path / "a.py").write_text(source)
    assert find_long_labels(parse_german_catalog(f'msgid "go"\nmsgstr "{"x" * most}"\n'), tmp_path) == []
    assert find_long_labels(parse_german_catalog(f'msgid "go"\nmsgstr "{"x" * (most + 1)}"\n'), tmp_path) != []


def test_every_template_is_a_literal() -> None:
    """A template that is made at run time stands in no catalogue."""
    assert find_dynamic_templates() == []


def test_members_see_translated_phrases_only() -> None:
    """No words stand in messages, commands or errors that could not be said in another language."""
    assert find_untranslated_text(BOT_FOLDER / "rendering") == []
    assert find_untranslated_text(BOT_FOLDER / "commands") == []
    assert find_untranslated_errors() == []


@pytest.mark.parametrize(
    "source",
    [
        'tell("Nothing was found")',
        'tell(f"{number} more")',
        'tell(f"about {topic}")',
        'tell(render_list("Digests of this server", lines))',
        'words = "has been removed" if gone else ""',
    ],
    ids=["a string", "words behind a field", "words before a field", "an argument", "a choice of two"],
)
def test_words_that_are_no_phrase_are_found_out(tmp_path: Path, source: str) -> None:
    """So the test above can fail; the same words in a phrase pass."""
    (tmp_path / "a.py").write_text(source)
    assert find_untranslated_text(tmp_path) != []
    (tmp_path / "a.py").write_text('"""A docstring."""\ntell(_("Nothing was found"))\n_LOG.info("It was found")\n')
    assert find_untranslated_text(tmp_path) == []


@pytest.mark.parametrize(
    "source",
    ['_(f"{number} more")', "_(words)", 'ngettext_("a day", many, 3)', '_("a" if one else "b")'],
)
def test_a_template_that_is_no_literal_is_found_out(tmp_path: Path, source: str) -> None:
    """No extraction would find it."""
    (tmp_path / "a.py").write_text(source)
    assert find_dynamic_templates(tmp_path) == [source.replace('"', "'")]


@pytest.mark.parametrize(
    "source",
    [
        'InputError("file", "is empty")',
        'InputError(name, f"channel {name}", "")',
        'InputError(name, reason="no")',
    ],
)
def test_an_error_in_plain_words_is_found_out(tmp_path: Path, source: str) -> None:
    """Names and paths may stand in an error as they are; words may not."""
    (tmp_path / "a.py").write_text(source)
    assert find_untranslated_errors(tmp_path) != []
    (tmp_path / "a.py").write_text('InputError(name, phrase("is empty"), "")')
    assert find_untranslated_errors(tmp_path) == []


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_a_translation_names_a_command_as_the_menu_does(language: str) -> None:
    """Words that send a member to a command send them to one that they can find."""
    words = Translator(language)
    own = {
        name: " ".join(words.translate_command(CommandPart.COMMAND, part) for part in name.split())
        for name in COMMAND_EXAMPLES
    }
    assert find_wrong_command_names(load_catalog(language), own) == []


def test_a_command_by_its_english_name_is_found_out() -> None:
    """So the test above can fail."""
    text = 'msgid "See /digest add."\nmsgstr "Siehe /{}."\n'
    own = {"digest add": "digest hinzufügen"}
    assert find_wrong_command_names(parse_german_catalog(text.format("digest hinzufügen")), own) == []
    assert find_wrong_command_names(parse_german_catalog(text.format("digest add")), own) != []


def read_documented_arguments(verb: str) -> list[str]:
    """Return the arguments of the ``pybabel`` command that docs/languages.md asks contributors to run."""
    (line,) = re.findall(rf"^pybabel {verb} .*$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return shlex.split(line)


def test_contributors_gather_what_the_tests_want(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented commands leave a whole catalogue whole."""
    monkeypatch.chdir(BOT_FOLDER.parent)
    template, mended = tmp_path / "dateline.pot", tmp_path / "de.po"
    mended.write_bytes((BOT_FOLDER / "locales" / "de.po").read_bytes())
    places = {"dateline.pot": str(template), "bot/locales/de.po": str(mended)}
    for verb in ("extract", "update"):
        CommandLineInterface().run([places.get(each, each) for each in read_documented_arguments(verb)])
    assert find_catalog_errors(parse_catalog(mended.read_bytes(), "de"), list_source_messages()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_documented(language: str) -> None:
    """By its English name."""
    assert str(Locale.parse(language).get_display_name("en")) in DOCUMENT.read_text(encoding="utf-8")
