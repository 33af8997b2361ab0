"""What Discord's reader does with words, and that a message lets none of an article's words do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.layouts import layout
from bot.messages import MOST_CHARACTERS, MOST_COMPONENTS, Message, size
from bot.testserver.world.model import Json, walk

#: Words that would do several things, if they were let.
HOSTILE = (
    "@everyone <@&1> <@2> [here](https://evil.example) ```x``` \u202eoops\u200b **bold** https://evil.example :skull:"
)

# What Discord's reader does, written down apart from the code under test: a backslash takes the meaning from any
# character that is no letter, digit or space. Of what is left, only what we write ourselves may have a meaning.
_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
_OURS = re.compile(
    r"^(?:### |-# |> |\*\*|• )+|\*\*|`[0-9a-z_. -]+`|<t:\d+:[fR]>|<@5>"
    r"|\[[^\[\]]*\]\(https://news\.example/[^()\s]*\)",
    re.MULTILINE,
)
# One wave alone strikes nothing through (Korean dates have it), and a colon before a comma begins no emoji.
_MEANT = re.compile(r"[*_`|\[\]<]|~~|@|:(?=[\w+-])|^(?:#{1,3}|-#|[-+]|>|\d+[.)])(?:\s|$)", re.MULTILINE)


def effects(markdown: str) -> list[str]:
    """List what in *markdown* would take effect and is not ours."""
    return _MEANT.findall(_OURS.sub("x", _ESCAPED.sub("x", markdown)))


def components(message: Message) -> Iterator[Json]:
    """List the components of *message* as they are sent, nested ones included."""
    return walk(layout(message).to_components())  # type: ignore[arg-type]


def holds(message: Message) -> None:
    """Check *message* against Discord's limits, and that nothing in it takes effect."""
    sent = list(components(message))
    assert len(sent) <= MOST_COMPONENTS
    told = [str(one["content"]) for one in sent if one["type"] == 10]
    assert 0 < sum(map(size, told)) <= MOST_CHARACTERS
    assert all(one.strip() for one in told)
    for control in sent:
        assert size(str(control.get("custom_id", ""))) <= 100
        assert size(str(control.get("label", ""))) <= 80
        for option in control.get("options", []):
            assert 0 < size(option["label"]) <= 100
            assert size(option.get("description") or "") <= 100
    for block in message.blocks:
        assert effects(block) == []
