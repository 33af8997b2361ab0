"""The contract itself: it finds what it is there to find."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver import Exchange, TestServer
from bot.testserver.rest.door import ROUTES
from bot.testserver.world.model import Value
from tests.bot.contract import Witness, at_hand, description, faults
from tests.bot.testserver.bots import SampleBot

HEADERS = dict.fromkeys(f"X-RateLimit-{name}" for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"))


@pytest.fixture(autouse=True)
def _description() -> None:
    at_hand()


def exchange(**more: Value) -> Exchange:
    """Make an exchange that keeps the contract, changed as told."""
    values: dict[str, Any] = {
        "method": "POST",
        "template": "/channels/{channel_id}/typing",
        "query": {},
        "request": None,
        "multipart": False,
        "status": 204,
        "answer": None,
        "headers": dict.fromkeys(HEADERS, "1"),
    }
    return Exchange(**(values | more))


def test_what_keeps_the_contract_passes() -> None:
    """An exchange as described has no faults."""
    assert faults(exchange()) == []


SENDING = {"template": "/channels/{channel_id}/messages", "status": 400, "answer": {"code": 0, "message": "no"}}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        pytest.param({"template": "/channels/{channel_id}/sing"}, "there is no POST", id="no such route"),
        pytest.param({"query": {"loud": "1"}}, "unknown parameter 'loud'", id="an unknown parameter"),
        pytest.param({"status": 201}, "no such answer is described", id="an undescribed status"),
        pytest.param({"answer": {}}, "an empty answer", id="a body too many"),
        pytest.param(
            {"template": "/users/@me", "method": "GET", "status": 200, "answer": {"id": 1}}, "answer 200", id="no user"
        ),
        pytest.param(SENDING | {"answer": {"code": "x"}}, "answer 400", id="an error of another form"),
        pytest.param(
            {"template": "/applications/{application_id}/commands", "method": "PUT", "status": 200, "answer": []}
            | {"request": [{"name": "x" * 33}]},
            "request",
            id="a command's name too long",
        ),
        pytest.param(SENDING | {"headers": {}}, "X-RateLimit-Limit is missing", id="no rate limit header"),
    ],
)
def test_what_breaks_the_contract_is_found(broken: dict[str, Any], said: str) -> None:
    """Each way to break the contract is told."""
    assert any(said in fault for fault in faults(exchange(**broken)))


def test_ids_may_be_numbers_where_uploads_are_named() -> None:
    """The one relaxation: the ids of attachments in requests may be integers; elsewhere they may not."""
    created = {"template": "/users/@me/channels", "status": 403, "answer": {"code": 0, "message": "no"}}
    assert faults(exchange(**created)) == []
    message = {"attachments": [{"id": 0, "filename": "a.txt"}], "content": "x"}
    allowed = exchange(**SENDING | {"request": message, "status": 204, "answer": None})
    assert not any("request" in fault for fault in faults(allowed))
    stickers = exchange(**SENDING | {"request": {"sticker_ids": [1]}, "status": 204, "answer": None})
    assert any("request" in fault for fault in faults(stickers))


def test_every_route_of_the_server_is_described() -> None:
    """The server answers on no route that Discord's description lacks."""
    paths = description()["paths"]
    missing = [(method, path) for method, path, _ in ROUTES if method.lower() not in paths.get(path, {})]
    assert missing == []


async def test_every_exchange_is_witnessed(server: TestServer, bot: SampleBot, contract: Witness) -> None:
    """The client's start alone goes over several routes; each is held against the description."""
    before = contract.seen
    assert before >= 3
    await bot.fetch_guild(server.guild().id)
    assert (contract.seen, contract.broken) == (before + 1, [])
