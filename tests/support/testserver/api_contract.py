"""
Discord's published OpenAPI description as a contract: what is asked and what is answered validates against it.

The description is no part of the project: it lies beside the checkout, in ``../shared/discord/openapi.json`` (Discord,
MIT licence), and is published as the repository ``discord/discord-api-spec``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.testserver.rest.app import RequestRecord
from tests.support.paths import SHARED, is_required

API_DESCRIPTION_PATH = SHARED / "discord" / "openapi.json"
_ROOT_URI = "urn:discord"
_FORMAT_CHECKER = FormatChecker(formats=())
_ID = re.compile(r'"[1-9][0-9]{16,19}"')
#: What was found valid: pointer of the schema, and the value as JSON with its ids numbered.
_VALID_VALUES: set[tuple[str, str]] = set()
_MAX_VALID_VALUES = 2_000


def _is_aware_datetime(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _is_url(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


_FORMAT_CHECKER.checks("date-time", raises=ValueError)(_is_aware_datetime)
_FORMAT_CHECKER.checks("uri")(_is_url)


@cache
def load_api_description() -> dict[str, Any]:
    """Load the description; an empty one where it is not at hand."""
    if not API_DESCRIPTION_PATH.exists():
        return {}
    loaded: dict[str, Any] = json.loads(API_DESCRIPTION_PATH.read_text("utf-8"))
    return loaded


def _check_one_of(
    validator: Any,  # noqa: ANN401
    alternatives: Sequence[Mapping[str, Any]],
    value: object,
    schema: Mapping[str, Any],
) -> Iterator[ValidationError]:
    """Check ``oneOf``, of whose many alternatives most are of another type than *value*."""
    possible = [one for one in alternatives if _may_be_valid(one, value)]
    check = Draft202012Validator.VALIDATORS["oneOf"]
    yield from check(validator, possible or alternatives, value, schema) or ()


def _may_be_valid(schema: Mapping[str, Any], value: object) -> bool:
    if "const" in schema:
        return bool(schema["const"] == value)
    types = _list_types(schema["$ref"]) if schema.keys() == {"$ref"} else ()
    return not types or not isinstance(value, dict) or "type" not in value or value["type"] in types


@cache
def _list_types(reference: str) -> tuple[object, ...]:
    """Return the values that the property ``type`` of a schema may have; empty for any."""
    schema = load_api_description()["components"]["schemas"][reference.rpartition("/")[2]]
    return tuple(schema.get("properties", {}).get("type", {}).get("enum", ()))


_Validator = extend(Draft202012Validator, {"oneOf": _check_one_of})


@cache
def _build_registry() -> Registry[Any]:
    resource = Resource.from_contents(load_api_description(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_ROOT_URI, resource)
    return registry


@cache
def _build_validator(pointer: str) -> Draft202012Validator:
    schema = {"$ref": f"{_ROOT_URI}#{pointer}"}
    return _Validator(schema, registry=_build_registry(), format_checker=_FORMAT_CHECKER)


def _find_schema_errors(pointer: str, value: object) -> Iterator[str]:
    # Each bot synchronizes the same commands when it starts, and checking them takes a second.
    canonical = _number_ids(json.dumps(value, ensure_ascii=False, default=repr))
    if (pointer, canonical) in _VALID_VALUES:
        return
    error = best_match(_build_validator(pointer).iter_errors(value))
    if error is not None:
        yield f"{error.json_path}: {_format_error(error)}"
    elif len(_VALID_VALUES) < _MAX_VALID_VALUES:
        _VALID_VALUES.add((pointer, canonical))


def _number_ids(text: str) -> str:
    """Replace each id in *text* by its number: a schema asks of ids which are equal, and what they are made of."""
    numbers: dict[str, str] = {}
    return _ID.sub(lambda found: numbers.setdefault(found[0], f'"id {len(numbers)}"'), text)


def _format_error(error: ValidationError) -> str:
    message = error.message
    return message if len(message) < 400 else f"{message[:200]} … {message[-150:]}"


def _escape_path(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def find_contract_errors(exchange: RequestRecord) -> list[str]:
    """List how *exchange* breaks the description; empty where it keeps it."""
    template = exchange.template
    operations = load_api_description()["paths"].get(template or "", {})
    operation = operations.get(exchange.method.lower())
    if operation is None:
        return [f"there is no {exchange.method} {template}"] if exchange.status < 400 else []
    where = f"/paths/{_escape_path(template or '')}/{exchange.method.lower()}"
    found = [f"query: {fault}" for fault in _find_query_errors(operations, operation, exchange.query)]
    # A refused request may well be wrong: that is why it was refused.
    if exchange.status < 400:
        found += [f"request: {fault}" for fault in _find_request_errors(where, operation, exchange.request)]
    found += [f"answer {exchange.status}: {fault}" for fault in _find_response_errors(where, operation, exchange)]
    return [f"{exchange.method} {template}: {fault}" for fault in found]


# discord.py sends it with a forum post, from before Discord nested the message by itself.
_UNDOCUMENTED_PARAMETERS = {"use_nested_fields"}


def _find_query_errors(
    operations: Mapping[str, Any], operation: Mapping[str, Any], query: Mapping[str, str]
) -> list[str]:
    known = {
        one["name"]: one["schema"]
        for one in (*operations.get("parameters", ()), *operation.get("parameters", ()))
        if one["in"] == "query"
    }
    found = [f"unknown parameter {name!r}" for name in query.keys() - known.keys() - _UNDOCUMENTED_PARAMETERS]
    for name, value in query.items():
        kind = known.get(name, {}).get("type")
        if kind == "boolean" and value not in {"0", "1", "true", "false"}:
            found.append(f"{name}={value!r} is neither yes nor no")
        if kind == "integer" and not value.isdigit():
            found.append(f"{name}={value!r} is no number")
    return found


def _find_request_errors(where: str, operation: Mapping[str, Any], body: object) -> Iterator[str]:
    if "requestBody" not in operation:
        if body is not None:
            yield "no body is expected"
        return
    yield from _find_schema_errors(f"{where}/requestBody/content/application~1json/schema", _convert_ids(body))


# The one relaxation: discord.py writes ids as numbers where it refers to an upload (there they are numbers by nature),
# and where it names users, roles and messages in a request; Discord takes both.
_ID_FIELDS = frozenset({"id", "message_id", "channel_id", "guild_id", "recipient_id"})
_ID_LIST_FIELDS = frozenset({"users", "roles"})
_FIELDS_WITH_NUMERIC_IDS = frozenset({"attachments", "message_reference", "allowed_mentions"})


def _convert_ids(body: object, inside: str = "") -> object:
    if isinstance(body, list):
        return [
            str(one) if inside in _ID_LIST_FIELDS and isinstance(one, int) else _convert_ids(one, inside)
            for one in body
        ]
    if not isinstance(body, dict):
        return body
    return {key: _convert_field_ids(key, value, inside) for key, value in body.items()}


def _convert_field_ids(key: str, value: object, inside: str) -> object:
    if isinstance(value, int) and key in _ID_FIELDS and (inside in _FIELDS_WITH_NUMERIC_IDS or key == "recipient_id"):
        return str(value)
    return _convert_ids(value, key if key in _FIELDS_WITH_NUMERIC_IDS or inside == "allowed_mentions" else "")


def _find_response_errors(where: str, operation: Mapping[str, Any], exchange: RequestRecord) -> Iterator[str]:
    responses = operation["responses"]
    status = str(exchange.status)
    key = status if status in responses else f"{status[0]}XX"
    if key not in responses:
        yield "no such answer is described"
        return
    pointer, response = f"{where}/responses/{key}", responses[key]
    if "$ref" in response:
        pointer = response["$ref"].removeprefix("#")
        response = load_api_description()["components"]["responses"][pointer.rpartition("/")[2]]
    if "content" not in response:
        if exchange.answer is not None:
            yield "an empty answer is described"
        return
    answer = _replace_error_codes(exchange.answer) if exchange.status >= 400 else exchange.answer
    yield from _find_schema_errors(f"{pointer}/content/application~1json/schema", answer)
    for header in response.get("headers", ()):
        # The first answer to an interaction belongs to no rate limit's bucket, whatever the description says.
        if header not in exchange.headers and not str(exchange.template).endswith("/callback"):
            yield f"header {header} is missing"


def _replace_error_codes(answer: object, depth: int = 0) -> object:
    """
    Put numbers where the description wants them and Discord sends words: the codes of a form's nested errors.

    The documentation shows ``"code": "BASE_TYPE_REQUIRED"`` (docs/reference#error-messages), and so it is.
    """
    if isinstance(answer, list):
        return [_replace_error_codes(one, depth + 1) for one in answer]
    if not isinstance(answer, dict):
        return answer
    numbered = {key: _replace_error_codes(value, depth + 1) for key, value in answer.items()}
    if depth and isinstance(numbered.get("code"), str):
        numbered["code"] = 0
    return numbered


class ContractRecorder:
    """
    Sees every exchange of every test server and holds it against the description.

    Attributes:
        count: How many exchanges it saw.
        errors: What broke the contract.
    """

    def __init__(self) -> None:
        self.count = 0
        self.errors: list[str] = []

    def __call__(self, exchange: RequestRecord) -> None:
        """Look at one exchange."""
        self.count += 1
        if load_api_description():
            self.errors += find_contract_errors(exchange)


def require_api_description() -> None:
    """Skip the calling test where the description is missing; fail it where it is required."""
    if load_api_description():
        return
    if is_required("shared"):
        pytest.fail("the description ../shared/discord/openapi.json is required here and is missing")
    pytest.skip("needs Discord's OpenAPI description beside the checkout")
