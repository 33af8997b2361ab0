"""What Discord refuses beyond its schema, in its error form, with the place of every fault."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver.state.errors import ApiError
from bot.testserver.validation.messages import check_message
from tests.support.testserver.request_bodies import (
    BUTTON,
    LENGTH_ERROR,
    MAX_LENGTH_ERROR,
    REQUIRED_ERROR,
    TEXT_DISPLAY,
    build_components_message,
    build_embed_message,
    build_row,
    build_select,
    list_error_codes,
)

REFUSED: list[Any] = [
    pytest.param({"content": "x" * 2001}, "content", MAX_LENGTH_ERROR, id="content above 2,000"),
    pytest.param({"content": "x", "contents": "y"}, "contents", "UNKNOWN_KEY", id="an unknown key"),
    pytest.param({"content": "x", "nonce": "n" * 26}, "nonce", MAX_LENGTH_ERROR, id="a nonce above 25"),
    pytest.param(
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        id="mentions parsed and listed",
    ),
    pytest.param({"attachments": [{"id": n} for n in range(11)]}, "attachments", MAX_LENGTH_ERROR, id="eleven files"),
    pytest.param({"embeds": [{"title": "x"}] * 11}, "embeds", MAX_LENGTH_ERROR, id="eleven embeds"),
    pytest.param(build_embed_message(), "embeds.0.description", REQUIRED_ERROR, id="an empty embed"),
    pytest.param(build_embed_message(title="x" * 257), "embeds.0.title", MAX_LENGTH_ERROR, id="a title above 256"),
    pytest.param(
        build_embed_message(description="x" * 4097),
        "embeds.0.description",
        MAX_LENGTH_ERROR,
        id="a description above 4,096",
    ),
    pytest.param(
        build_embed_message(title="x", footer={"text": "x" * 2049}),
        "embeds.0.footer.text",
        MAX_LENGTH_ERROR,
        id="a footer above 2,048",
    ),
    pytest.param(
        build_embed_message(title="x", author={"name": "x" * 257}),
        "embeds.0.author.name",
        MAX_LENGTH_ERROR,
        id="an author above 256",
    ),
    pytest.param(
        build_embed_message(title="x", tittle="y"), "embeds.0.tittle", "UNKNOWN_KEY", id="an unknown key in an embed"
    ),
    pytest.param(
        build_embed_message(title="x", url="javascript:1"),
        "embeds.0.url",
        "URL_TYPE_INVALID_SCHEME",
        id="an address of another scheme",
    ),
    pytest.param(
        build_embed_message(author={"name": "x", "url": "javascript:1"}),
        "embeds.0.author.url",
        "URL_TYPE_INVALID_SCHEME",
        id="an author at another scheme",
    ),
    pytest.param(
        build_embed_message(fields=[{"name": "a", "value": "b"}] * 26),
        "embeds.0.fields",
        MAX_LENGTH_ERROR,
        id="26 fields",
    ),
    pytest.param(
        build_embed_message(fields=[{"name": " ", "value": "b"}]),
        "embeds.0.fields.0.name",
        REQUIRED_ERROR,
        id="an empty field name",
    ),
    pytest.param(
        build_embed_message(fields=[{"name": "a", "value": ""}]),
        "embeds.0.fields.0.value",
        REQUIRED_ERROR,
        id="an empty field value",
    ),
    pytest.param(
        build_embed_message(fields=[{"name": "a", "value": "x" * 1025}]),
        "embeds.0.fields.0.value",
        MAX_LENGTH_ERROR,
        id="a field value above 1,024",
    ),
    pytest.param(
        {"embeds": [{"description": "x" * 3001}] * 2},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
        id="embeds above 6,000 in total",
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"custom_id": str(n)}) for n in range(6)]},
        "components",
        MAX_LENGTH_ERROR,
        id="6 rows",
    ),
    pytest.param(
        {"components": [build_row(*[BUTTON] * 6)]}, "components.0.components", LENGTH_ERROR, id="six buttons in a row"
    ),
    pytest.param(
        {"components": [build_row(build_select(), BUTTON)]},
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        id="a select beside a button",
    ),
    pytest.param(
        {"components": [build_row(BUTTON, BUTTON)]}, "components", "COMPONENT_CUSTOM_ID_DUPLICATED", id="one id twice"
    ),
    pytest.param(
        {"components": [TEXT_DISPLAY]}, "components.0.type", "UNION_TYPE_CHOICES", id="text without the V2 flag"
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"label": "x" * 81})]},
        "components.0.components.0.label",
        MAX_LENGTH_ERROR,
        id="label",
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"custom_id": "x" * 101})]},
        "components.0.components.0.custom_id",
        LENGTH_ERROR,
        id="a custom id above 100",
    ),
    pytest.param(
        {"components": [build_row({"type": 2, "style": 1, "custom_id": "x"})]},
        "components.0.components.0",
        "BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI",
        id="a button without words",
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"url": "https://example.org"})]},
        "components.0.components.0",
        "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
        id="a button with id and address",
    ),
    pytest.param(
        {"components": [build_row({"type": 2, "style": 5, "label": "x"})]},
        "components.0.components.0.url",
        REQUIRED_ERROR,
        id="no url",
    ),
    pytest.param(
        {"components": [build_row(build_select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))]},
        "components.0.components.0.options",
        LENGTH_ERROR,
        id="26 options",
    ),
    pytest.param(
        {"components": [build_row(build_select(options=[{"label": "a", "value": "a"}] * 2))]},
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        id="one value twice",
    ),
    pytest.param(
        {"components": [build_row(build_select(max_values=3))]},
        "components.0.components.0.max_values",
        "BASE_TYPE_MAX",
        id="more to pick than there is",
    ),
    pytest.param(
        {"components": [build_row(build_select(placeholder="x" * 151))]},
        "components.0.components.0.placeholder",
        MAX_LENGTH_ERROR,
        id="hint",
    ),
    pytest.param(
        build_components_message(TEXT_DISPLAY, content="x"),
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        id="content beside V2",
    ),
    pytest.param(
        build_components_message(*[{"type": 17, "components": [TEXT_DISPLAY] * 20}] * 2),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        id="41 components, nested ones counted",
    ),
    pytest.param(
        build_components_message(*[{"type": 10, "content": "x" * 2001}] * 2),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        id="text above 4,000 in total",
    ),
    pytest.param(
        build_components_message({"type": 10, "content": ""}), "components.0.content", LENGTH_ERROR, id="an empty text"
    ),
    pytest.param(
        build_components_message({"type": 17, "components": []}),
        "components.0.components",
        LENGTH_ERROR,
        id="an empty container",
    ),
    pytest.param(
        build_components_message({"type": 17, "components": [{"type": 17, "components": [TEXT_DISPLAY]}]}),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
        id="a container in a container",
    ),
    pytest.param(
        build_components_message({"type": 9, "components": [TEXT_DISPLAY]}),
        "components.0.accessory",
        REQUIRED_ERROR,
        id="a section alone",
    ),
    pytest.param(
        build_components_message({"type": 9, "components": [TEXT_DISPLAY] * 4, "accessory": BUTTON}),
        "components.0.components",
        LENGTH_ERROR,
        id="four texts",
    ),
    pytest.param(
        build_components_message({"type": 12, "items": []}), "components.0.items", LENGTH_ERROR, id="an empty gallery"
    ),
    pytest.param(
        build_components_message({"type": 13, "file": {"url": "https://example.org/a"}}),
        "components.0.file.url",
        "URL_TYPE_INVALID_SCHEME",
        id="a file from elsewhere",
    ),
    pytest.param(
        build_components_message({"type": 14, "spacing": 3}),
        "components.0.spacing",
        "BASE_TYPE_CHOICES",
        id="a wide separator",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), REFUSED)
def test_a_message_beyond_a_limit_is_refused(body: dict[str, Any], path: str, code: str) -> None:
    """Each limit of messages is kept, and the refusal names the place."""
    with pytest.raises(ApiError) as refusal:
        check_message(body, has_files=False)
    assert (refusal.value.status, refusal.value.code) == (400, 50035)
    assert list_error_codes(refusal.value.errors or {}).get(path) == code


ALLOWED: list[Any] = [
    pytest.param({"content": "x" * 2000}, id="content of 2,000"),
    pytest.param({"embeds": [{"description": "x" * 3000}] * 2}, id="embeds of 6,000"),
    pytest.param(build_embed_message(fields=[{"name": "a", "value": "b"}] * 25), id="25 fields"),
    pytest.param(
        {"components": [build_row(*[BUTTON | {"custom_id": f"{n}{m}"} for m in range(5)]) for n in range(5)]},
        id="5 full rows",
    ),
    pytest.param(build_components_message(*[TEXT_DISPLAY] * 40), id="40 components"),
    pytest.param(build_components_message({"type": 10, "content": "x" * 4000}), id="text of 4,000"),
    pytest.param({"components": [build_row(build_select(min_values=0, max_values=2))]}, id="a select of two"),
]


@pytest.mark.parametrize("body", ALLOWED)
def test_a_message_at_a_limit_is_taken(body: dict[str, Any]) -> None:
    """The limits themselves are allowed."""
    check_message(body, has_files=False)


@pytest.mark.parametrize("body", [pytest.param({}, id="nothing"), pytest.param({"content": " \n"}, id="white space")])
def test_an_empty_message_is_refused(body: dict[str, Any]) -> None:
    """A message that says nothing is refused with 50006, unless it brings files."""
    with pytest.raises(ApiError) as refusal:
        check_message(body, has_files=False)
    assert refusal.value.code == 50006
    check_message(body, has_files=True)


def test_a_limit_of_shapes_and_rules_is_one_fault() -> None:
    """The length of a button's id is in Discord's description and in its documentation; it is reported once."""
    with pytest.raises(ApiError) as refusal:
        check_message(build_components_message(build_row(BUTTON | {"custom_id": "x" * 101})), has_files=False)
    assert str(refusal.value.errors).count("'code'") == 1


def test_a_refusal_names_every_fault() -> None:
    """All faults of a body are reported at once, in Discord's nested form."""
    with pytest.raises(ApiError) as refusal:
        check_message({"content": "x" * 2001, **build_embed_message(title="x" * 257)}, has_files=False)
    assert set(list_error_codes(refusal.value.errors or {})) == {"content", "embeds.0.title"}
    body = refusal.value.to_json()
    assert body["errors"]["content"]["_errors"][0]["message"] == "Must be 2000 or fewer in length."
