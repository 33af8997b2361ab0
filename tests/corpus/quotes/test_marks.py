"""Which marks quote, and where what they quote ends."""

from __future__ import annotations

import pytest

from corpus.quotes.marks import find_quoted_spans


def get_quoted_text(text: str, *stops: int) -> list[str]:
    """Return the words that are quoted in *text*, whose sentences end at *stops* and at its end."""
    return [text[one.start : one.end] for one in find_quoted_spans(text, [*stops, len(text)])]


@pytest.mark.parametrize(
    "shape",
    [
        *("“ ”", '“ "', "„ “", "„ ”", '„ "', "« »", "» «", '" "', '" ”', "`` ''", "'' ''", "「 」", "『 』"),
        *("‘ ’", "‘ '", "‚ ‘", "‚ ’", "' '", "' ’", "` '", "` ’"),
    ],
)
def test_each_mark_is_closed_by_its_own(shape: str) -> None:
    """Of each pair the words between are quoted; both marks lie outside, and are part of the outer span."""
    opening, closing = shape.split()
    (one,) = find_quoted_spans(f"Oh {opening}go on{closing} now", [len(opening + closing) + 12])
    assert (one.start, one.end) == (3 + len(opening), 8 + len(opening))
    assert (one.outer_start, one.outer_end) == (3, 8 + len(opening + closing))
    assert one.closed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("“a,” he said, “b.”", ["a,", "b."], id="two"),
        pytest.param("“Go ‘there’ now”", ["Go ‘there’ now"], id="another shape inside"),
        pytest.param("‘Go “there” now’", ["Go “there” now"], id="double marks inside single ones"),
        pytest.param("«Go “there” now»", ["Go “there” now"], id="curly inside angles"),
        pytest.param("“Go”「Now」", ["Go", "Now"], id="side by side"),
        pytest.param("“…” x “ !”", [], id="marks alone quote nothing"),
        pytest.param("“5”", ["5"], id="a number"),
        pytest.param("a”b” c", [], id="marks that only close"),
        pytest.param("Go」 x『", [], id="a corner that closes, and one at the end"),
        pytest.param("“ Go” x", [" Go"], id="a blank behind a curly mark"),
        pytest.param('" Go" x', [], id="a blank behind a straight mark"),
        pytest.param("a» b «c» d", ["c"], id="an angle that closes what nobody opened"),
        pytest.param("a »b« c", ["b"], id="an angle before a word"),
        pytest.param('5" wide and 3" high', [], id="inches"),
        pytest.param("5'' wide and 3'' high", [], id="inches in two marks"),
        pytest.param("5''by 3'' high", [], id="inches before a word"),
        pytest.param('x "', [], id="at the very end"),
        pytest.param('"go to it" and "now"', ["go to it", "now"], id="straight marks, twice"),
        pytest.param('"Go." "Now."', ["Go.", "Now."], id="straight marks, side by side"),
    ],
)
def test_the_outermost_quotations_are_found(text: str, words: list[str]) -> None:
    """Whatever the marks inside, each quotation is one, and what can't open opens nothing."""
    assert get_quoted_text(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("He ‘goes’ now", ["goes"], id="behind a blank"),
        pytest.param("(‘goes’) —‘now’", ["goes", "now"], id="behind a bracket and a dash"),
        pytest.param("“a” ‘[b]’ '(c)' ‘$5’ '£6' ‘€7’", ["a", "[b]", "(c)", "$5", "£6", "€7"], id="before a mark"),
        pytest.param("a‘b’", [], id="behind a letter"),
        pytest.param("’tis ’no’ good", [], id="an apostrophe"),
        pytest.param("' no ' good", [], id="before a blank"),
        pytest.param("a ' no' good", [], id="between blanks"),
        pytest.param("in the '90s and '68'", [], id="years"),
        pytest.param("give 'em, 'til, 'Tis, 'twas, 'cause, 'n', 'bout, 'round it's'", [], id="shortened words"),
        pytest.param("'emily's' boat", ["emily's"], id="no shortened word"),
        pytest.param("'don't go' now", ["don't go"], id="an apostrophe inside"),
        pytest.param("'the workers' hall' now", ["the workers' hall"], id="a possessive inside"),
        pytest.param("'the WORKERS' hall' now", ["the WORKERS' hall"], id="a possessive in capitals"),
        pytest.param(
            "'the workers' hall.", ["the workers"], id="what might be a possessive closes if nothing else does"
        ),
        pytest.param("'the workers' 'hall'", ["the workers", "hall"], id="no possessive before another mark"),
        pytest.param("'the men' hall' now", ["the men"], id="no possessive of a word without s"),
        pytest.param(f"'{'a ' * 749}a' b", ["a " * 749 + "a"], id="as long as is believed"),
        pytest.param(f"'{'a ' * 750}a' b", [], id="longer than is believed"),
        pytest.param("‚a' b‘", [], id="a mark that closes another shape"),
        pytest.param("'as' b 'is' c 'us' d", ["as", "is", "us"], id="of marks that may all be possessives the first"),
    ],
)
def test_single_marks_are_distinguished_from_apostrophes(text: str, words: list[str]) -> None:
    """They open before a word and behind a blank or bracket, and close behind a word and before none."""
    assert get_quoted_text(text) == words


@pytest.mark.parametrize(
    ("text", "stop", "words"),
    [
        pytest.param("“Go. Now. ", 4, ["Go. Now."], id="at the paragraph's beginning"),
        pytest.param("He: “Go. Now.", 8, ["Go. Now."], id="behind a colon"),
        pytest.param("He,  “Go. Now.", 9, ["Go. Now."], id="behind a comma and blanks"),
        pytest.param("He “Go. Now.", 7, ["Go."], id="elsewhere"),
        pytest.param("He: so “Go. Now.", 11, ["Go."], id="some words behind a colon"),
        pytest.param("“Go. “Now” x.", 4, ["Go.", "Now"], id="opened again"),
        pytest.param('"Go. "Now" x.', 4, ["Go.", "Now"], id="opened again, straight"),
        pytest.param('"Go. "$5" x.', 4, ["Go.", "$5"], id="opened again before a price"),
        pytest.param('"Go ("now"', 10, ["Go (", "now"], id="opened again behind a bracket"),
        pytest.param('"Go". Now" x.', 5, ["Go"], id="closed, and closed again"),
        pytest.param("He “ ", 5, [], id="nothing behind it"),
    ],
)
def test_what_is_never_closed_ends_with_its_sentence_or_paragraph(text: str, stop: int, words: list[str]) -> None:
    """With the paragraph where it begins it or follows a colon or comma, else with its sentence; blanks aside."""
    assert get_quoted_text(text, stop) == words


def test_an_open_quotation_is_distinguished_from_a_closed_one() -> None:
    """It has no closing mark, so its outer span ends with its words, and it pauses."""
    (one,) = find_quoted_spans("Oh: “go on ", [11])
    assert (one.start, one.end, one.outer_start, one.outer_end) == (5, 10, 4, 10)
    assert (one.closed, one.pauses) == (False, True)


STOPS = (",", ".", "!", "?", "…", "—", "–", "-")


@pytest.mark.parametrize(
    "text",
    [
        *(f"“go on{stop}” now" for stop in STOPS),
        *(f"‘go on{stop}’ now" for stop in STOPS),
        *("“go on. ” now", "“go on.’” now", "“go on. '” now", "“go on.\u00a0’” now"),
    ],
)
def test_words_pause_where_they_end_with_a_stop(text: str) -> None:
    """What stands behind such a quotation is not its clause; a blank or an inner mark behind the stop is overlooked."""
    assert [one.pauses for one in find_quoted_spans(text, [len(text)])] == [True]


@pytest.mark.parametrize("text", ["“go on” now", "“go, on” now", "‘go on’ now", "“go on;” now"])
def test_words_go_on_where_they_end_without_a_stop(text: str) -> None:
    """A fragment is part of the clause around it."""
    assert [one.pauses for one in find_quoted_spans(text, [len(text)])] == [False]
