"""A message of the bot, with both generations of components, as it is shown in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.chat.markup import lines
from bot.testserver import Message
from bot.testserver.world.model import Json

_ROW, _BUTTON, _SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = 1, 2, 9, 10, 12, 13, 14, 17
_SELECTS = frozenset({3, 5, 6, 7, 8})
_LINK = 5


@dataclass(frozen=True, slots=True)
class Control:
    """A button or select that can be used: the component, and the message that holds it."""

    component: Json
    message: Message

    @property
    def is_select(self) -> bool:
        """Whether it is chosen from, not pressed."""
        return self.component["type"] in _SELECTS

    @property
    def words(self) -> str:
        """What stands on it."""
        emoji = (self.component.get("emoji") or {}).get("name") or ""
        return str(self.component.get("label") or self.component.get("placeholder") or emoji)


@dataclass(slots=True)
class Shown:
    """
    What stands on the screen and can be used; the numbers of what was shown before go on counting.

    Attributes:
        zone: In which moments are shown.
        links: Whether the terminal makes words clickable.
        controls: Buttons and selects, as they are numbered from 1.
        files: Files, as they are numbered from 1.
    """

    zone: tzinfo
    links: bool
    controls: list[Control] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)

    def message(self, message: Message) -> RenderableType:
        """Lay out *message*, and number what can be used in it."""
        parts: list[RenderableType] = list(lines(message.content, self.zone, links=self.links))
        parts += [part for one in message.components for part in self._component(one, message)]
        # What a picture shows is often said in the message, too; there with backslashes before its marks.
        told = message.text.replace("\\", "")
        for file in message.attachments:
            alt = file.description or ""
            parts.append(self._file(file.filename, file.data, "" if alt in told else alt))
        return Padding(Group(*parts), (0, 0, 1, 0))

    def _component(self, one: Json, message: Message) -> Iterator[RenderableType]:
        kind = one["type"]
        if kind == _TEXT:
            yield from lines(one["content"], self.zone, links=self.links)
        elif kind == _CONTAINER:
            for inner in one["components"]:
                yield from self._component(inner, message)
        elif kind == _SECTION:
            for inner in one["components"]:
                yield from self._component(inner, message)
            if one["accessory"]["type"] == _BUTTON:
                yield self._row([one["accessory"]], message)
        elif kind == _SEPARATOR:
            yield Text()
        elif kind == _ROW:
            yield self._row(one["components"], message)

    def _row(self, row: list[Json], message: Message) -> Text:
        laid = Text()
        for one in row:
            if laid:
                laid.append("  ")
            if one.get("style") == _LINK:
                laid.append(f"[{one['label']}: {one['url']}]")
                continue
            control = Control(one, message)
            if one.get("disabled"):
                laid.append(f"[{control.words}]", style="dim")
                continue
            self.controls.append(control)
            number = len(self.controls)
            laid.append(f"[{number} {control.words}]", style="bold")
            for count, option in enumerate(one.get("options") or [], 1):
                laid.append(f"\n   {number} {count}  {option['label']}")
        return laid

    def _file(self, name: str, data: bytes, alt: str) -> Text:
        self.files.append((name, data))
        laid = Text(f"File {len(self.files)}: {name}, {len(data):,} bytes")
        if alt:
            laid.append(f"\n{alt}", style="italic")
        return laid.append(f"\n/save {len(self.files)} keeps it", style="dim")
