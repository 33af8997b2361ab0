"""Claims about which part of a page is its article."""

from __future__ import annotations

from corpus.extraction.page import ExtractedPage, extract_page
from corpus.segmentation import label_zones
from tests.support.corpus.pages import PAGE_URL, build_page


def test_the_body_is_whole_lines_of_the_text(report_page: ExtractedPage) -> None:
    """The extractor's body lies on the text; caption, related links and menu are outside."""
    body = [report_page.text[start:end] for start, end in report_page.hints.body]
    assert body[0].startswith("The bridge over the harbour")
    assert body[-1].endswith("has returned to sea.")
    assert not any(word in part for part in body for word in ("Photograph", "Storm sinks", "Home World", "©"))


def test_zones_can_be_laid_over_the_text(report_page: ExtractedPage) -> None:
    """Text and hints are what the zones are labelled by."""
    zones = label_zones(report_page.text, report_page.hints)
    assert any(report_page.text[zone.start : zone.end].startswith("Nobody was hurt") for zone in zones)


def test_paragraphs_marked_up_like_the_body_belong_to_it() -> None:
    """What an extractor overlooks behind an advertisement is known by its markup; a list of links is not."""
    told = [
        f"Paragraph {number} tells what the council decided on the bridge, and why it took so long."
        for number in range(12)
    ]
    part = '<div class="story-part">{}</div>'
    first = part.format("".join(f"<p>{each}</p>" for each in told[:6]))
    second = part.format("".join(f"<p>{each}</p>" for each in told[6:]))
    links = "".join(
        f'<li><a href="/{each}">Another story with the number {each} on this site</a></li>' for each in range(9)
    )
    page = extract_page(
        build_page(f"<main>{first}<div class=ad>Buy now</div>{second}<ul>{links}</ul></main>"), PAGE_URL
    )
    body = " ".join(page.text[start:end] for start, end in page.hints.body)
    assert all(each in body for each in told)
    assert "Another story" not in body


def test_other_posts_below_the_article_are_not_its_body() -> None:
    """Articles inside an article are comments or other posts (HTML 4.3.2)."""
    posts = "".join(
        f"<article><p>In post {each} somebody tells of a quite different matter, and at length.</p></article>"
        for each in range(5)
    )
    own = "".join(
        f"<p>Sentence {each} of the article is about the bridge over the harbour and its cost.</p>" for each in range(8)
    )
    page = extract_page(build_page(f"<article><h1>The bridge</h1>{own}<section>{posts}</section></article>"), PAGE_URL)
    body = " ".join(page.text[start:end] for start, end in page.hints.body)
    assert "Sentence 7 of the article" in body
    assert "different matter" not in body


def test_comments_below_the_article_are_not_its_body() -> None:
    """What readers wrote has the shape of a report and is none; an article that is named so is read."""
    own = "".join(f"<p>Sentence {each} of the article is about the bridge over the harbour.</p>" for each in range(8))
    said = "<p>Nobody has asked us who live there, and we shall have the noise of it every night.</p>"
    page = extract_page(build_page(f"<article>{own}</article><div class=comments>{said}</div>"), PAGE_URL)
    assert "asked us" not in " ".join(page.text[start:end] for start, end in page.hints.body)
    page = extract_page(build_page(f"<article id=comment>{own}</article>"), PAGE_URL)
    assert "Sentence 7" in " ".join(page.text[start:end] for start, end in page.hints.body)
