"""What a server chose, for itself and for its channels."""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.db import WHOLE_SERVER, GuildSettings, Preferences, open_database

HERE, THERE = "111", "222"
NEWS, CHAT, THREAD = 5, 6, 7


def _open_settings(url: str) -> GuildSettings:
    with closing(open_database(url)) as database:
        return database.settings


def test_nothing_chosen_is_public_and_in_the_members_language(url: str) -> None:
    """No setting need be made."""
    assert _open_settings(url).resolve(HERE, NEWS) == Preferences("", private=False, topic="")


def test_a_channels_choice_goes_before_its_servers(url: str) -> None:
    """Setting by setting; another channel follows the server."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, WHOLE_SERVER, "language", "de")
        database.settings.set(HERE, WHOLE_SERVER, "private", value=True)
        database.settings.set(HERE, NEWS, "private", value=False)
        database.settings.set(HERE, NEWS, "topic", "rates")
        assert database.settings.resolve(HERE, NEWS) == Preferences("de", private=False, topic="rates")
        assert database.settings.resolve(HERE, CHAT) == Preferences("de", private=True)


def test_a_thread_follows_its_channel(url: str) -> None:
    """Unless something was chosen for the thread itself."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, NEWS, "private", value=True)
        assert database.settings.resolve(HERE, THREAD, parent=NEWS).private
        database.settings.set(HERE, THREAD, "private", value=False)
        assert not database.settings.resolve(HERE, THREAD, parent=NEWS).private


def test_a_choice_taken_back_is_the_servers_again(url: str) -> None:
    """None is no choice."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, WHOLE_SERVER, "language", "ko")
        database.settings.set(HERE, NEWS, "language", "de")
        database.settings.set(HERE, NEWS, "language", None)
        assert database.settings.resolve(HERE, NEWS).language == "ko"


def test_another_server_sees_nothing_of_it(url: str) -> None:
    """Not even where a channel's number is the same; nor does a direct conversation."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, NEWS, "topic", "rates")
        assert database.settings.resolve(THERE, NEWS) == Preferences()
        assert database.settings.resolve("", NEWS) == Preferences()
        assert database.settings.list_overrides(THERE) == {}


def test_choices_outlive_a_restart(url: str) -> None:
    """They are read from the database when it is opened."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, NEWS, "private", value=True)
        database.settings.set(HERE, WHOLE_SERVER, "language", "uk")
    assert _open_settings(url).list_overrides(HERE) == {
        WHOLE_SERVER: {"language": "uk", "private": None, "topic": None},
        NEWS: {"language": None, "private": True, "topic": None},
    }


def test_what_is_wiped_is_gone(url: str) -> None:
    """Of that server alone, and after a restart too."""
    with closing(open_database(url)) as database:
        database.settings.set(HERE, NEWS, "topic", "rates")
        database.settings.set(THERE, NEWS, "topic", "rain")
        assert database.settings.delete(HERE) == 1
        assert database.settings.resolve(HERE, NEWS) == Preferences()
    assert _open_settings(url).resolve(HERE, NEWS) == Preferences()
    assert _open_settings(url).resolve(THERE, NEWS).topic == "rain"


def test_an_unknown_setting_is_refused(url: str) -> None:
    """A misspelt name can't be lost silently."""
    with closing(open_database(url)) as database, pytest.raises(KeyError, match="colour"):
        database.settings.set(HERE, NEWS, "colour", "red")
