"""Export a briefing as a single HTML page without scripts or external resources."""

from __future__ import annotations

from html import escape

from briefings.export.citation import (
    embed_proof,
    format_as_of,
    format_corroborating,
    format_date,
    format_location,
    format_outlet,
    get_link,
    map_titles,
)
from briefings.verification import CitedSentence, Proof
from corpus.models import collapse_whitespace

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1e; background: #fdfdfb; overflow-wrap: anywhere; }
li { margin: 0 0 1.6rem; }
blockquote { margin: 0; }
cite { font-style: normal; }
.source, .place, footer { color: #4a4a4f; font-size: .9rem; margin: .3rem 0 0; }
.place { font-size: .8rem; }
a { color: #0b57a4; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf0; background: #161618; }
  .source, .place, footer { color: #b6b6bd; }
  a { color: #8ec2ff; }
}
"""


def write_html(proof: Proof) -> str:
    """Return the page: numbered quotations with their sources by story, and the proof in a data block."""
    titles = map_titles(proof)
    items = "\n".join(_render_item(sentence, titles.get(sentence.number)) for sentence in proof.sentences)
    as_of = f"\n<p>{_escape_text(note)}.</p>" if (note := format_as_of(proof)) else ""
    body = f"<ol>\n{items}\n</ol>".replace("<ol>\n</ol>\n", "") if proof.sentences else "<p>Nothing found.</p>"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Briefing {escape(proof.id)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Briefing</h1>{as_of}
{body}
</main>
<footer>Briefing <code>{escape(proof.id)}</code>, store sequence {proof.sequence}.
Check it with <code>dateline verify FILE</code>.</footer>
{embed_proof(proof, "html")}
</body>
</html>
"""


def _render_item(sentence: CitedSentence, title: str | None) -> str:
    """Return a sentence; the first of a story ends the list before it and begins another under the story's title."""
    heading = f"</ol>\n<h2>{_escape_text(title)}</h2>\n<ol>\n" if title else ""
    return heading + _render_sentence(sentence)


def _render_sentence(sentence: CitedSentence) -> str:
    title = f", <cite>{_escape_text(sentence.title)}</cite>" if sentence.title else ""
    others = format_corroborating(sentence)
    also = f'<p class="source">Also told by {_escape_text(others)}</p>\n' if others else ""
    source = f"{_escape_text(format_outlet(sentence))}{title}, {_escape_text(format_date(sentence))}"
    return f"""<li value="{sentence.number}"><blockquote>{_escape_text(sentence.text)}</blockquote>
<p class="source">{source}<br>{_render_address(sentence)}</p>
{also}<p class="place">{_escape_text(format_location(sentence))}</p></li>"""


def _render_address(exhibit: CitedSentence) -> str:
    text, link = _escape_text(exhibit.address), get_link(exhibit)
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text


def _escape_text(text: str) -> str:
    return escape(collapse_whitespace(text))
