"""Rows of what it costs, how it is told, and how the house is built."""

from __future__ import annotations

from _rows import at_least, at_most

from _table.runs import ARCHIVE, CHANGES, FANOUT, GROWTH, INTERACTIONS, PROOF, RANKING, SCALE, STRUCTURE, build_rows

_EDITIONS_DATA = "editions of BBC articles, over 1,100 days"

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
            (name, f"`{name}`, p50 / p99", _EDITIONS_DATA, "{:.0f} / {:.0f} ms", at_most(30, 150))
            for name in ("ask", "ask, with a day", "who", "when", "brief of a day")
        ),
        ("known", "knowing the whole corpus, once after each change", _EDITIONS_DATA, "{:.0f} ms"),
        ("memory", "memory of the process that asks", _EDITIONS_DATA, "{:.0f} MB", at_most(400)),
        ("size", "size of the store by sentence", _EDITIONS_DATA, "{:.0f} bytes for {:,.0f}", at_most(1_000)),
    ),
    *build_rows(
        CHANGES,
        ("known", "knowing 10,000 articles, once when a worker starts", _EDITIONS_DATA, "{:.0f} ms"),
        ("first", "`ask` after a change: first of 50 servers / the others", _EDITIONS_DATA, "{:.0f} / {:.0f} ms"),
        ("names", "names to complete, after a change", _EDITIONS_DATA, "{:.0f} ms", at_most(300)),
        ("memory", "memory before / after changes that 50 servers asked after", _EDITIONS_DATA, "{:.0f} / {:.0f} MB"),
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
        ("answered", "commands answered without an error", "BBC articles", "{:.1f} % of {:,.0f}", at_least(100)),
        ("digests", "servers with their digest", "BBC articles", "{:.1f} % of {:,.0f}", at_least(100)),
        ("silence", "the longest silence, a heartbeat being due every 2 s", "BBC articles", "{:.2f} s", at_most(4)),
    ),
    *build_rows(
        FANOUT,
        (
            "taken",
            "digests of one minute: time by what Discord's limit takes",
            "made",
            "{:.3f} ({:.1f} s)",
            at_most(1.1),
        ),
        ("posted", "channels with their digest", "made", "{:.1f} % of {:,.0f}", at_least(100)),
        ("repeated", "channels with more than one", "made", "{:.0f}", at_most(0)),
        ("acknowledged", "commands meanwhile acknowledged", "made", "{:.1f} % of {:,.0f}", at_least(100)),
        ("p99", "time to their acknowledgement, p99", "made", "{:.2f} s", at_most(1.5)),
        ("megabytes", "memory of the bot's process", "made", "{:.0f} MB", at_most(500)),
        ("limited", "requests refused by the limit (429)", "made", "{:.0f}"),
    ),
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
