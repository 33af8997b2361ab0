"""Rows of what it costs, how it is told, and how the house is built."""

from __future__ import annotations

from _rows import Command, Row, at_least, at_most

from _table.runs import (
    ARCHIVE,
    CHANGES,
    FANOUT,
    FANOUT_SERVERS,
    GROWTH,
    INTERACTIONS,
    PROOF,
    RANKING,
    SCALE,
    STRUCTURE,
    build_rows,
)

_EDITIONS_DATA = "editions of BBC articles, over 1,100 days"
_COMPLETIONS = (
    ("names", "names"),
    ("said", "speakers for `/said`"),
    ("timeline", "names for `/timeline`"),
    ("compare", "names for `/compare`"),
    ("topics", "topics"),
    ("titles", "titles"),
    ("days", "days of events"),
    ("published", "days of publication"),
)
#: Milliseconds within which completions must be there.
_PROMPT = at_most(300, 300)

SPEED_ROWS = (
    *build_rows(
        RANKING,
        ("LexRank", "LexRank of 1,000 / 4,000 sentences", "BBC articles", "{:.2f} / {:.2f} CPU-s", at_most(0.1, 0.4)),
        ("LexRank MB", "memory of LexRank of 4,000 sentences", "BBC articles", "{:.0f} MB", at_most(60)),
        ("TextRank", "TextRank of 1,000 / 4,000 sentences", "BBC articles", "{:.2f} / {:.2f} CPU-s", at_most(0.1, 0.4)),
        ("TextRank MB", "memory of TextRank of 4,000 sentences", "BBC articles", "{:.0f} MB", at_most(60)),
        ("brief", "a briefing by our choice, of 1,000 / 4,000 sentences", "BBC articles", "{:.2f} / {:.2f} CPU-s"),
        ("sumy", "sumy's own LexRank of 1,000 sentences", "BBC articles", "{:.1f} CPU-s"),
        (
            "LexRank order",
            "sets ranked in the order of sumy's LexRank",
            "BBC articles",
            "{:.0f} % of {:,.0f}",
            at_least(100),
        ),
        (
            "TextRank order",
            "sets ranked in the order of sumy's TextRank",
            "BBC articles",
            "{:.0f} % of {:,.0f}",
            at_least(100),
        ),
    ),
    *build_rows(
        SCALE,
        *(
            (name, f"`{name}`, p50 / p99", _EDITIONS_DATA, "{:.0f} / {:.0f} ms", at_most(*bars))
            for name, *bars in (
                ("ask", 18, 60),
                ("ask, with a day", 30, 150),
                ("who", 7, 23),
                ("when", 10, 30),
                ("brief of a day", 25, 60),
                ("brief of a word", 150, 250),
                ("brief of everything", 150, 250),
                ("timeline", 250, 250),
                ("compare", 250, 250),
                ("chart", 300, 300),
            )
        ),
        ("chart again", "`chart`, again without a change, p50 / p99", _EDITIONS_DATA, "{:.0f} / {:.0f} ms"),
        ("known", "knowing the whole corpus, once after each change", _EDITIONS_DATA, "{:.0f} ms"),
        ("memory", "memory of the process that asks", _EDITIONS_DATA, "{:.0f} MB", at_most(400)),
        ("size", "size of the store by sentence", _EDITIONS_DATA, "{:.0f} bytes for {:,.0f}", at_most(1_000)),
    ),
    *build_rows(
        CHANGES,
        ("known", "knowing 10,000 articles, once when a worker starts", _EDITIONS_DATA, "{:.0f} ms"),
        (
            "first",
            "`ask` after a change: the first by the others of 50 servers",
            _EDITIONS_DATA,
            "{:.2f} ({:.0f} ms)",
            at_most(1.3),
        ),
        *(
            (key, f"completing {what} after a change, median / longest", _EDITIONS_DATA, "{:.0f} / {:.0f} ms", _PROMPT)
            for key, what in _COMPLETIONS
        ),
        (
            "started",
            "the longest of these in a worker that has just started",
            _EDITIONS_DATA,
            "{:.0f} ms",
            at_most(300),
        ),
        ("memory", "memory after half / all of 30 changes", _EDITIONS_DATA, "{:.0f} / {:.0f} MB", at_most(300, 300)),
    ),
    *build_rows(
        GROWTH,
        (
            "growth",
            "growth exponent of the time to read, 12 to 100 kB, the largest",
            "texts and pages made to be slow",
            "{:.2f} of {:.0f}",
            at_most(1.2),
        ),
        ("long", "reading an article of 1 MB", "paragraphs of bundled articles", "{:.1f} CPU-s", at_most(20)),
    ),
)


def _build_fanout_rows(run: Command, what: str, data: str) -> tuple[Row, ...]:
    return build_rows(
        run,
        ("taken", f"{what}: time by what Discord's limit takes", data, "{:.3f} ({:.1f} s)", at_most(1.1)),
        ("first", f"{what}: until the first one", data, "{:.2f} s"),
        ("posted", "channels with their digest", data, "{:.1f} % of {:,.0f}", at_least(100)),
        ("repeated", "channels with more than one", data, "{:.0f}", at_most(0)),
        ("acknowledged", "commands meanwhile acknowledged", data, "{:.1f} % of {:,.0f}", at_least(100)),
        ("p99", "time to their acknowledgement, p99", data, "{:.2f} s", at_most(1.5)),
        ("answered", "commands meanwhile answered without an error", data, "{:.1f} % of {:,.0f}", at_least(100)),
        ("answer p99", "time to their answer, p99", data, "{:.2f} s", at_most(3)),
        ("megabytes", "memory of the bot's process", data, "{:.0f} MB", at_most(500)),
        ("limited", "requests refused by the limit (429)", data, "{:.0f}"),
    )


DELIVERY_ROWS = (
    *build_rows(
        INTERACTIONS,
        (
            "p99",
            "commands at once, digests and reading: p99 / last acknowledged",
            "BBC articles",
            "{:.2f} / {:.2f} s",
            at_most(1.5, 3),
        ),
        ("acknowledged", "commands acknowledged", "BBC articles", "{:.1f} % of {:,.0f}", at_least(100)),
        ("answer p99", "time to their answer: p99 / last", "BBC articles", "{:.2f} / {:.2f} s", at_most(2.5, 3)),
        ("answered", "commands answered without an error", "BBC articles", "{:.1f} % of {:,.0f}", at_least(100)),
        ("digests", "servers with their digest", "BBC articles", "{:.1f} % of {:,.0f}", at_least(100)),
        ("silence", "the longest silence, a heartbeat being due every 2 s", "BBC articles", "{:.2f} s", at_most(4)),
    ),
    *_build_fanout_rows(FANOUT, "digests of one minute", "made"),
    *_build_fanout_rows(FANOUT_SERVERS[0], "digests of 1,000 servers", "2,225 BBC articles"),
    *_build_fanout_rows(FANOUT_SERVERS[1], "digests of 10,000 servers", "2,225 BBC articles"),
    *build_rows(
        ARCHIVE,
        ("built", "web pages of 60 digests built", "sample corpus, both topics", "{:.2f} CPU-s", at_most(5)),
        ("again", "the same, built again without a change", "sample corpus, both topics", "{:.2f} CPU-s", at_most(5)),
        ("growth", "time for 60 digests by that for 15", "sample corpus, both topics", "{:.1f}", at_most(4.8)),
    ),
)

PROOF_ROWS = build_rows(
    PROOF,
    ("found", "corruptions of exports found", "sample corpus, six formats", "{:.2f} % of {:,.0f}", at_least(100)),
    ("alarms", "false alarms at whole exports", "sample corpus, six formats", "{:.0f}", at_most(0)),
    ("speed", "one corruption made and verified", "sample corpus, six formats", "{:.2f} CPU-ms"),
)

STRUCTURE_ROWS = build_rows(
    STRUCTURE,
    ("function", "lines of the median function", "this project", "{:g} of {:,.0f}", at_most(8)),
    ("module", "lines of the median module", "this project", "{:g} of {:,.0f}", at_most(200)),
    ("longest", "lines of the longest function", "this project", "{:.0f}", at_most(60)),
    ("circles", "circles of imports", "this project", "{:.0f}", at_most(0)),
    ("documented", "public names with a docstring", "this project", "{:.2f} % of {:,.0f}", at_least(100)),
    ("annotated", "public functions annotated", "this project", "{:.2f} % of {:,.0f}", at_least(100)),
    ("mocks", "tests that touch a mock", "this project", "{:.2f} % of {:,.0f}", at_most(2)),
    ("claims", "tests that state their claim", "this project", "{:.2f} % of {:,.0f}", at_least(100)),
)
