"""Bytes to text, without a change to line ends."""

from __future__ import annotations

import codecs

from corpus.errors import EmptySource, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's: asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that texts hold by accident: all but tab, line feed, vertical tab, form feed, carriage return,
#: and escape.
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1b")
#: A text has at most one and one more in so many characters.
_RARE = 500


def decode(data: bytes, name: str) -> str:
    """
    Decode *data*: by its byte order mark, else as UTF-8, else as Windows-1252.

    Args:
        data: The bytes as they came.
        name: What to call them in an error.

    Raises:
        EmptySource: If there is no letter or digit in them.
        NotText: If they can't be decoded, or decode to many control characters, as pictures and archives do.
    """
    text = _decoded(data, name)
    # Copying out of a terminal or an old database leaves a bell or a separator here and there.
    if "\0" in text or sum(map(text.count, _CONTROLS)) > 1 + len(text) / _RARE:
        raise NotText(name, "this is no text but some other kind of file")
    if not any(map(str.isalnum, text)):
        raise EmptySource(name, "there is no word in it")
    return text


def _decoded(data: bytes, name: str) -> str:
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText(name, f"its bytes are no text in {' or '.join(encodings)}")
