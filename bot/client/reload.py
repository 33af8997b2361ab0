"""Read the settings again while the bot runs, and apply those that can change."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.client.client import Dateline
from bot.client.config import Config, keep_settings, list_changed_settings
from bot.errors import ConfigError, LedgerError

_LOG = logging.getLogger(__name__)

#: Settings that apply while the bot runs; all others are read at its start alone.
LIVE_SETTINGS = frozenset(
    {
        "DATELINE_TIMEZONE",
        "DATELINE_DIGEST_CHANNEL",
        "DATELINE_DIGEST_TIME",
        "DATELINE_DIGEST_TOPIC",
        "DATELINE_LOG_LEVEL",
        "DATELINE_LOG_FORMAT",
        "DATELINE_CONTACT",
        "DATELINE_REPLIES_PER_MEMBER",
        "DATELINE_REPLIES_PER_SERVER",
        "DATELINE_PICTURES",
        "DATELINE_SITE",
        "DATELINE_SITE_URL",
    }
)


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """
    What is different in the settings that were read again.

    Attributes:
        config: The settings to use from now on.
        applied: Names of the settings that changed and apply now.
        postponed: Names of the settings that changed and apply after a restart.
    """

    config: Config
    applied: tuple[str, ...]
    postponed: tuple[str, ...]


def compare_settings(current: Config, new: Config) -> SettingsChange:
    """Return what of *new* can be applied now, and what has to wait for a restart."""
    changed = list_changed_settings(current, new)
    postponed = tuple(name for name in changed if name not in LIVE_SETTINGS)
    applied = tuple(name for name in changed if name in LIVE_SETTINGS)
    return SettingsChange(keep_settings(current, new, postponed), applied, postponed)


async def reload_settings(
    current: Config,
    load: Callable[[], Config],
    configure_logging: Callable[[str, str], None],
    client: Dateline | None,
) -> Config:
    """
    Read the settings again, apply what can change, and log what was done; bad settings change nothing.

    Args:
        current: The settings in use.
        load: Reads the settings.
        configure_logging: Sets the level and the format of the log.
        client: The client, or None while there is none.

    Returns:
        The settings to use from now on.
    """
    try:
        change = compare_settings(current, load())
        if client is not None and not client.is_draining:
            await client.apply_config(change.config)
    except (ConfigError, LedgerError) as error:
        _LOG.error("The settings stay as they are. %s", error)
        return current
    configure_logging(change.config.log_level, change.config.log_format)
    if change.applied:
        _LOG.warning("I reloaded the settings and applied %s.", ", ".join(change.applied))
    if change.postponed:
        _LOG.warning("These settings change when you restart the bot: %s.", ", ".join(change.postponed))
    if not (change.applied or change.postponed):
        _LOG.warning("I reloaded the settings; nothing has changed.")
    return change.config
