"""Pieces of text that readers break on, and well-formed texts to break."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.support.paths import SAMPLE

#: Inputs of earlier findings, and oddities known elsewhere: one folder per target.
INPUTS = Path(__file__).parent / "inputs"

#: Single characters: of every plane, without shape, of other directions, halves of pairs, ends of lines.
ODD_CHARACTERS = tuple(
    "\0 \a \x0b \x0c \x1b \x1c \x1d \x1e \x1f \x7f \x85 \xa0 \xad \u0130 \u0131 \u017f \u0301 \u034f \u061c \u0660"
    " \u0e33 \u115f \u1680 \u180e \u2003 \u200b \u200c \u200d \u200e \u200f \u2028 \u2029 \u202a \u202e \u2060 \u2066"
    " \u2069 \u2800 \u3000 \u3164 \ud800 \udc80 \udfff \ufb01 \ufe0f \ufeff \uff10 \ufff9 \ufffd \uffff \U0001f1e6"
    " \U0001f468 \U000e0041 \U000e0100 \U0010ffff ß İ ǆ ² ½ Ⅷ 〇 一 \t \r \n".split(" ")
)
#: Pieces of several: graphemes of many code points, open and closed marks, numbers without end, line ends.
ODD_PIECES = (
    *("\r\n", "\n\n", "\n\n\n\n", "\r\r\n", " \n \n", "\u2028\u2029", "\x85\x85", "  ", "\t \t", "\u3000\u3000"),
    *("👨‍👩‍👧‍👦", "🇰🇷🇺🇦", "é̂̃̄", "Z͑ͫ̓a̴l̷g̸o", "مرحبا بالعالم", "שלום", "ไม่มีช่องว่าง", "首尔六月二十日", "नमस्ते"),
    *('"', "“", "”", "‘", "’", "«", "»", "„", "''", "``", "'s", "’s ", '."', "?!", "...", "…", ". . .", "--", " — "),
    *("(", ")", "[", "]", "{", "}", "<", ">", "&", "\\", "/", "%", "$", "#", "*", "_", "|", "~", ":", ";", ",", "."),
    *(
        "&amp;",
        "&#0;",
        "&#xD800;",
        "&#1114112;",
        "&nosuch;",
        "%00",
        "%ud800",
        "\\u0000",
        "\\ud800",
        "${A}",
        "{}",
        "{0}",
    ),
    *(
        "0",
        "-1",
        "1e999",
        "NaN",
        "9" * 25,
        "9" * 5_000,
        "0x1f",
        "٢٠٢٤",
        "1,000,000",
        "2024-06-31",
        "0000-00-00",
        "9999",
    ),
    *("' OR 1=1 --", '" AND "', "NEAR(", "* NOT", "body:", "^", "; DROP TABLE articles", "../../etc/hosts", "file:///"),
    *("@everyone", "<@1>", "```", "||", "https://", "http://[", "http://a@b:99999/", "javascript:alert(1)", "a" * 300),
)
#: What encloses other text, to be nested.
ENCLOSING_PAIRS = (
    *(
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("“", "”"),
        ("‘", "’"),
        ('"', '"'),
        ("'", "'"),
        ("«", "»"),
        ("\u202b", "\u202c"),
    ),
    *(
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<table><tr><td>", ""),
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("&lt;", "&gt;"),
    ),
    *(('{"a":', "}"), ("[", ""), ("> ", ""), ("- ", ""), ("<outline>", "</outline>"), ("<p>", "\n")),
)


@cache
def load_sample_articles() -> tuple[str, ...]:
    """Read the sample articles, with their headers."""
    return tuple(path.read_bytes().decode() for path in sorted(SAMPLE.glob("*.txt")))


@cache
def load_saved_inputs(target: str) -> tuple[tuple[str, bytes], ...]:
    """Read the saved inputs of *target*: name and bytes."""
    return tuple((path.name, path.read_bytes()) for path in sorted((INPUTS / target).glob("*")))
