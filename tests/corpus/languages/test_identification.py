"""Language identification."""

from __future__ import annotations

import subprocess
import sys

import pytest

from corpus.languages.identification import get_language_name, identify_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council said on Tuesday that the bridge would be closed for the rest of the year."),
        ("de", "Der Rat hat gestern entschieden, dass die Brücke bis zum Ende des Jahres geschlossen bleibt."),
        ("fr", "Le conseil a décidé hier que le pont restera fermé jusqu’à la fin de l’année."),
        ("es", "El consejo decidió ayer que el puente permanecerá cerrado hasta el final del año."),
        ("it", "Il consiglio ha deciso ieri che il ponte resterà chiuso fino alla fine dell’anno."),
        ("pt", "O conselho decidiu ontem que a ponte vai ficar fechada até ao fim do ano."),
        ("uk", "Рада вчора вирішила, що міст буде закритий до кінця року."),
        ("ru", "Совет вчера решил, что мост будет закрыт до конца года."),
        ("ko", "의회는 어제 다리를 연말까지 닫기로 결정했다."),
        ("ja", "市議会は昨日、橋を年末まで閉鎖すると決めた。"),
        ("zh", "市议会昨天决定将大桥关闭至年底。"),
        ("ar", "قرر المجلس أمس إغلاق الجسر حتى نهاية العام."),
        ("bg", "Съветът реши вчера, че мостът ще бъде затворен до края на годината."),
        ("ru", "Съезд объявил, что подъезд к мосту закроют до конца года и объезда не будет."),
        ("nl", "De raad heeft gisteren besloten dat de brug tot het einde van het jaar dicht blijft."),
    ],
)
def test_the_language_of_a_sentence(language: str, text: str) -> None:
    """One sentence is enough to identify its language."""
    assert identify_language(text) == language


def test_the_page_states_the_language_of_a_short_text() -> None:
    """A text too short to decide is in the language that its page states."""
    assert identify_language("Alpha beta gamma.") == ""
    assert identify_language("Alpha beta gamma.", "de-AT") == "de"
    assert identify_language("의회는 어제 다리를 닫았다.", "en") == "ko"


def test_english_text_with_foreign_names_is_english() -> None:
    """Names of newspapers in another language do not outweigh the words around them."""
    assert (
        identify_language("The editors of Die Zeit and Der Spiegel said that they had not been asked by the court.")
        == "en"
    )


def test_english_never_loads_the_model() -> None:
    """The model of py3langid, which takes 100 MB, is loaded only where script and common words do not decide."""
    code = (
        "import sys; from corpus.languages.identification import identify_language;"
        "print(identify_language('The council said on Tuesday that the bridge was closed.'));"
        "print('py3langid' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["en", "False"]


def test_a_language_has_an_english_name() -> None:
    """A language without a pack is shown by its name, or by its code."""
    assert (get_language_name("de"), get_language_name("nl"), get_language_name("xx")) == ("German", "Dutch", "xx")
