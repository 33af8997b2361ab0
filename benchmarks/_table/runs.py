"""The commands that measure, and where the data of each are had; what several of them are run on."""

from __future__ import annotations

from _rows import Bar, Row, Run

_BBC = ("bbc/BBC News Summary/News Articles", "`Miguel-G-Soares/PRI_proj1`")
_T17 = "`DaivikSojitra/Timeline-Summarization-in-the-Era-of-LLMs`, `julmaxi/Abstractive-Timeline-Summarization`"
_T17_LAID = f"{_T17} and `Haruhi07/news-tls-best`, as DIR/t17, DIR/timelines and DIR/bp"

SENTENCES = Run("sentences.py", "bbc100/corpus", "`adamchristiansen/text-summarizer`")
ZONES = Run("zones.py", "article-extraction-benchmark", "`scrapinghub/article-extraction-benchmark`")
PAGES = Run("pages.py", source="that of zones.py, and `adbar/htmldate` as DIR/htmldate")
ORIGINS, INGEST = Run("origins.py", *_BBC), Run("ingest.py", *_BBC)
TEN_THOUSAND = Run("ingest.py --articles 10000", *_BBC, long=True)
DATES = Run("dates.py", "tempeval3/data", "`qiangning/StructTempRel-EMNLP17`")
NAMES = Run("names.py", "conll2003/corpus/CoNLL-2003", "`synalp/NER`")
QUOTATIONS = Run("quotations.py", "polnear/data", "`networkdynamics/PolNeAR`")
SEEDS = Run("seeds.py", "shared", "articles annotated by hand, which are not public")
STORIES = Run("stories.py", "shared", SEEDS.source)
CHOOSING = Run("choosing.py", source="any of DIR/bbc, DIR/t17 and DIR/opinosis, as its head says")
TIMELINES = Run("timelines.py", source=f"{_T17_LAID}; tilse")
PERL = Run("timelines.py --perl", source=f"{TIMELINES.source}; Perl with XML::Parser")
RANKING, TOPICS = Run("ranking.py", *_BBC), Run("topics.py", *_BBC)
SCALE = Run("scale.py", *_BBC, long=True)
INTERACTIONS, FANOUT = Run("interactions.py", *_BBC), Run("fanout.py", long=True)
CASES, PROOF, HOUSE = Run("cases.py"), Run("proof.py"), Run("house.py")

#: Data that several commands are measured on.
ANNOTATED, FACTS = "three articles, annotated by hand", "five articles with hand-made key facts"

_Told = tuple[str, str, str, str] | tuple[str, str, str, str, Bar]


def of(run: Run, *rows: _Told) -> tuple[Row, ...]:
    """Give the rows of *run*: of each its key, what is measured, on which data, the form of its figures, its bar."""
    return tuple(Row(run, *row) for row in rows)
