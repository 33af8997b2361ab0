"""Whatever a body holds, the rules take it or refuse it in Discord's form; they never break."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.testserver.state.errors import ApiError
from bot.testserver.validation.messages import check_message

KEYS = (
    "content components flags nonce title description fields footer author url text name value type style label "
    "custom_id options min_values max_values accessory items media file spacing parse users"
).split()
PLAIN = st.none() | st.booleans() | st.integers(-2, 30) | st.text(max_size=5) | st.sampled_from(["1", "https://x"])
JSON = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
OBJECT = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4)
COMPONENT = st.fixed_dictionaries({"type": st.integers(0, 18), "components": st.lists(OBJECT, max_size=2)})
# Half-right bodies reach further into the rules than arbitrary ones.
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "content": PLAIN,
        "flags": st.sampled_from([0, 64, 1 << 15]),
        "embeds": st.lists(OBJECT, max_size=2) | JSON,
        "components": st.lists(OBJECT | COMPONENT, max_size=2),
        "allowed_mentions": OBJECT,
        "attachments": st.lists(OBJECT, max_size=2),
        "nonce": JSON,
    },
)


def _get_error(body: dict[str, Any]) -> ApiError | None:
    try:
        check_message(body, has_files=False)
    except ApiError as refusal:
        return refusal
    return None


@settings(max_examples=200)
@given(BODIES)
def test_any_body_is_taken_or_refused(body: dict[str, Any]) -> None:
    """No body, however odd, does more than be refused, with a place for every fault."""
    refusal = _get_error(body)
    assert refusal is None or refusal.code == 50006 or (refusal.code == 50035 and refusal.to_json()["errors"])


def test_deep_nesting_is_refused() -> None:
    """Containers in containers end in a refusal, not in a crash."""
    body: dict[str, Any] = {"type": 10, "content": "x"}
    for _ in range(50):
        body = {"type": 17, "components": [body]}
    with pytest.raises(ApiError):
        check_message({"flags": 1 << 15, "components": [body]}, has_files=False)
