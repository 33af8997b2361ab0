"""Commands in a member's own language, and the language that goes with what the member does."""

from __future__ import annotations

import pytest

from bot.testserver import InvalidInteractionError, Json, TestServer
from bot.testserver.gateway.dispatch import build_interaction
from bot.testserver.simulated_user import list_invocable_commands
from bot.testserver.state.events import ServerEvent
from bot.testserver.validation.commands import check_commands
from bot.testserver.web.actions import ACTIONS
from bot.testserver.web.views import describe_command

COMMAND: Json = {
    "id": "1",
    "type": 1,
    "name": "digest",
    "name_localizations": {"de": "überblick", "en-US": "roundup"},
    "description": "Digests",
    "options": [
        {
            "type": 1,
            "name": "add",
            "name_localizations": {"de": "neu"},
            "description": "Add one",
            "description_localizations": {"de": "Einen einrichten"},
            "options": [
                {
                    "type": 3,
                    "name": "size",
                    "name_localizations": {"de": "größe"},
                    "description": "How long",
                    "choices": [{"name": "long", "value": "long", "name_localizations": {"de": "lang"}}],
                }
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("locale", "label", "description", "option", "choice"),
    [
        pytest.param("de", "überblick neu", "Einen einrichten", "größe", "lang", id="translated"),
        pytest.param("ko", "digest add", "Add one", "size", "long", id="not translated"),
        pytest.param("en-GB", "roundup add", "Add one", "size", "long", id="English stands in for English"),
    ],
)
def test_commands_are_shown_in_the_members_language(
    locale: str, label: str, description: str, option: str, choice: str
) -> None:
    """Names, descriptions, options and choices; what the server is sent stays the command's own name."""
    check_commands([COMMAND])
    shown = describe_command(list_invocable_commands([COMMAND])[0], locale)
    assert (shown["name"], shown["label"], shown["description"]) == ("digest add", label, description)
    assert (shown["options"][0]["name"], shown["options"][0]["label"]) == ("size", option)
    assert shown["options"][0]["choices"] == [{"name": choice, "value": "long"}]


@pytest.mark.usefixtures("bot")
async def test_the_language_goes_with_what_a_member_does(server: TestServer) -> None:
    """Chosen on the page, it is the locale of every interaction from then on, beside the server's own."""
    mel, place = server.as_member("Mel"), server.find_channel("general")
    ACTIONS["speak"](mel, place, {"locale": "uk"})
    server.find_guild().locale = "ja"
    held = mel.run_slash_command("now").interaction
    data = build_interaction(server.world, ServerEvent("INTERACTION_CREATE", held, held.guild, held.channel))
    assert (data["locale"], data["guild_locale"]) == ("uk", "ja")
    with pytest.raises(InvalidInteractionError):
        ACTIONS["speak"](mel, place, {"locale": "tlh"})


def test_who_manages_a_server_chooses_its_language(server: TestServer) -> None:
    """Its digests are to be in that language; other members may not, nor anyone where there is no server."""
    place, order = server.find_channel("general"), {"locale": "uk"}
    ACTIONS["prefer"](server.as_member("Ada"), place, order)
    assert server.find_guild().locale == "uk"
    for actor in (server.as_member("Mel"), server.as_member("Ada").switch_to_dm()):
        with pytest.raises(InvalidInteractionError, match="manage the server"):
            ACTIONS["prefer"](actor, place, order)
