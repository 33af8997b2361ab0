"""Validate message bodies: content, embeds, components, attachments and allowed mentions."""

from __future__ import annotations

from collections.abc import Collection

from bot.testserver.state.errors import ApiError
from bot.testserver.state.model import ChatMessage, Json, MessageFlag, Value, flatten_components
from bot.testserver.validation.emojis import check_emoji
from bot.testserver.validation.errors import SELECT_TYPES, ButtonStyleCode, ComponentType, FormErrors
from bot.testserver.validation.shapes import check_shape

_EMBED_KEYS = frozenset(
    "title type description url timestamp color footer image thumbnail video provider author fields flags "
    # Of embeds as Discord returns them, which clients may send back as they are:
    "content_scan_version reference_id".split()
)
_MAX_EMBED_CHARACTERS = 6000
_EMBED_MEDIA_SCHEMES = ("http", "https", "attachment")


def check_embeds(faults: FormErrors, path: str, embeds: list[Json]) -> None:
    """Record faults in the *embeds* of a message that the shapes do not cover."""
    for number, embed in enumerate(embeds):
        _check_embed(faults, f"{path}.{number}", embed)
    # Discord docs: "the combined sum of characters in all title, description, field.name, field.value, footer.text, and
    # author.name fields across all embeds attached to a message must not exceed 6000 characters"
    if sum(map(_count_embed_characters, embeds)) > _MAX_EMBED_CHARACTERS:
        faults.add(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_MAX_EMBED_CHARACTERS}")


def _check_embed(faults: FormErrors, path: str, embed: Json) -> None:
    faults.check_keys(path, embed, _EMBED_KEYS)
    # An empty embed is rejected, though no schema says so: docs/resources/message#embed-object
    # ("embeds ... at least one of" as for messages); the error is that of a missing description.
    if not any(embed.get(key) for key in ("title", "description", "fields", "image", "thumbnail", "footer", "author")):
        faults.add(f"{path}.description", "BASE_TYPE_REQUIRED", "This field is required")
    faults.check_url_scheme(f"{path}.url", embed.get("url"), ("http", "https"))
    for key in ("author", "footer"):
        # An author's URL is a web page; icons may also be attachments.
        faults.check_url_scheme(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), ("http", "https"))
        faults.check_url_scheme(f"{path}.{key}.icon_url", (embed.get(key) or {}).get("icon_url"), _EMBED_MEDIA_SCHEMES)
    for key in ("image", "thumbnail"):
        faults.check_url_scheme(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), _EMBED_MEDIA_SCHEMES)
    # Discord docs: name and value of a field are required, and neither may be empty (docs/resources/message
    # #embed-object-embed-field-structure).
    for number, one in enumerate(embed.get("fields") or []):
        for key in ("name", "value"):
            if not str(one.get(key) or "").strip():
                faults.add(f"{path}.fields.{number}.{key}", "BASE_TYPE_REQUIRED", "This field is required")


def _count_embed_characters(embed: Json) -> int:
    # Discord docs: "...all of the following are trimmed": leading and trailing white space doesn't count.
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [(embed.get("author") or {}).get("name")]
    texts += [one.get(key) for one in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(str(text).strip()) for text in texts if text)


_BUTTON_KEYS = frozenset("type id style label emoji custom_id sku_id url disabled".split())
_SELECT_KEYS = frozenset(
    "type id custom_id options placeholder min_values max_values disabled required default_values channel_types".split()
)


def check_button(faults: FormErrors, path: str, one: Json) -> None:
    """Record faults in a button that the shapes do not cover."""
    faults.check_keys(path, one, _BUTTON_KEYS)
    style = one["style"]
    if style == ButtonStyleCode.LINK:
        # Discord docs: "Link buttons must have a url, and cannot have a custom_id"; url: "max 512 characters"
        faults.check_text(f"{path}.url", one.get("url"), 1, 512)
        faults.check_url_scheme(f"{path}.url", one.get("url") or None, ("http", "https", "discord"))
    elif style != ButtonStyleCode.PREMIUM:
        # Discord docs: "Non-link and non-premium buttons must have a custom_id, and cannot have a url or a sku_id"
        faults.check_text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
    else:
        # Discord docs: "Premium buttons must contain a sku_id, and cannot have a custom_id, label, url, or emoji"
        faults.check_text(f"{path}.sku_id", one.get("sku_id"), 1, 20)
    if one.get("custom_id") and one.get("url"):
        code = "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
        faults.add(path, code, "A custom id and url cannot both be specified")
    # See docs/components/reference#button-button-structure; a button without label and emoji is rejected
    if style != ButtonStyleCode.PREMIUM and not one.get("label") and not one.get("emoji"):
        faults.add(path, "BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI", "A label or emoji is required")
    check_emoji(faults, f"{path}.emoji", one.get("emoji"))


def check_select(faults: FormErrors, path: str, one: Json) -> None:
    """Record faults in a select menu of any type that the shapes do not cover."""
    faults.check_keys(path, one, _SELECT_KEYS)
    min_values, max_values = (1 if one.get(key) is None else one[key] for key in ("min_values", "max_values"))
    # See docs/components/reference#string-select-string-select-structure: from min_values to max_values are chosen
    if min_values > max_values:
        faults.add(
            f"{path}.max_values", "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {min_values}."
        )
    if one.get("type") == ComponentType.STRING_SELECT:
        options = one.get("options") or []
        check_options(faults, f"{path}.options", options)
        if options and max_values > len(options):
            faults.add(
                f"{path}.max_values", "BASE_TYPE_MAX", f"int value should be less than or equal to {len(options)}."
            )
    # See docs/components/reference#user-select-user-select-structure: default_values "must be in the range defined by
    # min_values and max_values"; for a string select these are the options with `default`
    defaults = one.get("default_values") or [option for option in one.get("options") or [] if option.get("default")]
    if len(defaults) > max_values:
        faults.add(f"{path}.{'options' if one.get('options') else 'default_values'}", *_TOO_MANY_DEFAULTS)


_TOO_MANY_DEFAULTS = ("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More values are selected than max_values allows")


def check_options(faults: FormErrors, path: str, options: list[Json]) -> None:
    """Record faults in the options of a select menu, radio group or checkbox group that the shapes do not cover."""
    # See docs/components/reference#string-select-select-option-structure
    values: set[object] = set()
    for number, option in enumerate(options):
        if option.get("value") in values:
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            faults.add(f"{path}.{number}.value", code, "The specified option value is already used")
        values.add(option.get("value"))
        check_emoji(faults, f"{path}.{number}.emoji", option.get("emoji"))


_MAX_DISPLAY_CHARACTERS = 4000
_MEDIA_SCHEMES = ("http", "https", "attachment")


def check_components(faults: FormErrors, path: str, components: list[Json], *, v2: bool) -> None:
    """Record faults in *components*, of version 2 if *v2*, else legacy ones, that the shapes do not cover."""
    everything = flatten_components(components)
    if v2:
        # See docs/components/reference#component-reference: "total components … 40", nested ones counted
        if len(everything) > 40:
            faults.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Exceeds 40 components in total")
        # See docs/components/reference#text-display: 4000 characters over all text displays of a message
        if sum(len(one.get("content") or "") for one in everything) > _MAX_DISPLAY_CHARACTERS:
            message = f"Components displayable text size exceeds maximum size of {_MAX_DISPLAY_CHARACTERS}"
            faults.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    else:
        # See docs/components/using-message-components#legacy-message-component-behavior: "up to five action rows"
        faults.check_count(path, components, 0, 5)
    _check_unique_ids(faults, path, everything)
    for number, one in enumerate(components):
        if not v2 and one["type"] != ComponentType.ACTION_ROW:
            message = 'Value of field "type" must be one of (1).'
            faults.add(f"{path}.{number}.type", "UNION_TYPE_CHOICES", message)
        else:
            _check_component(faults, f"{path}.{number}", one)


def _check_unique_ids(faults: FormErrors, path: str, everything: list[Json]) -> None:
    # See docs/components/reference#custom-id: "must be unique per component" of a message,
    # and so must ids (#anatomy-of-a-component)
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: set[object] = set()
        for one in everything:
            value = one.get(key)
            if value and value in seen:
                faults.add(path, code, f"Component {key} {value!r} cannot be duplicated")
            seen.add(value)


def _check_component(faults: FormErrors, path: str, one: Json) -> None:
    kind = one["type"]
    if kind == ComponentType.ACTION_ROW:
        _check_action_row(faults, path, one["components"])
    elif kind == ComponentType.CONTAINER:
        for number, inner in enumerate(one["components"]):
            _check_component(faults, f"{path}.components.{number}", inner)
    elif kind == ComponentType.SECTION and one["accessory"]["type"] == ComponentType.BUTTON:
        # See docs/components/reference#section: "accessory" is a button or a thumbnail
        check_button(faults, f"{path}.accessory", one["accessory"])
    elif kind == ComponentType.SECTION:
        faults.check_url_scheme(f"{path}.accessory.media.url", one["accessory"]["media"]["url"], _MEDIA_SCHEMES)
    elif kind == ComponentType.MEDIA_GALLERY:
        for number, item in enumerate(one["items"]):
            faults.check_url_scheme(f"{path}.items.{number}.media.url", item["media"]["url"], _MEDIA_SCHEMES)
    elif kind == ComponentType.FILE:
        # See docs/components/reference#file: "only supports using attachment references"
        faults.check_url_scheme(f"{path}.file.url", one["file"]["url"], ("attachment",))


def _check_action_row(faults: FormErrors, path: str, row: list[Json]) -> None:
    # See docs/components/reference#action-row: "up to 5 contextually grouped button components" or "a single" select
    selects = [one for one in row if one["type"] in SELECT_TYPES]
    if selects and len(row) > 1:
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        faults.add(f"{path}.components", code, "The specified component exceeds the maximum width")
    for number, one in enumerate(row):
        check = check_button if one["type"] == ComponentType.BUTTON else check_select
        check(faults, f"{path}.components.{number}", one)


# The parameters of create-message, edit-message and execute-webhook together; edit-message ignores `tts`.
_MESSAGE_KEYS = frozenset(
    "content nonce tts embeds allowed_mentions message_reference components sticker_ids attachments flags "
    "enforce_nonce poll username avatar_url thread_name applied_tags".split()
)
_VISIBLE_FIELDS = ("content", "embeds", "sticker_ids", "components", "poll")


def check_message(body: Json, *, has_files: bool, original: ChatMessage | None = None, path: str = "") -> None:
    """
    Check a message against Discord's rules.

    Args:
        body: The message part of a request.
        has_files: Whether the request contains files.
        original: The message that it edits, if any.
        path: Where *body* stands in the request, such as "data"; "" for all of it.

    Raises:
        ApiError: 50006 for an empty message, 50081 for a sticker, 50035 with all other faults.
    """
    faults = FormErrors(path)
    if not check_shape(faults, "", body, "MessageEditRequestPartial" if original else "MessageCreateRequest"):
        faults.raise_if_any()
    faults.check_keys("", body, _MESSAGE_KEYS)
    _check_mentions(faults, body.get("allowed_mentions") or {})
    v2 = bool(((original.flags if original else 0) | (body.get("flags") or 0)) & MessageFlag.IS_COMPONENTS_V2)
    if v2:
        _check_v2_fields(faults, body)
    check_embeds(faults, "embeds", body.get("embeds") or [])
    check_components(faults, "components", body.get("components") or [], v2=v2)
    if body.get("poll") and original is None:
        _check_poll(faults, body["poll"])
    faults.raise_if_any()
    if body.get("sticker_ids") and original is None:
        # See docs/topics/opcodes-and-status-codes#json: this server has no stickers
        raise ApiError(400, 50081, "Invalid sticker sent")
    # Discord docs: "at least one of content, embeds, sticker_ids, components, files, or poll"; else
    # 50006 "Cannot send an empty message"
    if original is None and not has_files and not any(_has_content(body.get(key)) for key in _VISIBLE_FIELDS):
        raise ApiError(400, 50006, "Cannot send an empty message")


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
    # See docs/resources/message#allowed-mentions-object: a list of ids and the same kind under `parse` are "mutually
    # exclusive"
    for key in ("users", "roles"):
        if key in (allowed.get("parse") or ()) and allowed.get(key):
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            faults.add("allowed_mentions", code, f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.')


def _check_poll(faults: FormErrors, poll: Json) -> None:
    # See docs/resources/poll#poll-media-object: "text should always be non-null for both questions and answers"
    media = {"question": poll["question"]}
    media |= {f"answers.{number}.poll_media": one["poll_media"] for number, one in enumerate(poll["answers"])}
    for path, one in media.items():
        faults.check_text(f"poll.{path}.text", one.get("text"), 1, 300 if path == "question" else 55)
        check_emoji(faults, f"poll.{path}.emoji", one.get("emoji"))
    if not faults.faults:
        faults.add("poll", "TEST_SERVER_UNSUPPORTED", "This test server has no polls.")


def check_attachment_references(body: Json, filenames: Collection[str], path: str = "") -> None:
    """
    Check that every ``attachment://`` URL of a message names one of its files.

    Raises:
        ApiError: 50035 with all URLs that name none.

    References:
        docs/reference#uploading-files and docs/components/reference#unfurled-media-item
    """
    faults = FormErrors(path)
    for key in ("embeds", "components"):
        _check_references(faults, key, body.get(key), filenames)
    faults.raise_if_any()


def _check_references(faults: FormErrors, path: str, value: Value, filenames: Collection[str]) -> None:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        name = one.removeprefix("attachment://") if isinstance(one, str) else ""
        if key in {"url", "icon_url"} and name != one and name and name not in filenames:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            faults.add(f"{path}.{key}", code, f"The referenced attachment {name!r} was not found")
        _check_references(faults, f"{path}.{key}", one, filenames)
