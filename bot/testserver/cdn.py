"""Files of messages, and avatars, where the content delivery network would be."""

from __future__ import annotations

import struct
import zlib

from aiohttp import web

from bot.testserver.world.state import World

# Shown in the page; anything else is offered for download, so that no uploaded document runs there.
_INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_COLOURS = (0x5865F2, 0x747F8D, 0x3BA55C, 0xFAA61A, 0xED4245, 0xEB459E)


def cdn_routes(world: World) -> list[web.RouteDef]:
    """List what to serve below ``/cdn``."""

    async def attachment(request: web.Request) -> web.Response:
        file = world.attachments.get(int(request.match_info["id"]))
        if file is None or file.filename != request.match_info["name"]:
            raise web.HTTPNotFound
        inline = file.content_type in _INLINE
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{file.filename}"',
        }
        return web.Response(body=file.data, content_type=file.content_type, headers=headers)

    async def avatar(request: web.Request) -> web.Response:
        colour = _COLOURS[int(request.match_info["index"]) % len(_COLOURS)]
        return web.Response(body=_square(colour), content_type="image/png")

    return [
        web.get(r"/cdn/attachments/{channel:\d+}/{id:\d+}/{name}", attachment),
        web.get(r"/cdn/embed/avatars/{index:\d+}.png", avatar),
    ]


def _square(colour: int) -> bytes:
    """Draw a PNG of 64 by 64 pixels in one *colour* (RFC 2083)."""
    side = 64
    row = b"\x00" + colour.to_bytes(3, "big") * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(row * side)), (b"IEND", b""))
    )
