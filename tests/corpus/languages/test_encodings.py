"""Claims about the encoding of texts that state none."""

from __future__ import annotations

import pytest

from corpus.languages.encodings import find_utf16, guess_encoding

RUSSIAN = "Мост снова открыт. Рабочие убрали последние камни в четверг утром."
UKRAINIAN = "Міст знову відкрито. Робітники прибрали останнє каміння у четвер."
GREEK = "Η γέφυρα άνοιξε ξανά την Πέμπτη. Οι εργάτες έφυγαν το πρωί."
HEBREW = "הגשר נפתח שוב ביום חמישי. הפועלים עזבו בבוקר."
ARABIC = "أعيد فتح الجسر يوم الخميس وغادر العمال في الصباح."
JAPANESE = "橋は木曜日に再び開通した。作業員は朝のうちに帰った。"
KOREAN = "다리는 목요일에 다시 열렸다. 인부들은 아침에 돌아갔다."
SIMPLIFIED = "大桥在星期四重新开放。工人们早上就离开了这个地方。"
TRADITIONAL = "大橋在星期四重新開放。工人們早上就離開了這個地方。"
POLISH = "Most znów otwarto w czwartek. Robotnicy wyszli wcześnie, a żaden z nich nie spóźnił się na mszę."
TURKISH = "Köprü perşembe günü yeniden açıldı ve işçiler sabah şehirden ayrıldı, çünkü iş bitmişti."
ICELANDIC = "Brúin var opnuð aftur á fimmtudag og það voru allir ánægðir með þá niðurstöðu."
FRENCH = "Le pont a été rouvert jeudi – les ouvriers étaient déjà partis."
PRICES = "The bridge cost £65m, or 20 m² of it at 15°C — about ½ the price."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (ICELANDIC, "cp1252"),
        (FRENCH, "cp1252"),
        (PRICES, "cp1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_was_written_in(text: str, encoding: str) -> None:
    """The letters that the bytes would be tell one encoding from another."""
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data)) == text


def test_a_character_cut_in_two_at_the_end_changes_nothing() -> None:
    """Only the first bytes of a long text are looked at, and these may end inside a character."""
    data = (JAPANESE * 600).encode("shift_jis")
    assert guess_encoding(b"x" + data) == "cp932"


def test_utf_16_without_a_mark_is_told_by_its_zeros() -> None:
    """Every other byte of a text in Latin letters is zero; a file of zeros is none."""
    assert find_utf16(FRENCH.encode("utf-16-le")) == "utf-16-le"
    assert find_utf16(FRENCH.encode("utf-16-be")) == "utf-16-be"
    assert find_utf16(FRENCH.encode("cp1252")) is None
    assert find_utf16(bytes(40)) is None
