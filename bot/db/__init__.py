"""The bot's own database: subscriptions, the delivery ledger, replies, settings and classes."""

from bot.db.backends.address import is_server_url, parse_database_path
from bot.db.backends.factory import check_database_url, inspect_server
from bot.db.backends.sqlite.backup import ProgressReport, back_up_database, restore_database
from bot.db.backends.transfer import TableRow, export_tables, is_row_line, open_import, parse_row
from bot.db.classes import MAX_CLASSES_PER_GUILD, MAX_QUIZZES_PER_CLASS, ClassRecord, QuizRecord, Score
from bot.db.connection import MIN_SERVER_VERSION, dump_datetime
from bot.db.database import DatabaseThread, Repositories, open_database
from bot.db.guilds import PURGE_DELAY
from bot.db.privacy import COUNT_ONLY_TABLES
from bot.db.replies import ReplyRecord, find_proof, generate_key
from bot.db.settings import WHOLE_SERVER, GuildSettings, Preferences, SettingOverrides

__all__ = [
    "COUNT_ONLY_TABLES",
    "MAX_CLASSES_PER_GUILD",
    "MAX_QUIZZES_PER_CLASS",
    "MIN_SERVER_VERSION",
    "PURGE_DELAY",
    "WHOLE_SERVER",
    "ClassRecord",
    "DatabaseThread",
    "GuildSettings",
    "Preferences",
    "ProgressReport",
    "QuizRecord",
    "ReplyRecord",
    "Repositories",
    "Score",
    "SettingOverrides",
    "TableRow",
    "back_up_database",
    "check_database_url",
    "dump_datetime",
    "export_tables",
    "find_proof",
    "generate_key",
    "inspect_server",
    "is_row_line",
    "is_server_url",
    "open_database",
    "open_import",
    "parse_database_path",
    "parse_row",
    "restore_database",
]
