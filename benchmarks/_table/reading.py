"""Rows of what is read in articles: zones, dates, actors, quotations."""

from __future__ import annotations

from _rows import least, most

from _table.runs import (
    ANNOTATED,
    DATES,
    FACTS,
    INGEST,
    NAMES,
    ORIGINS,
    PAGES,
    QUOTATIONS,
    SEEDS,
    SENTENCES,
    TEN_THOUSAND,
    ZONES,
    of,
)

_COPIES = "BBC articles and copies edited by the script"

READING = (
    *of(
        SENTENCES,
        ("ends", "sentence ends, F1", "BBC-100", "{:.4f}", least(0.997)),
        ("inner", "sentence ends inside paragraphs, F1", "BBC-100", "{:.4f}"),
        ("tricky", "tricky sentence ends right", "cases of our own", "{:.1f} % of {:,.0f}", least(93.75)),
        ("speed", "sentences split", "BBC-100", "{:.1f} MB per CPU-second", least(1)),
    ),
    *of(
        ZONES,
        ("told", "body of pasted text by html_text, F1, 5-fold by page", "181 pages", "{:.4f}", least(0.92)),
        ("plain", "body of pasted text by plain rendering, F1, 5-fold by page", "181 pages", "{:.4f}"),
        ("speed", "zones labelled", "181 pages", "{:.0f} pages per CPU-second", least(200)),
    ),
    *of(
        PAGES,
        ("zoned", "body of HTML pages, F1, zones 5-fold by page", "181 pages", "{:.4f}", least(0.968)),
        ("hinted", "body of HTML pages before the zones, F1", "181 pages", "{:.4f}"),
        ("trafilatura", "body of HTML pages by trafilatura alone, F1", "181 pages", "{:.4f}"),
        ("precise", "body by trafilatura, precision favoured, F1", "181 pages", "{:.4f}"),
        ("dates", "dates of pages that state one, right", "htmldate's pages", "{:.1f} % of {:,.0f}", least(98)),
        ("sites", "sites of those pages", "htmldate's pages", "{:.0f}", least(40)),
        ("shown", "dates shown above the text or in the address, right", "htmldate's pages", "{:.1f} % of {:,.0f}"),
        ("htmldate", "dates of pages that state one, by htmldate alone, right", "htmldate's pages", "{:.1f} %"),
    ),
    *of(
        ORIGINS,
        ("worst", "near copies found, of the worst kind of edit", _COPIES, "{:.3f} of {:,.0f}", least(0.95)),
        ("false", "pairs falsely taken for copies, per article", _COPIES, "{:.3f}", most(0.005)),
    ),
    *of(
        INGEST,
        ("added", "articles read, stored and settled", "BBC articles", "{:.1f} per CPU-second, of {:,.0f}", least(50)),
        ("early", "the first quarter of them", "BBC articles", "{:.1f} per CPU-second"),
        ("read", "articles read by all readers", "BBC articles", "{:.1f} per CPU-second", least(25)),
    ),
    *of(
        TEN_THOUSAND,
        ("all", "articles read, stored and settled", "BBC articles and editions", "{:.1f} per CPU-second, of {:,.0f}"),
        ("peak", "most memory meanwhile", "BBC articles and editions", "{:.0f} MB"),
        ("growth", "growth of it over the second half", "BBC articles and editions", "{:.1f} %", most(5)),
    ),
    *of(
        SEEDS,
        ("body", "body, F1 by characters", ANNOTATED, "{:.1f} %", least(98)),
        ("sentences", "sentences of the body, F1", ANNOTATED, "{:.1f} %", least(97)),
        ("one_zone", "sentences of one zone alone", ANNOTATED, "{:.1f} %", least(99)),
        ("published", "publication dates right", ANNOTATED, "{:.1f} %", least(100)),
        ("misleading", "misleading publication dates believed", ANNOTATED, "{:.0f}", most(0)),
        ("outlets", "outlets right", ANNOTATED, "{:.1f} %", least(100)),
        ("origins", "origins of five different reports", FACTS, "{:.0f}", least(5)),
    ),
)

WHO_WHEN_SAID = (
    *of(
        DATES,
        ("TimeBank", "times, value F1 (relaxed F1 × value)", "TimeBank", "{:.1f} ({:.1f} × {:.1f})", least(80)),
        ("AQUAINT", "times, value F1 (relaxed F1 × value)", "AQUAINT", "{:.1f} ({:.1f} × {:.1f})", least(76)),
        ("speed", "times read, of the slower set", "TimeBank, AQUAINT", "{:.0f} documents per CPU-second", least(200)),
    ),
    *of(
        NAMES,
        ("testa", "names, untyped exact F1", "CoNLL-2003 testa", "{:.1f}", least(88)),
        ("types", "types of the names found right", "CoNLL-2003 testa", "{:.1f} %"),
        ("train", "names, untyped exact F1", "CoNLL-2003 train", "{:.1f}"),
    ),
    *of(
        QUOTATIONS,
        ("right", "direct quotations with their right source", "PolNeAR dev", "{:.1f} % of {:,.0f}", least(80)),
        ("sure", "right / covered where sure", "PolNeAR dev", "{:.1f} / {:.1f} %", least(95, 50)),
        ("train", "direct quotations with their right source", "PolNeAR train", "{:.1f} % of {:,.0f}"),
    ),
    *of(
        SEEDS,
        ("date_value", "times, values right", ANNOTATED, "{:.1f} %", least(97)),
        ("date_spans", "times, relaxed F1", ANNOTATED, "{:.1f}", least(95)),
        (
            "actor_line",
            "actors of a line, F1: no person registered / as shipped",
            ANNOTATED,
            "{:.1f} / {:.1f}",
            least(93),
        ),
        ("linked", "mentions linked, F1: no person registered / as shipped", ANNOTATED, "{:.1f} / {:.1f}", least(90)),
        ("split", "actors told twice: no person registered / as shipped", ANNOTATED, "{:.0f} / {:.0f}", most(2)),
        ("noise", "mentions in noise: no person registered / as shipped", ANNOTATED, "{:.0f} / {:.0f}", most(0, 0)),
        ("quotes", "direct quotations, F1 of spans", ANNOTATED, "{:.1f}", least(97)),
        ("speakers", "speakers right, of those shown / of all", ANNOTATED, "{:.1f} / {:.1f} %", least(90, 80)),
        ("wrong", "speakers of the list of tempting errors", ANNOTATED, "{:.0f}", most(0)),
    ),
)
