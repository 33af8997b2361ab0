"""Languages over the real wire: who is answered in which, and what is never translated."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from bot.locales import DayRange, Translator, translator_for
from bot.testserver import TestServer
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, list_texts, run_bot
from tests.support.sample_store import copy_sample_store

EVE = datetime(2024, 6, 25, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))

#: What stands in a briefing beside its quotations, by the member's locale.
BRIEFED = {
    "ko": ("브리핑: North Korea", "해석: North Korea", "원출처"),
    "uk": ("Зведення: North Korea", "Зрозуміло як: North Korea", "першоджерел"),
    "de": ("Briefing: North Korea", "Verstanden als: North Korea", "Ursprünge"),
    "es-419": ("Informe: North Korea", "Interpretado como: North Korea", "orígenes"),
    "ja": ("ブリーフィング: North Korea", "解釈: North Korea", "情報源"),
    "fr": ("Briefing: North Korea", "Interpreted as: North Korea", "origins"),
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return settings with a database that holds the sample articles."""
    return Config(copy_sample_store(tmp_path), timezone="Asia/Seoul")


@pytest.fixture
def clock() -> ManualClock:
    """Return a clock that shows the minute before a digest."""
    return ManualClock(EVE)


async def test_each_member_reads_the_same_quotations_in_words_of_their_own(config: Config, clock: ManualClock) -> None:
    """The quotations are the same to the last character; what stands around them is the member's language."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        member, question = server.as_member("Mel"), {"topic": "North Korea", "length": 3}
        english = list_quotations(await member.run_slash_command("brief", question).wait_for_answer(REPLY_TIMEOUT))
        assert english
        for locale, said in BRIEFED.items():
            member.user.locale = locale
            answer = await member.run_slash_command("brief", question).wait_for_answer(REPLY_TIMEOUT)
            assert list_quotations(answer) == english
            shown = "\n".join(list_texts(answer.components))
            day = " ".join(translator_for(locale).format_range(DayRange.from_day(date(2024, 6, 19))).split())
            assert all(words in shown for words in (*said, day)), locale


async def test_a_chart_has_the_words_of_its_reader(config: Config, clock: ManualClock) -> None:
    """The labels in the picture are in the member's language, as the text beside it is."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        member, pictures = server.as_member("Mel"), dict[str, bytes]()
        for locale in ("en-US", "de", "uk"):
            member.user.locale = locale
            answer = await member.run_slash_command("chart", {"kind": "together"}).wait_for_answer(REPLY_TIMEOUT)
            pictures[locale] = answer.attachments[0].data
        assert len(set(pictures.values())) == len(pictures)


async def test_menus_are_in_every_language(config: Config, clock: ManualClock) -> None:
    """Discord has names, options, choices and descriptions in each of the locales that the bot speaks."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        commands = {one.name: one for one in server.as_member("Ada").list_commands()}
        brief, added = commands["brief"].leaf, commands["digest add"].leaf
        assert brief["name_localizations"]["ko"] == "브리핑"
        assert brief["name_localizations"]["es-ES"] == brief["name_localizations"]["es-419"] == "informe"
        assert set(brief["description_localizations"]) == {"ko", "uk", "de", "es-ES", "es-419", "ja"}
        assert added["name_localizations"]["uk"] == "додати"
        assert added["options"][0]["name_localizations"]["ja"] == "時刻"


async def test_an_error_is_shown_in_the_members_language(config: Config, clock: ManualClock) -> None:
    """Also where its reason comes from the reader of dates."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        ada.user.locale = "ko"
        told = await ada.run_slash_command("digest add", {"time": "8"}).wait_for_answer(REPLY_TIMEOUT)
        assert list_texts(told.components)[0].splitlines()[0] == "시각 “8”을(를) 이해할 수 없습니다."
        use = ada.run_slash_command("when", {"date": "31 June 2024"})
        told = await use.wait_until(
            lambda held: next((one for one in held.messages if one.private_to), None), "failure", REPLY_TIMEOUT
        )
        assert "June 2024에는 30일까지 있습니다" in "\n".join(list_texts(told.components))


async def test_a_channels_language_is_for_what_all_see(config: Config, clock: ManualClock) -> None:
    """Chosen for the server it holds for replies that everybody sees; what one alone sees stays in their own."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada, mel = server.as_member("Ada"), server.as_member("Mel")
        ada.user.locale = mel.user.locale = "ko"
        told = await ada.run_slash_command("settings language", {"language": "ja"}).wait_for_answer(REPLY_TIMEOUT)
        assert "설정을 바꾸었습니다" in "\n".join(list_texts(told.components))
        answer = await mel.run_slash_command("brief", {"topic": "North Korea"}).wait_for_answer(REPLY_TIMEOUT)
        assert "ブリーフィング" in "\n".join(list_texts(answer.components))
        alone = await mel.run_slash_command("help").wait_for_answer(REPLY_TIMEOUT)
        assert "질문" in "\n".join(list_texts(alone.components))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("", "Дайджест"), ("de", Translator("de").format_range(DayRange.from_day(date(2024, 6, 21))))],
    ids=["the server's own", "that chosen for it"],
)
async def test_a_digest_speaks_the_servers_language(config: Config, clock: ManualClock, chosen: str, said: str) -> None:
    """Not that of whoever set it up; its quotations are those of the articles."""
    clock.now = datetime(2024, 6, 21, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    async with TestServer(clock=clock) as server:
        server.find_guild().locale = "uk"
        async with run_bot(server, config, clock) as client:
            ada = server.as_member("Ada")
            ada.user.locale = "ja"
            if chosen:
                await ada.run_slash_command("settings language", {"language": chosen}).wait_for_answer(REPLY_TIMEOUT)
            await ada.run_slash_command(
                "digest add", {"time": "8:00", "zone": "Seoul"}, channel="briefings"
            ).wait_for_answer(REPLY_TIMEOUT)
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.wait_for_message(
                "briefings", where=lambda one: one.private_to is None, timeout=REPLY_TIMEOUT
            )
            assert list_quotations(digest)
            assert said in "\n".join(list_texts(digest.components))


async def test_help_turns_to_the_chapter_that_is_chosen(config: Config, clock: ManualClock) -> None:
    """In place, in the member's language, each command by the name that they find in the menu."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        ada.user.locale = "ko"
        told = await ada.run_slash_command("help").wait_for_answer(REPLY_TIMEOUT)
        assert "/브리핑 주제: North Korea" in "\n".join(list_texts(told.components))
        await ada.pick_options(told, "help", "1").wait_for_acknowledgement(REPLY_TIMEOUT)
        turned = await server.wait_for_message(
            "general",
            where=lambda one: "**/다이제스트 추가**" in "\n".join(list_texts(one.components)),
            timeout=REPLY_TIMEOUT,
        )
        assert turned.id == told.id
