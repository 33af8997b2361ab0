"""Build and update messages from request bodies: embeds, components, attachments and mentions."""

from __future__ import annotations

import mimetypes
import re
import struct
from collections.abc import Iterator
from itertools import count

from bot.testserver.rest.request import UploadedFile
from bot.testserver.state.errors import ApiError, build_form_error
from bot.testserver.state.model import (
    Attachment,
    Channel,
    ChatMessage,
    Json,
    MessageFlag,
    Permission,
    User,
    Value,
    flatten_components,
)
from bot.testserver.state.serializers import serialize_attachment
from bot.testserver.state.state import ServerState
from bot.testserver.validation.errors import ComponentType
from bot.testserver.validation.messages import check_attachment_references, check_message

MAX_UPLOAD_BYTES = 10 * 1024 * 1024  # See docs/reference#uploading-files
_UNSAFE_FILENAME_CHARACTERS = re.compile(r"[^\w.\-]+")


def build_attachments(
    world: ServerState,
    channel: Channel,
    described: list[Json] | None,
    uploads: dict[int, UploadedFile],
    existing: list[Attachment],
    path: str = "",
) -> list[Attachment]:
    """
    Return the attachments of a message after a request.

    Args:
        world: State that generates the ids.
        channel: Channel of the message.
        described: The ``attachments`` of the body, by ids of uploads (their numbers) or of existing files; None for
            all of both.
        uploads: New files by number.
        existing: Existing files of the message.
        path: Where the message stands in the body; "" for all of it.

    Raises:
        ApiError: 40005 if a file is too large; 50035 if an id is neither.
    """
    if any(len(upload.data) > MAX_UPLOAD_BYTES for upload in uploads.values()):
        raise ApiError(413, 40005, "Request entity too large")
    if described is None:
        return existing + [_build_attachment(world, channel, upload, {}) for _, upload in sorted(uploads.items())]
    existing_by_id = {file.id: file for file in existing}
    attachments: list[Attachment] = []
    for number, one in enumerate(described):
        identity = int(one["id"])
        if identity in uploads:
            attachments.append(_build_attachment(world, channel, uploads[identity], one))
        elif identity in existing_by_id:
            attachments.append(existing_by_id[identity])
        else:
            place = f"{path}.attachments.{number}.id".lstrip(".")
            raise build_form_error([(place, "ATTACHMENT_NOT_FOUND", f"Attachment {identity} not found")])
    return attachments


def _build_attachment(world: ServerState, channel: Channel, upload: UploadedFile, described: Json) -> Attachment:
    name = _UNSAFE_FILENAME_CHARACTERS.sub("_", described.get("filename") or upload.filename)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    width, height = _read_png_size(upload.data)
    description = described.get("description")
    return Attachment(world.snowflake(), channel.id, name, kind, upload.data, description, width, height)


def _read_png_size(data: bytes) -> tuple[int | None, int | None]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None, None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def build_media_item(world: ServerState, address: str, files: list[Attachment]) -> Json:
    """Return the unfurled media item for the URL *address* (docs/components/reference#unfurled-media-item)."""
    unfurled: Json = {"id": str(world.snowflake()), "url": address, "proxy_url": address}
    filename = address.removeprefix("attachment://")
    for file in files:
        if address.startswith("attachment://") and file.filename == filename:
            serialized = serialize_attachment(world, file)
            unfurled |= {key: serialized[key] for key in ("url", "proxy_url", "content_type") if key in serialized}
            unfurled |= {"attachment_id": str(file.id), "width": file.width, "height": file.height}
    return unfurled


def serialize_embed(world: ServerState, embed: Json, files: list[Attachment]) -> Json:
    """Return an embed in the form of an API response."""
    serialized: Json = {"type": "rich"}
    serialized |= {key: embed[key] for key in ("title", "description", "url", "color", "timestamp") if embed.get(key)}
    for key in ("image", "thumbnail"):
        if embed.get(key):
            serialized[key] = {"url": build_media_item(world, embed[key]["url"], files)["url"]}
            serialized[key]["proxy_url"] = serialized[key]["url"]
    for key in ("author", "footer"):
        if embed.get(key):
            serialized[key] = {name: value for name, value in embed[key].items() if value}
    if embed.get("fields"):
        serialized["fields"] = [one | {"inline": bool(one.get("inline"))} for one in embed["fields"]]
    return serialized


def serialize_components(world: ServerState, components: list[Json], files: list[Attachment]) -> list[Json]:
    """Return components in the form of an API response: with defaults filled in, each with a unique id."""
    used_ids = set(_collect_ids(components))
    free_ids = (number for number in count(1) if number not in used_ids)
    return [_serialize_component(world, one, files, free_ids) for one in components]


def _collect_ids(components: list[Json]) -> Iterator[int]:
    for component in components:
        if component.get("id"):
            yield component["id"]
        yield from _collect_ids(component.get("components") or [])
        yield from _collect_ids([component["accessory"]] if component.get("accessory") else [])


_COMPONENT_DEFAULTS: dict[int, Json] = {
    ComponentType.STRING_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.USER_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.ROLE_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.MENTIONABLE_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.CHANNEL_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.THUMBNAIL: {"description": None, "spoiler": False},
    ComponentType.FILE: {"spoiler": False, "name": None, "size": None},
    ComponentType.SEPARATOR: {"divider": True, "spacing": 1},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
}


def _serialize_component(world: ServerState, component: Json, files: list[Attachment], free_ids: Iterator[int]) -> Json:
    serialized: Json = {
        "type": component["type"],
        "id": component.get("id") or next(free_ids),
    } | _COMPONENT_DEFAULTS.get(component["type"], {})
    for key, value in component.items():
        if value is None or key in {"id", "type"}:
            continue
        serialized[key] = _serialize_value(world, key, value, files, free_ids)
    if serialized["type"] == ComponentType.FILE:
        file = next((one for one in files if str(one.id) == serialized["file"].get("attachment_id")), None)
        serialized |= {"name": file.filename, "size": len(file.data)} if file else {}
    return serialized


def _serialize_value(
    world: ServerState, key: str, value: Value, files: list[Attachment], free_ids: Iterator[int]
) -> Value:
    if key == "components":
        return [_serialize_component(world, one, files, free_ids) for one in value]
    if key == "accessory":
        return _serialize_component(world, value, files, free_ids)
    if key in {"media", "file"}:
        return build_media_item(world, value["url"], files)
    if key == "items":
        return [
            {"description": None, "spoiler": False}
            | one
            | {"media": build_media_item(world, one["media"]["url"], files)}
            for one in value
        ]
    if key == "emoji":
        return {"name": value.get("name"), "id": value.get("id")} if value.get("id") else {"name": value.get("name")}
    return value


_USER_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE_MENTION = re.compile(r"<@&(\d+)>")
_EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")


def resolve_mentions(world: ServerState, message: ChatMessage, allowed: Json | None) -> None:
    """
    Set the mentions of *message* from its content and text components.

    Without *allowed* everything is parsed (docs/resources/message#allowed-mentions-object). ``@everyone``
    requires MENTION_EVERYONE of the author. Mentions in code blocks and in ephemeral messages are parsed too, as
    Discord does.
    """
    text = "\n".join([message.content, *(part.get("content", "") for part in flatten_components(message.components))])
    kinds = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    named_users = {int(one) for one in (allowed or {}).get("users") or ()}
    named_roles = {int(one) for one in (allowed or {}).get("roles") or ()}
    users = {int(one) for one in _USER_MENTION.findall(text)} & world.users.keys()
    message.mentions = tuple(sorted(one for one in users if "users" in kinds or one in named_users))
    channel = world.channels[message.channel]
    roles = {int(one) for one in _ROLE_MENTION.findall(text)} & _get_role_ids(world, channel)
    message.mention_roles = tuple(sorted(one for one in roles if "roles" in kinds or one in named_roles))
    may_mention_everyone = bool(world.compute_permissions(channel, message.author.id) & Permission.MENTION_EVERYONE)
    message.mention_everyone = may_mention_everyone and "everyone" in kinds and bool(_EVERYONE_MENTION.search(text))


def _get_role_ids(world: ServerState, channel: Channel) -> set[int]:
    return set(world.guilds[channel.guild].roles) if channel.guild else set()


# The flags that an application may set; Discord alone sets all others.
_SETTABLE_FLAGS = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2


def build_message(
    world: ServerState,
    channel: Channel,
    author: User,
    body: Json,
    files: dict[int, UploadedFile],
    path: str = "",
    **more: Value,
) -> ChatMessage:
    """
    Build a message from *body*, which stands at *path* of a request, without posting it.

    Raises:
        ApiError: If Discord would reject it.
    """
    check_message(body, has_files=bool(files), path=path)
    flags = (body.get("flags") or 0) & _SETTABLE_FLAGS
    message = ChatMessage(world.snowflake(), channel.id, author, "", world.clock(), flags, **more)
    _fill_message(world, channel, message, body, files, path)
    reference = body.get("message_reference") or {}
    message.reference = int(reference["message_id"]) if reference.get("message_id") else None
    message.kind = 19 if message.reference else 0
    message.nonce = body.get("nonce")
    return message


def build_loading_message(world: ServerState, channel: Channel, author: User, **more: Value) -> ChatMessage:
    """Build the "is thinking" message of a deferred response."""
    return ChatMessage(world.snowflake(), channel.id, author, "", world.clock(), int(MessageFlag.LOADING), **more)


def update_message(
    world: ServerState,
    message: ChatMessage,
    body: Json,
    files: dict[int, UploadedFile],
    path: str = "",
    *,
    fill: bool = False,
) -> None:
    """
    Update *message* from a request *body* and publish the change; fields missing from the body stay unchanged.

    Args:
        world: State with the message.
        message: Message to update.
        body: JSON body of the request.
        files: Uploads of the request, by number.
        path: Where *body* stands in the request; "" for all of it.
        fill: Whether this completes a loading message, which then does not count as edited.

    Raises:
        ApiError: If Discord would reject it.
    """
    check_message(body, has_files=bool(files), original=message, path=path)
    _fill_message(world, world.channels[message.channel], message, body, files, path)
    v2 = (message.flags | (body.get("flags") or 0)) & MessageFlag.IS_COMPONENTS_V2
    settable = MessageFlag.SUPPRESS_EMBEDS
    requested_flags = body["flags"] & settable if body.get("flags") is not None else message.flags & settable
    message.flags = message.flags & ~(settable | MessageFlag.LOADING) | requested_flags | v2
    if not fill:
        message.edited = world.clock()
    world.publish_update(message)


def _fill_message(
    world: ServerState, channel: Channel, message: ChatMessage, body: Json, files: dict[int, UploadedFile], path: str
) -> None:
    attachments = message.attachments  # first, because it may raise
    if "attachments" in body or files:
        attachments = build_attachments(world, channel, body.get("attachments"), files, attachments, path)
    check_attachment_references(body, {file.filename for file in attachments}, path)
    message.attachments = attachments
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [serialize_embed(world, one, message.attachments) for one in body["embeds"] or []]
    if "components" in body:
        message.components = serialize_components(world, body["components"] or [], message.attachments)
    resolve_mentions(world, message, body.get("allowed_mentions"))
