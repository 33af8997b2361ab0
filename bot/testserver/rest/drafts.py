"""A request's body as a message: checked, then made or changed."""

from __future__ import annotations

from bot.testserver.rest import forms, mentions
from bot.testserver.rest.calls import Upload
from bot.testserver.rest.files import attach
from bot.testserver.rules import check_message
from bot.testserver.world.model import Channel, Json, Message, MessageFlag, User, Value
from bot.testserver.world.state import World

# What an application may set; everything else in `flags` is Discord's own to set.
_SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2


def draft(world: World, place: Channel, author: User, body: Json, files: dict[int, Upload], **more: Value) -> Message:
    """
    Make a message of a request's *body*, not yet posted.

    Raises:
        Refusal: If Discord would refuse it.
    """
    check_message(body, has_files=bool(files))
    flags = (body.get("flags") or 0) & _SETTABLE
    message = Message(world.snowflake(), place.id, author, "", world.clock(), flags, **more)
    _fill(world, place, message, body, files)
    reference = body.get("message_reference") or {}
    message.reference = int(reference["message_id"]) if reference.get("message_id") else None
    message.kind = 19 if message.reference else 0
    message.nonce = body.get("nonce")
    return message


def loading(world: World, place: Channel, author: User, **more: Value) -> Message:
    """Make the message that says an application is thinking."""
    return Message(world.snowflake(), place.id, author, "", world.clock(), int(MessageFlag.LOADING), **more)


def revise(world: World, message: Message, body: Json, files: dict[int, Upload], *, fill: bool = False) -> None:
    """
    Change *message* as a request's *body* says and tell everyone; what the body leaves out stays.

    Args:
        world: Holds the message.
        message: The one to change.
        body: The request's JSON.
        files: Its uploads.
        fill: Whether this fills a thinking message, which then does not count as edited.

    Raises:
        Refusal: If Discord would refuse it.
    """
    check_message(body, has_files=bool(files), before=message)
    v2 = (message.flags | (body.get("flags") or 0)) & MessageFlag.IS_COMPONENTS_V2
    settable = MessageFlag.SUPPRESS_EMBEDS
    asked = body["flags"] & settable if body.get("flags") is not None else message.flags & settable
    message.flags = message.flags & ~(settable | MessageFlag.LOADING) | asked | v2
    _fill(world, world.channels[message.channel], message, body, files)
    if not fill:
        message.edited = world.clock()
    world.changed(message)


def _fill(world: World, place: Channel, message: Message, body: Json, files: dict[int, Upload]) -> None:
    if "attachments" in body or files:  # first, for it may refuse
        message.attachments = attach(world, place, body.get("attachments"), files, message.attachments)
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [forms.embed(world, one, message.attachments) for one in body["embeds"] or []]
    if "components" in body:
        message.components = forms.components(world, body["components"] or [], message.attachments)
    mentions.resolve(world, message, body.get("allowed_mentions"))
