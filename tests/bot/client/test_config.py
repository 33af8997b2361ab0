"""The settings, and that each is explained."""

from __future__ import annotations

import re
import sys
from datetime import time
from pathlib import Path

import pytest

from bot.client.config import (
    SETTING_NAMES,
    Config,
    build_config,
    find_exposed_env_file,
    inspect_settings,
    load_config,
    require_token,
)
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parents[3] / ".env.example"


class TrackedSettings(dict[str, str]):
    """Settings that remember which of them were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        """Remember *key*."""
        self.names.append(key)
        return default


def test_every_setting_that_is_read_is_explained_in_the_example() -> None:
    """What `configure` asks for, `SETTING_NAMES` lists, and ``.env.example`` explains in a comment above it."""
    asked = TrackedSettings()
    build_config(asked)
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    explained = [match[1] for block in blocks if (match := re.search(r"^#.+\n(\w+)=", block, re.MULTILINE))]
    assert sorted(asked.names) == sorted(SETTING_NAMES) == sorted(explained)


def test_the_example_itself_is_a_working_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied to ``.env`` unchanged, it gives the defaults."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_config(tmp_path) == build_config({})


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set wins; the file fills what is left open."""
    (tmp_path / ".env").write_text("DATELINE_LOG_LEVEL=debug\nDATELINE_WORKERS=3\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_WORKERS", "2")
    monkeypatch.delenv("DATELINE_LOG_LEVEL", raising=False)
    config = load_config(tmp_path)
    assert (config.log_level, config.workers) == ("DEBUG", 2)


def test_a_given_database_goes_before_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command line names is used."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", "sqlite:////one")
    assert load_config(tmp_path, "sqlite:////two").database_url == "sqlite:////two"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """An ``.env`` in UTF-16 gives one clear error."""
    (tmp_path / ".env").write_bytes("DATELINE_WORKERS=2".encode("utf-16"))
    with pytest.raises(ConfigError, match=r"\.env isn't readable"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("DATELINE_WORKERS=2\nUTC\n", None, id="a name alone sets nothing"),
        pytest.param("DATELINE_WORKERS=2\na b c\n", r"line 2 isn't a valid setting", id="a line that is no setting"),
        pytest.param('DATELINE_DIGEST_TOPIC="North', r"line 1 isn't a valid setting", id="a quote left open"),
        pytest.param("\r\nDATELINE_TIMEZON=UTC\r\n", r"Did you mean DATELINE_TIMEZONE\?", id="a name mistyped"),
        pytest.param("DATELINE_ZZZ=1\n", r"See \.env\.example", id="a name that is like none"),
        pytest.param("OTHERS_SETTING=1\n", None, id="another program's setting"),
        pytest.param("DISCORD_TOKN=x\n", r"Did you mean DISCORD_TOKEN\?", id="the token mistyped"),
        pytest.param("DISCORD_BOT_TOKEN=x\n", r"Did you mean DISCORD_TOKEN\?", id="the token under another name"),
        pytest.param("DISCORD_TOKEN=\nDISCORD_BOT_TOKEN=x\n", None, id="another program's token beside ours"),
        pytest.param("dateline_timezone=UTC\n", r"Did you mean DATELINE_TIMEZONE\?", id="a name in small letters"),
        pytest.param("DISCORD-TOKEN=x\n", r"Did you mean DISCORD_TOKEN\?", id="a hyphen in the name"),
        pytest.param("DISCORD_TOKEN\n", r"Write it as DISCORD_TOKEN=value", id="a setting without a value"),
    ],
)
def test_a_line_that_would_do_nothing_is_named(tmp_path: Path, written: str, said: str | None) -> None:
    """A mistyped line of ``.env`` is reported with its number; what may be another program's is left alone."""
    (tmp_path / ".env").write_bytes(written.encode())
    if said is None:
        load_config(tmp_path)
        return
    with pytest.raises(ConfigError, match=said):
        load_config(tmp_path)


def test_a_folder_for_a_file_is_named(tmp_path: Path) -> None:
    """A folder called ``.env``, which containers make of a missing file, is reported, not passed over."""
    (tmp_path / ".env").mkdir()
    with pytest.raises(ConfigError, match=r"\.env isn't readable \(Is a directory\)"):
        load_config(tmp_path)


def test_a_name_mistyped_in_the_environment_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is nearly a setting is reported there, too; what is like none is another program's."""
    monkeypatch.setenv("DATELINE_REQUIRE", "browser")
    load_config(tmp_path)
    monkeypatch.setenv("DATELINE_TIMEZON", "UTC")
    with pytest.raises(ConfigError, match=r"DATELINE_TIMEZON .*Did you mean DATELINE_TIMEZONE\?"):
        load_config(tmp_path)


def test_a_mark_before_the_first_name_is_no_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as Windows' editors save it, with byte order mark and CRLF, is read like any other."""
    monkeypatch.delenv("DATELINE_WORKERS", raising=False)
    (tmp_path / ".env").write_bytes("\ufeffDATELINE_WORKERS=3\r\n".encode())
    assert load_config(tmp_path).workers == 3


def test_a_malformed_database_is_blamed_on_the_option(tmp_path: Path) -> None:
    """What the command line names wrongly is called by the option, not by the setting."""
    with pytest.raises(ConfigError, match=r"^--database "):
        load_config(tmp_path, "news.db")


def test_all_settings_are_taken() -> None:
    """Well-formed values arrive checked and typed."""
    config = build_config(
        {
            "DISCORD_TOKEN": " a.b.c ",
            "DATELINE_TEST_GUILD": "123456789012345678",
            "DATELINE_DATABASE_URL": "sqlite:///news.db",
            "DATELINE_TIMEZONE": "seoul",
            "DATELINE_DIGEST_CHANNEL": "223456789012345678",
            "DATELINE_DIGEST_TIME": "9pm, 8:30",
            "DATELINE_DIGEST_TOPIC": "North Korea",
            "DATELINE_LOG_LEVEL": "warning",
            "DATELINE_WORKERS": "4",
            "DATELINE_CONTACT": "news@example.org",
        }
    )
    assert config == Config(
        database_url="sqlite:///news.db",
        token="a.b.c",
        test_guild=123456789012345678,
        timezone="Asia/Seoul",
        digest_channel=223456789012345678,
        digest_times=(time(8, 30), time(21)),
        digest_topic="North Korea",
        log_level="WARNING",
        workers=4,
        contact="news@example.org",
    )


MALFORMED = {
    "a token with a space": ("DISCORD_TOKEN", "abc def"),
    "a token with its scheme": ("DISCORD_TOKEN", "Bot abc.def"),
    "an id for a token": ("DISCORD_TOKEN", "123456789012345678"),
    "a token in another script": ("DISCORD_TOKEN", "tökén"),
    "a server's name": ("DATELINE_TEST_GUILD", "my server"),
    "a negative id": ("DATELINE_TEST_GUILD", "-5"),
    "an id too long for a snowflake": ("DATELINE_DIGEST_CHANNEL", "9" * 30),
    "digits of another script": ("DATELINE_DIGEST_CHANNEL", "١٢٣"),
    "another database": ("DATELINE_DATABASE_URL", "mysql://user:hunter2@db/news"),
    "a bare path": ("DATELINE_DATABASE_URL", "news.db"),
    "a folder": ("DATELINE_DATABASE_URL", "sqlite:////var/"),
    "a file's name that goes on in the next line": ("DATELINE_DATABASE_URL", "sqlite:////var/a\nDATELINE_WORKERS=2"),
    "a file's name that ends before its end": ("DATELINE_DATABASE_URL", "sqlite:////var/a\0b"),
    "a file's name with half a character": ("DATELINE_DATABASE_URL", "sqlite:////var/\ud800"),
    "a zone that is none": ("DATELINE_TIMEZONE", "Asia/Soul"),
    "a region for a zone": ("DATELINE_TIMEZONE", "Europe"),
    "a time that is none": ("DATELINE_DIGEST_TIME", "25:00"),
    "a bare hour": ("DATELINE_DIGEST_TIME", "8"),
    "a topic too long": ("DATELINE_DIGEST_TOPIC", "x" * 201),
    "a level that is none": ("DATELINE_LOG_LEVEL", "LOUD"),
    "no workers": ("DATELINE_WORKERS", "0"),
    "a contact of two lines": ("DATELINE_CONTACT", "a@example.org\r\nHost: x"),
    "a word for a number": ("DATELINE_WORKERS", "two"),
}


@pytest.mark.parametrize(("name", "value"), list(MALFORMED.values()), ids=list(MALFORMED))
def test_a_malformed_setting_is_named_with_the_way_out(name: str, value: str) -> None:
    """The error names the setting, says what is wrong and what to do."""
    with pytest.raises(ConfigError) as caught:
        build_config({name: value})
    assert caught.value.subject == name
    assert caught.value.reason
    assert caught.value.remedy


@pytest.mark.parametrize(
    "token", ["s3cret part", "Bot s3cret", "s3crét"], ids=["spaced", "with its scheme", "accented"]
)
def test_the_token_is_in_no_message(token: str) -> None:
    """Neither the error about a token nor its causes show the token."""
    with pytest.raises(ConfigError) as caught:
        build_config({"DISCORD_TOKEN": token})
    said, cause = str(caught.value), caught.value.__cause__
    assert "s3cr" not in said + repr(caught.value) + repr(cause)


def test_the_token_is_in_no_representation() -> None:
    """A logged Config doesn't give the token away."""
    assert "s3cret" not in repr(build_config({"DISCORD_TOKEN": "s3cret"}))


def test_a_password_in_a_database_address_is_in_no_message() -> None:
    """A malformed address is not repeated."""
    with pytest.raises(ConfigError) as caught:
        build_config({"DATELINE_DATABASE_URL": "mysql://user:hunter2@db/news"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_TIMEZONE", "Asia/\nSeo"),
        ("DATELINE_DIGEST_TIME", "8:00,\n25:00"),
        ("DATELINE_LOG_LEVEL", "IN\nFO"),
        ("DATELINE_WORKERS", "1\n2"),
        ("DATELINE_TEST_GUILD", "1\n2"),
        ("DATELINE_TIMEZONE", "x" * 10_000),
        ("DATELINE_DIGEST_TIME", "8 " * 10_000),
        ("DATELINE_WORKERS", "9" * 10_000),
        ("DATELINE_TEST_GUILD", "9" * 10_000),
    ],
)
def test_a_value_of_many_lines_or_letters_is_quoted_in_one_short_line(name: str, value: str) -> None:
    """A quote that was left open takes in the lines behind it; the message shows their beginning."""
    with pytest.raises(ConfigError) as caught:
        build_config({name: value})
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_missing_token_says_where_to_get_one() -> None:
    """Without a token the error names the setting and the page."""
    with pytest.raises(ConfigError, match=r"DISCORD_TOKEN isn't set\..*discord\.com/developers"):
        require_token(build_config({}))


#: Of a token's form, and no token.
FAKE_TOKEN = "Nx" * 12 + "." + "Qw" * 3 + "." + "zY" * 19


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, with no setting in the environment."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    "value", ["your-token-here", "<your-bot-token>", "CHANGEME", "paste_token_here", "xxxxxxxx", "..."]
)
def test_a_placeholder_is_no_token(value: str, folder: Path) -> None:
    """It is named before Discord is asked; commands that need no token go on."""
    (folder / ".env").write_text(f"DISCORD_TOKEN={value}\n")
    assert any("DISCORD_TOKEN" in one and "placeholder" in one for one in inspect_settings(folder).problems)
    with pytest.raises(ConfigError, match="DISCORD_TOKEN is still the placeholder"):
        require_token(load_config(folder))


@pytest.mark.parametrize("marks", ['""', "''", "“”"])
def test_quotation_marks_that_a_container_keeps_are_left_out(
    marks: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``docker --env-file`` takes them for a part of the value."""
    monkeypatch.setenv("DISCORD_TOKEN", f"{marks[0]}{FAKE_TOKEN}{marks[1]}")
    assert load_config(folder).token == FAKE_TOKEN
    report = inspect_settings(folder)
    assert report.values["DISCORD_TOKEN"] == f"set, {len(FAKE_TOKEN)} characters"
    assert [one for one in report.problems if "quotation marks" in one]
    assert report.is_usable


def test_all_problems_are_named_at_once(folder: Path) -> None:
    """Lines by their number, values by their setting; what is right is shown as it was written."""
    lines = ["DATELINE_WORKERS=many", "what is this", "DATELINE_TIMEZON=UTC", "DATELINE_LOG_LEVEL=debug"]
    (folder / ".env").write_text("\n".join(lines))
    report = inspect_settings(folder)
    assert not report.is_usable
    for part in ("line 2 isn't a valid setting", "line 3 sets", "DATELINE_WORKERS is “many”"):
        assert sum(part in one for one in report.problems) == 1
    assert report.values["DATELINE_LOG_LEVEL"] == "debug"
    assert report.values["DISCORD_TOKEN"] is None
    assert tuple(report.values) == SETTING_NAMES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, FAKE_TOKEN) for name in SETTING_NAMES),
        ("DATELINE_DATABASE_URL", "postgresql://news:hunter2hunter2@db.example.org/news"),
        ("DATELINE_DATABASE_URL", "postgresql://news:a/hunter2@db.example.org/news"),
        ("DATELINE_DATABASE_URL", "postgresql://db.example.org/news?user=news&password=hunter2"),
        ("DISCORD_TOKEN", f"Bot {FAKE_TOKEN}"),
    ],
)
def test_no_secret_is_shown_wherever_it_stands(name: str, value: str, folder: Path) -> None:
    """A token in the wrong place is no less a token."""
    (folder / ".env").write_text(f"{name}={value}\n{FAKE_TOKEN}\n")
    report = inspect_settings(folder)
    shown = " ".join([*map(str, report.values.values()), *report.problems])
    assert not any(part in shown for part in (*FAKE_TOKEN.split("."), "hunter2"))
    assert (report.values[name] or "").startswith("set, ")


@pytest.mark.parametrize(
    ("value", "remedy"),
    [(FAKE_TOKEN, "Move it to DISCORD_TOKEN"), ("sqlite://me:hunter2@db/news", "Write it without the password")],
    ids=["a token", "a password"],
)
def test_a_secret_in_the_wrong_place_is_named_with_the_way_out(value: str, remedy: str, folder: Path) -> None:
    """Each kind with its own."""
    (folder / ".env").write_text(f"DATELINE_DIGEST_TOPIC={value}\n")
    report = inspect_settings(folder)
    assert not report.is_usable
    assert [one for one in report.problems if one.startswith("DATELINE_DIGEST_TOPIC") and remedy in one]


def test_the_address_of_a_server_may_have_a_password(folder: Path) -> None:
    """PostgreSQL's own form has it; it is not shown."""
    url = "postgresql://news:hunter2@db.example.org:5433/news?sslmode=require"
    (folder / ".env").write_text(f"DATELINE_DATABASE_URL={url}\n")
    report = inspect_settings(folder)
    assert report.is_usable
    assert not any("hunter2" in str(one) for one in (*report.problems, *report.values.values()))
    assert load_config(folder).database_url == url


def test_a_zone_that_may_surprise_is_mentioned(folder: Path) -> None:
    """It is taken all the same."""
    (folder / ".env").write_text("DATELINE_TIMEZONE=GMT+9\n")
    report = inspect_settings(folder)
    assert report.is_usable
    assert "UTC+09:00" in report.problems[0]
    assert load_config(folder).timezone == "UTC+09:00"


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions on Windows")
@pytest.mark.parametrize(("mode", "exposed"), [(0o644, True), (0o640, True), (0o600, False)])
def test_a_token_that_others_can_read_is_warned_of(tmp_path: Path, mode: int, exposed: bool) -> None:
    """With the command that protects it; a file without a token needs no protection."""
    path = tmp_path / ".env"
    path.write_text("DATELINE_LOG_LEVEL=INFO\n")
    path.chmod(mode)
    assert find_exposed_env_file(tmp_path) is None
    path.write_text("DISCORD_TOKEN=abc.def.ghi\n")
    warning = find_exposed_env_file(tmp_path)
    assert (warning is not None) == exposed
    if warning:
        assert warning.endswith("others on this machine can read it, and it holds the token. Run “chmod 600 .env”.")
        assert warning in inspect_settings(tmp_path).problems


@pytest.mark.parametrize("name", ["DATELINE_REPLIES_PER_MEMBER", "DATELINE_REPLIES_PER_SERVER"])
@pytest.mark.parametrize("value", ["9", "0", "-1", "many", "10000001", "1e3"])
def test_a_limit_of_replies_is_a_number(name: str, value: str) -> None:
    """The range is named."""
    with pytest.raises(
        ConfigError, match=rf"{name} is “.*”, which isn't a valid number of replies. Choose one from 10 to 10000000."
    ):
        build_config({name: value})
    assert build_config({name: "250"}) != build_config({})


def test_the_format_of_the_log_is_one_of_two() -> None:
    """In any case; another is refused with both names."""
    assert build_config({"DATELINE_LOG_FORMAT": "JSON"}).log_format == "json"
    with pytest.raises(ConfigError, match=r"isn't a log format\. Choose one of text, json"):
        build_config({"DATELINE_LOG_FORMAT": "xml"})


@pytest.mark.parametrize(("text", "shown"), [("on", True), ("OFF", False), ("false", False), ("1", True), ("", True)])
def test_pictures_are_turned_on_and_off(text: str, shown: bool) -> None:
    """They are on by default."""
    assert build_config({"DATELINE_PICTURES": text}).pictures is shown
    with pytest.raises(ConfigError, match=r"“maybe”, which is neither on nor off. Write on or off."):
        build_config({"DATELINE_PICTURES": "maybe"})


@pytest.mark.parametrize(
    ("written", "listens"),
    [
        ("9464", "127.0.0.1:9464"),
        ("localhost:9464", "127.0.0.1:9464"),
        ("127.0.0.1:0", "127.0.0.1:0"),
        ("[::1]:9464", "[::1]:9464"),
        ("0.0.0.0:9464", "0.0.0.0:9464"),
    ],
)
def test_an_address_for_metrics_is_read(written: str, listens: str) -> None:
    """A port alone is one of this machine."""
    assert str(build_config({"DATELINE_METRICS": written}).metrics) == listens


@pytest.mark.parametrize(
    "written", ["yes", "127.0.0.1", "300.1.1.1:80", "127.0.0.1:70000", "host:80", "[::zz]:1", ":1"]
)
def test_an_address_for_metrics_that_is_none_is_refused(written: str) -> None:
    """The error shows the form."""
    with pytest.raises(ConfigError, match=r"DATELINE_METRICS is “.*Write it like 127\.0\.0\.1:9464"):
        build_config({"DATELINE_METRICS": written})


def test_metrics_that_others_can_read_are_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is allowed, for a container that is scraped from another one."""
    monkeypatch.setenv("DATELINE_METRICS", "0.0.0.0:9464")
    report = inspect_settings(tmp_path)
    assert report.is_usable
    assert any("others on the network can read" in each for each in report.problems)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://news.example.org", "https://news.example.org/"),
        ("http://127.0.0.1:8000/a/b/", "http://127.0.0.1:8000/a/b/"),
    ],
)
def test_the_address_of_a_site_ends_with_a_slash(written: str, address: str) -> None:
    """So that the name of a file can follow."""
    config = build_config({"DATELINE_SITE_URL": written, "DATELINE_SITE": "~/pages"})
    assert config.site_url == address
    assert config.site == Path("~/pages").expanduser()


@pytest.mark.parametrize(
    "written",
    ["news.example.org", "ftp://a.example/", "https://me@a.example/", "https://a.example/?q", "https://", "x"],
)
def test_an_address_of_a_site_that_is_none_is_refused(written: str) -> None:
    """The error shows the form."""
    with pytest.raises(ConfigError, match=r"DATELINE_SITE_URL is “.*Write it like https://news\.example\.org/"):
        build_config({"DATELINE_SITE_URL": written})
