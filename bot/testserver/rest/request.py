"""A parsed REST request: path parameters, query, JSON or multipart body."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.testserver.state.errors import ApiError, build_form_error
from bot.testserver.state.model import Json, Value, is_snowflake
from bot.testserver.state.state import ServerState

# See docs/reference#uploading-files: ten files of 10 MiB, and 10 MiB for the rest of the form
MAX_BODY_BYTES = 110 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of a multipart body."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RestRequest:
    """
    A request to one route.

    Attributes:
        template: Path of the route with parameter names.
        body: The JSON body, or the ``payload_json`` of a multipart body; None without a body.
        files: Uploaded files by the number in ``files[n]``.
    """

    world: ServerState
    method: str
    template: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Value = None
    files: dict[int, UploadedFile] = field(default_factory=dict)

    def get_id(self, name: str) -> int:
        """Return a snowflake of the path; raise ``ApiError`` if it is not a number."""
        text = self.path[name]
        if not is_snowflake(text):
            raise build_form_error([(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')])
        return int(text)

    def get_form(self) -> Json:
        """Return the body; raise ``ApiError`` if it is not a JSON object."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def get_flag(self, name: str) -> bool:
        """Return a boolean parameter of the query, False by default."""
        return self.query.get(name, "").casefold() in {"1", "true"}

    def get_number(self, name: str, default: int) -> int:
        """Return an integer parameter of the query, or *default*."""
        text = self.query.get(name, "")
        return int(text) if is_snowflake(text) else default


RestResponse = tuple[int, Value]
"""HTTP status and JSON body; None for an empty one."""

RouteHandler = Callable[[RestRequest], Awaitable[RestResponse]]
Route = tuple[str, str, RouteHandler]
_FILE_FIELD = re.compile(r"files\[(\d{1,3})\]")


async def read_body(request: web.Request) -> tuple[Value, dict[int, UploadedFile]]:
    """
    Read a JSON or multipart body; return its JSON and its files by number.

    Raises:
        ApiError: 50109 if the JSON is invalid; 50035 if the content type is neither, nor that of a form without files.
    """
    if not request.can_read_body:
        return None, {}
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    if request.content_type == "application/x-www-form-urlencoded":
        # A multipart form without files, as some clients encode it (docs/reference#uploading-files: `payload_json`)
        form = await request.post()
        return _load_json(str(form.get("payload_json", "{}")).encode()), {}
    if request.content_type != "application/json":
        raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [_CONTENT_TYPE_ERROR]})
    return _load_json(await request.read()), {}


_CONTENT_TYPE_ERROR = {
    "code": "CONTENT_TYPE_INVALID",
    "message": "Expected 'Content-Type' header to be 'application/json'.",
}


async def _read_multipart(request: web.Request) -> tuple[Value, dict[int, UploadedFile]]:
    payload: Value = None
    files: dict[int, UploadedFile] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read())
        numbered = _FILE_FIELD.fullmatch(part.name or "")
        if part.name == "payload_json":
            payload = _load_json(data)
        elif numbered:
            files[int(numbered[1])] = UploadedFile(part.filename or "unknown", data)
    return payload if payload is not None else {}, files


def _load_json(data: bytes) -> Value:
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error
