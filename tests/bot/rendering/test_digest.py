"""Digests as they read: whole sentences within the limits, marked, counted, and printed as their editors chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LedgerError
from bot.locales import ENGLISH, Translator
from bot.models.digest_message import (
    DigestHeader,
    EditorChoices,
    dump_choices,
    dump_digest_text,
    load_choices,
    load_digest_text,
)
from bot.models.message import (
    MAX_MESSAGE_CHARACTERS,
    MAX_MESSAGE_COMPONENTS,
    Accent,
    Button,
    MenuChoice,
    MenuKind,
    Message,
    MessageButtonStyle,
    MessageFile,
    SelectMenu,
    count_utf16_units,
    dump_message,
    hash_file,
    list_file_hashes,
    load_message,
)
from bot.rendering import (
    ReplyAction,
    ReviewInfo,
    format_digest,
    list_rendered_numbers,
    render_digest,
    render_draft,
    reply_components,
    to_view,
)
from briefings.clustering import Change, ChangeKind
from briefings.digest import Digest, QuoteOfTheDay, UpcomingEvent
from briefings.export import Chart
from briefings.models import Briefing, Point, Request
from briefings.verification import prove
from corpus.models import Citation, Confidence, Passage, Query, Quotation, QuotationKind, Sentence
from tests.support.briefings.passages import BANK, MAYOR

DAY, DUE_AT = date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC)
HEADER = DigestHeader("d1234", "", DAY, DUE_AT)


def build_point(words: str, number: int = 0, **more: object) -> Point:
    """Make a point of *words*."""
    cited = Citation(f"a{number}", 1, "A title", "Sample Wire", "2024-06-20", Confidence.STATED, "https://a.example/1")
    made = Point(Passage(Sentence(f"a{number}", 0, len(words), words), cited))
    return replace(made, **more)  # type: ignore[arg-type]


def build_test_digest(*points: Point, **more: object) -> Digest:
    """Make an edition of *points*."""
    briefing = Briefing("b", Request(Query()), points, 9, 5, 3)
    return replace(Digest(briefing, days=12), **more)  # type: ignore[arg-type]


def build_quote(words: str) -> QuoteOfTheDay:
    """Let the mayor say *words*."""
    told = build_point(f"“{words}” she said.").passage
    return QuoteOfTheDay(Quotation(1, 1 + len(words), words, QuotationKind.DIRECT, MAYOR.id), MAYOR, told)


def format_text(made: Digest, head: DigestHeader = HEADER, words: Translator = ENGLISH) -> str:
    """Print an edition."""
    return render_digest(format_digest(made, head, words), translator=words).text


def test_a_digest_is_found_again_by_its_id() -> None:
    """With news and without; a preview has none."""
    assert "digest d1234" in format_text(build_test_digest(build_point("Rates rose.")))
    assert "digest d1234" in format_text(build_test_digest())
    assert format_text(build_test_digest(build_point("Rates rose.")), replace(HEADER, id="")).endswith("· preview")


def test_the_foot_counts_what_was_read() -> None:
    """Reports, origins, days; and who is busiest."""
    made = format_text(build_test_digest(build_point("Rates rose."), actors=((BANK, 7), (MAYOR, 2))))
    assert "5 reports, 3 origins from 12 days · digest d1234" in made
    assert "Central Bank (7), Ana Ruiz (2)" in made


def test_a_late_digest_says_so() -> None:
    """With the time it was due, on the reader's clock; a draft is never late, it waits."""
    late = replace(HEADER, late=True)
    assert "Posted late: it was due <t:1718924400:f>." in format_text(build_test_digest(), late)
    assert "Posted late" not in format_text(build_test_digest(), replace(late, reviewed=True))


@pytest.mark.parametrize(
    ("since", "topic", "words"),
    [
        pytest.param(True, "", "Nothing new since", id="nothing new"),
        pytest.param(True, "Rates", "Nothing new since", id="nothing new on a topic"),
        pytest.param(False, "", "There are no articles yet", id="nothing at all"),
        pytest.param(False, "Rates", "There are no articles about this yet", id="nothing on a topic"),
    ],
)
def test_an_empty_digest_says_which_emptiness_it_is(since: bool, topic: str, words: str) -> None:
    """Nothing new is another thing than nothing at all, or on its topic; nobody is pinged for either."""
    header = replace(HEADER, has_predecessor=since, role=5, topic=topic)
    message = render_digest(format_digest(build_test_digest(), header))
    assert words in message.text
    assert (message.accent, message.roles) == (Accent.NOTHING, ())


def test_developments_are_marked() -> None:
    """With the sentence quoted before, whole, or without it where it is long."""
    made = format_text(
        build_test_digest(
            build_point("Rates fell.", develops="Rates rose."), build_point("Rain fell.", 1, develops="x" * 400)
        )
    )
    assert "-# Update; earlier: “Rates rose.”" in made
    assert "-# Update on an earlier story" in made
    assert "xxx" not in made


def test_what_lies_ahead_and_the_quotation_stand_below() -> None:
    """By day, with their sources."""
    ahead = (UpcomingEvent(date(2024, 6, 23), build_point("The council votes on Sunday.", 2)),)
    said = build_quote("We will rebuild it, stone by stone, before winter comes.")
    made = format_text(build_test_digest(build_point("Rates rose."), upcoming=ahead, quote=said))
    assert "**Coming up**\n> The council votes on Sunday.\n-# **Sunday 23 June 2024** · [Sample Wire" in made
    quoted = "“We will rebuild it, stone by stone, before winter comes.”"
    assert f"**Quote of the day**\n> {quoted}\n-# **Ana Ruiz** · [Sample Wire" in made
    assert "> “We will.” she said.\n" in format_text(build_test_digest(quote=build_quote("We will.")))
    cut = format_text(build_test_digest(quote=build_quote("We will rebuild it, stone by stone, before winter comes,")))
    assert "> “We will rebuild it, stone by stone, before winter comes”\n" in cut


def test_a_compact_digest_is_shorter() -> None:
    """One block of sentences with outlet and day, and nothing else."""
    made = build_test_digest(
        build_point("Rates rose."), build_point("Rain fell.", 1), quote=build_quote("We will rebuild it.")
    )
    full, compact = (render_digest(format_digest(made, replace(HEADER, compact=value))) for value in (False, True))
    assert len(compact.blocks) == 3
    assert count_utf16_units(compact.text) < count_utf16_units(full.text)
    assert "A title" not in compact.text
    assert "rebuild" not in compact.text


def test_a_role_is_pinged_where_there_is_news() -> None:
    """Only that role."""
    message = render_digest(format_digest(build_test_digest(build_point("Rates rose.")), replace(HEADER, role=5)))
    assert message.blocks[0].startswith("<@&5>\n### Digest")
    assert message.roles == (5,)


def test_the_bots_words_are_the_languages_and_the_quotations_are_not() -> None:
    """Days and counts as the language writes them."""
    made = format_text(build_test_digest(build_point("Rates rose.")), words=Translator("de"))
    assert Translator("de").format_day(date(2024, 6, 21)) in made
    assert "> Rates rose." in made


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=700).filter(str.strip)


@given(
    st.lists(st.tuples(HOSTILE, HOSTILE), max_size=12), st.lists(HOSTILE, max_size=3), HOSTILE, st.booleans(), HOSTILE
)
@settings(max_examples=60)
def test_a_hostile_digest_fits(
    sentences: list[tuple[str, str]], coming: list[str], topic: str, compact: bool, note: str
) -> None:
    """Within every limit, buttons, chart, draft and note included; each sentence whole or not there."""
    points = tuple(
        build_point(words, number, score=1 / (number + 1), develops=told)
        for number, (words, told) in enumerate(sentences)
    )
    ahead = tuple(UpcomingEvent(DAY, build_point(words, 20 + number)) for number, words in enumerate(coming))
    made = build_test_digest(
        *points, upcoming=ahead, quote=build_quote(topic), chart=Chart(b"PNG", "One bar."), actors=((BANK, 2),)
    )
    copy = format_digest(made, replace(HEADER, topic=topic, compact=compact, role=5, reviewed=True, late=True))
    numbers = list_rendered_numbers(copy)
    assert len(set(numbers)) == len(numbers)
    texts = {(one.passage.citation.key, 1): one.passage.sentence.text for one in made.all_points}
    proof = prove(replace(made.briefing, points=made.all_points), texts)
    controls = reply_components("d1234", [one for one in proof.sentences if one.number in numbers], [ReplyAction.MORE])
    choices = EditorChoices(None, note, topic)
    for message in (
        replace(render_digest(copy, choices), controls=controls),
        render_draft(copy, choices, ReviewInfo("d1234", 1 << 63, DUE_AT)),
    ):
        _check_limits(message)
    quoted = [line for block in copy.points for line in block.splitlines() if line.startswith("> ")]
    assert len(quoted) == len(copy.points)


def _check_limits(message: Message) -> None:
    view = to_view(message)
    assert view.content_length() <= MAX_MESSAGE_CHARACTERS
    assert view.total_children_count <= MAX_MESSAGE_COMPONENTS


TEXT = format_digest(
    build_test_digest(*(build_point(f"Sentence {number} stands here.", number) for number in range(3))), HEADER
)


def test_editors_leave_points_out_and_move_them() -> None:
    """What is left out is not among the numbers that are counted and proved."""
    choices = EditorChoices((2, 0), "Mind *this*.", "Ada")
    message = render_digest(TEXT, choices)
    assert [line for line in message.text.splitlines() if line.startswith("> ")] == [
        "> Sentence 2 stands here.",
        "> Sentence 0 stands here.",
    ]
    assert list_rendered_numbers(TEXT, choices) == (3, 1)
    assert "**Editor's note by Ada**\nMind \\*this\\*." in message.text


def test_a_draft_says_what_can_be_done_about_it() -> None:
    """Until when, for which channel; every point can be kept or put first."""
    message = render_draft(TEXT, EditorChoices((2, 0)), ReviewInfo("d1234", 42, DUE_AT))
    assert "Draft for <#42>" in message.text
    assert "<t:1718924400:R>" in message.text
    buttons, (keep,), (first,) = message.controls
    assert [button.id for button in buttons] == [f"draft_{action}:d1234" for action in ("post", "note", "skip")]
    assert isinstance(keep, SelectMenu)
    assert isinstance(first, SelectMenu)
    assert [choice.default for choice in keep.choices] == [True, False, True]
    assert [choice.value for choice in first.choices] == ["2", "0"]


def test_copies_and_choices_survive_being_written_down() -> None:
    """Files by their hash; what is broken is an error."""
    copy = replace(TEXT, files=(MessageFile("c.png", b"PNG", "A chart."),), role=5)
    record = dump_digest_text(copy)
    assert list_file_hashes(record) == (hash_file(b"PNG"),)
    assert load_digest_text(record, {hash_file(b"PNG"): b"PNG"}) == copy
    choices = EditorChoices((1, 0), "Mind.", "Ada")
    assert load_choices(dump_choices(choices)) == choices
    assert load_choices("") == EditorChoices()
    for broken in ("x", "{}", "[]"):
        with pytest.raises(LedgerError):
            load_digest_text(broken, {})
        with pytest.raises(LedgerError):
            load_choices(broken)
    with pytest.raises(LedgerError):
        load_digest_text(record, {})


def test_a_message_survives_being_written_down_whole() -> None:
    """Controls, files and pings too; the same gives the same bytes."""
    menu = SelectMenu("check:1", "Check", (MenuChoice("1", "one", "more", True),), MenuKind.CHOICES, 0, 1)
    buttons = (Button("more:1", "More", MessageButtonStyle.PRIMARY, True), Button("less:1", "Less"))
    message = Message(("x",), Accent.DIGEST, (buttons, (menu,)), (MessageFile("c.png", b"PNG", "A chart."),), (5,))
    payload = dump_message(message)
    assert load_message(payload, {hash_file(b"PNG"): b"PNG"}) == message
    assert dump_message(load_message(payload, {hash_file(b"PNG"): b"PNG"})) == payload
    with pytest.raises(LedgerError):
        load_message(payload, {})


WEEKLY = replace(HEADER, weekly=True)


def build_change(number: int = 0, words: str = "Floods killed {} people.") -> Change:
    """Make a toll that rose from 12 to 19."""
    before, after = (build_point(words.format(count), number) for count in (12, 19))
    at = words.index("{")
    return Change(ChangeKind.FIGURE, "people killed", after, before, (at, at + 2), (at, at + 2))


def test_a_weekly_review_names_its_week() -> None:
    """After its topic, if it has one; without articles it says that the week had none, and pings nobody."""
    made = build_test_digest(build_point("Rates rose."))
    assert "### Weekly review · The week of 15–21 June" in format_text(made, WEEKLY)
    assert "### rates · The week of 15–21 June" in format_text(made, replace(WEEKLY, topic="rates"))
    message = render_digest(format_digest(build_test_digest(), replace(WEEKLY, role=5)))
    assert "No articles were published this week." in message.text
    assert message.roles == ()
    german = format_text(made, WEEKLY, Translator("de"))
    assert "### Wochenrückblick · Die Woche vom 15.–21. Juni" in german


@pytest.mark.parametrize(
    ("day", "language", "shown"),
    [
        (date(2025, 10, 5), "en", "29 September – 5 October"),
        (date(2026, 1, 4), "en", "29 December – 4 January"),
        (date(2025, 10, 19), "es", "13–19 de octubre"),
        (date(2025, 10, 19), "ja", "10月13日～19日"),
        (date(2025, 10, 19), "uk", "13–19 жовт"),
    ],
)
def test_a_week_is_written_in_the_language_of_the_digest(day: date, language: str, shown: str) -> None:
    """Also one that is of two months or of two years."""
    made = build_test_digest(build_point("Rates rose."))
    assert shown in format_text(made, replace(WEEKLY, day=day), Translator(language)).splitlines()[0]


def test_a_weekly_review_ends_with_what_changed() -> None:
    """The sentences of then and of now, the figures in bold, each with its source and its number in the proof."""
    copy = format_digest(build_test_digest(build_point("Rates rose."), changes=(build_change(1),)), WEEKLY)
    assert copy.more.startswith("**What changed this week**\n**New figure** · people killed\n")
    before, after = copy.more.index("> Floods killed **12** people."), copy.more.index("> Floods killed **19** people.")
    assert before < after
    assert copy.more.count("Sample Wire") == 2
    assert copy.numbers == (1, 2, 3)


def test_a_change_that_does_not_fit_is_left_out_whole() -> None:
    """Both of its sentences; one after it that fits is shown, under its own numbers."""
    long = build_change(1, "Floods killed {} people " + "and many more in the valley " * 80 + "today.")
    made = build_test_digest(build_point("Rates rose."), changes=(long, build_change(2)))
    copy = format_digest(made, WEEKLY)
    assert copy.more.count("> ") == 2
    assert copy.numbers == (1, 4, 5)
    assert count_utf16_units(render_digest(copy).text) <= MAX_MESSAGE_CHARACTERS
