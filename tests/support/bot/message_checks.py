"""What Discord's reader does with words, and that a message lets none of an article's words do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.models.message import MAX_MESSAGE_CHARACTERS, MAX_MESSAGE_COMPONENTS, Message, count_utf16_units
from bot.rendering import to_view
from bot.testserver import Json
from bot.testserver.state.model import flatten_components

#: Words that would do several things, if they were let.
HOSTILE_TEXT = (
    "@everyone <@&1> <@2> [here](https://evil.example) ```x``` \u202eoops\u200b **bold** https://evil.example :skull:"
)

# What Discord's reader does, written down apart from the code under test: a backslash takes the meaning from any
# character that is no letter, digit or space. Of what is left, only what we write ourselves may have a meaning.
_ESCAPED_CHARACTER = re.compile(r"\\[^0-9A-Za-z\s]")
_GENERATED_MARKUP = re.compile(
    r"^(?:### |-# |> |\*\*|• )+|\*\*|`[0-9a-z_. -]+`|<t:\d+:[fR]>|<@5>"
    r"|\[[^\[\]]*\]\(https://news\.example/[^()\s]*\)",
    re.MULTILINE,
)
# One wave alone strikes nothing through (Korean dates have it), and a colon before a comma begins no emoji.
_ACTIVE_MARKUP = re.compile(r"[*_`|\[\]<]|~~|@|:(?=[\w+-])|^(?:#{1,3}|-#|[-+]|>|\d+[.)])(?:\s|$)", re.MULTILINE)


def find_active_markup(markdown: str) -> list[str]:
    """List what in *markdown* would take effect and is not ours."""
    return _ACTIVE_MARKUP.findall(_GENERATED_MARKUP.sub("x", _ESCAPED_CHARACTER.sub("x", markdown)))


def list_components(message: Message) -> Iterator[Json]:
    """List the components of *message* as they are sent, nested ones included."""
    return flatten_components(to_view(message).to_components())  # type: ignore[arg-type]


def check_message(message: Message) -> None:
    """Check *message* against Discord's limits, and that nothing in it takes effect."""
    sent = list(list_components(message))
    assert len(sent) <= MAX_MESSAGE_COMPONENTS
    texts = [str(one["content"]) for one in sent if one["type"] == 10]
    assert 0 < sum(map(count_utf16_units, texts)) <= MAX_MESSAGE_CHARACTERS
    assert all(one.strip() for one in texts)
    for control in sent:
        assert count_utf16_units(str(control.get("custom_id", ""))) <= 100
        assert count_utf16_units(str(control.get("label", ""))) <= 80
        for option in control.get("options", []):
            assert 0 < count_utf16_units(option["label"]) <= 100
            assert count_utf16_units(option.get("description") or "") <= 100
    for block in message.blocks:
        assert find_active_markup(block) == []
