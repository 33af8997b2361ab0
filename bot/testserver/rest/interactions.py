"""Endpoints for interaction callbacks, and for responses and follow-ups through the interaction's webhook."""

from __future__ import annotations

from bot.testserver.rest.message_body import build_loading_message, build_message, update_message
from bot.testserver.rest.request import RestRequest, RestResponse, Route
from bot.testserver.state.errors import ApiError, build_form_error, build_unknown_error
from bot.testserver.state.events import CallbackKind, Interaction, InteractionKind
from bot.testserver.state.model import ChatMessage, Json, MessageFlag
from bot.testserver.state.serializers import build_installation_owners, serialize_message, serialize_user
from bot.testserver.validation.commands import check_choices, check_modal

_MESSAGE_CALLBACKS = {CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE}
_COMPONENT_CALLBACKS = {CallbackKind.DEFERRED_UPDATE, CallbackKind.UPDATE}
# docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type:
# DEFERRED_UPDATE_MESSAGE and UPDATE_MESSAGE "Only valid for component-based interactions"; MODAL "Not available for
# MODAL_SUBMIT and PING interactions".
_ALLOWED_CALLBACKS = {
    InteractionKind.COMMAND: _MESSAGE_CALLBACKS | {CallbackKind.MODAL},
    InteractionKind.COMPONENT: _MESSAGE_CALLBACKS | _COMPONENT_CALLBACKS | {CallbackKind.MODAL},
    InteractionKind.MODAL: _MESSAGE_CALLBACKS | _COMPONENT_CALLBACKS,
    InteractionKind.AUTOCOMPLETE: {CallbackKind.CHOICES},
}


async def create_interaction_response(call: RestRequest) -> RestResponse:
    """Acknowledge an interaction: before its deadline, once, and with a callback type that its kind allows."""
    held, body = _find_unacknowledged(call), call.get_form()
    kind = _parse_callback_kind(held, body)
    data = body.get("data") or {}
    world = call.world
    place = world.get_channel(held.channel)
    message: ChatMessage | None = None
    if kind is CallbackKind.MESSAGE:
        message = build_message(world, place, world.bot, data, call.files, **_build_response_fields(call, held, data))
    elif kind is CallbackKind.DEFERRED_MESSAGE:
        message = build_loading_message(world, place, world.bot, **_build_response_fields(call, held, data))
    elif kind is CallbackKind.CHOICES:
        check_choices(data)
        held.choices = data.get("choices") or []
    elif kind is CallbackKind.MODAL:
        check_modal(data)
        held.modal = data
    elif kind is CallbackKind.UPDATE and held.source:
        if held.source.deleted:
            raise build_unknown_error("Message")
        update_message(world, held.source, data, call.files)
    held.response, held.acknowledged = kind, world.timer()
    if message is not None:
        post_response(call, held, message)
    elif kind in _COMPONENT_CALLBACKS:
        held.original = held.source
    world.publish("interaction_acknowledged", held, place, held.user)
    return _build_callback_result(call, held, message or (held.source if kind is CallbackKind.UPDATE else None))


def _find_unacknowledged(call: RestRequest) -> Interaction:
    held = call.world.interactions.get(call.path["interaction_token"])
    if held is None or held.id != call.get_id("interaction_id"):
        raise build_unknown_error("Interaction")
    # See docs/topics/opcodes-and-status-codes#json: 40060 "Interaction has already been acknowledged"
    if held.response is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if not held.can_acknowledge(call.world.timer()):
        raise build_unknown_error("Interaction")
    return held


def _parse_callback_kind(held: Interaction, body: Json) -> CallbackKind:
    kind = body.get("type")
    allowed = _ALLOWED_CALLBACKS[held.kind]
    # A modal opened by a slash command has no message to update.
    if kind not in allowed or (kind in _COMPONENT_CALLBACKS and held.source is None):
        listed = ", ".join(str(int(one)) for one in sorted(allowed))
        raise build_form_error([("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")])
    return CallbackKind(kind)


def _build_response_fields(call: RestRequest, held: Interaction, data: Json) -> Json:
    """Return the fields that mark a message as a response to *held*; an ephemeral one is visible to one user only."""
    ephemeral = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    return {
        "private_to": held.user if ephemeral else None,
        "metadata": build_interaction_metadata(call, held),
        "webhook": call.world.application,
    }


def build_interaction_metadata(call: RestRequest, held: Interaction, *, original: bool = True) -> Json:
    """Return the metadata of *held* (docs/resources/message#message-interaction-metadata-object)."""
    written: Json = {
        "id": str(held.id),
        "type": int(held.kind),
        "user": serialize_user(call.world.users[held.user]),
        "authorizing_integration_owners": build_installation_owners(call.world, held.guild, held.user),
    }
    if not original and held.original:
        written["original_response_message_id"] = str(held.original.id)
    if held.kind is InteractionKind.COMPONENT and held.source:
        written["interacted_message_id"] = str(held.source.id)
    if held.opened_by:
        written["triggering_interaction_metadata"] = build_interaction_metadata(call, held.opened_by)
    return written


def post_response(call: RestRequest, held: Interaction, message: ChatMessage) -> None:
    """Post *message* as a response to *held*; the first one becomes its original response."""
    if message.private_to is not None:
        message.flags |= MessageFlag.EPHEMERAL
    elif held.kind is InteractionKind.COMMAND and held.original is None:
        message.kind = 20 if held.data.get("type", 1) == 1 else 23  # CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND
    if held.original is None:
        held.original, message.called = message, held.called
    held.messages.append(message)
    call.world.post_message(message)


def _build_callback_result(call: RestRequest, held: Interaction, message: ChatMessage | None) -> RestResponse:
    # Discord docs: "with_response: Whether to include an interaction callback object as the response", else 204
    if not call.get_flag("with_response") or held.response is None:
        return 204, None
    interaction: Json = {"id": str(held.id), "type": int(held.kind), "channel_id": str(held.channel)}
    if held.guild:
        interaction["guild_id"] = str(held.guild)
    body: Json = {"interaction": interaction}
    if held.original:
        interaction |= {
            "response_message_id": str(held.original.id),
            "response_message_loading": held.original.loading,
            "response_message_ephemeral": held.original.ephemeral,
        }
    if message is not None:
        kind = int(held.response)
        # A deferred response is reported as the message it will become.
        body["resource"] = {"type": 4 if kind == 5 else kind, "message": serialize_message(call.world, message)}
    return 200, body


INTERACTION_ROUTES: list[Route] = [
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", create_interaction_response)
]


def _find_webhook_interaction(call: RestRequest) -> Interaction:
    held = call.world.interactions.get(call.path["webhook_token"])
    if held is None or call.get_id("webhook_id") != call.world.application:
        raise build_unknown_error("Webhook")
    # See docs/topics/opcodes-and-status-codes#json: 50027 "Invalid webhook token provided"
    if not held.is_token_valid(call.world.timer()):
        raise ApiError(401, 50027, "Invalid Webhook Token")
    # An interaction's webhook exists from its first response on.
    if held.response is None or held.kind is InteractionKind.AUTOCOMPLETE:
        raise build_unknown_error("Webhook")
    call.world.get_channel(held.channel)  # raises if the channel has been deleted
    return held


def _find_response_message(call: RestRequest) -> tuple[Interaction, ChatMessage]:
    held = _find_webhook_interaction(call)
    named = call.path.get("message_id", "@original")
    if named == "@original":
        found = held.original
    else:
        found = next((one for one in held.messages if str(one.id) == named), None)
    if found is None or found.deleted:
        raise build_unknown_error("Message")
    return held, found


async def execute_webhook(call: RestRequest) -> RestResponse:
    """Post a follow-up message, or complete a deferred response that is still loading, which keeps its visibility."""
    held = _find_webhook_interaction(call)
    world, body = call.world, call.get_form()
    waiting = held.original
    if held.response is CallbackKind.DEFERRED_MESSAGE and waiting and waiting.loading and not waiting.deleted:
        # Discord docs: "this endpoint will function as Edit Original Interaction Response for backwards compatibility"
        update_message(world, waiting, body, call.files, fill=True)
        return 200, serialize_message(world, waiting)
    ephemeral = bool((body.get("flags") or 0) & MessageFlag.EPHEMERAL)
    message = build_message(
        world,
        world.get_channel(held.channel),
        world.bot,
        body,
        call.files,
        private_to=held.user if ephemeral else None,
        metadata=build_interaction_metadata(call, held, original=False),
        webhook=world.application,
        reference=held.original.id if held.original else None,
    )
    post_response(call, held, message)
    return 200, serialize_message(world, message)


async def get_response_message(call: RestRequest) -> RestResponse:
    """
    Return the original response or a follow-up message.

    References:
        docs/interactions/receiving-and-responding#get-original-interaction-response
    """
    _, message = _find_response_message(call)
    return 200, serialize_message(call.world, message)


async def edit_response_message(call: RestRequest) -> RestResponse:
    """
    Edit the original response or a follow-up message.

    References:
        docs/interactions/receiving-and-responding#edit-original-interaction-response
    """
    _, message = _find_response_message(call)
    update_message(call.world, message, call.get_form(), call.files, fill=message.loading)
    return 200, serialize_message(call.world, message)


async def delete_response_message(call: RestRequest) -> RestResponse:
    """
    Delete the original response or a follow-up message.

    References:
        docs/interactions/receiving-and-responding#delete-original-interaction-response
    """
    _, message = _find_response_message(call)
    call.world.delete_message(message)
    return 204, None


_WEBHOOK_PATH = "/webhooks/{webhook_id}/{webhook_token}"
WEBHOOK_ROUTES: list[Route] = [
    ("POST", _WEBHOOK_PATH, execute_webhook),
    *(
        route
        for place in (f"{_WEBHOOK_PATH}/messages/@original", _WEBHOOK_PATH + "/messages/{message_id}")
        for route in (
            ("GET", place, get_response_message),
            ("PATCH", place, edit_response_message),
            ("DELETE", place, delete_response_message),
        )
    ),
]
