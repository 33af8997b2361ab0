"""Refuse requests that come through foreign names or from foreign pages: the page needs no password."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

# Host and port in the forms on which all parsers agree (https://www.rfc-editor.org/rfc/rfc9110#name-host-and-authority)
_HOST = re.compile(
    r"(?P<name>localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9a-f:]{2,39}\])(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE
)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def require_loopback(host: str) -> str:
    """
    Return *host* if it is "localhost" or a loopback address.

    Raises:
        ValueError: If it is any other address or name.
    """
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"the test server listens on loopback only, not on {host!r}")
    return host


def is_loopback_authority(authority: str) -> bool:
    """Return whether *authority*, the value of a ``Host`` header, names a loopback address and perhaps a port."""
    parts = _HOST.fullmatch(authority)
    if parts is None or int(parts["port"] or 0) > 65535:
        return False
    try:
        require_loopback(parts["name"].strip("[]").lower())
    except ValueError:
        return False
    return True


@web.middleware
async def refuse_foreign_requests(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """
    Refuse requests to other host names, and those that pages of other origins send.

    A foreign page could point its own name to this server (DNS rebinding), or send requests and open a WebSocket
    across origins, which browsers allow and mark with ``Origin``. Programs send none.

    References:
        https://www.rfc-editor.org/rfc/rfc6455#section-10.2
    """
    hosts = request.headers.getall("Host", [])
    if len(hosts) != 1 or not is_loopback_authority(hosts[0]) or not _is_own_target(request, hosts[0]):
        return web.Response(status=421, text="This server answers on loopback only.\n")
    if request.headers.getall("Origin", [])[:2] not in ([], [f"{request.scheme}://{hosts[0]}"]):
        body = json.dumps({"error": "Only this page may do that."})
        return web.Response(status=403, text=body, content_type="application/json")
    return await handler(request)


def _is_own_target(request: web.Request, host: str) -> bool:
    """Return whether the target is a path, or a whole URL of the same host."""
    target = request.raw_path
    return target.startswith("/") or target.lower().startswith(f"{request.scheme}://{host.lower()}/")
