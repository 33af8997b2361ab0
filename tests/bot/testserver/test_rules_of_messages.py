"""What Discord refuses beyond its schema, in its error form, with the place of every fault."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver import Refusal
from bot.testserver.rules import check_message
from tests.bot.testserver.bodies import BUTTON, LONG, NEEDED, TEXT, embed, places, row, select, v2

REFUSED: list[Any] = [
    pytest.param({"content": "x" * 2001}, "content", LONG, id="content above 2,000"),
    pytest.param({"content": "x", "contents": "y"}, "contents", "UNKNOWN_KEY", id="an unknown key"),
    pytest.param({"content": "x", "nonce": "n" * 26}, "nonce", LONG, id="a nonce above 25"),
    pytest.param(
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        id="mentions parsed and listed",
    ),
    pytest.param({"attachments": [{"id": n} for n in range(11)]}, "attachments", LONG, id="eleven files"),
    pytest.param({"embeds": [{"title": "x"}] * 11}, "embeds", LONG, id="eleven embeds"),
    pytest.param(embed(), "embeds.0.description", NEEDED, id="an empty embed"),
    pytest.param(embed(title="x" * 257), "embeds.0.title", LONG, id="a title above 256"),
    pytest.param(embed(description="x" * 4097), "embeds.0.description", LONG, id="a description above 4,096"),
    pytest.param(
        embed(title="x", footer={"text": "x" * 2049}), "embeds.0.footer.text", LONG, id="a footer above 2,048"
    ),
    pytest.param(embed(title="x", author={"name": "x" * 257}), "embeds.0.author.name", LONG, id="an author above 256"),
    pytest.param(embed(title="x", tittle="y"), "embeds.0.tittle", "UNKNOWN_KEY", id="an unknown key in an embed"),
    pytest.param(
        embed(title="x", url="javascript:1"),
        "embeds.0.url",
        "URL_TYPE_INVALID_SCHEME",
        id="an address of another scheme",
    ),
    pytest.param(
        embed(author={"name": "x", "url": "javascript:1"}),
        "embeds.0.author.url",
        "URL_TYPE_INVALID_SCHEME",
        id="an author at another scheme",
    ),
    pytest.param(embed(fields=[{"name": "a", "value": "b"}] * 26), "embeds.0.fields", LONG, id="26 fields"),
    pytest.param(
        embed(fields=[{"name": " ", "value": "b"}]), "embeds.0.fields.0.name", NEEDED, id="an empty field name"
    ),
    pytest.param(
        embed(fields=[{"name": "a", "value": ""}]), "embeds.0.fields.0.value", NEEDED, id="an empty field value"
    ),
    pytest.param(
        embed(fields=[{"name": "a", "value": "x" * 1025}]),
        "embeds.0.fields.0.value",
        LONG,
        id="a field value above 1,024",
    ),
    pytest.param(
        {"embeds": [{"description": "x" * 3001}] * 2},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
        id="embeds above 6,000 in total",
    ),
    pytest.param(
        {"components": [row(BUTTON | {"custom_id": str(n)}) for n in range(6)]}, "components", LONG, id="6 rows"
    ),
    pytest.param({"components": [row(*[BUTTON] * 6)]}, "components.0.components", LONG, id="six buttons in a row"),
    pytest.param(
        {"components": [row(select(), BUTTON)]},
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        id="a select beside a button",
    ),
    pytest.param(
        {"components": [row(BUTTON, BUTTON)]}, "components", "COMPONENT_CUSTOM_ID_DUPLICATED", id="one id twice"
    ),
    pytest.param({"components": [TEXT]}, "components.0.type", "UNION_TYPE_CHOICES", id="text without the V2 flag"),
    pytest.param(
        {"components": [row(BUTTON | {"label": "x" * 81})]}, "components.0.components.0.label", LONG, id="label"
    ),
    pytest.param(
        {"components": [row(BUTTON | {"custom_id": "x" * 101})]},
        "components.0.components.0.custom_id",
        LONG,
        id="a custom id above 100",
    ),
    pytest.param(
        {"components": [row({"type": 2, "style": 1, "custom_id": "x"})]},
        "components.0.components.0",
        "BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI",
        id="a button without words",
    ),
    pytest.param(
        {"components": [row(BUTTON | {"url": "https://example.org"})]},
        "components.0.components.0",
        "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
        id="a button with id and address",
    ),
    pytest.param(
        {"components": [row({"type": 2, "style": 5, "label": "x"})]},
        "components.0.components.0.url",
        NEEDED,
        id="no url",
    ),
    pytest.param(
        {"components": [row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))]},
        "components.0.components.0.options",
        LONG,
        id="26 options",
    ),
    pytest.param(
        {"components": [row(select(options=[{"label": "a", "value": "a"}] * 2))]},
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        id="one value twice",
    ),
    pytest.param(
        {"components": [row(select(max_values=3))]},
        "components.0.components.0.max_values",
        "BASE_TYPE_MAX",
        id="more to pick than there is",
    ),
    pytest.param(
        {"components": [row(select(placeholder="x" * 151))]}, "components.0.components.0.placeholder", LONG, id="hint"
    ),
    pytest.param(
        v2(TEXT, content="x"), "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", id="content beside V2"
    ),
    pytest.param(
        v2(*[TEXT] * 41),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        id="41 components, nested ones counted",
    ),
    pytest.param(
        v2(*[{"type": 10, "content": "x" * 2001}] * 2),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        id="text above 4,000 in total",
    ),
    pytest.param(v2({"type": 10, "content": ""}), "components.0.content", LONG, id="an empty text"),
    pytest.param(v2({"type": 17, "components": []}), "components.0.components", LONG, id="an empty container"),
    pytest.param(
        v2({"type": 17, "components": [{"type": 17, "components": [TEXT]}]}),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
        id="a container in a container",
    ),
    pytest.param(v2({"type": 9, "components": [TEXT]}), "components.0.accessory", NEEDED, id="a section alone"),
    pytest.param(
        v2({"type": 9, "components": [TEXT] * 4, "accessory": BUTTON}), "components.0.components", LONG, id="four texts"
    ),
    pytest.param(v2({"type": 12, "items": []}), "components.0.items", LONG, id="an empty gallery"),
    pytest.param(
        v2({"type": 13, "file": {"url": "https://example.org/a"}}),
        "components.0.file.url",
        "URL_TYPE_INVALID_SCHEME",
        id="a file from elsewhere",
    ),
    pytest.param(v2({"type": 14, "spacing": 3}), "components.0.spacing", "BASE_TYPE_CHOICES", id="a wide separator"),
]


@pytest.mark.parametrize(("body", "path", "code"), REFUSED)
def test_a_message_beyond_a_limit_is_refused(body: dict[str, Any], path: str, code: str) -> None:
    """Each limit of messages is kept, and the refusal names the place."""
    with pytest.raises(Refusal) as refusal:
        check_message(body, has_files=False)
    assert (refusal.value.status, refusal.value.code) == (400, 50035)
    assert places(refusal.value.errors or {}).get(path) == code


ALLOWED: list[Any] = [
    pytest.param({"content": "x" * 2000}, id="content of 2,000"),
    pytest.param({"embeds": [{"description": "x" * 3000}] * 2}, id="embeds of 6,000"),
    pytest.param(embed(fields=[{"name": "a", "value": "b"}] * 25), id="25 fields"),
    pytest.param(
        {"components": [row(*[BUTTON | {"custom_id": f"{n}{m}"} for m in range(5)]) for n in range(5)]},
        id="5 full rows",
    ),
    pytest.param(v2(*[TEXT] * 40), id="40 components"),
    pytest.param(v2({"type": 10, "content": "x" * 4000}), id="text of 4,000"),
    pytest.param({"components": [row(select(min_values=0, max_values=2))]}, id="a select of two"),
]


@pytest.mark.parametrize("body", ALLOWED)
def test_a_message_at_a_limit_is_taken(body: dict[str, Any]) -> None:
    """The limits themselves are allowed."""
    check_message(body, has_files=False)


@pytest.mark.parametrize("body", [pytest.param({}, id="nothing"), pytest.param({"content": " \n"}, id="white space")])
def test_an_empty_message_is_refused(body: dict[str, Any]) -> None:
    """A message that says nothing is refused with 50006, unless it brings files."""
    with pytest.raises(Refusal) as refusal:
        check_message(body, has_files=False)
    assert refusal.value.code == 50006
    check_message(body, has_files=True)


def test_a_refusal_names_every_fault() -> None:
    """All faults of a body are told at once, in Discord's nested form."""
    with pytest.raises(Refusal) as refusal:
        check_message({"content": "x" * 2001, **embed(title="x" * 257)}, has_files=False)
    assert set(places(refusal.value.errors or {})) == {"content", "embeds.0.title"}
    body = refusal.value.body()
    assert body["errors"]["content"]["_errors"][0]["message"] == "Must be between 0 and 2000 in length."
