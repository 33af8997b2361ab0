"""Languages over the real wire: who is answered in which, and what is never translated."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from sqlite3 import connect
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config
from bot.locales import Words, words_for
from bot.phrases import Days
from bot.testserver import TestServer
from corpus.ingest import add, load
from corpus.registry import bundled
from corpus.store import open_store
from tests.bot.wire import PATIENCE, HandClock, quotations, running, texts
from tests.paths import SAMPLE

EVE = datetime(2024, 6, 25, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))

#: What stands in a briefing beside its quotations, by the member's locale.
BRIEFED = {
    "ko": ("브리핑: North Korea", "이렇게 이해했습니다: North Korea", "원출처"),
    "uk": ("Зведення: North Korea", "Прочитано як: North Korea", "першоджерел"),
    "de": ("Briefing: North Korea", "Verstanden als: North Korea", "Ursprünge"),
    "es-419": ("Informe: North Korea", "Entendido como: North Korea", "orígenes"),
    "ja": ("ブリーフィング: North Korea", "次のように解釈しました: North Korea", "情報源"),
    "fr": ("Briefing: North Korea", "Read as: North Korea", "origins"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database that holds the sample articles, read once."""
    path = tmp_path_factory.mktemp("sample") / "news.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        add(store, load(SAMPLE).sources, bundled())
    return path


@pytest.fixture
def config(tmp_path: Path, read: Path) -> Config:
    """Give a copy of it to change."""
    path = tmp_path / "news.sqlite3"
    with closing(connect(read)) as source, closing(connect(path)) as target:
        source.backup(target)
    return Config(f"sqlite:///{path}", timezone="Asia/Seoul")


@pytest.fixture
def clock() -> HandClock:
    """Give a clock that shows the minute before a digest."""
    return HandClock(EVE)


async def test_each_member_reads_the_same_quotations_in_words_of_their_own(config: Config, clock: HandClock) -> None:
    """The quotations are the same to the last character; what stands around them is the member's language."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        member, question = server.member("Mel"), {"topic": "North Korea", "length": 3}
        english = quotations(await member.slash("brief", question).answer(PATIENCE))
        assert english
        for locale, said in BRIEFED.items():
            member.user.locale = locale
            answer = await member.slash("brief", question).answer(PATIENCE)
            assert quotations(answer) == english
            shown = "\n".join(texts(answer.components))
            day = " ".join(words_for(locale).days(Days.of(date(2024, 6, 19))).split())
            assert all(words in shown for words in (*said, day)), locale


async def test_menus_are_in_every_language(config: Config, clock: HandClock) -> None:
    """Discord has names, options, choices and descriptions in each of the locales that the bot speaks."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        commands = {one.name: one for one in server.member("Ada").commands()}
        brief, added = commands["brief"].leaf, commands["digest add"].leaf
        assert brief["name_localizations"]["ko"] == "브리핑"
        assert brief["name_localizations"]["es-ES"] == brief["name_localizations"]["es-419"] == "informe"
        assert set(brief["description_localizations"]) == {"ko", "uk", "de", "es-ES", "es-419", "ja"}
        assert added["name_localizations"]["uk"] == "додати"
        assert added["options"][0]["name_localizations"]["ja"] == "時刻"


async def test_a_failure_is_told_in_the_members_language(config: Config, clock: HandClock) -> None:
    """Also where its reason comes from the reader of dates."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        ada.user.locale = "ko"
        told = await ada.slash("digest add", {"time": "8"}).answer(PATIENCE)
        assert texts(told.components)[0] == "시각 “8”: 읽을 수 없습니다."
        use = ada.slash("when", {"date": "31 June 2024"})
        told = await use.until(
            lambda held: next((one for one in held.messages if one.private_to), None), "failure", PATIENCE
        )
        assert "June 2024에는 30일까지 있습니다" in "\n".join(texts(told.components))


async def test_a_channels_language_is_for_what_all_see(config: Config, clock: HandClock) -> None:
    """Chosen for the server it holds for replies that everybody sees; what one alone sees stays in their own."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada, mel = server.member("Ada"), server.member("Mel")
        ada.user.locale = mel.user.locale = "ko"
        told = await ada.slash("settings language", {"language": "ja"}).answer(PATIENCE)
        assert "설정을 바꾸었습니다" in "\n".join(texts(told.components))
        answer = await mel.slash("brief", {"topic": "North Korea"}).answer(PATIENCE)
        assert "ブリーフィング" in "\n".join(texts(answer.components))
        alone = await mel.slash("help").answer(PATIENCE)
        assert "질문" in "\n".join(texts(alone.components))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("", "Дайджест"), ("de", Words("de").days(Days.of(date(2024, 6, 21))))],
    ids=["the server's own", "that chosen for it"],
)
async def test_a_digest_speaks_the_servers_language(config: Config, clock: HandClock, chosen: str, said: str) -> None:
    """Not that of whoever set it up; its quotations are those of the articles."""
    clock.now = datetime(2024, 6, 21, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    async with TestServer(clock=clock) as server:
        server.guild().locale = "uk"
        async with running(server, config, clock) as client:
            ada = server.member("Ada")
            ada.user.locale = "ja"
            if chosen:
                await ada.slash("settings language", {"language": chosen}).answer(PATIENCE)
            await ada.slash("digest add", {"time": "8:00", "zone": "Seoul"}, channel="briefings").answer(PATIENCE)
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.message("briefings", where=lambda one: one.private_to is None, timeout=PATIENCE)
            assert quotations(digest)
            assert said in "\n".join(texts(digest.components))


async def test_help_turns_to_the_chapter_that_is_chosen(config: Config, clock: HandClock) -> None:
    """In place, in the member's language, each command by the name that they find in the menu."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        ada.user.locale = "ko"
        told = await ada.slash("help").answer(PATIENCE)
        assert "/브리핑 주제: North Korea" in "\n".join(texts(told.components))
        await ada.pick(told, "help", "1").acknowledged(PATIENCE)
        turned = await server.message(
            "general", where=lambda one: "**/다이제스트 추가**" in "\n".join(texts(one.components)), timeout=PATIENCE
        )
        assert turned.id == told.id
