"""One compressed stream per socket (docs/events/gateway#transport-compression)."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable

Compress = Callable[[str], str | bytes]


def _plain(frame: str) -> str:
    return frame


def _zlib() -> Compress:
    stream = zlib.compressobj()

    def compress(frame: str) -> bytes:
        # They say "...ends with the four byte suffix 00 00 ff ff" marks a whole message: a sync flush.
        return stream.compress(frame.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return compress


def zstd_available() -> bool:
    """Tell whether the interpreter (3.14) or an installed ``zstandard`` can speak zstd."""
    return _zstd_stream() is not None


def _zstd_stream() -> Compress | None:
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


def compression(wanted: str | None) -> Compress:
    """
    Choose the stream for the ``compress`` parameter of a gateway address.

    Raises:
        ValueError: If the scheme is unknown, or is zstd and can't be spoken here.
    """
    if wanted is None:
        return _plain
    if wanted == "zlib-stream":
        return _zlib()
    stream = _zstd_stream() if wanted == "zstd-stream" else None
    if stream is None:
        raise ValueError(f"no such transport compression: {wanted}")
    return stream
