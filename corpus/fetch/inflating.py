"""Compressed bytes → bytes, piece by piece, and never more than are taken."""

from __future__ import annotations

import zlib

from corpus.errors import FetchError

#: Value of the request's ``Accept-Encoding``: what `Inflation` undoes.
ACCEPTED = "gzip, deflate"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Inflation:
    """
    Undoes one content coding.

    Args:
        url: Where the bytes come from, for errors.
        coding: Value of ``Content-Encoding``.
        most: Bytes that are taken; a bomb is never blown up further.

    Raises:
        FetchError: If the coding is none that was asked for.
    """

    def __init__(self, url: str, coding: str, most: int) -> None:
        self._url, self._most, self._held = url, most, bytearray()
        coding = coding.strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(url, f"it is compressed in a way that was not asked for ({coding[:40]})")
        self._coded = coding not in {"", "identity"}
        self._undo = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    def feed(self, piece: bytes) -> None:
        """
        Take in the next bytes.

        Raises:
            FetchError: If they are more than are taken, or not compressed as was said.
        """
        room = self._most - len(self._held)
        if not self._coded:
            self._held += piece
        else:
            self._held += self._inflate(piece, room + 1)
        if len(self._held) > self._most:
            raise FetchError(self._url, too_large(self._most))

    def _inflate(self, piece: bytes, most: int) -> bytes:
        try:
            plain = self._undo.decompress(piece, most)
        except zlib.error as error:
            if self._begun:
                raise FetchError(self._url, "its compression is broken") from error
            # Some servers send bare DEFLATE, which RFC 9110, 8.4.1.2, calls non-conformant but common.
            self._undo, self._begun = zlib.decompressobj(-zlib.MAX_WBITS), True
            return self._inflate(piece, most)
        self._begun = True
        return plain

    def end(self) -> bytes:
        """
        Give all that came.

        Raises:
            FetchError: If the compressed bytes end too early.
        """
        if self._coded and self._begun and not self._undo.eof:
            raise FetchError(self._url, "it ends too early")
        return bytes(self._held)


def too_large(most: int) -> str:
    """Say that something is larger than *most* bytes."""
    return f"it is larger than {most // 1_000:,} kB"
