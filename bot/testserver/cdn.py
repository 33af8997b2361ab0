"""HTTP routes for message attachments and default avatars."""

from __future__ import annotations

import struct
import zlib

from aiohttp import web

from bot.testserver.state.state import ServerState

# Served inline; every other type is a download, so that no uploaded document runs in the page.
_INLINE_CONTENT_TYPES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_AVATAR_COLORS = (0x5865F2, 0x747F8D, 0x3BA55C, 0xFAA61A, 0xED4245, 0xEB459E)


def build_cdn_routes(world: ServerState) -> list[web.RouteDef]:
    """Return the routes below ``/cdn``."""

    async def attachment(request: web.Request) -> web.Response:
        file = world.attachments.get(int(request.match_info["id"]))
        if file is None or file.filename != request.match_info["name"]:
            raise web.HTTPNotFound
        inline = file.content_type in _INLINE_CONTENT_TYPES
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{file.filename}"',
        }
        return web.Response(body=file.data, content_type=file.content_type, headers=headers)

    async def avatar(request: web.Request) -> web.Response:
        colour = _AVATAR_COLORS[int(request.match_info["index"]) % len(_AVATAR_COLORS)]
        return web.Response(body=_draw_avatar(colour), content_type="image/png")

    return [
        web.get(r"/cdn/attachments/{channel:\d+}/{id:\d+}/{name}", attachment),
        web.get(r"/cdn/embed/avatars/{index:\d+}.png", avatar),
    ]


def _draw_avatar(colour: int) -> bytes:
    """Return a PNG of 64 by 64 pixels in one *colour* (RFC 2083)."""
    side = 64
    row = b"\x00" + colour.to_bytes(3, "big") * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(row * side)), (b"IEND", b""))
    )
