"""The shapes of request bodies: what each kind of value must be, and where the file of them comes from."""

from __future__ import annotations

import pytest

from benchmarks.build_request_shapes import TARGET, build_shapes, format_shapes
from bot.testserver import Value
from bot.testserver.validation.emojis import is_unicode_emoji
from bot.testserver.validation.errors import FormErrors
from bot.testserver.validation.shapes import check_shape, load_shapes
from tests.support.testserver.api_contract import load_api_description, require_api_description


def find_faults(name: str, value: Value) -> list[tuple[str, str]]:
    """List place and code of the faults of a body."""
    faults = FormErrors()
    check_shape(faults, "", value, name)
    return [(path, code) for path, code, _ in faults.faults]


def test_the_shapes_are_those_that_discord_publishes() -> None:
    """The file is what its script makes of the description."""
    require_api_description()
    assert TARGET.read_text("utf-8") == format_shapes(build_shapes(load_api_description()))


def test_every_shape_is_defined() -> None:
    """No shape refers to one that is missing."""

    def list_references(shape: Value) -> list[str]:
        parts = shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ()
        own = [shape["$ref"]] if isinstance(shape, dict) and "$ref" in shape else []
        return own + [one for part in parts for one in list_references(part)]

    assert set(list_references(load_shapes())) <= load_shapes().keys()


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        pytest.param({"content": None, "embeds": None, "poll": None}, True, id="null where nothing is said"),
        pytest.param({"content": "x", "nonce": 1}, True, id="a number as nonce"),
        pytest.param({"content": "x", "nonce": "a"}, True, id="a text as nonce"),
        pytest.param({"content": "x", "nonce": 1.5}, False, id="a fraction as nonce"),
        pytest.param({"content": "x", "attachments": [{"id": 0}, {"id": "1"}]}, True, id="ids of both kinds"),
        pytest.param({"content": "x", "flags": True}, False, id="a boolean as flags"),
        pytest.param({"embeds": [{"timestamp": "2024-06-21T08:00:00Z"}]}, True, id="a moment"),
        pytest.param({"embeds": [{"image": {"url": "attachment://a.png"}}]}, True, id="an uploaded picture"),
        pytest.param({"embeds": [{"image": {"url": "https://"}}]}, False, id="an address without host"),
        pytest.param({"embeds": [{"url": ""}]}, True, id="an empty address"),
        pytest.param([], False, id="a list"),
        pytest.param(None, False, id="nothing"),
    ],
)
def test_values_are_taken_as_discord_takes_them(body: Value, taken: bool) -> None:
    """Null, ids as numbers and texts, and addresses of uploads are taken; other kinds are refused."""
    assert (find_faults("MessageCreateRequest", body) == []) is taken


def test_the_fault_of_the_closest_alternative_is_named() -> None:
    """Of a value that may be one of several kinds, the fault is that of the kind that it has."""
    assert find_faults("MessageCreateRequest", {"nonce": "n" * 26}) == [("nonce", "BASE_TYPE_MAX_LENGTH")]


@pytest.mark.parametrize("text", ["🔥", "❤️", "❤", "👍🏽", "👩‍👩‍👧", "🇺🇦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "©️", "🫠", "🏳️‍🌈"])
def test_emojis_are_known(text: str) -> None:
    """Pictures, hearts, skin tones, families, flags and keycaps are emojis."""
    assert is_unicode_emoji(text)


@pytest.mark.parametrize("text", ["", "a", "1", "smile", ":smile:", "🔥🔥", "🔥 ", "<:x:1>", "é", "한", "\u200d", "🇺"])
def test_other_text_is_no_emoji(text: str) -> None:
    """Letters, digits, shortcodes, two emojis and halves of one are none."""
    assert not is_unicode_emoji(text)
