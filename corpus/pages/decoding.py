"""
Page bytes → characters, as a browser would read them.

References:
    WHATWG, Encoding Standard (labels); HTML Standard, 13.2.3 "The input byte stream" (order of evidence).
"""

from __future__ import annotations

import codecs
import re

from corpus.errors import EmptySource, NotText, TooLarge

#: A page larger than this is refused; the largest of 2,000 saved news pages has 4.4 MB.
MOST_BYTES = 10_000_000

# HTML 13.2.3.2: "the user agent may [prescan] the first 1024 bytes"; real pages put the declaration later than that.
_PRESCAN = 8_192
_DECLARED = re.compile(rb"""<meta[^>]{0,512}?charset\s*=\s*["']?\s*([a-z0-9_:.()-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,256}?encoding\s*=\s*["']([a-z0-9_:.()-]{2,40})["']""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Encoding Standard 4.2, in the names of Python's codecs: the labels of ASCII and Latin-1 mean windows-1252, those of
# smaller Asian sets their supersets.
_CODECS = {
    **{name: name for name in ("utf-8", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866", "gb18030", "euc_jp")},
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{page}": f"cp{page}" for page in (874, 932, 949, *range(1250, 1259))},
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "iso2022_jp": "iso2022_jp",
}
_FOREIGN = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF")
# C0 controls but tab, line feed, carriage return, form feed; and DEL.
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])


def decode(data: bytes, subject: str, encoding: str | None = None) -> str:
    """
    Decode a page.

    Args:
        data: The bytes as they came, transfer encoding undone.
        subject: The page's address, for errors.
        encoding: What the transport says (the charset of Content-Type), or None.

    Returns:
        The characters, without byte order mark, control characters and NUL; undecodable bytes as U+FFFD.

    Raises:
        EmptySource: If there are no bytes.
        TooLarge: If there are more than `MOST_BYTES`.
        NotText: If the bytes are plainly no text.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge(subject, f"a page of more than {MOST_BYTES // 1_000_000} MB is not read")
    if not data.strip():
        raise EmptySource(subject, "the page is empty")
    if data.startswith(_FOREIGN):
        raise NotText(subject, "this is no web page but another kind of file")
    text = _decoded(data, encoding).translate(_CONTROLS)
    if text.count("\ufffd") > len(text) // 10:
        raise NotText(subject, "the bytes are no text we can decode")
    return text


def _decoded(data: bytes, transport: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    stated = [name for name in (_codec(transport), _codec(_declared(data))) if name]
    if "iso2022_jp" in stated and b"\x1b" in data:  # the one that is ASCII to the eye
        return data.decode("iso2022_jp", "replace")
    # Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever was declared: chance does not bring that about.
    for name in ("utf-8", *stated):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(_fallback(data, stated), "replace")


def _fallback(data: bytes, stated: list[str]) -> str:
    """Choose what to decode with when nothing decodes without error."""
    broken = data.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte > 127 for byte in data)
    # A cut or a few bad bytes in UTF-8 leave most of the high bytes well-formed; another encoding breaks nearly all.
    if broken * 10 < high:
        return "utf-8"
    return stated[0] if stated and stated[0] != "utf-8" else "cp1252"


def _declared(data: bytes) -> str | None:
    match = _XML.search(data[:_PRESCAN]) or _DECLARED.search(data[:_PRESCAN])
    return match[1].decode("ascii") if match else None


def _codec(label: str | None) -> str | None:
    """Give Python's codec for an encoding label, None for one that no page may use."""
    try:
        # HTML 13.2.3.2: a page read far enough to find its label is not in UTF-16; so that label is none here.
        name = label.strip().lower().removeprefix("x-").replace("windows-874", "cp874") if label else ""
        return _CODECS.get(codecs.lookup(name).name) if name else None
    except (LookupError, ValueError):
        return None
