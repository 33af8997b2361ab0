"""The link that adds the bot to a server."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.client.invite import build_invite_link, parse_application_id


def test_the_link_names_application_scopes_and_permissions() -> None:
    """Discord is asked for the commands and for no right beyond those that digests and replies need."""
    link = urlsplit(build_invite_link(1234))
    query = parse_qs(link.query)
    assert (link.scheme, link.netloc, link.path) == ("https", "discord.com", "/oauth2/authorize")
    assert (query["client_id"], query["scope"]) == (["1234"], ["bot applications.commands"])
    granted = {name for name, given in discord.Permissions(int(query["permissions"][0])) if given}
    assert granted == {
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "attach_files",
        "read_message_history",
    }


def test_a_token_names_its_application() -> None:
    """The first part of a token is the application's id, with or without padding."""
    for number in (1, 12, 1253484527616000000):
        part = base64.urlsafe_b64encode(str(number).encode()).decode()
        assert parse_application_id(f"{part.rstrip('=')}.abc.def") == number
        assert parse_application_id(f"{part}.abc.def") == number


@pytest.mark.parametrize("token", ["", "secret", "....", "%%%.a.b", "YWJj.a.b", "é.a.b", "A.a.b", "OTk5" * 20 + ".a.b"])
def test_another_text_names_none(token: str) -> None:
    """What is not a token, or holds no number, names no application."""
    assert parse_application_id(token) is None
