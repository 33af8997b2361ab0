"""
Write ``bot/testserver/validation/request_shapes.json``: the shapes of the request bodies that the test server checks.

The shapes are those of Discord's published API description (``discord/discord-api-spec`` on GitHub, ``openapi.json``,
MIT licence), without titles and descriptions. Run it as ``python benchmarks/build_request_shapes.py --data DIR``, with
the folder of that file.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "bot" / "testserver" / "validation" / "request_shapes.json"
SOURCE = "https://github.com/discord/discord-api-spec, specs/openapi.json; MIT License, Copyright 2023 Discord"
#: The bodies by the names that the description gives them; what they refer to is added.
BODIES = (
    "ApplicationCommandUpdateRequest",
    "CreateForumThreadRequest",
    "CreateGuildChannelRequest",
    "CreatePrivateChannelRequest",
    "CreateTextThreadWithMessageRequest",
    "CreateTextThreadWithoutMessageRequest",
    "IncomingWebhookInteractionRequest",
    "IncomingWebhookRequestPartial",
    "InteractionApplicationCommandAutocompleteCallbackIntegerData",
    "InteractionApplicationCommandAutocompleteCallbackNumberData",
    "InteractionApplicationCommandAutocompleteCallbackStringData",
    "MessageCreateRequest",
    "MessageEditRequestPartial",
    "ModalInteractionCallbackRequestData",
    "UpdateGuildChannelRequestPartial",
    "UpdateThreadRequestPartial",
)
_OMITTED_KEYS = {"title", "description"}
#: What the documentation says and the description does not: 4,000 characters are for members with Nitro
#: (docs/resources/message#create-message: "Message contents (up to 2000 characters)").
_MAX_CONTENT = 2000
_MESSAGES = ("BaseCreateMessageCreateRequest", "MessageCreateRequest", "MessageEditRequestPartial")


def build_shapes(description: dict[str, Any]) -> dict[str, Any]:
    """Return the shapes of all bodies, and of what they refer to, by name."""
    schemas = description["components"]["schemas"]
    shapes: dict[str, Any] = {}
    waiting = list(BODIES)
    while waiting:
        name = waiting.pop()
        if name not in shapes:
            shapes[name] = _simplify(schemas[name], waiting)
    for name in _MESSAGES:
        shapes[name]["properties"]["content"]["maxLength"] = _MAX_CONTENT
    # A custom emoji is known by its id (docs/components/reference#button: "emoji: name, id, and animated", a partial
    # emoji); which emoji have neither is for the finer rules.
    del shapes["ComponentEmojiForRequest"]["required"]
    return dict(sorted(shapes.items()))


def _simplify(schema: object, references: list[str]) -> object:
    """Return *schema* with references by name and without words for readers; add the names to *references*."""
    if isinstance(schema, list):
        return [_simplify(one, references) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        references.append(name)
        return {"$ref": name}
    if "properties" in schema:
        properties = {key: _simplify(one, references) for key, one in schema["properties"].items()}
        kept = {key: one for key, one in schema.items() if key in {"type", "required"}}
        return kept | {"properties": properties}
    # `allOf` only names the enumeration of which `enum` lists the values allowed.
    return {key: _simplify(one, references) for key, one in schema.items() if key not in _OMITTED_KEYS | {"allOf"}}


def format_shapes(shapes: dict[str, Any]) -> str:
    """Return the content of the file: one line for each shape."""
    lines = [f"  {json.dumps(name)}: {json.dumps(shape)}" for name, shape in shapes.items()]
    return f'{{"source": {json.dumps(SOURCE)}, "shapes": {{\n' + ",\n".join(lines) + "\n}}\n"


def main() -> int:
    """Read the description in the folder that the command line names, and write the shapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with openapi.json")
    source = parser.parse_args().data / "openapi.json"
    if not source.is_file():
        print(f"There is no {source}.", file=sys.stderr)
        return 2
    TARGET.write_text(format_shapes(build_shapes(json.loads(source.read_text("utf-8")))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
