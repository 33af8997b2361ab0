"""The contract itself: it finds what it is there to find."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver import TestServer, Value
from bot.testserver.rest.app import ROUTES, RequestRecord
from tests.support.testserver.api_contract import (
    ContractRecorder,
    find_contract_errors,
    load_api_description,
    require_api_description,
)
from tests.support.testserver.sample_bot import SampleBot

HEADERS = dict.fromkeys(f"X-RateLimit-{name}" for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"))


@pytest.fixture(autouse=True)
def _require_description() -> None:
    require_api_description()


def build_exchange(**more: Value) -> RequestRecord:
    """Return an exchange that keeps the contract, with the changes given."""
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
    return RequestRecord(**(values | more))


def test_what_keeps_the_contract_passes() -> None:
    """An exchange as described has no faults."""
    assert find_contract_errors(build_exchange()) == []


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
    """Each way to break the contract is found."""
    assert any(said in fault for fault in find_contract_errors(build_exchange(**broken)))


def test_a_value_found_valid_is_checked_again_when_it_changes() -> None:
    """Only the ids may differ from what was found valid before; any other change is checked."""
    opened = {"template": "/users/@me/channels", "status": 200, "answer": {}}
    refused = []
    for recipient in ("1253544925593600000", "1253544925593600001", "12535449255936x", "1253544925593600000"):
        found = find_contract_errors(build_exchange(**opened, request={"recipient_id": recipient}))
        refused.append(any(fault.startswith("POST /users/@me/channels: request") for fault in found))
    assert refused == [False, False, True, False]


def test_ids_may_be_numbers_where_uploads_are_named() -> None:
    """The one relaxation: the ids of attachments in requests may be integers; elsewhere they may not."""
    created = {"template": "/users/@me/channels", "status": 403, "answer": {"code": 0, "message": "no"}}
    assert find_contract_errors(build_exchange(**created)) == []
    message = {"attachments": [{"id": 0, "filename": "a.txt"}], "content": "x"}
    allowed = build_exchange(**SENDING | {"request": message, "status": 204, "answer": None})
    assert not any("request" in fault for fault in find_contract_errors(allowed))
    stickers = build_exchange(**SENDING | {"request": {"sticker_ids": [1]}, "status": 204, "answer": None})
    assert any("request" in fault for fault in find_contract_errors(stickers))


def test_every_route_of_the_server_is_described() -> None:
    """The server answers on no route that Discord's description lacks."""
    paths = load_api_description()["paths"]
    missing = [(method, path) for method, path, _ in ROUTES if method.lower() not in paths.get(path, {})]
    assert missing == []


async def test_every_exchange_is_witnessed(
    server: TestServer, bot: SampleBot, contract_recorder: ContractRecorder
) -> None:
    """The client's start alone goes over several routes; each is held against the description."""
    before = contract_recorder.count
    assert before >= 3
    await bot.fetch_guild(server.find_guild().id)
    assert (contract_recorder.count, contract_recorder.errors) == (before + 1, [])
