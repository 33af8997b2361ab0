"""The first answer to an interaction (docs/interactions/receiving-and-responding#create-interaction-response)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.rest.drafts import draft, loading, revise
from bot.testserver.rules import check_choices, check_modal
from bot.testserver.world import payloads
from bot.testserver.world.installations import installation_owners
from bot.testserver.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.testserver.world.model import Json, Message, MessageFlag
from bot.testserver.world.refusals import Refusal, invalid_form, unknown

_MESSAGES = {CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE}
_ON_COMPONENT = {CallbackKind.DEFERRED_UPDATE, CallbackKind.UPDATE}
# #interaction-response-object-interaction-callback-type: DEFERRED_UPDATE_MESSAGE and UPDATE_MESSAGE "Only valid for
# component-based interactions"; MODAL "Not available for MODAL_SUBMIT and PING interactions".
_ALLOWED = {
    InteractionKind.COMMAND: _MESSAGES | {CallbackKind.MODAL},
    InteractionKind.COMPONENT: _MESSAGES | _ON_COMPONENT | {CallbackKind.MODAL},
    InteractionKind.MODAL: _MESSAGES | _ON_COMPONENT,
    InteractionKind.AUTOCOMPLETE: {CallbackKind.CHOICES},
}


async def callback(call: Call) -> Answer:
    """Acknowledge an interaction: in time, once, and with what suits it."""
    held, body = _find(call), call.form()
    kind = _kind(held, body)
    data = body.get("data") or {}
    world = call.world
    place = world.channel(held.channel)
    message: Message | None = None
    if kind is CallbackKind.MESSAGE:
        message = draft(world, place, world.bot, data, call.files, **_answering(call, held, data))
    elif kind is CallbackKind.DEFERRED_MESSAGE:
        message = loading(world, place, world.bot, **_answering(call, held, data))
    elif kind is CallbackKind.CHOICES:
        check_choices(data)
        held.choices = data.get("choices") or []
    elif kind is CallbackKind.MODAL:
        check_modal(data)
        held.modal = data
    elif kind is CallbackKind.UPDATE and held.source:
        if held.source.deleted:
            raise unknown("Message")
        revise(world, held.source, data, call.files)
    held.response, held.acknowledged = kind, world.timer()
    if message is not None:
        publish(call, held, message)
    elif kind in _ON_COMPONENT:
        held.original = held.source
    world.tell("interaction_acknowledged", held, place, held.user)
    return _answer(call, held, message or (held.source if kind is CallbackKind.UPDATE else None))


def _find(call: Call) -> Interaction:
    held = call.world.interactions.get(call.path["interaction_token"])
    if held is None or held.id != call.id("interaction_id"):
        raise unknown("Interaction")
    # See docs/topics/opcodes-and-status-codes#json: 40060 "Interaction has already been acknowledged"
    if held.response is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if not held.acknowledgeable(call.world.timer()):
        raise unknown("Interaction")
    return held


def _kind(held: Interaction, body: Json) -> CallbackKind:
    kind = body.get("type")
    allowed = _ALLOWED[held.kind]
    # A modal opened by a command has no message that it could update.
    if kind not in allowed or (kind in _ON_COMPONENT and held.source is None):
        listed = ", ".join(str(int(one)) for one in sorted(allowed))
        raise invalid_form([("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")])
    return CallbackKind(kind)


def _answering(call: Call, held: Interaction, data: Json) -> Json:
    """Give what makes a message the answer to an interaction: who alone sees it, and what it answers."""
    ephemeral = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    return {
        "private_to": held.user if ephemeral else None,
        "metadata": metadata(call, held),
        "webhook": call.world.application,
    }


def metadata(call: Call, held: Interaction, *, original: bool = True) -> Json:
    """docs/resources/message#message-interaction-metadata-object."""
    written: Json = {
        "id": str(held.id),
        "type": int(held.kind),
        "user": payloads.user(call.world.users[held.user]),
        "authorizing_integration_owners": installation_owners(call.world, held.guild, held.user),
    }
    if not original and held.original:
        written["original_response_message_id"] = str(held.original.id)
    if held.kind is InteractionKind.COMPONENT and held.source:
        written["interacted_message_id"] = str(held.source.id)
    if held.opened_by:
        written["triggering_interaction_metadata"] = metadata(call, held.opened_by)
    return written


def publish(call: Call, held: Interaction, message: Message) -> None:
    """Post *message* as an answer to *held*."""
    if message.private_to is not None:
        message.flags |= MessageFlag.EPHEMERAL
    elif held.kind is InteractionKind.COMMAND and held.original is None:
        message.kind = 20 if held.data.get("type", 1) == 1 else 23  # CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND
    if held.original is None:
        held.original, message.called = message, held.called
    held.messages.append(message)
    call.world.post(message)


def _answer(call: Call, held: Interaction, message: Message | None) -> Answer:
    # They say "with_response: Whether to include an interaction callback object as the response", else 204
    if not call.flag("with_response") or held.response is None:
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
        # A deferred answer is shown as the message it will become.
        body["resource"] = {"type": 4 if kind == 5 else kind, "message": payloads.message(call.world, message)}
    return 200, body


ROUTES: list[Route] = [("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback)]
