"""Decode the bytes of a web page as a browser would."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from corpus.errors import EmptySource, SourceTooLarge, UndecodableSource
from corpus.languages.encodings import guess_encoding
from corpus.models.text import _

#: Larger pages are refused; the largest of 2,000 saved news pages has 4.4 MB.
MAX_PAGE_BYTES = 10_000_000

# HTML 13.2.3.2: "the user agent may [prescan] the first 1024 bytes"; real pages put the declaration later than that.
_PRESCAN_BYTES = 8_192
_META_CHARSET = re.compile(rb"""<meta[^>]{0,512}?charset\s*=\s*["']?\s*([a-z0-9_:.()-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,256}?encoding\s*=\s*["']([a-z0-9_:.()-]{2,40})["']""", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Encoding Standard 4.2, with the names of Python's codecs: labels of ASCII and Latin-1 mean windows-1252, those of
# smaller Asian character sets mean their supersets.
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
_BINARY_SIGNATURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF")
# C0 controls but tab, line feed, carriage return; DEL; and two more that lxml reads but refuses to write.
_CONTROL_CHARACTERS = {**dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0xFFFE, 0xFFFF]), 12: " "}
_CONTROL_REFERENCE = re.compile(r"&#(?:0{0,9}(?:12|6553[45])|x0{0,9}(?:c|fff[ef]))(?![0-9a-f]);?", re.IGNORECASE)


def decode_page(data: bytes, subject: str, encoding: str | None = None) -> str:
    """
    Decode a page.

    Args:
        data: The bytes as received, transfer encoding undone.
        subject: The page's address, for errors.
        encoding: The charset of the transport's Content-Type, or None.

    Returns:
        The text, without byte order mark, control characters, U+FFFE and U+FFFF nor references
        to these two or to a form feed, which becomes a space; undecodable bytes become U+FFFD.

    Raises:
        EmptySource: If there are no bytes.
        SourceTooLarge: If there are more than `MAX_PAGE_BYTES`.
        UndecodableSource: If the bytes are clearly not text.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise SourceTooLarge(subject, _("it is larger than {number} MB", number=MAX_PAGE_BYTES // 1_000_000))
    if not data.strip():
        raise EmptySource(subject, _("the page is empty"))
    if data.startswith(_BINARY_SIGNATURES):
        raise UndecodableSource(subject, _("it isn't a web page"))
    text = decode_declared(data, (encoding, _find_declared_charset(data))).translate(_CONTROL_CHARACTERS)
    text = _CONTROL_REFERENCE.sub(" ", text)
    if text.count("\ufffd") > len(text) // 10:
        raise UndecodableSource(subject, _("I can't decode its text"))
    return text


def decode_declared(data: bytes, labels: Sequence[str | None]) -> str:
    """
    Decode bytes by a byte order mark, else as UTF-8 if they are that, else by the first label that fits.

    Args:
        data: The bytes.
        labels: Encodings that were declared for them, the most credible first; None and unknown ones are ignored.

    Returns:
        The text; what can't be decoded is U+FFFD.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = [codec for label in labels if (codec := _resolve_codec(label))]
    if "iso2022_jp" in declared and b"\x1b" in data:  # the only one whose bytes look like ASCII
        return data.decode("iso2022_jp", "replace")
    # Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever was declared: that does not happen by chance.
    for name in ("utf-8", *declared):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(_choose_fallback(data, declared), "replace")


def _choose_fallback(data: bytes, declared: list[str]) -> str:
    """Return the codec to use when nothing decodes without error."""
    broken = data.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte > 127 for byte in data)
    # Truncation or a few bad bytes in UTF-8 leave most high bytes well-formed; another encoding breaks nearly all.
    if broken * 10 < high:
        return "utf-8"
    return declared[0] if declared and declared[0] != "utf-8" else guess_encoding(data)


def _find_declared_charset(data: bytes) -> str | None:
    match = _XML_ENCODING.search(data[:_PRESCAN_BYTES]) or _META_CHARSET.search(data[:_PRESCAN_BYTES])
    return match[1].decode("ascii") if match else None


def _resolve_codec(label: str | None) -> str | None:
    """Return Python's codec for an encoding label, or None for one that no page may use."""
    try:
        # HTML 13.2.3.2: a page in which a label can be read is not in UTF-16, so that label is ignored.
        name = label.strip().lower().removeprefix("x-").replace("windows-874", "cp874") if label else ""
        return _CODECS.get(codecs.lookup(name).name) if name else None
    except (LookupError, ValueError):
        return None
