"""Sentences: spans that partition what an article says, and cross nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Sentence, Zone, ZoneSpan
from corpus.segmentation import split_sentences

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "sentence_cases.toml").read_text(encoding="utf-8")
)["case"]


def read(text: str, zone: Zone = Zone.BODY) -> tuple[Sentence, ...]:
    """Split *text*, all of one zone."""
    return split_sentences(text, [ZoneSpan(0, len(text), zone)], "a")


def list_words(text: str, zone: Zone = Zone.BODY) -> list[str]:
    """Return the texts of the sentences of *text*."""
    return [sentence.text for sentence in read(text, zone)]


@pytest.mark.parametrize("case", CASES, ids=[case["claim"].replace(" ", "-") for case in CASES])
def test_tricky_places(case: dict[str, Any]) -> None:
    """Each case's text is split into the sentences that were written down beside it."""
    text = case.get("glue", " ").join(case["sentences"])
    assert list_words(text) == case.get("answer", case["sentences"])


@pytest.mark.parametrize(
    "end",
    ["\n\n", "\n", "\r\n", "\r\n\r\n", "\u2028", "\n \t \n"],
    ids=["blank-line", "line", "windows-line", "windows-blank-line", "line-separator", "blank-line-of-blanks"],
)
def test_a_paragraph_ends_a_sentence(end: str) -> None:
    """A sentence without a stop ends with its line, and the next one is in another paragraph."""
    first, second = read(f"Talks on Mr.{end}Ito went on")
    assert (first.text, second.text) == ("Talks on Mr.", "Ito went on")
    assert (first.paragraph, second.paragraph) == (0, 1)


WRAPPED = (
    "The two ministers met on Friday in the old customs house, where\n"
    "they had met before. Nobody signed anything, and the envoy of the\n"
    "third country, who had flown in at night, left without a single\n"
    "word."
)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines filled to one width that go on in mid-sentence are read as the paragraph that they are."""
    sentences = read(WRAPPED)
    assert len(sentences) == 2
    assert sentences[0].text.endswith("where\nthey had met before.")


def test_a_list_is_not_taken_for_wrapped_lines() -> None:
    """Short lines that might have held more words stay apart."""
    assert len(list_words("The envoy will\nsee the minister\nand fly home\ntonight")) == 4


def test_zones_are_never_crossed() -> None:
    """The same words are one sentence in one zone and two in two, each with its zone."""
    text = "Deal is near\nThe deal is near. Nobody knows when."
    zones = [ZoneSpan(0, 12, Zone.HEADLINE), ZoneSpan(13, len(text), Zone.BODY)]
    assert [(s.text, s.zone) for s in split_sentences(text, zones, "a")] == [
        ("Deal is near", Zone.HEADLINE),
        ("The deal is near.", Zone.BODY),
        ("Nobody knows when.", Zone.BODY),
    ]


@pytest.mark.parametrize("zone", [Zone.RELATED_LINK, Zone.AUTHOR_BIO, Zone.BOILERPLATE])
def test_noise_yields_no_sentence(zone: Zone) -> None:
    """Links, notes on authors and boilerplate are nobody's sentences."""
    assert read("Most read today. Share this.", zone) == ()


def test_a_headline_is_one_sentence() -> None:
    """A headline is quoted whole, whatever marks it holds."""
    assert list_words("Deal or no deal? Talks drag on", Zone.HEADLINE) == ["Deal or no deal? Talks drag on"]
    assert list_words("Deal or no deal? Talks drag on", Zone.STANDFIRST) == ["Deal or no deal?", "Talks drag on"]


def test_wrapped_lines_in_zones_of_one_line_each_are_joined() -> None:
    """Zones that were labelled line by line do not cut a wrapped paragraph."""
    spans, at = [], 0
    for line in WRAPPED.split("\n"):
        spans.append(ZoneSpan(at, at + len(line), Zone.BODY))
        at += len(line) + 1
    assert split_sentences(WRAPPED, spans, "a") == read(WRAPPED)


def test_white_space_after_a_wrapped_paragraph_is_no_sentence() -> None:
    """A zone that ends or begins with white space has the sentences that it has without it."""
    padded = f" \t{WRAPPED} \n"
    assert list_words(padded) == list_words(WRAPPED)
    assert [padded[s.start : s.end] for s in read(padded)] == list_words(WRAPPED)


def test_no_text_no_sentence() -> None:
    """An empty or blank article has no sentence."""
    assert split_sentences("", [], "a") == () == read(" \n\t ")


MARKS = [
    ". ",
    ".",
    "? ",
    "…",
    "... ",
    '"',
    "“",
    "”",
    "'",
    "(",
    ")",
    "[3]",
    "「",
    "。",
    "」",
    "»",
    "«",
    "!",
    "\n",
    "\n\n",
    " ",
]
OTHERS = "Mr. Ito|left|U.S.|5 p.m.|1. |- |I|The|é|عربي؟ |\u00a0|\u200b".split("|")
PIECES = st.sampled_from([*MARKS, *OTHERS])


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_sentences_partition_the_text(text: str) -> None:
    """Whatever stands in it, the sentences lie in order, hold words, and leave nothing but white space between."""
    sentences = read(text)
    last = 0
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert not text[last : sentence.start].strip()
        last = sentence.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "unit",
    ["word ", ".", '("', "(", "a.", '."', "“", "A. ", "[1]", "...", "x\n", "St. ", "。", "? ", "a.Bc", 'x."Ab'],
    ids=repr,
)
def test_long_monsters_are_read(unit: str) -> None:
    """A paragraph of 50,000 characters of one kind keeps all of them."""
    text = (unit * 50_000)[:50_000]
    assert sum(len("".join(words.split())) for words in list_words(text)) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Yahoo! Inc. sold the maps. They are of the moon.", 2, id="a company"),
        pytest.param("Wham! Brothers Ltd. sold out at once.", 1, id="another company"),
        pytest.param("It was Jeopardy! Masters that he won.", 1, id="a name that goes on"),
        pytest.param("They all shouted: Yahoo! The fair was open.", 2, id="a shout"),
        pytest.param("What a day! Norhaven won.", 2, id="an exclamation"),
    ],
)
def test_a_mark_in_a_name_ends_no_sentence(text: str, count: int) -> None:
    """An exclamation mark that is part of a name ends no sentence before the rest of the name."""
    assert len(split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")) == count


def test_a_wrapped_paragraph_of_two_lines_is_one_paragraph() -> None:
    """A zone whose lines were joined is split into sentences across the line break."""
    text = "The harbour will be opened again, the mayor said on Tuesday in\nthe town hall. Crews were glad."
    found = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    assert [sentence.text for sentence in found] == [text[:77], text[78:]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("ST. ALBANS — The fair was open.", 1, id="a dateline"),
        pytest.param("FORT ST. JAMES, B.C. — The fair was open.", 1, id="with a province"),
        pytest.param("It stood in the ST. The fair was open.", 2, id="the end of a sentence"),
    ],
)
def test_an_abbreviation_in_capitals_ends_no_sentence_before_capitals(text: str, count: int) -> None:
    """Abbreviations such as "ST." belong to the name in capitals that they begin."""
    assert len(split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")) == count
