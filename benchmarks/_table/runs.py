"""The commands that measure, and where the data of each are had; what several of them are run on."""

from __future__ import annotations

from _rows import Bar, Command, Row

_BBC = ("bbc/BBC News Summary/News Articles", "`Miguel-G-Soares/PRI_proj1`")
_T17 = "`DaivikSojitra/Timeline-Summarization-in-the-Era-of-LLMs`, `julmaxi/Abstractive-Timeline-Summarization`"
_T17_LAYOUT = f"{_T17} and `Haruhi07/news-tls-best`, as DIR/t17, DIR/timelines and DIR/bp"

SENTENCES = Command("sentences.py", "bbc100/corpus", "`adamchristiansen/text-summarizer`")
ZONES = Command(
    "zones.py",
    source="`scrapinghub/article-extraction-benchmark` and `adbar/trafilatura`, in DIR, and `build_page_bodies.py` run"
    " once",
)
PAGES = Command("pages.py", source="that of zones.py and `adbar/htmldate`, in DIR")
OUTLETS = Command("outlets.py", source="`adbar/trafilatura`, `adbar/htmldate` and that of pages.py, in DIR")
ORIGINS, INGEST = Command("origins.py", *_BBC), Command("ingest.py", *_BBC)
INGEST_10000 = Command("ingest.py --articles 10000", *_BBC, long=True)
DATES = Command("dates.py", "tempeval3/data", "`qiangning/StructTempRel-EMNLP17`")
NAMES = Command("names.py", "conll2003/corpus/CoNLL-2003", "`synalp/NER`")
FOREIGN_NAMES = Command(
    "foreign_names.py",
    "foreign_names",
    "`Babelscape/wikineural`, `lang-uk/ner-uk`, `dialogue-evaluation/factRuEval-2016` and others, as its head says",
)
QUOTATIONS = Command("quotations.py", "polnear/data", "`networkdynamics/PolNeAR`")
SEEDS = Command("seeds.py", "shared", "articles annotated by hand, which are not public")
CORROBORATION = Command("corroboration.py", "shared", SEEDS.source)
STORIES = Command("stories.py", "basil", "`launchnlp/BASIL`, its folder `articles`")
CHOOSING = Command("choosing.py", source="any of DIR/bbc, DIR/t17 and DIR/opinosis, as its head says")
TIMELINES = Command("timelines.py", source=f"{_T17_LAYOUT}; tilse")
TIMELINES_PERL = Command("timelines.py --perl", source=f"{TIMELINES.source}; Perl with XML::Parser")
RANKING, TOPICS = Command("ranking.py", *_BBC), Command("topics.py", *_BBC)
SCALE, CHANGES = Command("scale.py", *_BBC, long=True), Command("changes.py", *_BBC, long=True)
INTERACTIONS, FANOUT = Command("interactions.py", *_BBC), Command("fanout.py", long=True)
FANOUT_SERVERS = tuple(Command(f"fanout.py --servers {number}", *_BBC, long=True) for number in (1_000, 10_000))
GROWTH, ARCHIVE = Command("growth.py"), Command("archive.py")
CASES, PROOF, STRUCTURE = Command("cases.py"), Command("proof.py"), Command("structure.py")

#: Data that several commands are measured on.
ANNOTATED_DATA, FACTS_DATA = "three articles, annotated by hand", "five articles with hand-made key facts"

_RowFields = tuple[str, str, str, str] | tuple[str, str, str, str, Bar]


def build_rows(run: Command, *rows: _RowFields) -> tuple[Row, ...]:
    """Return the rows of *run*: of each its key, what is measured, on which data, the form of its figures, its bar."""
    return tuple(Row(run, *row) for row in rows)
