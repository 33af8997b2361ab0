"""
Discord's published OpenAPI description as a contract: what is asked and what is answered validates against it.

The description is no part of the project: it lies beside the checkout, in ``../shared/discord/openapi.json`` (Discord,
MIT licence), and is published as the repository ``discord/discord-api-spec``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.testserver import Exchange
from tests import paths

DESCRIPTION = paths.SHARED / "discord" / "openapi.json"
_ROOT = "urn:discord"
_FORMATS = FormatChecker(formats=())


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


_FORMATS.checks("date-time", raises=ValueError)(_is_moment)
_FORMATS.checks("uri")(_is_address)


@cache
def description() -> dict[str, Any]:
    """Load the description; an empty one where it is not at hand."""
    if not DESCRIPTION.exists():
        return {}
    loaded: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return loaded


@cache
def _registry() -> Registry[Any]:
    resource = Resource.from_contents(description(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_ROOT, resource)
    return registry


@cache
def _validator(pointer: str) -> Draft202012Validator:
    schema = {"$ref": f"{_ROOT}#{pointer}"}
    return Draft202012Validator(schema, registry=_registry(), format_checker=_FORMATS)


def _faults(pointer: str, value: object) -> Iterator[str]:
    error = best_match(_validator(pointer).iter_errors(value))
    if error is not None:
        yield f"{error.json_path}: {_said(error)}"


def _said(error: ValidationError) -> str:
    message = error.message
    return message if len(message) < 400 else f"{message[:200]} … {message[-150:]}"


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def faults(exchange: Exchange) -> list[str]:
    """List how *exchange* breaks the description; empty where it keeps it."""
    template = exchange.template
    operations = description()["paths"].get(template or "", {})
    operation = operations.get(exchange.method.lower())
    if operation is None:
        return [f"there is no {exchange.method} {template}"] if exchange.status < 400 else []
    where = f"/paths/{_escaped(template or '')}/{exchange.method.lower()}"
    found = [f"query: {fault}" for fault in _query_faults(operations, operation, exchange.query)]
    # A refused request may well be wrong: that is why it was refused.
    if exchange.status < 400:
        found += [f"request: {fault}" for fault in _request_faults(where, operation, exchange.request)]
    found += [f"answer {exchange.status}: {fault}" for fault in _answer_faults(where, operation, exchange)]
    return [f"{exchange.method} {template}: {fault}" for fault in found]


# discord.py sends it with a forum post, from before Discord nested the message by itself.
_UNDESCRIBED = {"use_nested_fields"}


def _query_faults(operations: Mapping[str, Any], operation: Mapping[str, Any], query: Mapping[str, str]) -> list[str]:
    known = {
        one["name"]: one["schema"]
        for one in (*operations.get("parameters", ()), *operation.get("parameters", ()))
        if one["in"] == "query"
    }
    found = [f"unknown parameter {name!r}" for name in query.keys() - known.keys() - _UNDESCRIBED]
    for name, value in query.items():
        kind = known.get(name, {}).get("type")
        if kind == "boolean" and value not in {"0", "1", "true", "false"}:
            found.append(f"{name}={value!r} is neither yes nor no")
        if kind == "integer" and not value.isdigit():
            found.append(f"{name}={value!r} is no number")
    return found


def _request_faults(where: str, operation: Mapping[str, Any], body: object) -> Iterator[str]:
    if "requestBody" not in operation:
        if body is not None:
            yield "no body is expected"
        return
    yield from _faults(f"{where}/requestBody/content/application~1json/schema", _relaxed(body))


# The one relaxation: discord.py writes ids as numbers where it refers to an upload (there they are numbers by nature),
# and where it names users, roles and messages in a request; Discord takes both.
_IDS = frozenset({"id", "message_id", "channel_id", "guild_id", "recipient_id"})
_ID_LISTS = frozenset({"users", "roles"})
_NUMBERED = frozenset({"attachments", "message_reference", "allowed_mentions"})


def _relaxed(body: object, inside: str = "") -> object:
    if isinstance(body, list):
        return [str(one) if inside in _ID_LISTS and isinstance(one, int) else _relaxed(one, inside) for one in body]
    if not isinstance(body, dict):
        return body
    return {key: _relaxed_value(key, value, inside) for key, value in body.items()}


def _relaxed_value(key: str, value: object, inside: str) -> object:
    if isinstance(value, int) and key in _IDS and (inside in _NUMBERED or key == "recipient_id"):
        return str(value)
    return _relaxed(value, key if key in _NUMBERED or inside == "allowed_mentions" else "")


def _answer_faults(where: str, operation: Mapping[str, Any], exchange: Exchange) -> Iterator[str]:
    responses = operation["responses"]
    status = str(exchange.status)
    key = status if status in responses else f"{status[0]}XX"
    if key not in responses:
        yield "no such answer is described"
        return
    pointer, response = f"{where}/responses/{key}", responses[key]
    if "$ref" in response:
        pointer = response["$ref"].removeprefix("#")
        response = description()["components"]["responses"][pointer.rpartition("/")[2]]
    if "content" not in response:
        if exchange.answer is not None:
            yield "an empty answer is described"
        return
    answer = _numbered_codes(exchange.answer) if exchange.status >= 400 else exchange.answer
    yield from _faults(f"{pointer}/content/application~1json/schema", answer)
    for header in response.get("headers", ()):
        if header not in exchange.headers:
            yield f"header {header} is missing"


def _numbered_codes(answer: object, depth: int = 0) -> object:
    """
    Put numbers where the description wants them and Discord sends words: the codes of a form's nested errors.

    The documentation shows ``"code": "BASE_TYPE_REQUIRED"`` (docs/reference#error-messages), and so it is.
    """
    if isinstance(answer, list):
        return [_numbered_codes(one, depth + 1) for one in answer]
    if not isinstance(answer, dict):
        return answer
    numbered = {key: _numbered_codes(value, depth + 1) for key, value in answer.items()}
    if depth and isinstance(numbered.get("code"), str):
        numbered["code"] = 0
    return numbered


class Witness:
    """
    Sees every exchange of every test server and holds it against the description.

    Attributes:
        seen: How many exchanges it saw.
        broken: What broke the contract.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.broken: list[str] = []

    def __call__(self, exchange: Exchange) -> None:
        """Look at one exchange."""
        self.seen += 1
        if description():
            self.broken += faults(exchange)


def at_hand() -> None:
    """Skip the calling test where the description is missing; fail it where it is required."""
    if description():
        return
    if paths.required("shared"):
        pytest.fail("the description ../shared/discord/openapi.json is required here and is missing")
    pytest.skip("needs Discord's OpenAPI description beside the checkout")
