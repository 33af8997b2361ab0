"""Transport compression of a gateway connection: none, zlib-stream or zstd-stream."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable

Compressor = Callable[[str], str | bytes]


def _pass_through(frame: str) -> str:
    return frame


def _create_zlib_stream() -> Compressor:
    stream = zlib.compressobj()

    def compress(frame: str) -> bytes:
        # As documented, a complete message "ends with the four byte suffix 00 00 ff ff": a sync flush.
        return stream.compress(frame.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return compress


def is_zstd_available() -> bool:
    """Return whether the interpreter (3.14) or an installed ``zstandard`` supports zstd."""
    return _create_zstd_stream() is not None


def _create_zstd_stream() -> Compressor | None:
    for name, make, block in (
        ("compression.zstd", "ZstdCompressor", "FLUSH_BLOCK"),
        ("zstandard", "ZstdCompressor", "COMPRESSOBJ_FLUSH_BLOCK"),
    ):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        compressor = getattr(module, make)()
        stream = compressor.compressobj() if name == "zstandard" else compressor
        flush = getattr(module if name == "zstandard" else compressor, block)
        return lambda frame: stream.compress(frame.encode()) + stream.flush(flush)
    return None


def create_compressor(scheme: str | None) -> Compressor:
    """
    Return the compressor for the ``compress`` parameter of a gateway URL.

    Raises:
        ValueError: If the scheme is unknown, or is zstd and not available.
    """
    if scheme is None:
        return _pass_through
    if scheme == "zlib-stream":
        return _create_zlib_stream()
    stream = _create_zstd_stream() if scheme == "zstd-stream" else None
    if stream is None:
        raise ValueError(f"no such transport compression: {scheme}")
    return stream
