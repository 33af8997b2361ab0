"""Guess the encoding of a text that states none, by the letters that its bytes would be in each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.languages.identification import identify_language

#: Bytes that are looked at.
_MAX_BYTES = 20_000
#: Encoding of texts in Latin letters of which nothing else is known: what most programs on Windows wrote.
DEFAULT_ENCODING = "cp1252"
#: Share of bytes beyond ASCII from which a text may be in Chinese, Japanese or Korean, or in an alphabet of its own.
_MIN_WIDE_SHARE, _MIN_ALPHABET_SHARE = 0.3, 0.25
#: Share of kana among the characters of a Japanese text, of Hangul and of its commonest syllables in a Korean one, and
#: of the commonest characters in a Chinese one.
_MIN_KANA, _MIN_HANGUL, _MIN_SYLLABLES, _MIN_HAN = 0.2, 0.8, 0.12, 0.12
_KANA, _HANGUL = re.compile("[\u3041-\u3096\u30a1-\u30fa]"), re.compile("[\uac00-\ud7a3]")
_WIDE = re.compile(r"[^\x00-\x7f\u3000-\u303f\uff00-\uff60]")
_COMMON_SYLLABLES = re.compile("[이다는의에을를가은한고로지사도시기하]")
#: The commonest characters of Chinese texts, simplified and traditional.
_COMMON_HAN = re.compile(
    "[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可年月日]"
)
#: Encodings of other alphabets, with the commonest letters of the languages that they were made for.
_ALPHABETS = (
    ("cp1251", "оеаинтсрвлкмдпуыьі"),
    ("koi8-u", "оеаинтсрвлкмдпуыьі"),
    ("cp866", "оеаинтсрвлкмдпуыьі"),
    ("iso8859-5", "оеаинтсрвлкмдпуыьі"),
    ("mac-cyrillic", "оеаинтсрвлкмдпуыьі"),
    ("cp1253", "αοιετσνηυρπκμλςάίόέ"),
    ("cp1255", "יוהלארתבשמנדחע"),
    ("cp1256", "اليمونرتبةعدسفه"),
    ("cp874", "านรอกเงมยลวดท่้ต"),
)
#: Share of these letters among those beyond ASCII from which the encoding is believed.
_MIN_COMMON_LETTERS = 0.6
#: A sign inside a word, which no word has: a letter of another encoding, "odrzuci³a".
_SIGN_IN_WORD = re.compile(r"[a-z][¹³¿¼¾£¯¶±][a-z]|[^\W\d_]{3}[¹³](?!\w)|(?<!\w)[¹³][a-z]{2}")
_CENTRAL_EUROPEAN = ("cp1250", "iso8859-2")
#: Letters of Icelandic, in the place of which Turkish has its own.
_ICELANDIC_LETTERS = re.compile("[ðþýÐÞÝ]")
_TURKISH = "cp1254"


#: Share of the bytes at even or odd places that are zero in a text in UTF-16 without a mark, at least and at most.
_MIN_ZEROS, _MAX_ZEROS = 0.4, 0.02


def find_utf16(data: bytes) -> str | None:
    """Return the name of the byte order of a text in UTF-16 without a byte order mark, or None if it is none."""
    head = data[:_MAX_BYTES]
    even, odd = (head[place::2].count(0) / max(len(head) // 2, 1) for place in (0, 1))
    if odd >= _MIN_ZEROS and even <= _MAX_ZEROS:
        return "utf-16-le"
    return "utf-16-be" if even >= _MIN_ZEROS and odd <= _MAX_ZEROS else None


def guess_encoding(data: bytes) -> str:
    """
    Return the name of the encoding in which *data*, which is not UTF-8, is most likely a text.

    Args:
        data: The bytes; the first 20,000 are looked at.
    """
    head = data[:_MAX_BYTES]
    share = sum(byte > 127 for byte in head) / max(len(head), 1)
    if share >= _MIN_WIDE_SHARE and (wide := _guess_wide(head)):
        return wide
    if share >= _MIN_ALPHABET_SHARE and (alphabet := _guess_alphabet(head)):
        return alphabet
    return _guess_latin(head)


def _decode(head: bytes, encoding: str) -> str:
    """Return the text, without a character that the end of *head* may have cut; empty if the bytes are none of it."""
    for end in (len(head), len(head) - 1):
        try:
            return head[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _guess_wide(head: bytes) -> str | None:
    """Return the encoding of a Chinese, Japanese or Korean text, or None."""
    kana = {name: _measure(_KANA, _decode(head, name)) for name in ("cp932", "euc_jp")}
    best = max(kana, key=kana.__getitem__)
    if kana[best] >= _MIN_KANA:
        return best
    korean = _decode(head, "cp949")
    if _measure(_HANGUL, korean) >= _MIN_HANGUL and _measure(_COMMON_SYLLABLES, korean) >= _MIN_SYLLABLES:
        return "cp949"
    chinese = {name: _measure(_COMMON_HAN, _decode(head, name)) for name in ("gb18030", "big5hkscs")}
    best = max(chinese, key=chinese.__getitem__)
    return best if chinese[best] >= _MIN_HAN else None


def _measure(pattern: re.Pattern[str], text: str) -> float:
    """Return the share of the characters beyond ASCII and punctuation that match *pattern*."""
    return len(pattern.findall(text)) / max(len(_WIDE.findall(text)), 1)


def _guess_alphabet(head: bytes) -> str | None:
    """Return the encoding of a text in an alphabet of its own, or None."""
    shares = {name: _share_common(_decode(head, name), letters) for name, letters in _ALPHABETS}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _MIN_COMMON_LETTERS else None


def _share_common(text: str, letters: Iterable[str]) -> float:
    beyond = [char for char in text if char > "\x7f" and not char.isspace()]
    common = frozenset(letters)
    return sum(char in common for char in beyond) / max(len(beyond), 1)


def _guess_latin(head: bytes) -> str:
    """Return the encoding of a text in Latin letters."""
    plain = head.decode(DEFAULT_ENCODING, "replace")
    if _SIGN_IN_WORD.search(plain.lower()):
        fitting = [name for name in _CENTRAL_EUROPEAN if (text := _decode(head, name)) and _is_clean(text)]
        return fitting[0] if fitting else DEFAULT_ENCODING
    if _ICELANDIC_LETTERS.search(plain) and identify_language(_decode(head, _TURKISH)) == "tr":
        return _TURKISH
    return DEFAULT_ENCODING


def _is_clean(text: str) -> bool:
    """Return whether no word has a sign, or a control character of the upper half, in it."""
    return not _SIGN_IN_WORD.search(text.lower()) and not any("\x80" <= char <= "\x9f" for char in text)
