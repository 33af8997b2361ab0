"""The bot's own database: subscriptions, the delivery ledger, replies and settings."""

from bot.db.backup import back_up_database, restore_database
from bot.db.connection import dump_datetime, parse_database_path
from bot.db.database import DatabaseThread, Repositories, open_database
from bot.db.guilds import PURGE_DELAY
from bot.db.privacy import COUNT_ONLY_TABLES
from bot.db.replies import ReplyRecord, find_proof, generate_key
from bot.db.settings import WHOLE_SERVER, GuildSettings, Preferences, SettingOverrides

__all__ = [
    "COUNT_ONLY_TABLES",
    "PURGE_DELAY",
    "WHOLE_SERVER",
    "DatabaseThread",
    "GuildSettings",
    "Preferences",
    "ReplyRecord",
    "Repositories",
    "SettingOverrides",
    "back_up_database",
    "dump_datetime",
    "find_proof",
    "generate_key",
    "open_database",
    "parse_database_path",
    "restore_database",
]
