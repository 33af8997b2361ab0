"""Later answers to an interaction, through its token (docs/interactions/receiving-and-responding#followup-messages)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.rest.drafts import draft, revise
from bot.testserver.rest.interactions import metadata, publish
from bot.testserver.world import payloads
from bot.testserver.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.testserver.world.model import Message, MessageFlag
from bot.testserver.world.refusals import Refusal, unknown


def _find(call: Call) -> Interaction:
    held = call.world.interactions.get(call.path["webhook_token"])
    if held is None or call.id("webhook_id") != call.world.application:
        raise unknown("Webhook")
    # See docs/topics/opcodes-and-status-codes#json: 50027 "Invalid webhook token provided"
    if not held.usable(call.world.timer()):
        raise Refusal(401, 50027, "Invalid Webhook Token")
    # An interaction's webhook exists from its first answer on.
    if held.response is None or held.kind is InteractionKind.AUTOCOMPLETE:
        raise unknown("Webhook")
    call.world.channel(held.channel)  # an answer goes where its interaction was, if that is still there
    return held


def _message(call: Call) -> tuple[Interaction, Message]:
    held = _find(call)
    named = call.path.get("message_id", "@original")
    if named == "@original":
        found = held.original
    else:
        found = next((one for one in held.messages if str(one.id) == named), None)
    if found is None or found.deleted:
        raise unknown("Message")
    return held, found


async def execute(call: Call) -> Answer:
    """Post a follow-up; directly after a deferred answer this fills that one instead, keeping who sees it."""
    held = _find(call)
    world, body = call.world, call.form()
    waiting = held.original
    if held.response is CallbackKind.DEFERRED_MESSAGE and waiting and waiting.loading and not waiting.deleted:
        # They say "this endpoint will function as Edit Original Interaction Response for backwards compatibility"
        revise(world, waiting, body, call.files, fill=True)
        return 200, payloads.message(world, waiting)
    ephemeral = bool((body.get("flags") or 0) & MessageFlag.EPHEMERAL)
    message = draft(
        world,
        world.channel(held.channel),
        world.bot,
        body,
        call.files,
        private_to=held.user if ephemeral else None,
        metadata=metadata(call, held, original=False),
        webhook=world.application,
        reference=held.original.id if held.original else None,
    )
    publish(call, held, message)
    return 200, payloads.message(world, message)


async def fetch(call: Call) -> Answer:
    """docs/interactions/receiving-and-responding#get-original-interaction-response, also for a follow-up."""
    _, message = _message(call)
    return 200, payloads.message(call.world, message)


async def edit(call: Call) -> Answer:
    """docs/interactions/receiving-and-responding#edit-original-interaction-response, also for a follow-up."""
    _, message = _message(call)
    revise(call.world, message, call.form(), call.files, fill=message.loading)
    return 200, payloads.message(call.world, message)


async def delete(call: Call) -> Answer:
    """docs/interactions/receiving-and-responding#delete-original-interaction-response, also for a follow-up."""
    _, message = _message(call)
    call.world.delete(message)
    return 204, None


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: list[Route] = [
    ("POST", _HOOK, execute),
    *(
        route
        for place in (f"{_HOOK}/messages/@original", _HOOK + "/messages/{message_id}")
        for route in (("GET", place, fetch), ("PATCH", place, edit), ("DELETE", place, delete))
    ),
]
