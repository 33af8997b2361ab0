"""Claims about ingestion: files and pasted text to Sources, Documents, and the store."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from corpus.entities import Registry
from corpus.errors import EmptySource, SourceError, SourceTooLarge, UndecodableSource
from corpus.models import Source, Zone
from corpus.pipeline import add_sources, annotate_sources
from corpus.pipeline.ingest import annotate_source
from corpus.sources import files
from corpus.store import IngestOutcome, IngestState, Store
from tests.support.paths import SAMPLE, list_seeds

TEXT = "Harbour opens\n\nThe harbour at Norhaven opened on Wednesday, officials said.\n"


def list_states(outcomes: tuple[IngestOutcome, ...]) -> list[str]:
    """Return what became of each source."""
    return [outcome.state.value for outcome in outcomes]


def build_source(
    text: str = TEXT, name: str = "harbour", address: str = "/news/harbour.txt", scope: str = ""
) -> Source:
    """Make a source as a file would give it."""
    return files.build_source(text.encode(), name, address, scope)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("café\r\n“so”".encode(), "café\r\n“so”", id="UTF-8 keeps its line ends"),
        pytest.param("café".encode("utf-8-sig"), "café", id="UTF-8 with a mark"),
        pytest.param("café\n한국".encode("utf-16"), "café\n한국", id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + "café".encode("utf-16-be"), "café", id="UTF-16, the other end first"),
        pytest.param("café “so”".encode("cp1252"), "café “so”", id="Windows-1252"),
        pytest.param(b"old mac\rlines\x0b", "old mac\rlines\x0b", id="lines of every kind"),
    ],
)
def test_bytes_are_decoded_without_a_change(data: bytes, text: str) -> None:
    """Every usual encoding is read, and no line end is translated."""
    assert files.build_source(data, "x", "x").text == text


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        pytest.param(b"", EmptySource, "contains no text", id="an empty file"),
        pytest.param(b" \n\t--- \xef\xbb\xbf", EmptySource, "contains no text", id="no letter"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UndecodableSource, "isn't a text file", id="a picture"),
        pytest.param(b"\x07\x07 rings \x07 and rings", UndecodableSource, "isn't a text file", id="a terminal's noise"),
        pytest.param(b"\xff\xfea\0b", UndecodableSource, "can't decode it as utf-16", id="half a letter"),
        pytest.param(b"caf\x81", UndecodableSource, "can't decode it as utf-8 or cp1252", id="no known encoding"),
        pytest.param(b"a" * 5_000_001, SourceTooLarge, "larger than 5 MB", id="a file of 5 MB and a byte"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, error: type[SourceError], reason: str) -> None:
    """Each kind of bad file gives one clear sentence."""
    with pytest.raises(error, match=reason):
        files.build_source(data, "x", "x")


def test_a_folder_gives_its_text_files_and_what_it_had_to_refuse(tmp_path: Path) -> None:
    """Files are taken in the order of their names, deep ones too; hidden and other files are passed over."""
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "c.txt").write_text("")
    found = files.load_sources(tmp_path)
    assert [one.name for one in found.sources] == ["b", "a"]
    assert [type(error) for error in found.refused] == [EmptySource]
    assert found.sources[0].address == str(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("is_folder", "reason"),
    [
        pytest.param(True, "the folder has no articles", id="an empty folder"),
        pytest.param(False, "No such file", id="no such file"),
    ],
)
def test_a_path_without_articles_is_an_error(tmp_path: Path, is_folder: bool, reason: str) -> None:
    """A folder without articles, or nothing at all, is said to be so."""
    path = tmp_path / "news"
    if is_folder:
        path.mkdir()
    with pytest.raises(SourceError, match=reason):
        files.load_sources(path)


def test_standard_input_is_read_to_its_end() -> None:
    """What is piped in becomes one source."""
    found = files.load_stdin(io.BytesIO(TEXT.encode()), "pasted").sources[0]
    assert (found.text, found.address) == (TEXT, "-")


PAGE = b"""<!DOCTYPE html><html><head><title>Harbour opens</title><meta property="og:site_name" content="Norhaven Post">
<meta property="article:published_time" content="2024-06-20T08:00:00Z"></head><body><h1>Harbour opens</h1>
<p>The harbour at Norhaven opened on Thursday, officials said, after a year of repairs to its walls and gates.</p>
<p>The mayor said that ferries would run again from Monday, and that the old bridge would stay closed until autumn.</p>
<p>Fishermen welcomed the news and hung flags from their boats along the whole length of the northern pier.</p>
</body></html>"""


def test_a_saved_page_is_read_as_its_visible_text(store: Store, registry: Registry, tmp_path: Path) -> None:
    """A page in a file becomes text with hints; what it says of itself is used."""
    path = tmp_path / "harbour.html"
    path.write_bytes(PAGE)
    one = files.load_sources(tmp_path).sources[0]
    assert (one.name, one.address, one.hints.outlet) == ("harbour", str(path), "Norhaven Post")
    assert "<p>" not in one.text
    assert one.renderer
    add_sources(store, [one], registry)
    assert store.get_document("harbour").article.provenance.published.value[:10] == "2024-06-20"
    assert store.get_record("harbour").hints == one.hints


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        pytest.param("harbour.txt", b"", id="by how it begins"),
        pytest.param("harbour.XHTML", b"<?xml version='1.0'?><!-- saved -->", id="by its ending"),
        pytest.param("harbour.htm", b"<!--" + b"x" * 6_000_000 + b"-->", id="though it is larger than any text"),
    ],
)
def test_a_page_in_a_file_is_known(tmp_path: Path, name: str, opening: bytes) -> None:
    """Whatever it is called or begins with, it is read as a page and to its end, alone and in a folder."""
    path = tmp_path / name
    path.write_bytes(opening + PAGE)
    (one,) = files.load_sources(path).sources
    assert one.text.endswith("along the whole length of the northern pier.")
    assert files.load_sources(tmp_path).sources == (one,)


def test_adding_twice_changes_nothing_and_says_so(store: Store, registry: Registry, tmp_path: Path) -> None:
    """The same file, or the same folder moved elsewhere, is unchanged."""
    ticks: list[int] = []
    assert list_states(add_sources(store, [build_source()], registry, lambda: ticks.append(1))) == ["added"]
    before = store.get_sequence()
    again = [build_source(), build_source(address=str(tmp_path / "harbour.txt"))]
    assert list_states(add_sources(store, again, registry, lambda: ticks.append(1))) == ["unchanged", "unchanged"]
    assert (store.get_sequence(), len(ticks)) == (before, 3)


def test_a_changed_text_is_a_new_revision_of_the_same_article(store: Store, registry: Registry) -> None:
    """What stands at the same address under another text replaces it, and the old text stays."""
    add_sources(store, [build_source()], registry)
    report = add_sources(store, [build_source(TEXT + "\nFerries run.\n")], registry)
    assert [(one.state, one.key) for one in report] == [(IngestState.REVISED, "harbour")]
    assert store.get_document("harbour").article.revision == 2
    assert store.get_document("harbour", revision=1).article.text == TEXT


def test_a_taken_key_is_made_unique_by_the_text(store: Store, registry: Registry) -> None:
    """Another article of the same name keeps the name and gets a mark that does not depend on what else there is."""
    other = build_source("Another story.\n", address="/other/harbour.txt")
    third = build_source("A third story.\n", address="/third/harbour.txt")
    report = add_sources(store, [build_source(), other, third], registry)
    keys = [one.key for one in report]
    assert keys[0] == "harbour"
    assert all(key.startswith("harbour-") for key in keys[1:])
    assert len(set(keys)) == 3
    assert list_states(add_sources(store, [third, other, build_source()], registry)) == ["unchanged"] * 3


def test_the_same_text_under_another_name_is_another_article(store: Store, registry: Registry) -> None:
    """Two outlets that print the same words are two articles."""
    report = add_sources(store, [build_source(), build_source(name="copy", address="/news/copy.txt")], registry)
    assert [(one.state, one.key) for one in report] == [(IngestState.ADDED, "harbour"), (IngestState.ADDED, "copy")]


def test_pasted_texts_are_articles_of_their_own(store: Store, registry: Registry) -> None:
    """Standard input has no address: another text is no revision of the last."""
    first, second = build_source(name="pasted", address="-"), build_source("Another story.\n", "pasted", "-")
    assert list_states(add_sources(store, [first, second, first], registry)) == ["added", "added", "unchanged"]


def test_a_servers_article_leaves_everybodys_alone(store: Store, registry: Registry) -> None:
    """The same file added for a server is that server's own, under a key that is nobody else's."""
    add_sources(store, [build_source()], registry)
    report = add_sources(store, [build_source(scope="1")], registry)
    assert report[0].state is IngestState.ADDED
    assert report[0].key != "harbour"
    assert store.list_keys() == ("harbour",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Plain-name_1.2", "Plain-name_1.2"),
        ("../../etc/passwd", "etc-passwd"),
        ("a b\tc?*", "a-b-c"),
        ("한국 뉴스", "한국-뉴스"),
        ("...", "article"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_key_is_safe_whatever_the_name(store: Store, registry: Registry, name: str, key: str) -> None:
    """A key holds letters, digits, dots, dashes and underscores alone."""
    assert add_sources(store, [build_source(name=name)], registry)[0].key == key


def test_the_sample_is_read_and_stored_without_loss(store: Store, registry: Registry) -> None:
    """Every sample article comes out of the store as it was read, and every sentence is a span of its file."""
    found = files.load_sources(SAMPLE).sources
    report = add_sources(store, found, registry)
    assert list_states(report) == ["added"] * len(found)
    for one, outcome in zip(found, report, strict=True):
        arrived = store.get_record(outcome.key).document
        assert arrived == annotate_source(one, registry, outcome.key)
        text = Path(one.address).read_bytes().decode()
        assert all(text[s.start : s.end] == s.text for s in arrived.sentences)
        assert any(s.zone is Zone.BODY for s in arrived.sentences)
    assert store.check_integrity() == ()


def test_the_seeds_are_read_word_for_word(registry: Registry) -> None:
    """No sentence of a seed article differs by a character from its span in the file."""
    for path in list_seeds():
        for document in annotate_sources(files.load_sources(path).sources, registry):
            text = path.read_bytes().decode("utf-8")
            assert document.article.key == path.stem
            assert document.sentences
            assert all(text[s.start : s.end] == s.text for s in document.sentences)


def test_a_stray_bell_does_not_make_a_file_binary() -> None:
    """One control character that slipped into a text leaves it a text, unchanged."""
    text = "The talks go on.\x07 "
    assert files.build_source(text.encode(), "a", "a.txt").text == text
