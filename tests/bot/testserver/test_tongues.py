"""Commands in a member's own language, and the language that goes with what the member does."""

from __future__ import annotations

import pytest

from bot.testserver import TestServer, Unsendable
from bot.testserver.catalogue import invocables
from bot.testserver.gateway.dispatches import interaction
from bot.testserver.page import tongues
from bot.testserver.page.deeds import DEEDS
from bot.testserver.rules import check_commands
from bot.testserver.world.events import Event
from bot.testserver.world.model import Json

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
    shown = tongues.command(invocables([COMMAND])[0], locale)
    assert (shown["name"], shown["label"], shown["description"]) == ("digest add", label, description)
    assert (shown["options"][0]["name"], shown["options"][0]["label"]) == ("size", option)
    assert shown["options"][0]["choices"] == [{"name": choice, "value": "long"}]


@pytest.mark.usefixtures("bot")
async def test_the_language_goes_with_what_a_member_does(server: TestServer) -> None:
    """Chosen on the page, it is the locale of every interaction from then on, beside the server's own."""
    mel, place = server.member("Mel"), server.channel("general")
    DEEDS["speak"](mel, place, {"locale": "uk"})
    server.guild().locale = "ja"
    held = mel.slash("now").interaction
    data = interaction(server.world, Event("INTERACTION_CREATE", held, held.guild, held.channel))
    assert (data["locale"], data["guild_locale"]) == ("uk", "ja")
    with pytest.raises(Unsendable):
        DEEDS["speak"](mel, place, {"locale": "tlh"})


def test_who_manages_a_server_chooses_its_language(server: TestServer) -> None:
    """Its digests are to be in that language; other members may not, nor anyone where there is no server."""
    place, order = server.channel("general"), {"locale": "uk"}
    DEEDS["prefer"](server.member("Ada"), place, order)
    assert server.guild().locale == "uk"
    for actor in (server.member("Mel"), server.member("Ada").direct()):
        with pytest.raises(Unsendable, match="manage the server"):
            DEEDS["prefer"](actor, place, order)
