"""The limits of a message as a whole (docs/resources/message#create-message)."""

from __future__ import annotations

from bot.testserver.rules.components import check_components
from bot.testserver.rules.embeds import check_embeds
from bot.testserver.rules.faults import Faults
from bot.testserver.rules.shapes import check_shapes
from bot.testserver.world.model import Json, Message, MessageFlag
from bot.testserver.world.refusals import Refusal

# The parameters of create-message, edit-message and execute-webhook together; `tts` in an edit is ignored there.
_KEYS = frozenset(
    "content nonce tts embeds allowed_mentions message_reference components sticker_ids attachments flags "
    "enforce_nonce poll username avatar_url thread_name applied_tags".split()
)
_SHOWN = ("content", "embeds", "sticker_ids", "components", "poll")


def check_message(body: Json, *, has_files: bool, before: Message | None = None) -> None:
    """
    Refuse a message that Discord would refuse.

    Args:
        body: The message part of a request.
        has_files: Whether files came along.
        before: The message it changes, if any.

    Raises:
        Refusal: 50006 for an empty one, 50035 with every other fault.
    """
    faults = Faults()
    check_shapes(faults, body)
    faults.keys("", body, _KEYS)
    # They say "content: Message contents (up to 2000 characters)"
    faults.text("content", body.get("content"), 0, 2000)
    # They say "nonce: Can be used to verify a message was sent (up to 25 characters)"
    if isinstance(body.get("nonce"), str):
        faults.text("nonce", body["nonce"], 0, 25)
    _check_mentions(faults, body.get("allowed_mentions") or {})
    _check_attachments(faults, body.get("attachments") or [])
    v2 = bool(((before.flags if before else 0) | (body.get("flags") or 0)) & MessageFlag.IS_COMPONENTS_V2)
    if v2:
        _check_v2(faults, body)
    check_embeds(faults, body.get("embeds") or [])
    check_components(faults, body.get("components") or [], v2=v2)
    faults.refuse()
    # They say "at least one of content, embeds, sticker_ids, components, files, or poll"; else
    # 50006 "Cannot send an empty message"
    if before is None and not has_files and not any(_says_something(body.get(key)) for key in _SHOWN):
        raise Refusal(400, 50006, "Cannot send an empty message")


def _check_attachments(faults: Faults, attachments: list[Json]) -> None:
    # See docs/resources/message#attachment-object: description "max 1024 characters", and at most ten files a message
    faults.count("attachments", attachments, 0, 10)
    for number, one in enumerate(attachments):
        faults.text(f"attachments.{number}.description", one.get("description"), 0, 1024)


def _says_something(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _check_v2(faults: Faults, body: Json) -> None:
    # See docs/resources/message#message-object-message-flags and docs/components/reference: with IS_COMPONENTS_V2
    # They say "the content and embeds fields will no longer work"
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            faults.add(key, code, f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")


def _check_mentions(faults: Faults, allowed: Json) -> None:
    # See docs/resources/message#allowed-mentions-object: "Max size of 100" each; a list of ids and the same kind under
    # `parse` are "mutually exclusive"
    for key in ("users", "roles"):
        faults.count(f"allowed_mentions.{key}", allowed.get(key) or [], 0, 100)
        if key in (allowed.get("parse") or ()) and allowed.get(key):
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            faults.add("allowed_mentions", code, f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.')
