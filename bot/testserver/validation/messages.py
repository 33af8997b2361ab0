"""Validate message bodies: content, embeds, components, attachments and allowed mentions."""

from __future__ import annotations

from bot.testserver.state.errors import ApiError
from bot.testserver.state.model import ChatMessage, Json, MessageFlag, Value, flatten_components, is_snowflake
from bot.testserver.validation.errors import SELECT_TYPES, ButtonStyleCode, ComponentType, FormErrors

_EMBED_KEYS = frozenset(
    "title type description url timestamp color footer image thumbnail video provider author fields flags".split()
)
_MAX_EMBED_CHARACTERS = 6000
_EMBED_MEDIA_SCHEMES = ("http", "https", "attachment")


def check_embeds(faults: FormErrors, embeds: list[Json]) -> None:
    """Record faults in the *embeds* of a message."""
    # See docs/resources/message#create-message: "embeds: Up to 10 rich embeds (up to 6000 characters)"
    faults.check_count("embeds", embeds, 0, 10)
    for number, embed in enumerate(embeds):
        _check_embed(faults, f"embeds.{number}", embed)
    # Discord docs: "the combined sum of characters in all title, description, field.name, field.value, footer.text, and
    # author.name fields across all embeds attached to a message must not exceed 6000 characters"
    if sum(map(_count_embed_characters, embeds)) > _MAX_EMBED_CHARACTERS:
        faults.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_MAX_EMBED_CHARACTERS}")


def _check_embed(faults: FormErrors, path: str, embed: Json) -> None:
    faults.check_keys(path, embed, _EMBED_KEYS)
    # An empty embed is rejected, though no schema says so: docs/resources/message#embed-object
    # ("embeds ... at least one of" as for messages); the error is that of a missing description.
    if not any(embed.get(key) for key in ("title", "description", "fields", "image", "thumbnail", "footer", "author")):
        faults.add(f"{path}.description", "BASE_TYPE_REQUIRED", "This field is required")
    if not 0 <= (embed.get("color") or 0) <= 0xFFFFFF:
        faults.add(f"{path}.color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
    for key, max_length in (("title", 256), ("description", 4096)):
        faults.check_text(f"{path}.{key}", embed.get(key), 0, max_length)
    faults.check_text(f"{path}.footer.text", (embed.get("footer") or {"text": None}).get("text"), 0, 2048)
    faults.check_text(f"{path}.author.name", (embed.get("author") or {"name": None}).get("name"), 0, 256)
    faults.check_url_scheme(f"{path}.url", embed.get("url"), ("http", "https"))
    for key in ("author", "footer"):
        # An author's URL is a web page; icons may also be attachments.
        faults.check_url_scheme(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), ("http", "https"))
        faults.check_url_scheme(f"{path}.{key}.icon_url", (embed.get(key) or {}).get("icon_url"), _EMBED_MEDIA_SCHEMES)
    for key in ("image", "thumbnail"):
        faults.check_url_scheme(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), _EMBED_MEDIA_SCHEMES)
    _check_embed_fields(faults, path, embed.get("fields") or [])


def _check_embed_fields(faults: FormErrors, path: str, fields: list[Json]) -> None:
    # Discord docs: "fields: Up to 25 field objects"; "name: 256 characters"; "value: 1024 characters"; neither may be
    # empty.
    faults.check_count(f"{path}.fields", fields, 0, 25)
    for number, one in enumerate(fields):
        for key, max_length in (("name", 256), ("value", 1024)):
            value: Value = one.get(key)
            value_path = f"{path}.fields.{number}.{key}"
            if value is None or not str(value).strip():
                faults.add(value_path, "BASE_TYPE_REQUIRED", "This field is required")
            else:
                faults.check_text(value_path, value, 1, max_length)


def _count_embed_characters(embed: Json) -> int:
    # Discord docs: "...all of the following are trimmed": leading and trailing white space doesn't count.
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [(embed.get("author") or {}).get("name")]
    texts += [one.get(key) for one in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(str(text).strip()) for text in texts if text)


_OBJECT_LIST_KEYS = frozenset({"embeds", "components", "attachments", "fields", "options", "items"})
_LIST_KEYS = _OBJECT_LIST_KEYS | {"sticker_ids", "applied_tags", "parse", "users", "roles"}
_OBJECT_KEYS = frozenset(
    "allowed_mentions message_reference author footer image thumbnail provider video accessory component media file "
    "emoji poll".split()
)
_TEXT_KEYS = frozenset(
    "content title description custom_id label placeholder name value text filename timestamp".split()
)
_NUMBER_KEYS = frozenset({"flags", "color", "accent_color", "style", "min_values", "max_values", "spacing"})
# The type of a component is a number, that of an embed a string; a nonce may be either.
_SCALAR_KEYS = frozenset({"type", "nonce"})
_MAX_DEPTH = 12


def check_field_types(faults: FormErrors, body: Json) -> None:
    """
    Raise if any part of *body* has the wrong type, such as a string instead of a list.

    Raises:
        ApiError: 50035 with all such faults; the other checks need a body of the right types.
    """
    _check_object(faults, "", body, 0)
    faults.raise_if_any()


def _check_object(faults: FormErrors, path: str, fields: Json, depth: int) -> None:
    for key, value in fields.items():
        key_path = f"{path}.{key}".lstrip(".")
        if value is None or depth > _MAX_DEPTH:
            continue
        if key in _LIST_KEYS:
            _check_list(faults, key_path, key, value, depth)
        elif key in _OBJECT_KEYS:
            if not isinstance(value, dict):
                faults.add(key_path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            else:
                _check_object(faults, key_path, value, depth + 1)
        elif key in _TEXT_KEYS and not isinstance(value, str):
            faults.add(key_path, "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
        elif key in _SCALAR_KEYS and not isinstance(value, (str, int)):
            faults.add(key_path, "BASE_TYPE_CHOICES", f"Value {value!r} is neither number nor text.")
        elif key in _NUMBER_KEYS and (not isinstance(value, int) or isinstance(value, bool)):
            faults.add(key_path, "NUMBER_TYPE_COERCE", f"Value {value!r} is not int.")
    identity = fields.get("id")
    if identity is not None and not is_snowflake(str(identity)):
        faults.add(f"{path}.id".lstrip("."), "NUMBER_TYPE_COERCE", f"Value {identity!r} is not snowflake.")


def _check_list(faults: FormErrors, path: str, key: str, value: Value, depth: int) -> None:
    if not isinstance(value, list):
        faults.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    for number, one in enumerate(value):
        if key in _OBJECT_LIST_KEYS and not isinstance(one, dict):
            faults.add(f"{path}.{number}", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        elif isinstance(one, dict):
            _check_object(faults, f"{path}.{number}", one, depth + 1)


_BUTTON_KEYS = frozenset("type id style label emoji custom_id sku_id url disabled".split())
_SELECT_KEYS = frozenset(
    "type id custom_id options placeholder min_values max_values disabled required default_values channel_types".split()
)


def check_button(faults: FormErrors, path: str, one: Json) -> None:
    """Record faults in a button."""
    faults.check_keys(path, one, _BUTTON_KEYS)
    style = one.get("style")
    if style not in set(ButtonStyleCode):
        faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
    elif style == ButtonStyleCode.LINK:
        # Discord docs: "Link buttons must have a url, and cannot have a custom_id"; url: "max 512 characters"
        faults.check_text(f"{path}.url", one.get("url"), 1, 512)
        faults.check_url_scheme(f"{path}.url", one.get("url") or None, ("http", "https", "discord"))
        if one.get("custom_id"):
            code = "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
            faults.add(path, code, "A custom id and url cannot both be specified")
    elif style != ButtonStyleCode.PREMIUM:
        # Discord docs: "Non-link and non-premium buttons must have a custom_id, and cannot have a url or a sku_id"
        faults.check_text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        if one.get("url"):
            code = "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
            faults.add(path, code, "A custom id and url cannot both be specified")
    # label: "max 80 characters"; a button without label and emoji is rejected
    faults.check_text(f"{path}.label", one.get("label"), 0, 80)
    if style != ButtonStyleCode.PREMIUM and not one.get("label") and not one.get("emoji"):
        faults.add(path, "BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI", "A label or emoji is required")


def check_select(faults: FormErrors, path: str, one: Json) -> None:
    """Record faults in a select menu of any type."""
    faults.check_keys(path, one, _SELECT_KEYS)
    faults.check_text(f"{path}.custom_id", one.get("custom_id"), 1, 100)  # See docs/components/reference#custom-id
    faults.check_text(f"{path}.placeholder", one.get("placeholder"), 0, 150)
    min_values, max_values = one.get("min_values"), one.get("max_values")
    min_values, max_values = 1 if min_values is None else min_values, 1 if max_values is None else max_values
    if not 0 <= min_values <= 25 or not 1 <= max_values <= 25 or min_values > max_values:
        faults.add(f"{path}.max_values", "BASE_TYPE_CHOICES", "min_values 0 to 25, max_values 1 to 25, min below max")
    if one.get("type") == ComponentType.STRING_SELECT:
        options = one.get("options") or []
        check_options(faults, f"{path}.options", options)
        if options and max_values > len(options):
            faults.add(
                f"{path}.max_values", "BASE_TYPE_MAX", f"int value should be less than or equal to {len(options)}."
            )


def check_options(faults: FormErrors, path: str, options: list[Json], max_count: int = 25) -> None:
    """Record faults in the options of a select menu, radio group or checkbox group."""
    # See docs/components/reference#string-select-select-option-structure: 100 characters each, 25 options at most
    faults.check_count(path, options, 1, max_count)
    values: set[object] = set()
    for number, option in enumerate(options):
        for key, min_length in (("label", 1), ("value", 1), ("description", 0)):
            faults.check_text(f"{path}.{number}.{key}", option.get(key), min_length, 100)
        if option.get("value") in values:
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            faults.add(f"{path}.{number}.value", code, "The specified option value is already used")
        values.add(option.get("value"))


_LEGACY_TYPES = frozenset({ComponentType.ACTION_ROW})
_CONTAINER_CHILD_TYPES = frozenset(
    {
        ComponentType.ACTION_ROW,
        ComponentType.SECTION,
        ComponentType.TEXT_DISPLAY,
        ComponentType.MEDIA_GALLERY,
        ComponentType.FILE,
        ComponentType.SEPARATOR,
    }
)
_V2_TYPES = _CONTAINER_CHILD_TYPES | {ComponentType.CONTAINER}
_MAX_DISPLAY_CHARACTERS = 4000
_MEDIA_SCHEMES = ("http", "https", "attachment")


def check_components(faults: FormErrors, components: list[Json], *, v2: bool) -> None:
    """Record faults in the *components* of a message, of version 2 if *v2*, else legacy ones."""
    everything = flatten_components(components)
    if v2:
        # See docs/components/reference#component-reference: "total components … 40", nested ones counted
        if len(everything) > 40:
            faults.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Exceeds 40 components in total")
        # See docs/components/reference#text-display: 4000 characters over all text displays of a message
        if sum(len(one.get("content") or "") for one in everything) > _MAX_DISPLAY_CHARACTERS:
            code = "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
            faults.add(
                "components",
                code,
                f"Components displayable text size exceeds maximum size of {_MAX_DISPLAY_CHARACTERS}",
            )
    else:
        # See docs/components/using-message-components#legacy-message-component-behavior: "up to five action rows"
        faults.check_count("components", components, 0, 5)
    _check_unique_ids(faults, everything)
    for number, one in enumerate(components):
        _check_component(faults, f"components.{number}", one, _V2_TYPES if v2 else _LEGACY_TYPES)


def _check_unique_ids(faults: FormErrors, everything: list[Json]) -> None:
    # See docs/components/reference#custom-id: "must be unique per component" of a message,
    # and so must ids (#anatomy-of-a-component)
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: set[object] = set()
        for one in everything:
            value = one.get(key)
            if value and value in seen:
                faults.add("components", code, f"Component {key} {value!r} cannot be duplicated")
            seen.add(value)


def _check_component(faults: FormErrors, path: str, one: Json, allowed: frozenset[ComponentType]) -> None:
    kind = one.get("type")
    if kind not in allowed:
        kinds = ", ".join(str(int(allow)) for allow in sorted(allowed))
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({kinds}).')
    elif kind == ComponentType.ACTION_ROW:
        _check_action_row(faults, path, one.get("components") or [])
    elif kind == ComponentType.CONTAINER:
        faults.check_count(f"{path}.components", one.get("components") or [], 1, 40)
        for number, inner in enumerate(one.get("components") or []):
            _check_component(faults, f"{path}.components.{number}", inner, _CONTAINER_CHILD_TYPES)
    elif kind == ComponentType.SECTION:
        _check_section(faults, path, one)
    elif kind == ComponentType.TEXT_DISPLAY:
        faults.check_text(f"{path}.content", one.get("content"), 1, _MAX_DISPLAY_CHARACTERS)
    elif kind == ComponentType.MEDIA_GALLERY:
        _check_gallery(faults, path, one.get("items") or [])
    elif kind == ComponentType.FILE:
        # See docs/components/reference#file: "only supports using attachment references"
        faults.check_url_scheme(f"{path}.file.url", (one.get("file") or {}).get("url", ""), ("attachment",))
    elif one.get("spacing") not in {None, 1, 2}:
        faults.add(f"{path}.spacing", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")


def _check_action_row(faults: FormErrors, path: str, row: list[Json]) -> None:
    # See docs/components/reference#action-row: "up to 5 contextually grouped button components" or "a single" select
    faults.check_count(f"{path}.components", row, 1, 5)
    selects = [one for one in row if one.get("type") in SELECT_TYPES]
    if selects and len(row) > 1:
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        faults.add(f"{path}.components", code, "The specified component exceeds the maximum width")
    for number, one in enumerate(row):
        component_path = f"{path}.components.{number}"
        if one.get("type") == ComponentType.BUTTON:
            check_button(faults, component_path, one)
        elif one.get("type") in SELECT_TYPES:
            check_select(faults, component_path, one)
        else:
            faults.add(
                f"{component_path}.type",
                "UNION_TYPE_CHOICES",
                'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
            )


def _check_section(faults: FormErrors, path: str, one: Json) -> None:
    # See docs/components/reference#section: "One to three child components"; "accessory" is a button or a thumbnail
    texts = one.get("components") or []
    faults.check_count(f"{path}.components", texts, 1, 3)
    for number, inner in enumerate(texts):
        _check_component(faults, f"{path}.components.{number}", inner, frozenset({ComponentType.TEXT_DISPLAY}))
    accessory = one.get("accessory")
    if not accessory:
        faults.add(f"{path}.accessory", "BASE_TYPE_REQUIRED", "This field is required")
    elif accessory.get("type") == ComponentType.BUTTON:
        check_button(faults, f"{path}.accessory", accessory)
    elif accessory.get("type") == ComponentType.THUMBNAIL:
        faults.check_url_scheme(
            f"{path}.accessory.media.url", (accessory.get("media") or {}).get("url", ""), _MEDIA_SCHEMES
        )
        faults.check_text(f"{path}.accessory.description", accessory.get("description"), 0, 1024)
    else:
        faults.add(f"{path}.accessory.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 11).')


def _check_gallery(faults: FormErrors, path: str, items: list[Json]) -> None:
    # See docs/components/reference#media-gallery: "1 to 10 media gallery items"
    faults.check_count(f"{path}.items", items, 1, 10)
    for number, one in enumerate(items):
        faults.check_url_scheme(
            f"{path}.items.{number}.media.url", (one.get("media") or {}).get("url", ""), _MEDIA_SCHEMES
        )
        faults.check_text(f"{path}.items.{number}.description", one.get("description"), 0, 1024)


# The parameters of create-message, edit-message and execute-webhook together; edit-message ignores `tts`.
_MESSAGE_KEYS = frozenset(
    "content nonce tts embeds allowed_mentions message_reference components sticker_ids attachments flags "
    "enforce_nonce poll username avatar_url thread_name applied_tags".split()
)
_VISIBLE_FIELDS = ("content", "embeds", "sticker_ids", "components", "poll")


def check_message(body: Json, *, has_files: bool, original: ChatMessage | None = None) -> None:
    """
    Check a message against Discord's rules.

    Args:
        body: The message part of a request.
        has_files: Whether the request contains files.
        original: The message that it edits, if any.

    Raises:
        ApiError: 50006 for an empty message, 50035 with all other faults.
    """
    faults = FormErrors()
    check_field_types(faults, body)
    faults.check_keys("", body, _MESSAGE_KEYS)
    # Discord docs: "content: Message contents (up to 2000 characters)"
    faults.check_text("content", body.get("content"), 0, 2000)
    # Discord docs: "nonce: Can be used to verify a message was sent (up to 25 characters)"
    if isinstance(body.get("nonce"), str):
        faults.check_text("nonce", body["nonce"], 0, 25)
    _check_mentions(faults, body.get("allowed_mentions") or {})
    _check_attachments(faults, body.get("attachments") or [])
    v2 = bool(((original.flags if original else 0) | (body.get("flags") or 0)) & MessageFlag.IS_COMPONENTS_V2)
    if v2:
        _check_v2_fields(faults, body)
    check_embeds(faults, body.get("embeds") or [])
    check_components(faults, body.get("components") or [], v2=v2)
    faults.raise_if_any()
    # Discord docs: "at least one of content, embeds, sticker_ids, components, files, or poll"; else
    # 50006 "Cannot send an empty message"
    if original is None and not has_files and not any(_has_content(body.get(key)) for key in _VISIBLE_FIELDS):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_attachments(faults: FormErrors, attachments: list[Json]) -> None:
    # See docs/resources/message#attachment-object: description "max 1024 characters", and at most ten files a message
    faults.check_count("attachments", attachments, 0, 10)
    for number, one in enumerate(attachments):
        faults.check_text(f"attachments.{number}.description", one.get("description"), 0, 1024)


def _has_content(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _check_v2_fields(faults: FormErrors, body: Json) -> None:
    # See docs/resources/message#message-object-message-flags and docs/components/reference: with IS_COMPONENTS_V2
    # Discord docs: "the content and embeds fields will no longer work"
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            faults.add(key, code, f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")


def _check_mentions(faults: FormErrors, allowed: Json) -> None:
    # See docs/resources/message#allowed-mentions-object: "Max size of 100" each; a list of ids and the same kind under
    # `parse` are "mutually exclusive"
    for key in ("users", "roles"):
        faults.check_count(f"allowed_mentions.{key}", allowed.get(key) or [], 0, 100)
        if key in (allowed.get("parse") or ()) and allowed.get(key):
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            faults.add("allowed_mentions", code, f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.')
