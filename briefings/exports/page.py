"""A briefing as one HTML page that loads nothing and runs nothing."""

from __future__ import annotations

from html import escape

from briefings.exports import citation
from briefings.exports.block import embed
from briefings.proof import Exhibit, Proof

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


def write(proof: Proof) -> str:
    """Write the page: a numbered list of quotations with their sources, and the proof in a data block."""
    told = "\n".join(_quoted(exhibit) for exhibit in proof.exhibits)
    body = f"<ol>\n{told}\n</ol>" if proof.exhibits else "<p>Nothing found.</p>"
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
<h1>Briefing</h1>
{body}
</main>
<footer>Briefing <code>{escape(proof.id)}</code>, store sequence {proof.sequence}.
Check it with <code>dateline verify FILE</code>.</footer>
{embed(proof, "html")}
</body>
</html>
"""


def _quoted(exhibit: Exhibit) -> str:
    title = f", <cite>{_data(exhibit.title)}</cite>" if exhibit.title else ""
    others = citation.others(exhibit)
    also = f'<p class="source">Also told by {_data(others)}</p>\n' if others else ""
    source = f"{_data(citation.heading(exhibit))}{title}, {_data(citation.dated(exhibit))}"
    return f"""<li value="{exhibit.number}"><blockquote>{_data(exhibit.text)}</blockquote>
<p class="source">{source}<br>{_address(exhibit)}</p>
{also}<p class="place">{_data(citation.place(exhibit))}</p></li>"""


def _address(exhibit: Exhibit) -> str:
    shown, link = _data(exhibit.address), citation.link(exhibit)
    return f'<a href="{escape(link)}" rel="noreferrer">{shown}</a>' if link else shown


def _data(text: str) -> str:
    return escape(citation.one_line(text))
