"""Requests that Discord refuses, each with the place and the code of its fault."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.testserver import TestServer
from bot.testserver.state.events import InteractionKind
from bot.testserver.state.model import ChannelKind
from tests.support.testserver.request_bodies import (
    BUTTON,
    CHOICE_ERROR,
    LENGTH_ERROR,
    MAX_LENGTH_ERROR,
    REQUIRED_ERROR,
    TEXT_DISPLAY,
    UNION_ERROR,
    build_components_message,
    build_embed_message,
    build_row,
    build_select,
    list_error_codes,
)

ROW = "components.0.components.0"
NUMBER, MIN, MAX = "NUMBER_TYPE_COERCE", "NUMBER_TYPE_MIN", "NUMBER_TYPE_MAX"
EMOJI, FILE = "BUTTON_COMPONENT_INVALID_EMOJI", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
MIXED = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"


async def request(server: TestServer, method: str, path: str, body: object) -> tuple[int, dict[str, Any]]:
    """Send a request in the bot's name; return the status and the body of the answer."""
    headers = {"Authorization": f"Bot {server.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, f"{server.url}/api/v10{path}", json=body) as response,
    ):
        return response.status, await response.json() if response.content_length else {}


async def check_refusal(server: TestServer, method: str, path: str, body: object, place: str, code: str) -> None:
    """Check that a request is refused with 50035, and with *code* at *place*."""
    status, answer = await request(server, method, path, body)
    assert (status, answer.get("code"), answer.get("message")) == (400, 50035, "Invalid Form Body"), answer
    assert list_error_codes(answer["errors"]).get(place) == code, answer["errors"]


def build_poll(*answers: str, **more: object) -> dict[str, Any]:
    """Make a message with a poll."""
    media = [{"poll_media": {"text": one}} for one in answers]
    return {"poll": {"question": {"text": "When?"}, "answers": media} | more}


MESSAGES: list[Any] = [
    pytest.param({"content": 5}, "content", "STRING_TYPE_CONVERT", id="a number as content"),
    pytest.param(
        {"content": "x", "attachments": [{"id": 0}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND", id="no file"
    ),
    pytest.param({"content": "x", "attachments": [{}]}, "attachments.0.id", REQUIRED_ERROR, id="a file without id"),
    pytest.param(
        build_embed_message(image={"url": "attachment://chart.png"}), "embeds.0.image.url", FILE, id="no such picture"
    ),
    pytest.param(
        build_components_message({"type": 12, "items": [{"media": {"url": "attachment://chart.png"}}]}),
        "components.0.items.0.media.url",
        FILE,
        id="a gallery of a file never uploaded",
    ),
    pytest.param(
        build_components_message({"type": 13, "file": {"url": "attachment://report.txt"}}),
        "components.0.file.url",
        FILE,
        id="a file never uploaded",
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"emoji": {"name": "smile"}})]}, f"{ROW}.emoji.name", EMOJI, id="a word"
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"emoji": {"id": "1234", "name": "ours"}})]},
        f"{ROW}.emoji.name",
        EMOJI,
        id="an emoji of no server",
    ),
    pytest.param(
        {"components": [build_row(BUTTON | {"emoji": "🔥"})]}, f"{ROW}.emoji", "MODEL_TYPE_CONVERT", id="a bare emoji"
    ),
    pytest.param(
        {"components": [build_row(build_select(options=[{"label": "a", "value": "a", "emoji": {"name": ":fire:"}}]))]},
        f"{ROW}.options.0.emoji.name",
        EMOJI,
        id="a shortcode in a menu",
    ),
    pytest.param(build_embed_message(title="x", color=0x1000000), "embeds.0.color", MAX, id="a colour above white"),
    pytest.param(build_embed_message(title="x", color=-1), "embeds.0.color", MIN, id="a colour below black"),
    pytest.param(build_embed_message(title="x", color="red"), "embeds.0.color", NUMBER, id="a colour by name"),
    pytest.param(
        build_components_message({"type": 17, "accent_color": 0x1000000, "components": [TEXT_DISPLAY]}),
        "components.0.accent_color",
        MAX,
        id="an accent colour above white",
    ),
    pytest.param(
        build_embed_message(title="x", timestamp="yesterday"),
        "embeds.0.timestamp",
        "DATE_TIME_TYPE_PARSE",
        id="a day in words",
    ),
    pytest.param(
        build_embed_message(title="x", url="not a url"), "embeds.0.url", "URL_TYPE_INVALID_URL", id="no address"
    ),
    pytest.param(
        {"content": "x", "allowed_mentions": {"parse": ["here"]}},
        "allowed_mentions.parse.0",
        CHOICE_ERROR,
        id="an unknown kind of mention",
    ),
    pytest.param(
        {"content": "x", "allowed_mentions": {"users": ["Mel"]}}, "allowed_mentions.users.0", NUMBER, id="a user's name"
    ),
    pytest.param(
        {"content": "x", "allowed_mentions": {"roles": [str(n) for n in range(101)]}},
        "allowed_mentions.roles",
        MAX_LENGTH_ERROR,
        id="mentions of 101 roles",
    ),
    pytest.param(
        {"content": "x", "allowed_mentions": {"replied_user": "yes"}},
        "allowed_mentions.replied_user",
        "BOOLEAN_TYPE_CONVERT",
        id="yes in words",
    ),
    pytest.param(build_poll(*"abcdefghijk"), "poll.answers", LENGTH_ERROR, id="11 answers of a poll"),
    pytest.param(build_poll(), "poll.answers", LENGTH_ERROR, id="a poll without answers"),
    pytest.param(build_poll("x" * 56), "poll.answers.0.poll_media.text", LENGTH_ERROR, id="a long answer"),
    pytest.param(build_poll("a", "b", duration=769), "poll.duration", MAX, id="a poll of 33 days"),
    pytest.param(build_poll("a", "b"), "poll", "TEST_SERVER_UNSUPPORTED", id="a poll, which this server lacks"),
    pytest.param(
        {"content": "x", "message_reference": {"message_id": "one"}}, "message_reference.message_id", NUMBER, id="no id"
    ),
    pytest.param({"content": "x", "sticker_ids": list("1234")}, "sticker_ids", MAX_LENGTH_ERROR, id="four stickers"),
    pytest.param({"content": "x", "tts": "loud"}, "tts", "BOOLEAN_TYPE_CONVERT", id="text for a boolean"),
    pytest.param(
        {"components": [build_row(BUTTON | {"style": 9})]}, f"{ROW}.style", CHOICE_ERROR, id="an unknown style"
    ),
    pytest.param({"components": [build_row({"type": 99})]}, f"{ROW}.type", UNION_ERROR, id="an unknown component"),
    pytest.param(
        {"components": [build_row(build_select(options=[]))]}, f"{ROW}.options", LENGTH_ERROR, id="a menu of nothing"
    ),
    pytest.param(
        {"components": [build_row(build_select(min_values=26))]}, f"{ROW}.min_values", MAX, id="at least 26 to choose"
    ),
    pytest.param(
        {"components": [build_row(build_select(min_values=2))]}, f"{ROW}.max_values", MIN, id="at least 2, at most 1"
    ),
    pytest.param(
        {"components": [build_row({"type": 8, "custom_id": "c", "channel_types": [99]})]},
        f"{ROW}.channel_types.0",
        CHOICE_ERROR,
        id="an unknown type of channels",
    ),
    pytest.param(
        {"components": [build_row({"type": 5, "custom_id": "u", "default_values": [{"id": "1", "type": "role"}]})]},
        f"{ROW}.default_values.0.type",
        CHOICE_ERROR,
        id="a role among users",
    ),
    pytest.param(
        {"components": [build_row({"type": 2, "style": 6, "label": "x"})]},
        f"{ROW}.sku_id",
        REQUIRED_ERROR,
        id="a premium button without product",
    ),
]


@pytest.mark.parametrize(("body", "place", "code"), MESSAGES)
async def test_a_message_that_discord_refuses_is_refused(
    server: TestServer, body: dict[str, Any], place: str, code: str
) -> None:
    """A message is refused, in a channel and as an answer to a command, and the fault is named by its place."""
    general = server.find_channel("general")
    await check_refusal(server, "POST", f"/channels/{general.id}/messages", body, place, code)
    held = server.world.start_interaction(InteractionKind.COMMAND, server.as_member("Mel").user, general, {})
    callback = f"/interactions/{held.id}/{held.token}/callback"
    await check_refusal(server, "POST", callback, {"type": 4, "data": body}, f"data.{place}", code)
    assert server.list_messages("general") == []


def build_command(*options: dict[str, Any], **more: object) -> dict[str, Any]:
    """Make a command."""
    return {"name": "brief", "description": "Brief this channel", "options": list(options)} | more


def build_option(kind: int = 3, name: str = "topic", **more: object) -> dict[str, Any]:
    """Make an option."""
    return {"type": kind, "name": name, "description": "What about"} | more


def build_choices(*values: object) -> list[dict[str, Any]]:
    """Make choices, each named after its value."""
    return [{"name": str(one), "value": one} for one in values]


SUBCOMMAND, GROUP = build_option(1, "add"), build_option(2, "digest", options=[build_option(1, "add")])
OPTION = "options.0"
COMMANDS: list[Any] = [
    pytest.param(
        build_command(build_option(choices=[{"name": "a", "value": "x"}, {"name": "a", "value": "y"}])),
        f"{OPTION}.choices.1.name",
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        id="two choices of one name",
    ),
    pytest.param(
        build_command(build_option(choices=[{"name": "a", "value": "x"}, {"name": "b", "value": "x"}])),
        f"{OPTION}.choices.1.value",
        "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS",
        id="two choices of one value",
    ),
    pytest.param(
        build_command(build_option(choices=build_choices(5))),
        f"{OPTION}.choices.0.value",
        "STRING_TYPE_CONVERT",
        id="a number for a text to choose",
    ),
    pytest.param(
        build_command(build_option(4, choices=build_choices("five"))),
        f"{OPTION}.choices.0.value",
        NUMBER,
        id="a text for a number to choose",
    ),
    pytest.param(
        build_command(build_option(4, choices=build_choices(1.5))),
        f"{OPTION}.choices.0.value",
        NUMBER,
        id="a fraction for an integer to choose",
    ),
    pytest.param(build_command(SUBCOMMAND, build_option()), "options.1", MIXED, id="an option beside a subcommand"),
    pytest.param(build_command(build_option(), GROUP), "options.1", MIXED, id="a group beside an option"),
    pytest.param(
        build_command(build_option(2, "outer", options=[GROUP])), f"{OPTION}.options.0.type", CHOICE_ERROR, id="groups"
    ),
    pytest.param(
        build_command(build_option(1, "outer", options=[SUBCOMMAND])),
        f"{OPTION}.options.0.type",
        UNION_ERROR,
        id="a subcommand in a subcommand",
    ),
    pytest.param(build_command(build_option(99)), f"{OPTION}.type", UNION_ERROR, id="an option of type 99"),
    pytest.param(build_command({"name": "x", "description": "y"}), f"{OPTION}.type", UNION_ERROR, id="no type"),
    pytest.param(
        build_command(build_option(5, autocomplete=True)),
        f"{OPTION}.autocomplete",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID_TYPE",
        id="autocomplete on a boolean",
    ),
    pytest.param(
        build_command(build_option(6, choices=build_choices("Mel"))),
        f"{OPTION}.choices",
        "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID_TYPE",
        id="choices of members",
    ),
    pytest.param(
        build_command(build_option(4, min_value=5, max_value=1)),
        f"{OPTION}.min_value",
        "APPLICATION_COMMAND_OPTION_MIN_VALUE_GREATER_THAN_MAX_VALUE",
        id="a minimum above the maximum",
    ),
    pytest.param(
        build_command(build_option(min_length=5, max_length=1)),
        f"{OPTION}.min_length",
        "APPLICATION_COMMAND_OPTION_MIN_LENGTH_GREATER_THAN_MAX_LENGTH",
        id="a least length above the greatest",
    ),
    pytest.param(
        build_command(build_option(min_value=1)),
        f"{OPTION}.min_value",
        "APPLICATION_COMMAND_OPTIONS_LIMIT_INVALID_TYPE",
        id="a least value of a text",
    ),
    pytest.param(build_command(build_option(min_length=7000)), f"{OPTION}.min_length", MAX, id="a length of 7,000"),
    pytest.param(build_command(build_option(max_length=0)), f"{OPTION}.max_length", MIN, id="a length of nothing"),
    pytest.param(
        build_command(build_option(7, channel_types=[99])), f"{OPTION}.channel_types.0", CHOICE_ERROR, id="channels"
    ),
    pytest.param(build_command(build_option(required="yes")), f"{OPTION}.required", "BOOLEAN_TYPE_CONVERT", id="yes"),
    pytest.param(
        build_command(default_member_permissions="admin"),
        "default_member_permissions",
        NUMBER,
        id="a permission's name",
    ),
    pytest.param(
        build_command(default_member_permissions=-1), "default_member_permissions", MIN, id="negative permissions"
    ),
    pytest.param(
        build_command(default_member_permissions=str(1 << 60)), "default_member_permissions", MAX, id="unknown bits"
    ),
    pytest.param(build_command(contexts=[9]), "contexts.0", CHOICE_ERROR, id="an unknown context"),
    pytest.param(
        build_command(contexts=[0, 0]), "contexts.1", "SET_TYPE_ALREADY_CONTAINS_VALUE", id="one context twice"
    ),
    pytest.param(build_command(contexts=[]), "contexts", "BASE_TYPE_MIN_LENGTH", id="no context"),
    pytest.param(
        build_command(integration_types=[7]), "integration_types.0", CHOICE_ERROR, id="an unknown installation"
    ),
    pytest.param(build_command(type=9), "type", CHOICE_ERROR, id="a command of type 9"),
    pytest.param({"description": "x"}, "name", REQUIRED_ERROR, id="a command without name"),
    pytest.param(build_command({"type": 3, "name": "x"}), f"{OPTION}.description", REQUIRED_ERROR, id="undescribed"),
    pytest.param(build_command(name_localizations=["x"]), "name_localizations", "DICT_TYPE_CONVERT", id="a list"),
]


@pytest.mark.parametrize(("body", "place", "code"), COMMANDS)
async def test_a_command_that_discord_refuses_is_refused(
    server: TestServer, body: dict[str, Any], place: str, code: str
) -> None:
    """A command is refused alone and among others, where it is named by its number."""
    path = f"/applications/{server.world.application}/commands"
    await check_refusal(server, "POST", path, body, place, code)
    good = build_command(name="good")
    await check_refusal(server, "PUT", path, [good, body], f"1.{place}", code)
    assert not server.world.commands[None]


OTHERS: list[Any] = [
    pytest.param(
        "POST",
        "/channels/{text}/threads",
        {"name": "x", "type": 11, "auto_archive_duration": 7},
        "auto_archive_duration",
        CHOICE_ERROR,
        id="a thread for seven minutes",
    ),
    pytest.param(
        "POST",
        "/channels/{text}/threads",
        {"name": "x", "type": 0},
        "type",
        CHOICE_ERROR,
        id="a thread of no such type",
    ),
    pytest.param("POST", "/channels/{text}/threads", {}, "name", REQUIRED_ERROR, id="a thread without name"),
    pytest.param(
        "POST",
        "/channels/{text}/threads",
        {"name": "x", "rate_limit_per_user": 21601},
        "rate_limit_per_user",
        MAX,
        id="slower than six hours",
    ),
    pytest.param("POST", "/channels/{forum}/threads", {"name": "x"}, "message", REQUIRED_ERROR, id="an empty post"),
    pytest.param(
        "POST",
        "/channels/{forum}/threads",
        {"name": "x", "message": {"content": "x" * 2001}},
        "message.content",
        MAX_LENGTH_ERROR,
        id="a long post",
    ),
    pytest.param(
        "POST",
        "/channels/{forum}/threads",
        {"name": "x", "message": {"content": "x"}, "applied_tags": list("123456")},
        "applied_tags",
        MAX_LENGTH_ERROR,
        id="six tags",
    ),
    pytest.param("POST", "/users/@me/channels", {"recipient_id": "Mel"}, "recipient_id", NUMBER, id="a DM to a name"),
    pytest.param("PATCH", "/channels/{text}", {"topic": "x" * 1025}, "topic", MAX_LENGTH_ERROR, id="a long topic"),
]


@pytest.mark.parametrize(("method", "path", "body", "place", "code"), OTHERS)
async def test_other_requests_that_discord_refuses_are_refused(
    server: TestServer, method: str, path: str, body: dict[str, Any], place: str, code: str
) -> None:
    """Threads, posts, direct messages and channels keep Discord's limits, too."""
    forum = server.world.add_channel(server.find_guild(), "stories", ChannelKind.FORUM)
    path = path.format(text=server.find_channel("general").id, forum=forum.id)
    await check_refusal(server, method, path, body, place, code)


CHOICES: list[Any] = [
    pytest.param(4, build_choices("five"), "data.choices.0.value", NUMBER, id="a text for a number"),
    pytest.param(3, build_choices(5), "data.choices.0.value", "STRING_TYPE_CONVERT", id="a number for a text"),
    pytest.param(10, [{"name": "x"}], "data.choices.0.value", REQUIRED_ERROR, id="no value"),
]


@pytest.mark.parametrize(("kind", "choices", "place", "code"), CHOICES)
async def test_suggestions_suit_the_option(
    server: TestServer, kind: int, choices: list[dict[str, Any]], place: str, code: str
) -> None:
    """What is suggested has the type of the option that is being typed, also in a subcommand."""
    focused = {"name": "n", "type": kind, "value": "", "focused": True}
    data = {"name": "x", "options": [{"name": "sub", "type": 1, "options": [focused]}]}
    general, mel = server.find_channel("general"), server.as_member("Mel").user
    held = server.world.start_interaction(InteractionKind.AUTOCOMPLETE, mel, general, data)
    callback = f"/interactions/{held.id}/{held.token}/callback"
    await check_refusal(server, "POST", callback, {"type": 8, "data": {"choices": choices}}, place, code)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param({"content": "x", "sticker_ids": ["1"]}, 50081, id="a sticker of no server"),
        pytest.param({"content": "x", "message_reference": {"message_id": "1"}}, 50035, id="a reply to nothing"),
        pytest.param({"flags": 0}, 50006, id="nothing"),
    ],
)
async def test_a_message_may_be_refused_with_another_code(server: TestServer, body: dict[str, Any], code: int) -> None:
    """What is not a matter of form has a code of its own."""
    status, answer = await request(server, "POST", f"/channels/{server.find_channel('general').id}/messages", body)
    assert (status, answer["code"]) == (400, code)


async def test_reactions_are_emojis(server: TestServer) -> None:
    """A message takes an emoji as a reaction, and refuses a word with 10014."""
    message = server.as_member("Mel").send_message("hello")
    path = f"/channels/{message.channel}/messages/{message.id}/reactions"
    assert (await request(server, "PUT", f"{path}/👍🏽/@me", None))[0] == 204
    status, answer = await request(server, "PUT", f"{path}/smile/@me", None)
    assert (status, answer["code"]) == (400, 10014)


async def test_commands_are_a_list(server: TestServer) -> None:
    """Commands that are no list are refused, and those registered stay."""
    path = f"/applications/{server.world.application}/commands"
    assert (await request(server, "PUT", path, [build_command()]))[0] == 200
    assert (await request(server, "PUT", path, {"name": "x"}))[0] == 400
    assert len(server.world.commands[None]) == 1


async def test_commands_are_taken_back_as_they_were_returned(server: TestServer) -> None:
    """A client may send a command with all that Discord returned of it, as tools that copy commands do."""
    path = f"/applications/{server.world.application}/commands"
    returned: Any = (await request(server, "PUT", path, [build_command(build_option())]))[1]
    status, again = await request(server, "PUT", path, returned)
    assert (status, [one["id"] for one in again]) == (200, [returned[0]["id"]])
