"""One request as the handlers see it: ids from the path, a parsed body, the world."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.testserver.world.model import Json, Value
from bot.testserver.world.refusals import Refusal, invalid_form
from bot.testserver.world.state import World

# See docs/reference#uploading-files; ten files of 10 MiB and room for the rest of the form
BODY_LIMIT = 110 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """
    A request to one route.

    Attributes:
        template: The route's path with its parameter names.
        body: The JSON body, or the ``payload_json`` of a multipart one; None where there is none.
        files: By the number in ``files[n]``.
    """

    world: World
    method: str
    template: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Value = None
    files: dict[int, Upload] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """Read a snowflake of the path."""
        text = self.path[name]
        if not text.isdecimal():
            raise invalid_form([(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')])
        return int(text)

    def form(self) -> Json:
        """Give the body, which must be a JSON object."""
        if not isinstance(self.body, dict):
            raise Refusal(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def flag(self, name: str) -> bool:
        """Read a yes-or-no parameter of the query."""
        return self.query.get(name, "").casefold() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """Read a whole number of the query."""
        text = self.query.get(name, "")
        return int(text) if text.isdecimal() else default


Answer = tuple[int, Value]
"""HTTP status and JSON body; None for an empty one."""

Handler = Callable[[Call], Awaitable[Answer]]
Route = tuple[str, str, Handler]
_FILE = re.compile(r"files\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Value, dict[int, Upload]]:
    """
    Read a JSON or multipart body.

    Raises:
        Refusal: If it is neither (50109), or says to be neither.
    """
    if not request.can_read_body:
        return None, {}
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    if request.content_type != "application/json":
        raise Refusal(400, 50035, "Invalid Form Body", {"_errors": [_NOT_JSON]})
    return _load(await request.read()), {}


_NOT_JSON = {"code": "CONTENT_TYPE_INVALID", "message": "Expected 'Content-Type' header to be 'application/json'."}


async def _read_multipart(request: web.Request) -> tuple[Value, dict[int, Upload]]:
    payload: Value = None
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read())
        numbered = _FILE.fullmatch(part.name or "")
        if part.name == "payload_json":
            payload = _load(data)
        elif numbered:
            files[int(numbered[1])] = Upload(part.filename or "unknown", data)
    return payload if payload is not None else {}, files


def _load(data: bytes) -> Value:
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError as error:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from error
