"""Embeds and components of a request in the form in which answers show them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bot.testserver.rest.files import media
from bot.testserver.rules.kinds import Kind
from bot.testserver.world.model import Attachment, Json, Value
from bot.testserver.world.state import World


def embed(world: World, asked: Json, files: list[Attachment]) -> Json:
    """Write one embed as an answer shows it."""
    shown: Json = {"type": "rich"}
    shown |= {key: asked[key] for key in ("title", "description", "url", "color", "timestamp") if asked.get(key)}
    for key in ("image", "thumbnail"):
        if asked.get(key):
            shown[key] = {"url": media(world, asked[key]["url"], files)["url"]}
            shown[key]["proxy_url"] = shown[key]["url"]
    for key in ("author", "footer"):
        if asked.get(key):
            shown[key] = {name: value for name, value in asked[key].items() if value}
    if asked.get("fields"):
        shown["fields"] = [one | {"inline": bool(one.get("inline"))} for one in asked["fields"]]
    return shown


def components(world: World, asked: list[Json], files: list[Attachment]) -> list[Json]:
    """Write components as an answer shows them: defaults filled in, each with an id of its own."""
    taken = set(_ids(asked))
    fresh = (number for number in count(1) if number not in taken)
    return [_component(world, one, files, fresh) for one in asked]


def _ids(asked: list[Json]) -> Iterator[int]:
    for one in asked:
        if one.get("id"):
            yield one["id"]
        yield from _ids(one.get("components") or [])
        yield from _ids([one["accessory"]] if one.get("accessory") else [])


_DEFAULTS: dict[int, Json] = {
    Kind.STRING_SELECT: {"min_values": 1, "max_values": 1},
    Kind.USER_SELECT: {"min_values": 1, "max_values": 1},
    Kind.ROLE_SELECT: {"min_values": 1, "max_values": 1},
    Kind.MENTIONABLE_SELECT: {"min_values": 1, "max_values": 1},
    Kind.CHANNEL_SELECT: {"min_values": 1, "max_values": 1},
    Kind.THUMBNAIL: {"description": None, "spoiler": False},
    Kind.FILE: {"spoiler": False, "name": None, "size": None},
    Kind.SEPARATOR: {"divider": True, "spacing": 1},
    Kind.CONTAINER: {"accent_color": None, "spoiler": False},
}


def _component(world: World, asked: Json, files: list[Attachment], fresh: Iterator[int]) -> Json:
    shown: Json = {"type": asked["type"], "id": asked.get("id") or next(fresh)} | _DEFAULTS.get(asked["type"], {})
    for key, value in asked.items():
        if value is None or key in {"id", "type"}:
            continue
        shown[key] = _value(world, key, value, files, fresh)
    if shown["type"] == Kind.FILE:
        named = next((one for one in files if str(one.id) == shown["file"].get("attachment_id")), None)
        shown |= {"name": named.filename, "size": len(named.data)} if named else {}
    return shown


def _value(world: World, key: str, value: Value, files: list[Attachment], fresh: Iterator[int]) -> Value:
    if key == "components":
        return [_component(world, one, files, fresh) for one in value]
    if key == "accessory":
        return _component(world, value, files, fresh)
    if key in {"media", "file"}:
        return media(world, value["url"], files)
    if key == "items":
        return [
            {"description": None, "spoiler": False} | one | {"media": media(world, one["media"]["url"], files)}
            for one in value
        ]
    if key == "emoji":
        return {"name": value.get("name"), "id": value.get("id")} if value.get("id") else {"name": value.get("name")}
    return value
