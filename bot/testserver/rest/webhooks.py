"""Endpoints for incoming webhooks, and the paths that they share with the responses to interactions."""

from __future__ import annotations

import secrets

from bot.testserver.rest.guilds import require_guild_permission
from bot.testserver.rest.interactions import (
    create_followup,
    delete_response_message,
    edit_response_message,
    get_response_message,
)
from bot.testserver.rest.message_body import build_message, update_message
from bot.testserver.rest.messages import require_channel
from bot.testserver.rest.request import RestRequest, RestResponse, Route, RouteHandler
from bot.testserver.state.errors import ApiError, build_unknown_error
from bot.testserver.state.model import ChatMessage, Json, Permission, User, Webhook
from bot.testserver.state.serializers import serialize_message, serialize_user
from bot.testserver.validation.errors import FormErrors
from bot.testserver.validation.shapes import require_shape

# Discord docs: "An error will be returned if a webhook name (name) is not valid": 1 to 80 characters, without these
# (docs/resources/webhook#create-webhook, docs/resources/user#usernames-and-nicknames)
_FORBIDDEN_WORDS = ("clyde", "discord")
_INCOMING = 1


def serialize_webhook(call: RestRequest, webhook: Webhook, *, with_creator: bool = True) -> Json:
    """Return a webhook object, without its creator if only its token was given."""
    world = call.world
    channel = world.channels[webhook.channel]
    fields: Json = {
        "id": str(webhook.id),
        "type": _INCOMING,
        "name": webhook.user.username,
        "avatar": None,
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild),
        "application_id": str(world.application),
        "token": webhook.token,
        "url": f"{world.address}/api/webhooks/{webhook.id}/{webhook.token}",
    }
    return fields | ({"user": serialize_user(world.users[webhook.creator])} if with_creator else {})


def _parse_name(body: Json) -> str:
    name = body.get("name")
    faults = FormErrors()
    faults.check_text("name", name.strip() if isinstance(name, str) else name, 1, 80)
    for word in _FORBIDDEN_WORDS:
        if word in str(name).casefold():
            faults.add("name", "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')
    faults.raise_if_any()
    return str(name).strip()


async def create_webhook(call: RestRequest) -> RestResponse:
    """Create a webhook of a channel (docs/resources/webhook#create-webhook)."""
    channel, world = require_channel(call, Permission.MANAGE_WEBHOOKS), call.world
    user = User(world.snowflake(), _parse_name(call.get_form()), bot=True)
    world.users[user.id] = user
    webhook = Webhook(user, channel.id, secrets.token_urlsafe(48), world.application)
    world.webhooks[webhook.id] = webhook
    return 200, serialize_webhook(call, webhook)


async def list_channel_webhooks(call: RestRequest) -> RestResponse:
    """Return the webhooks of a channel (docs/resources/webhook#get-channel-webhooks)."""
    channel = require_channel(call, Permission.MANAGE_WEBHOOKS)
    return 200, [serialize_webhook(call, one) for one in call.world.webhooks.values() if one.channel == channel.id]


async def list_guild_webhooks(call: RestRequest) -> RestResponse:
    """Return the webhooks of a guild (docs/resources/webhook#get-guild-webhooks)."""
    guild, world = require_guild_permission(call, Permission.MANAGE_WEBHOOKS), call.world
    found = [one for one in world.webhooks.values() if world.channels[one.channel].guild == guild.id]
    return 200, [serialize_webhook(call, one) for one in found]


def _require_webhook(call: RestRequest) -> Webhook:
    """Return the webhook of the path, whose token or the permission to manage it is required."""
    webhook = call.world.webhooks.get(call.get_id("webhook_id"))
    if webhook is None or webhook.channel not in call.world.channels:
        raise build_unknown_error("Webhook")
    token = call.path.get("webhook_token")
    if token is None:
        channel = call.world.channels[webhook.channel]
        call.world.require_permissions(channel, call.world.application, Permission.MANAGE_WEBHOOKS)
    elif not secrets.compare_digest(token, webhook.token):
        # See docs/topics/opcodes-and-status-codes#json: 50027 "Invalid webhook token provided"
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return webhook


async def get_webhook(call: RestRequest) -> RestResponse:
    """Return a webhook (docs/resources/webhook#get-webhook, #get-webhook-with-token)."""
    return 200, serialize_webhook(call, _require_webhook(call), with_creator="webhook_token" not in call.path)


async def edit_webhook(call: RestRequest) -> RestResponse:
    """Rename or move a webhook (docs/resources/webhook#modify-webhook, #modify-webhook-with-token)."""
    webhook, body = _require_webhook(call), call.get_form()
    if "name" in body:
        webhook.user.username = _parse_name(body)
    if body.get("channel_id") and "webhook_token" not in call.path:
        channel = call.world.get_channel(int(body["channel_id"]))
        call.world.require_permissions(channel, call.world.application, Permission.MANAGE_WEBHOOKS)
        webhook.channel = channel.id
    return 200, serialize_webhook(call, webhook, with_creator="webhook_token" not in call.path)


async def delete_webhook(call: RestRequest) -> RestResponse:
    """Delete a webhook (docs/resources/webhook#delete-webhook, #delete-webhook-with-token)."""
    del call.world.webhooks[_require_webhook(call).id]
    return 204, None


async def execute_webhook(call: RestRequest) -> RestResponse:
    """Post a message in the name of a webhook; without ``wait`` it is not returned (.../webhook#execute-webhook)."""
    webhook, body, world = _require_webhook(call), call.get_form(), call.world
    require_shape(body, "IncomingWebhookRequestPartial")
    channel = world.channels[webhook.channel]
    author = User(webhook.id, body.get("username") or webhook.user.username, bot=True)
    message = build_message(world, channel, author, body, call.files, webhook=webhook.id)
    world.post_message(message)
    return (200, serialize_message(world, message)) if call.get_flag("wait") else (204, None)


def _require_webhook_message(call: RestRequest) -> ChatMessage:
    webhook = _require_webhook(call)
    message = call.world.get_message(webhook.channel, call.get_id("message_id"))
    if message.webhook != webhook.id:
        raise build_unknown_error("Message")
    return message


async def get_webhook_message(call: RestRequest) -> RestResponse:
    """Return a message of a webhook (docs/resources/webhook#get-webhook-message)."""
    return 200, serialize_message(call.world, _require_webhook_message(call))


async def edit_webhook_message(call: RestRequest) -> RestResponse:
    """Edit a message of a webhook (docs/resources/webhook#edit-webhook-message)."""
    message = _require_webhook_message(call)
    update_message(call.world, message, call.get_form(), call.files)
    return 200, serialize_message(call.world, message)


async def delete_webhook_message(call: RestRequest) -> RestResponse:
    """Delete a message of a webhook (docs/resources/webhook#delete-webhook-message)."""
    call.world.delete_message(_require_webhook_message(call))
    return 204, None


def _select_by_kind(incoming: RouteHandler, response: RouteHandler) -> RouteHandler:
    """Return a handler that calls *response* if the id is the application's, as for interactions, else *incoming*."""

    async def handle(call: RestRequest) -> RestResponse:
        return await (response if call.get_id("webhook_id") == call.world.application else incoming)(call)

    return handle


_WEBHOOK_PATH = "/webhooks/{webhook_id}"
_TOKEN_PATH = _WEBHOOK_PATH + "/{webhook_token}"
WEBHOOK_ROUTES: list[Route] = [
    ("POST", "/channels/{channel_id}/webhooks", create_webhook),
    ("GET", "/channels/{channel_id}/webhooks", list_channel_webhooks),
    ("GET", "/guilds/{guild_id}/webhooks", list_guild_webhooks),
    *(
        route
        for place in (_WEBHOOK_PATH, _TOKEN_PATH)
        for route in (("GET", place, get_webhook), ("PATCH", place, edit_webhook), ("DELETE", place, delete_webhook))
    ),
    ("POST", _TOKEN_PATH, _select_by_kind(execute_webhook, create_followup)),
    ("GET", _TOKEN_PATH + "/messages/@original", get_response_message),
    ("PATCH", _TOKEN_PATH + "/messages/@original", edit_response_message),
    ("DELETE", _TOKEN_PATH + "/messages/@original", delete_response_message),
    ("GET", _TOKEN_PATH + "/messages/{message_id}", _select_by_kind(get_webhook_message, get_response_message)),
    ("PATCH", _TOKEN_PATH + "/messages/{message_id}", _select_by_kind(edit_webhook_message, edit_response_message)),
    (
        "DELETE",
        _TOKEN_PATH + "/messages/{message_id}",
        _select_by_kind(delete_webhook_message, delete_response_message),
    ),
]
