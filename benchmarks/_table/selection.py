"""Rows of what is chosen out of articles: briefings, timelines, answers, topics, news."""

from __future__ import annotations

from _rows import at_least, at_most

from _table.runs import (
    ANNOTATED_DATA,
    CASES,
    CHOOSING,
    CORROBORATION,
    FACTS_DATA,
    SEEDS,
    STORIES,
    TIMELINES,
    TIMELINES_PERL,
    TOPICS,
    build_rows,
)

_TIMELINE17_DATA = "Timeline17, 19 timelines of 9 topics"
_SETS = {
    "t17": ("Timeline17, 100 days, 60 words", at_least(25, 5.8)),
    "bbc": ("BBC News Summary, 200 articles, 150 words", at_least(76, 70)),
    "opinosis": ("Opinosis, 51 topics, 25 words", at_least(30, 8.5)),
}
OTHER_SYSTEMS = {
    "centroid": "nearness to the centroid",
    "lexrank": "sumy's LexRank",
    "textrank": "sumy's TextRank",
}
_INTERVAL_FORMAT = "{:+.1f} [{:+.1f}, {:+.1f}]"

SUMMARY_ROWS = (
    *(
        row
        for name, (data, bar) in _SETS.items()
        for row in build_rows(
            CHOOSING,
            (f"{name} dateline", "ROUGE-1 / 2 of Dateline", data, "{:.1f} / {:.1f}", bar),
            *((f"{name} {one}", f"ROUGE-1 / 2 of {by}", data, "{:.1f} / {:.1f}") for one, by in OTHER_SYSTEMS.items()),
            *(
                (f"{name} - {one}", f"gain on {by}, 95 % intervals", data, f"{_INTERVAL_FORMAT} / {_INTERVAL_FORMAT}")
                for one, by in OTHER_SYSTEMS.items()
            ),
        )
    ),
    *build_rows(
        SEEDS,
        ("six", "weight of the facts told, 6 sentences", FACTS_DATA, "{:.1f} %", at_least(63)),
        ("eight", "weight of the facts told, 8 sentences", FACTS_DATA, "{:.1f} %", at_least(75)),
        ("redundant", "sentences that repeat, of 6 / of 8", FACTS_DATA, "{:.0f} / {:.0f}", at_most(0, 0)),
        ("off", "sentences without a key fact, of 6 / of 8", FACTS_DATA, "{:.0f} / {:.0f}"),
        ("shown_noise", "sentences from noise, of 6 / of 8", FACTS_DATA, "{:.0f} / {:.0f}", at_most(0, 0)),
        ("outlet_count", "outlets of 6 sentences", FACTS_DATA, "{:.0f}", at_least(3)),
    ),
)

TIMELINE_ROWS = (
    *build_rows(
        TIMELINES,
        ("days", "days, F1", _TIMELINE17_DATA, "{:.3f}", at_least(0.544)),
        ("align", "align+ m:1, ROUGE-1 / 2, tilse's own", _TIMELINE17_DATA, "{:.4f} / {:.4f}", at_least(0.115, 0.034)),
        ("agreement", "agreement, ROUGE-1 / 2, tilse's own", _TIMELINE17_DATA, "{:.3f} / {:.3f}"),
        ("concat", "concat, ROUGE-1 / 2, tilse's own", _TIMELINE17_DATA, "{:.3f} / {:.3f}"),
        ("named", "days that most sentences name, F1", _TIMELINE17_DATA, "{:.3f}"),
        ("named align", "those, align+ m:1, ROUGE-1 / 2, tilse's own", _TIMELINE17_DATA, "{:.4f} / {:.4f}"),
    ),
    *build_rows(
        TIMELINES_PERL,
        ("perl", "align+ m:1, ROUGE-1 / 2, ROUGE 1.5.5", _TIMELINE17_DATA, "{:.4f} / {:.4f}", at_least(0.12, 0.035)),
    ),
)

_QUESTIONS_DATA = "40 questions over five articles, answered by hand"

_EVENTS_DATA = "50 events of BASIL, three outlets each"

ANSWER_ROWS = (
    *build_rows(
        SEEDS,
        ("success@1", "questions answered by the first sentence", _QUESTIONS_DATA, "{:.1f} %", at_least(85)),
        ("success@3", "questions answered by the first three", _QUESTIONS_DATA, "{:.1f} %", at_least(95)),
        ("right_nothing", "“nothing found” where there is nothing", _QUESTIONS_DATA, "{:.1f} %", at_least(100)),
        ("wrong_nothing", "“nothing found” where there is something", _QUESTIONS_DATA, "{:.0f}", at_most(1)),
        ("must_not", "answers with what must not appear", _QUESTIONS_DATA, "{:.0f}", at_most(0)),
    ),
    *build_rows(
        CORROBORATION,
        ("precision", "pairs that tell the same, right among the first 20", ANNOTATED_DATA, "{:.2f}", at_least(0.85)),
        ("groups", "groups met by the first 100 pairs", ANNOTATED_DATA, "{:.2f}", at_least(0.85)),
        ("pairs", "pairs found among the first 100", ANNOTATED_DATA, "{:.2f}"),
        ("words", "by words in common (Jaccard): right of 20 / groups met by 100", ANNOTATED_DATA, "{:.2f} / {:.2f}"),
        ("speed", "1,000 sentences grouped", "five articles, again and again", "{:.2f} CPU-s"),
    ),
    *build_rows(
        STORIES,
        (
            "one_story",
            "events of three articles that are one story: in one store / two events a store",
            _EVENTS_DATA,
            "{:.1f} / {:.1f} %",
            at_least(95, 95),
        ),
        (
            "two_events",
            "pairs of events that share a story: in one store / two events a store",
            _EVENTS_DATA,
            "{:.2f} / {:.2f} %",
            at_most(1, 1),
        ),
        ("chosen", "the same on the other 50, on which the constants were chosen", "BASIL", "{:.1f} / {:.2f} %"),
        ("speed", "150 articles grouped", _EVENTS_DATA, "{:.2f} CPU-s"),
    ),
    *build_rows(
        CASES,
        (
            "questions",
            "questions read right in every part",
            "questions of our own",
            "{:.1f} % of {:,.0f}",
            at_least(97),
        ),
        ("dates", "dates of questions read right", "phrases of our own", "{:.1f} % of {:,.0f}"),
    ),
)

TOPIC_ROWS = build_rows(
    TOPICS,
    *(
        (name, f"{name}: precision / recall / F1", "555 BBC articles", "{:.1f} / {:.1f} / {:.1f}")
        for name in ("business", "entertainment", "politics", "sport", "tech", "mean")
    ),
)

NOVELTY_ROWS = build_rows(
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
