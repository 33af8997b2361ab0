"""Endpoints for interaction callbacks, and for responses and follow-ups through the interaction's webhook."""

from __future__ import annotations

from bot.testserver.rest.message_body import build_loading_message, build_message, update_message
from bot.testserver.rest.request import RestRequest, RestResponse, Route
from bot.testserver.state.errors import ApiError, build_form_error, build_unknown_error
from bot.testserver.state.events import CallbackKind, Interaction, InteractionKind
from bot.testserver.state.model import ChatMessage, Json, MessageFlag
from bot.testserver.state.serializers import build_installation_owners, serialize_message, serialize_user
from bot.testserver.validation.commands import STRING_OPTION, check_choices, check_modal

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
    interaction, body = _find_unacknowledged(call), call.get_form()
    kind = _parse_callback_kind(interaction, body)
    data = body.get("data") or {}
    world = call.world
    channel = world.get_channel(interaction.channel)
    message: ChatMessage | None = None
    if kind is CallbackKind.MESSAGE:
        message = build_message(
            world, channel, world.bot, data, call.files, "data", **_build_response_fields(call, interaction, data)
        )
    elif kind is CallbackKind.DEFERRED_MESSAGE:
        message = build_loading_message(world, channel, world.bot, **_build_response_fields(call, interaction, data))
    elif kind is CallbackKind.CHOICES:
        check_choices(data, _find_focused_type(interaction.data.get("options") or []))
        interaction.choices = data.get("choices") or []
    elif kind is CallbackKind.MODAL:
        check_modal(data)
        interaction.modal = data
    elif kind is CallbackKind.UPDATE and interaction.source:
        if interaction.source.deleted:
            raise build_unknown_error("Message")
        update_message(world, interaction.source, data, call.files, "data")
    interaction.response, interaction.acknowledged = kind, world.timer()
    if message is not None:
        post_response(call, interaction, message)
    elif kind in _COMPONENT_CALLBACKS:
        interaction.original = interaction.source
    world.publish("interaction_acknowledged", interaction, channel, interaction.user)
    return _build_callback_result(
        call, interaction, message or (interaction.source if kind is CallbackKind.UPDATE else None)
    )


def _find_unacknowledged(call: RestRequest) -> Interaction:
    interaction = call.world.interactions.get(call.path["interaction_token"])
    if interaction is None or interaction.id != call.get_id("interaction_id"):
        raise build_unknown_error("Interaction")
    # See docs/topics/opcodes-and-status-codes#json: 40060 "Interaction has already been acknowledged"
    if interaction.response is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if not interaction.can_acknowledge(call.world.timer()):
        raise build_unknown_error("Interaction")
    return interaction


def _find_focused_type(options: list[Json]) -> int:
    """Return the type of the option that is being completed."""
    for one in options:
        if one.get("focused"):
            return int(one["type"])
        if one.get("options"):
            return _find_focused_type(one["options"])
    return STRING_OPTION


def _parse_callback_kind(interaction: Interaction, body: Json) -> CallbackKind:
    kind = body.get("type")
    allowed = _ALLOWED_CALLBACKS[interaction.kind]
    # A modal opened by a slash command has no message to update.
    if kind not in allowed or (kind in _COMPONENT_CALLBACKS and interaction.source is None):
        listed = ", ".join(str(int(one)) for one in sorted(allowed))
        raise build_form_error([("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")])
    return CallbackKind(kind)


def _build_response_fields(call: RestRequest, interaction: Interaction, data: Json) -> Json:
    """Return the fields that mark a message as a response to *interaction*; only one user sees an ephemeral one."""
    ephemeral = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    return {
        "private_to": interaction.user if ephemeral else None,
        "metadata": build_interaction_metadata(call, interaction),
        "webhook": call.world.application,
    }


def build_interaction_metadata(call: RestRequest, interaction: Interaction, *, original: bool = True) -> Json:
    """Return the metadata of *interaction* (docs/resources/message#message-interaction-metadata-object)."""
    metadata: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": serialize_user(call.world.users[interaction.user]),
        "authorizing_integration_owners": build_installation_owners(call.world, interaction.guild, interaction.user),
    }
    if not original and interaction.original:
        metadata["original_response_message_id"] = str(interaction.original.id)
    if interaction.kind is InteractionKind.COMPONENT and interaction.source:
        metadata["interacted_message_id"] = str(interaction.source.id)
    if interaction.opened_by:
        metadata["triggering_interaction_metadata"] = build_interaction_metadata(call, interaction.opened_by)
    return metadata


def post_response(call: RestRequest, interaction: Interaction, message: ChatMessage) -> None:
    """Post *message* as a response to *interaction*; the first one becomes its original response."""
    if message.private_to is not None:
        message.flags |= MessageFlag.EPHEMERAL
    elif interaction.kind is InteractionKind.COMMAND and interaction.original is None:
        message.kind = 20 if interaction.data.get("type", 1) == 1 else 23  # CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND
    if interaction.original is None:
        interaction.original, message.called = message, interaction.called
    interaction.messages.append(message)
    call.world.post_message(message)


def _build_callback_result(call: RestRequest, held: Interaction, message: ChatMessage | None) -> RestResponse:
    # Discord docs: "with_response: Whether to include an interaction callback object as the response", else 204
    if not call.get_flag("with_response") or held.response is None:
        return 204, None
    result: Json = {"id": str(held.id), "type": int(held.kind), "channel_id": str(held.channel)}
    if held.guild:
        result["guild_id"] = str(held.guild)
    body: Json = {"interaction": result}
    if held.original:
        result |= {
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
    interaction = call.world.interactions.get(call.path["webhook_token"])
    if interaction is None or call.get_id("webhook_id") != call.world.application:
        raise build_unknown_error("Webhook")
    # See docs/topics/opcodes-and-status-codes#json: 50027 "Invalid webhook token provided"
    if not interaction.is_token_valid(call.world.timer()):
        raise ApiError(401, 50027, "Invalid Webhook Token")
    # An interaction's webhook exists from its first response on.
    if interaction.response is None or interaction.kind is InteractionKind.AUTOCOMPLETE:
        raise build_unknown_error("Webhook")
    call.world.get_channel(interaction.channel)  # raises if the channel has been deleted
    return interaction


def _find_response_message(call: RestRequest) -> tuple[Interaction, ChatMessage]:
    interaction = _find_webhook_interaction(call)
    message_id = call.path.get("message_id", "@original")
    if message_id == "@original":
        message = interaction.original
    else:
        message = next((one for one in interaction.messages if str(one.id) == message_id), None)
    if message is None or message.deleted:
        raise build_unknown_error("Message")
    return interaction, message


async def create_followup(call: RestRequest) -> RestResponse:
    """Post a follow-up message, or complete a deferred response that is still loading, which keeps its visibility."""
    interaction = _find_webhook_interaction(call)
    world, body = call.world, call.get_form()
    original = interaction.original
    if interaction.response is CallbackKind.DEFERRED_MESSAGE and original and original.loading and not original.deleted:
        # Discord docs: "this endpoint will function as Edit Original Interaction Response for backwards compatibility"
        update_message(world, original, body, call.files, fill=True)
        return 200, serialize_message(world, original)
    ephemeral = bool((body.get("flags") or 0) & MessageFlag.EPHEMERAL)
    message = build_message(
        world,
        world.get_channel(interaction.channel),
        world.bot,
        body,
        call.files,
        private_to=interaction.user if ephemeral else None,
        metadata=build_interaction_metadata(call, interaction, original=False),
        webhook=world.application,
        reference=interaction.original.id if interaction.original else None,
    )
    post_response(call, interaction, message)
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
