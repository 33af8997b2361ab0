"""Rows of what is read in articles: zones, dates, actors, quotations."""

from __future__ import annotations

from _rows import at_least, at_most

from _table.runs import (
    ANNOTATED_DATA,
    DATES,
    FACTS_DATA,
    FOREIGN_NAMES,
    INGEST,
    INGEST_10000,
    NAMES,
    ORIGINS,
    OUTLETS,
    PAGES,
    QUOTATIONS,
    SEEDS,
    SENTENCES,
    ZONES,
    build_rows,
)

_COPIES_DATA = "BBC articles and copies edited by the script"

ANNOTATION_ROWS = (
    *build_rows(
        SENTENCES,
        ("ends", "sentence ends, F1", "BBC-100", "{:.4f}", at_least(0.997)),
        ("inner", "sentence ends inside paragraphs, F1", "BBC-100", "{:.4f}"),
        ("tricky", "tricky sentence ends right", "cases of our own", "{:.1f} % of {:,.0f}", at_least(93.75)),
        ("speed", "sentences split", "BBC-100", "{:.1f} MB per CPU-second", at_least(1)),
    ),
    *build_rows(
        ZONES,
        ("told", "body of pasted text by html_text, F1, 5-fold by page", "181 pages", "{:.4f}", at_least(0.93)),
        ("plain", "body of pasted text by plain rendering, F1, 5-fold by page", "181 pages", "{:.4f}"),
        (
            "rendered",
            "body of pages rendered to text, F1 of phrases, 5-fold by host",
            "trafilatura's pages",
            "{:.4f}",
            at_least(0.9),
        ),
        ("speed", "zones labelled", "181 pages", "{:.0f} pages per CPU-second", at_least(200)),
    ),
    *build_rows(
        PAGES,
        ("zoned", "body of HTML pages, F1, 5-fold by host", "181 pages", "{:.4f}", at_least(0.97)),
        ("hinted", "body of HTML pages before the zones, F1, 5-fold by host", "181 pages", "{:.4f}"),
        ("trafilatura", "body of HTML pages by trafilatura alone, F1", "181 pages", "{:.4f}"),
        ("precise", "body by trafilatura, precision favoured, F1", "181 pages", "{:.4f}"),
        (
            "phrases",
            "body of HTML pages, F1 of phrases, 5-fold by host",
            "trafilatura's pages",
            "{:.4f}",
            at_least(0.928),
        ),
        ("phrases alone", "body by trafilatura alone, F1 of phrases", "trafilatura's pages", "{:.4f}"),
        ("dates", "dates of pages that state one, right", "htmldate's pages", "{:.1f} % of {:,.0f}", at_least(97.8)),
        ("sites", "sites of those pages", "htmldate's pages", "{:.0f}", at_least(40)),
        ("shown", "dates shown above the text or in the address, right", "htmldate's pages", "{:.1f} % of {:,.0f}"),
        ("htmldate", "dates of pages that state one, by htmldate alone, right", "htmldate's pages", "{:.1f} %"),
    ),
    *build_rows(
        OUTLETS,
        (
            "outlet titled",
            "outlet of a pasted page that begins with its title: right / wrong, 5-fold by site",
            "trafilatura's pages",
            "{:.1f} / {:.1f} %",
        ),
        (
            "outlet untitled",
            "the same, without the page's title: right / wrong",
            "trafilatura's pages",
            "{:.1f} / {:.1f} %",
        ),
        (
            "outlet cut",
            "the same, only the part around the article: right / wrong",
            "trafilatura's pages",
            "{:.1f} / {:.1f} %",
        ),
    ),
    *build_rows(
        ORIGINS,
        ("worst", "near copies found, of the worst kind of edit", _COPIES_DATA, "{:.3f} of {:,.0f}", at_least(0.95)),
        ("false", "pairs falsely taken for copies, per article", _COPIES_DATA, "{:.3f}", at_most(0.005)),
        (
            "standing",
            "origins of different articles that end with one paragraph; speed of the last 100 in that of the first",
            _COPIES_DATA,
            "{:,.0f} of {:,.0f}; {:.2f}",
            at_least(680, 680, 0.85),
        ),
        ("short", "origins of such articles cut to 50 words", _COPIES_DATA, "{:.0f} of {:.0f}", at_least(100)),
        ("wire", "origins of one report, cut by each of many outlets", _COPIES_DATA, "{:.0f} of {:.0f}", at_most(1)),
    ),
    *build_rows(
        INGEST,
        (
            "added",
            "articles read, stored and settled",
            "BBC articles",
            "{:.1f} per CPU-second, of {:,.0f}",
            at_least(50),
        ),
        ("early", "the first quarter of them", "BBC articles", "{:.1f} per CPU-second"),
        ("read", "articles read by all readers", "BBC articles", "{:.1f} per CPU-second", at_least(25)),
    ),
    *build_rows(
        INGEST_10000,
        ("all", "articles read, stored and settled", "BBC articles and editions", "{:.1f} per CPU-second, of {:,.0f}"),
        ("peak", "most memory meanwhile", "BBC articles and editions", "{:.0f} MB"),
        ("growth", "growth of it over the second half", "BBC articles and editions", "{:.1f} %", at_most(5)),
    ),
    *build_rows(
        SEEDS,
        ("body", "body, F1 by characters", ANNOTATED_DATA, "{:.1f} %", at_least(98)),
        ("sentences", "sentences of the body, F1", ANNOTATED_DATA, "{:.1f} %", at_least(97)),
        ("one_zone", "sentences of one zone alone", ANNOTATED_DATA, "{:.1f} %", at_least(99)),
        ("published", "publication dates right", ANNOTATED_DATA, "{:.1f} %", at_least(100)),
        ("misleading", "misleading publication dates believed", ANNOTATED_DATA, "{:.0f}", at_most(0)),
        ("outlets", "outlets right", ANNOTATED_DATA, "{:.1f} %", at_least(100)),
        ("origins", "origins of five different reports", FACTS_DATA, "{:.0f}", at_least(5)),
    ),
)

ACTOR_DATE_AND_QUOTE_ROWS = (
    *build_rows(
        DATES,
        ("TimeBank", "times, value F1 (relaxed F1 × value)", "TimeBank", "{:.1f} ({:.1f} × {:.1f})", at_least(84)),
        ("AQUAINT", "times, value F1 (relaxed F1 × value)", "AQUAINT", "{:.1f} ({:.1f} × {:.1f})", at_least(77.5)),
        ("MEANTIME", "times, value F1 (relaxed F1 × value)", "MEANTIME, English", "{:.1f} ({:.1f} × {:.1f})"),
        (
            "speed",
            "times read, of the slower set",
            "TimeBank, AQUAINT",
            "{:.0f} documents per CPU-second",
            at_least(200),
        ),
    ),
    *build_rows(
        NAMES,
        ("testa", "names, untyped exact F1", "CoNLL-2003 testa", "{:.1f}", at_least(88)),
        ("types", "types of the names found right", "CoNLL-2003 testa", "{:.1f} %"),
        ("train", "names, untyped exact F1", "CoNLL-2003 train", "{:.1f}"),
    ),
    *build_rows(
        FOREIGN_NAMES,
        ("de", "names in German, untyped exact F1", "CoNLL-2003 German", "{:.1f}", at_least(78)),
        ("es", "names in Spanish, untyped exact F1", "CoNLL-2002 Spanish", "{:.1f}", at_least(80)),
        ("fr", "names in French, untyped exact F1", "WikiNEuRal (made by machine)", "{:.1f}", at_least(80)),
        ("uk", "names in Ukrainian, untyped exact F1", "NER-UK 2.0", "{:.1f}", at_least(78)),
        ("ru", "names in Russian, untyped exact F1", "factRuEval 2016", "{:.1f}", at_least(78)),
        ("ja", "names in Japanese with its extra, untyped exact F1", "Stockmark, last quarter", "{:.1f}", at_least(72)),
        ("ko", "names in Korean with its extra, untyped exact F1", "KLUE dev, second half", "{:.1f}", at_least(72)),
        ("zh", "names in Chinese with its extra, untyped exact F1", "People's Daily, test", "{:.1f}", at_least(72)),
    ),
    *build_rows(
        QUOTATIONS,
        ("right", "direct quotations with their right source", "PolNeAR dev", "{:.1f} % of {:,.0f}", at_least(90)),
        ("sure", "right / covered where sure", "PolNeAR dev", "{:.1f} / {:.1f} %", at_least(98, 67)),
        ("train", "direct quotations with their right source", "PolNeAR train", "{:.1f} % of {:,.0f}"),
    ),
    *build_rows(
        SEEDS,
        ("date_value", "times, values right", ANNOTATED_DATA, "{:.1f} %", at_least(97)),
        ("date_spans", "times, relaxed F1", ANNOTATED_DATA, "{:.1f}", at_least(95)),
        (
            "actor_line",
            "actors of a line, F1: no person registered / as shipped",
            ANNOTATED_DATA,
            "{:.1f} / {:.1f}",
            at_least(93),
        ),
        (
            "linked",
            "mentions linked, F1: no person registered / as shipped",
            ANNOTATED_DATA,
            "{:.1f} / {:.1f}",
            at_least(90),
        ),
        (
            "split",
            "actors told twice: no person registered / as shipped",
            ANNOTATED_DATA,
            "{:.0f} / {:.0f}",
            at_most(2),
        ),
        (
            "noise",
            "mentions in noise: no person registered / as shipped",
            ANNOTATED_DATA,
            "{:.0f} / {:.0f}",
            at_most(0, 0),
        ),
        ("quotes", "direct quotations, F1 of spans", ANNOTATED_DATA, "{:.1f}", at_least(97)),
        ("speakers", "speakers right, of those shown / of all", ANNOTATED_DATA, "{:.1f} / {:.1f} %", at_least(90, 80)),
        ("wrong", "speakers of the list of tempting errors", ANNOTATED_DATA, "{:.0f}", at_most(0)),
    ),
)
