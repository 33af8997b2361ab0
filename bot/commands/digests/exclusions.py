"""The forms under a digest's settings, more settings and what it leaves out, and muting an outlet from a message."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.commands.checks import require_command_access, require_guild
from bot.commands.components import (
    ModalField,
    ModalMenu,
    component_handler,
    get_selected_value,
    parse_number,
    read_modal,
    read_modal_choices,
    send_modal,
    stale_component_error,
)
from bot.commands.digests.commands import MAX_DIGEST_SENTENCES
from bot.commands.digests.options import CLEAR_OPTION, DigestCommandOptions, PostTarget, parse_digest_options
from bot.commands.responses import defer_component, get_translator, send_result
from bot.db import Repositories
from bot.digests import update_subscription
from bot.errors import InputError, LedgerError, SubscriptionError
from bot.locales import LANGUAGES, LocalizableText
from bot.locales.messages import _, ngettext_
from bot.models.digest import (
    MAX_EXCLUSION_CHARACTERS,
    MAX_EXCLUSIONS,
    Destination,
    DigestLayout,
    DigestOptions,
    EmptyPolicy,
    Exclusions,
    LedgerEntry,
    Subscription,
)
from bot.models.message import MenuChoice, MenuKind, Message
from bot.rendering import (
    ReplyAction,
    get_native_name,
    list_proof_outlets,
    render_alert_settings,
    render_digest_settings,
    render_mute_menu,
)
from briefings.export import from_record, parse_json
from briefings.verification import Proof

if TYPE_CHECKING:
    from bot.client.client import Dateline


_SEPARATOR = re.compile(r"[,;\n、]")
#: Characters of one field of the form.
_MAX_FIELD_CHARACTERS = 1_000


def parse_exclusions(text: str) -> tuple[str, ...]:
    """
    Parse a list of names or words with commas or line breaks between.

    Raises:
        InputError: If there are too many, or one is too long.
    """
    items = [" ".join(part.split()) for part in _SEPARATOR.split(text)]
    spellings: dict[str, str] = {}
    for item in filter(None, items):
        spellings.setdefault(item.casefold(), item)
    found = tuple(spellings.values())
    if len(found) > MAX_EXCLUSIONS:
        many = ngettext_(
            "A list can have up to {number} entry.", "A list can have up to {number} entries.", MAX_EXCLUSIONS
        )
        raise InputError("list", many, _("Leave some out."))
    if long := next((item for item in found if len(item) > MAX_EXCLUSION_CHARACTERS), None):
        reason = _("“{text}” is longer than {number} characters.", text=long, number=MAX_EXCLUSION_CHARACTERS)
        raise InputError(long, reason, _("Separate the entries with commas."))
    return found


@component_handler("digest_leave_out")
async def open_exclusion_form(interaction: discord.Interaction[Dateline], number: int) -> None:
    """Open the form for what the digest leaves out."""
    chosen = _get_current_options(await _load_subscription(interaction, number)).exclusions
    fields = (
        ("words", _("Words and phrases"), chosen.words, _("Separate with commas: transfer rumours, horoscope")),
        ("outlets", _("Outlets"), chosen.outlets, _("Names or addresses: Example News, example.org")),
        ("actors", _("People, countries, organisations"), chosen.actors, _("By any of their names")),
    )
    inputs = (
        ModalField(name, label, ", ".join(items), hint, required=False, max_length=_MAX_FIELD_CHARACTERS)
        for name, label, items, hint in fields
    )
    await send_modal(interaction, f"digest_left_out:{number}", _("Leave out of this digest"), *inputs)


@component_handler("digest_left_out")
async def save_exclusions(interaction: discord.Interaction[Dateline], number: int) -> None:
    """Save what the form says, and show the digest's settings."""
    await interaction.response.defer()
    await _load_subscription(interaction, number)
    exclusions = Exclusions(*map(parse_exclusions, read_modal(interaction, "words", "outlets", "actors")))
    client = interaction.client
    changed = await client.database.run(lambda db: db.subscriptions.set_exclusions(number, exclusions))
    await send_result(interaction, _render_settings(interaction, _("Changed"), changed))


def _render_settings(
    interaction: discord.Interaction[Dateline], heading: LocalizableText, subscription: Subscription
) -> Message:
    translator = get_translator(interaction)
    if subscription.alert:
        return render_alert_settings(heading, subscription, translator)
    return render_digest_settings(heading, subscription, interaction.client.clock(), translator)


#: Sentences that the form offers for a full digest, besides the current number.
_OFFERED_LENGTHS = (3, 6, 9, 12)
#: Values of the extras.
_NOTE, _CHART, _PUBLISH = "note", "chart", "publish"


@component_handler("digest_more")
async def open_settings_form(interaction: discord.Interaction[Dateline], number: int) -> None:
    """Open the form for the settings that are not asked for first."""
    options = _get_current_options(await _load_subscription(interaction, number))
    menus = (
        ModalMenu("length", _("How much of each story it shows"), _list_lengths(options)),
        ModalMenu(
            "language", _("Language"), _list_languages(options), hint=_("Of my own text; quotations stay as they are")
        ),
        ModalMenu("role", _("Role to mention"), kind=MenuKind.ROLES, chosen=_list_ids(options.role), required=False),
        ModalMenu(
            "editors",
            _("Channel for drafts"),
            kind=MenuKind.CHANNELS,
            chosen=_list_ids(options.editors),
            hint=_("Where editors approve each digest before it is posted"),
            required=False,
        ),
        ModalMenu("extras", _("Extras"), extras := _list_extras(options), max_values=len(extras), required=False),
    )
    await send_modal(interaction, f"digest_more_saved:{number}", _("More settings"), *menus)


def _list_ids(one: int) -> tuple[int, ...]:
    return (one,) if one else ()


def _list_lengths(options: DigestOptions) -> tuple[MenuChoice, ...]:
    """Return the layouts as choices, the full one with several numbers of sentences."""
    layout, length = options.layout, options.length
    choices = [
        MenuChoice(f"{each.value}:{length}", label, default=layout is each)
        for each, label in (
            (DigestLayout.HEADLINES, _("Headlines only")),
            (DigestLayout.COMPACT, _("Short")),
            (DigestLayout.WEEKLY, _("Weekly review: the week's stories and what changed")),
        )
    ]
    for offered in sorted({*_OFFERED_LENGTHS, length}):
        label = ngettext_("Full: up to {number} sentence", "Full: up to {number} sentences", offered)
        chosen = layout is DigestLayout.FULL and offered == length
        choices.append(MenuChoice(f"{DigestLayout.FULL.value}:{offered}", label, default=chosen))
    return tuple(choices)


def _list_languages(options: DigestOptions) -> tuple[MenuChoice, ...]:
    own = MenuChoice(CLEAR_OPTION, _("Same as the server"), default=not options.language)
    return (own, *(MenuChoice(one, get_native_name(one), default=one == options.language) for one in LANGUAGES))


def _list_extras(options: DigestOptions) -> tuple[MenuChoice, ...]:
    note = options.empty_policy is EmptyPolicy.SAY
    extras = (
        MenuChoice(_NOTE, _("Post a short note when there is nothing new"), default=note),
        MenuChoice(_CHART, _("Add a chart of the coverage"), default=options.chart),
    )
    if options.destination is not Destination.CHANNEL:
        return extras
    label = _("Publish it to followers of an announcement channel")
    return (*extras, MenuChoice(_PUBLISH, label, default=options.publish))


@component_handler("digest_more_saved")
async def save_settings(interaction: discord.Interaction[Dateline], number: int) -> None:
    """Save what the form says, and show the digest's settings."""
    await interaction.response.defer()
    before = await _load_subscription(interaction, number)
    options, wanted = _read_settings(interaction, _get_current_options(before))
    digest_options = await parse_digest_options(interaction, wanted, options)
    client, now = interaction.client, interaction.client.clock()
    changed = await client.database.run(lambda db: update_subscription(db, before, digest_options, now))
    client.delivery.wake()
    heading = _("Changed from tomorrow on") if changed.change else _("Changed")
    await send_result(interaction, render_digest_settings(heading, changed, now, get_translator(interaction)))


def _read_settings(
    interaction: discord.Interaction[Dateline], before: DigestOptions
) -> tuple[DigestOptions, DigestCommandOptions]:
    """
    Return *before* without the role and the channel for drafts, and the settings in the form.

    Raises:
        InputError: If the form is from another version of the bot, or names a role or a channel that is gone.
    """
    lengths, languages, roles, channels, extras = read_modal_choices(
        interaction, "length", "language", "role", "editors", "extras"
    )
    layout, _colon, length_text = next(iter(lengths), "").partition(":")
    length = parse_number(length_text)
    guild = interaction.guild
    role = guild.get_role(parse_number(roles[0])) if guild and roles else None
    editors = guild.get_channel_or_thread(parse_number(channels[0])) if guild and channels else None
    if (
        layout not in set(DigestLayout)
        or not 1 <= length <= MAX_DIGEST_SENTENCES
        or (roles and role is None)
        or (channels and not isinstance(editors, PostTarget))
    ):
        raise stale_component_error()
    settings = DigestCommandOptions(
        length=length,
        layout=layout,
        language=next(iter(languages), None),
        role=role,
        empty=EmptyPolicy.SAY if _NOTE in extras else EmptyPolicy.SKIP,
        chart=_CHART in extras,
        publish=_PUBLISH in extras,
        editors=editors if isinstance(editors, PostTarget) else None,
    )
    return replace(before, role=0, editors=0), settings


@component_handler(ReplyAction.MUTE)
async def choose_outlet_to_mute(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Offer the outlets that a posted digest cites to those who may manage digests."""
    await defer_component(interaction)
    entry, _subscription = await _load_digest(interaction, digest)
    outlets = list_proof_outlets(_load_proof(entry))
    await send_result(interaction, render_mute_menu(digest, outlets, get_translator(interaction)))


@component_handler("mute_outlet")
async def mute_outlet(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Leave the selected outlet out of the digest from now on."""
    await interaction.response.defer()
    entry, subscription = await _load_digest(interaction, digest)
    outlets, index = list_proof_outlets(_load_proof(entry)), parse_number(get_selected_value(interaction))
    if index >= len(outlets):
        raise stale_component_error()
    client, outlet = interaction.client, outlets[index]

    def write(repositories: Repositories) -> Subscription:
        with repositories.transaction():  # another outlet may be muted at the same time
            current = _get_current_options(repositories.subscriptions.get(subscription.id)).exclusions
            muted = parse_exclusions(", ".join((*current.outlets, _SEPARATOR.sub(" ", outlet))))
            return repositories.subscriptions.set_exclusions(subscription.id, replace(current, outlets=muted))

    changed = await client.database.run(write)
    heading = _("{outlet} is left out from now on", outlet=outlet)
    await send_result(interaction, _render_settings(interaction, heading, changed))


def _get_current_options(subscription: Subscription) -> DigestOptions:
    return subscription.change.options if subscription.change else subscription.options


async def _load_subscription(interaction: discord.Interaction[Dateline], number: int) -> Subscription:
    """
    Return the digest or alert in row *number*, if the member may use its command in its guild.

    Raises:
        MissingPermissions: If the member may not.
        SubscriptionError: If the guild has no such digest.
    """
    guild = require_guild(interaction)
    active = await interaction.client.database.run(lambda db: db.subscriptions.list_subscriptions(guild))
    found = next((each for each in active if each.id == number), None)
    await require_command_access(interaction, "alert" if found and found.alert else "digest")
    if found is None:
        raise SubscriptionError("digest", _("This digest or alert no longer exists."))
    return found


async def _load_digest(interaction: discord.Interaction[Dateline], digest: str) -> tuple[LedgerEntry, Subscription]:
    entry = await interaction.client.database.run(lambda db: db.ledger.find(digest))
    if entry is None:
        raise InputError("digest", _("I no longer know this digest."))
    return entry, await _load_subscription(interaction, entry.key.subscription)


def _load_proof(entry: LedgerEntry) -> Proof:
    if not entry.proof:
        raise LedgerError(_("the database"), _("a stored message is damaged"))
    return from_record(parse_json(entry.proof))
