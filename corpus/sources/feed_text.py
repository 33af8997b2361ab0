"""Decode feeds and OPML lists, repair common faults of their XML, and read the text of articles that feeds hold."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from corpus.extraction.charset import decode_declared

#: Encodings of Unicode by the first bytes of a text, with or without a byte order mark (XML 1.0, appendix F).
_OPENING_BYTES = (
    (re.compile(rb"\xff\xfe\0\0|<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\xfe\xff|\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
#: Characters in which an XML declaration is looked for; warnings of the server may precede it.
_MAX_DECLARATION_BYTES = 8_192
_XML_ENCODING = re.compile(
    rb"""<\?xml\s[^>]{0,256}?encoding\s*=\s*["']\s*([A-Za-z0-9_:.()-]{2,40})\s*["']""", re.IGNORECASE
)
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2}(?:-(?:cn|tw|hk))?)\b", re.IGNORECASE)
#: Encodings before Unicode of languages whose feeds declare none.
_LANGUAGE_ENCODINGS = {
    "zh": "gb18030", "zh-cn": "gb18030", "zh-tw": "big5", "zh-hk": "big5", "ja": "shift_jis", "ko": "euc-kr",
    "ru": "windows-1251", "uk": "windows-1251", "bg": "windows-1251", "pl": "windows-1250", "cs": "windows-1250",
    "el": "windows-1253", "tr": "windows-1254", "he": "windows-1255", "ar": "windows-1256", "th": "tis-620",
}  # fmt: skip
#: Characters that XML 1.0 does not allow.
_FORBIDDEN_CHARACTERS = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF]
)
_MARKUP = re.compile(r"<!\[CDATA\[|<!--|&")
_REFERENCE = re.compile(r"&(?:#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def decode_feed(data: bytes, charset: str | None = None) -> str:
    """
    Decode a feed or an OPML list as its XML declaration or its transport declares.

    Args:
        data: The bytes, decompressed.
        charset: The charset of the transport's Content-Type, or None.

    Returns:
        The text without characters that XML does not allow; bytes that can't be decoded are U+FFFD.
    """
    for opening, name in _OPENING_BYTES:
        if opening.match(data):
            return data.decode(name, "replace").translate(_FORBIDDEN_CHARACTERS)
    declared = _XML_ENCODING.search(data[:_MAX_DECLARATION_BYTES])
    language = None if declared or charset else _LANGUAGE.search(data[:_MAX_DECLARATION_BYTES])
    labels = (
        declared[1].decode("ascii") if declared else None,
        charset,
        _LANGUAGE_ENCODINGS.get(language[1].decode("ascii").lower()) if language else None,
    )
    return decode_declared(data, labels).translate(_FORBIDDEN_CHARACTERS)


def repair_xml(text: str) -> str:
    """
    Return *text* with what makes XML ill-formed most often repaired: stray ampersands and references.

    An ampersand that begins no reference is escaped, HTML's named references become their characters, and references
    to characters that XML does not allow are dropped. CDATA sections and comments stay as they are.
    """
    parts, place = list[str](), 0
    closing = {"<![CDATA[": "]]>", "<!--": "-->"}
    for match in _MARKUP.finditer(text):
        if match.start() < place:
            continue
        if match[0] == "&":
            found = _REFERENCE.match(text, match.start())
            parts += [text[place : match.start()], _repair_reference(found) if found else "&amp;"]
            place = found.end() if found else match.end()
        elif end := closing.get(match[0]):
            at = text.find(end, match.end())
            if at < 0:
                del closing[match[0]]  # no other one is closed either
                continue
            parts.append(text[place : at + len(end)])
            place = at + len(end)
    return "".join((*parts, text[place:]))


def _repair_reference(found: re.Match[str]) -> str:
    if name := found["name"]:
        if name in _XML_ENTITIES:
            return found[0]
        letters = html5.get(f"{name};")
        return "".join(_ESCAPES.get(letter, letter) for letter in letters) if letters else f"&amp;{found[0][1:]}"
    if found["number"].lstrip("xX0") == "":
        return ""  # NUL, which HTML reads as U+FFFD
    letters = unescape(found[0]).translate(_FORBIDDEN_CHARACTERS)  # as HTML reads them, so that &#150; is a dash
    return "".join(_ESCAPES.get(letter, letter) for letter in letters)


#: Fewest words of an article's text in the element for it, and in the one for a summary, which is mostly a teaser.
MIN_CONTENT_WORDS, MIN_SUMMARY_WORDS = 40, 120
#: Letters of a script without spaces that count as a word.
_LETTERS_PER_WORD = 2
_TAG = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>|</?[A-Za-z][^<>]*>|<!--[^<>]*-->", re.IGNORECASE)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOTICE = re.compile(r"The post .{1,300}? (?:appeared|first appeared) first on .{1,200}$|\s+Comments$")
_TRUNCATION = re.compile(
    r"(?:…|\.\.\.|\[\s?(?:…|\.\.\.)\s?\])\s*$"
    r"|(?:\b(?:read (?:more|on|the (?:full|rest|whole))|continue reading|keep reading|full (?:story|article)"
    r"|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|continua a leggere|leggi tutto|читать далее"
    r"|читати далі)\b|続きを読む|阅读全文|閱讀全文|더 보기)[^.!?]{0,80}$",
    re.IGNORECASE,
)


def strip_markup(html: str) -> str:
    """Return the words of *html*, with spaces in place of its tags."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def is_article_text(html: str, min_words: int = MIN_CONTENT_WORDS) -> bool:
    """Return whether *html* from a feed is the text of an article, and not a teaser of it."""
    text = _NOTICE.sub("", strip_markup(html))
    words = len(text.split()) + len(_SPACELESS.findall(text)) // _LETTERS_PER_WORD
    return words >= min_words and not _TRUNCATION.search(text)
