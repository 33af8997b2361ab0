"""Rows of what is chosen out of articles: briefings, timelines, answers, topics, news."""

from __future__ import annotations

from _rows import least, most

from _table.runs import ANNOTATED, CASES, CHOOSING, FACTS, PERL, SEEDS, STORIES, TIMELINES, TOPICS, of

_TL17 = "Timeline17, 19 timelines of 9 topics"
_SETS = {
    "t17": ("Timeline17, 100 days, 60 words", least(25, 5.8)),
    "bbc": ("BBC News Summary, 200 articles, 150 words", least(76, 70)),
    "opinosis": ("Opinosis, 51 topics, 25 words", least(30, 8.5)),
}
OTHERS = {
    "centroid": "nearness to the centroid",
    "lexrank": "sumy's LexRank",
    "textrank": "sumy's TextRank",
}
_INTERVAL = "{:+.1f} [{:+.1f}, {:+.1f}]"

CHOOSING_ROWS = (
    *(
        row
        for name, (data, bar) in _SETS.items()
        for row in of(
            CHOOSING,
            (f"{name} dateline", "ROUGE-1 / 2 of Dateline", data, "{:.1f} / {:.1f}", bar),
            *((f"{name} {one}", f"ROUGE-1 / 2 of {by}", data, "{:.1f} / {:.1f}") for one, by in OTHERS.items()),
            *(
                (f"{name} - {one}", f"gain on {by}, 95 % intervals", data, f"{_INTERVAL} / {_INTERVAL}")
                for one, by in OTHERS.items()
            ),
        )
    ),
    *of(
        SEEDS,
        ("six", "weight of the facts told, 6 sentences", FACTS, "{:.1f} %", least(63)),
        ("eight", "weight of the facts told, 8 sentences", FACTS, "{:.1f} %", least(75)),
        ("redundant", "sentences that repeat, of 6 / of 8", FACTS, "{:.0f} / {:.0f}", most(0, 0)),
        ("off", "sentences without a key fact, of 6 / of 8", FACTS, "{:.0f} / {:.0f}"),
        ("shown_noise", "sentences from noise, of 6 / of 8", FACTS, "{:.0f} / {:.0f}", most(0, 0)),
        ("told_by", "outlets of 6 sentences", FACTS, "{:.0f}", least(3)),
    ),
)

TIMELINE_ROWS = (
    *of(
        TIMELINES,
        ("days", "days, F1", _TL17, "{:.3f}", least(0.544)),
        ("align", "align+ m:1, ROUGE-1 / 2, tilse's own", _TL17, "{:.4f} / {:.4f}", least(0.115, 0.034)),
        ("agreement", "agreement, ROUGE-1 / 2, tilse's own", _TL17, "{:.3f} / {:.3f}"),
        ("concat", "concat, ROUGE-1 / 2, tilse's own", _TL17, "{:.3f} / {:.3f}"),
        ("named", "days that most sentences name, F1", _TL17, "{:.3f}"),
        ("named align", "those, align+ m:1, ROUGE-1 / 2, tilse's own", _TL17, "{:.4f} / {:.4f}"),
    ),
    *of(PERL, ("perl", "align+ m:1, ROUGE-1 / 2, ROUGE 1.5.5", _TL17, "{:.4f} / {:.4f}", least(0.12, 0.035))),
)

_QUESTIONS = "40 questions over five articles, answered by hand"

ANSWERING = (
    *of(
        SEEDS,
        ("success@1", "questions answered by the first sentence", _QUESTIONS, "{:.1f} %", least(85)),
        ("success@3", "questions answered by the first three", _QUESTIONS, "{:.1f} %", least(95)),
        ("right_nothing", "“nothing found” where there is nothing", _QUESTIONS, "{:.1f} %", least(100)),
        ("wrong_nothing", "“nothing found” where there is something", _QUESTIONS, "{:.0f}", most(1)),
        ("must_not", "answers with what must not appear", _QUESTIONS, "{:.0f}", most(0)),
    ),
    *of(
        STORIES,
        ("precision", "pairs that tell the same, right among the first 20", ANNOTATED, "{:.2f}", least(0.85)),
        ("groups", "groups met by the first 100 pairs", ANNOTATED, "{:.2f}", least(0.85)),
        ("pairs", "pairs found among the first 100", ANNOTATED, "{:.2f}"),
        ("words", "by words in common (Jaccard): right of 20 / groups met by 100", ANNOTATED, "{:.2f} / {:.2f}"),
        ("speed", "1,000 sentences grouped", "five articles, again and again", "{:.2f} CPU-s"),
    ),
    *of(
        CASES,
        ("questions", "questions read right in every part", "questions of our own", "{:.1f} % of {:,.0f}", least(97)),
        ("dates", "dates of questions read right", "phrases of our own", "{:.1f} % of {:,.0f}"),
    ),
)

TOPIC_ROWS = of(
    TOPICS,
    *(
        (name, f"{name}: precision / recall / F1", "555 BBC articles", "{:.1f} / {:.1f} / {:.1f}")
        for name in ("business", "entertainment", "politics", "sport", "tech", "mean")
    ),
)

NEW = of(
    CASES,
    (
        "seen",
        "pairs told apart: same, development, new, unrelated",
        "pairs the rules were made by",
        "{:.1f} % of {:,.0f}",
    ),
    (
        "unseen",
        "pairs told apart: same, development, new, unrelated",
        "pairs written afterwards",
        "{:.1f} % of {:,.0f}",
    ),
    (
        "contrasts",
        "contrasts found, of the right kind, with the right words",
        "pairs that differ",
        "{:.1f} % of {:,.0f}",
    ),
    ("false contrasts", "contrasts made of what does not differ", "pairs that do not differ", "{:.0f} of {:,.0f}"),
)
