"""The limits of message components (docs/components/reference)."""

from __future__ import annotations

from bot.testserver.rules.controls import check_button, check_select
from bot.testserver.rules.faults import Faults
from bot.testserver.rules.kinds import SELECTS, Kind
from bot.testserver.world.model import Json, walk

_LEGACY = frozenset({Kind.ACTION_ROW})
_IN_CONTAINER = frozenset(
    {Kind.ACTION_ROW, Kind.SECTION, Kind.TEXT_DISPLAY, Kind.MEDIA_GALLERY, Kind.FILE, Kind.SEPARATOR}
)
_V2 = _IN_CONTAINER | {Kind.CONTAINER}
_TEXT_TOTAL = 4000
_MEDIA = ("http", "https", "attachment")


def check_components(faults: Faults, components: list[Json], *, v2: bool) -> None:
    """Note what is wrong with the *components* of a message, legacy ones or, with *v2*, those of version two."""
    everything = walk(components)
    if v2:
        # See docs/components/reference#component-reference: "total components … 40", nested ones counted
        if len(everything) > 40:
            faults.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Exceeds 40 components in total")
        # See docs/components/reference#text-display: 4000 characters over all text displays of a message
        if sum(len(one.get("content") or "") for one in everything) > _TEXT_TOTAL:
            code = "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
            faults.add("components", code, f"Components displayable text size exceeds maximum size of {_TEXT_TOTAL}")
    else:
        # See docs/components/using-message-components#legacy-message-component-behavior: "up to five action rows"
        faults.count("components", components, 0, 5)
    _check_unique(faults, everything)
    for number, one in enumerate(components):
        _check(faults, f"components.{number}", one, _V2 if v2 else _LEGACY)


def _check_unique(faults: Faults, everything: list[Json]) -> None:
    # See docs/components/reference#custom-id: "must be unique per component" of a message,
    # and so must ids (#anatomy-of-a-component)
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: set[object] = set()
        for one in everything:
            value = one.get(key)
            if value and value in seen:
                faults.add("components", code, f"Component {key} {value!r} cannot be duplicated")
            seen.add(value)


def _check(faults: Faults, path: str, one: Json, allowed: frozenset[Kind]) -> None:
    kind = one.get("type")
    if kind not in allowed:
        kinds = ", ".join(str(int(allow)) for allow in sorted(allowed))
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({kinds}).')
    elif kind == Kind.ACTION_ROW:
        _check_row(faults, path, one.get("components") or [])
    elif kind == Kind.CONTAINER:
        faults.count(f"{path}.components", one.get("components") or [], 1, 40)
        for number, inner in enumerate(one.get("components") or []):
            _check(faults, f"{path}.components.{number}", inner, _IN_CONTAINER)
    elif kind == Kind.SECTION:
        _check_section(faults, path, one)
    elif kind == Kind.TEXT_DISPLAY:
        faults.text(f"{path}.content", one.get("content"), 1, _TEXT_TOTAL)
    elif kind == Kind.MEDIA_GALLERY:
        _check_gallery(faults, path, one.get("items") or [])
    elif kind == Kind.FILE:
        # See docs/components/reference#file: "only supports using attachment references"
        faults.address(f"{path}.file.url", (one.get("file") or {}).get("url", ""), ("attachment",))
    elif one.get("spacing") not in {None, 1, 2}:
        faults.add(f"{path}.spacing", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")


def _check_row(faults: Faults, path: str, row: list[Json]) -> None:
    # See docs/components/reference#action-row: "up to 5 contextually grouped button components" or "a single" select
    faults.count(f"{path}.components", row, 1, 5)
    selects = [one for one in row if one.get("type") in SELECTS]
    if selects and len(row) > 1:
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        faults.add(f"{path}.components", code, "The specified component exceeds the maximum width")
    for number, one in enumerate(row):
        here = f"{path}.components.{number}"
        if one.get("type") == Kind.BUTTON:
            check_button(faults, here, one)
        elif one.get("type") in SELECTS:
            check_select(faults, here, one)
        else:
            faults.add(f"{here}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).')


def _check_section(faults: Faults, path: str, one: Json) -> None:
    # See docs/components/reference#section: "One to three child components"; "accessory" is a button or a thumbnail
    texts = one.get("components") or []
    faults.count(f"{path}.components", texts, 1, 3)
    for number, inner in enumerate(texts):
        _check(faults, f"{path}.components.{number}", inner, frozenset({Kind.TEXT_DISPLAY}))
    accessory = one.get("accessory")
    if not accessory:
        faults.add(f"{path}.accessory", "BASE_TYPE_REQUIRED", "This field is required")
    elif accessory.get("type") == Kind.BUTTON:
        check_button(faults, f"{path}.accessory", accessory)
    elif accessory.get("type") == Kind.THUMBNAIL:
        faults.address(f"{path}.accessory.media.url", (accessory.get("media") or {}).get("url", ""), _MEDIA)
        faults.text(f"{path}.accessory.description", accessory.get("description"), 0, 1024)
    else:
        faults.add(f"{path}.accessory.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 11).')


def _check_gallery(faults: Faults, path: str, items: list[Json]) -> None:
    # See docs/components/reference#media-gallery: "1 to 10 media gallery items"
    faults.count(f"{path}.items", items, 1, 10)
    for number, one in enumerate(items):
        faults.address(f"{path}.items.{number}.media.url", (one.get("media") or {}).get("url", ""), _MEDIA)
        faults.text(f"{path}.items.{number}.description", one.get("description"), 0, 1024)
