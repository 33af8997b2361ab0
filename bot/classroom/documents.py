"""Write position packs and quizzes as Markdown and as a self-contained page for printing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.classroom.models import ClassSubject, PackSet, Quiz, QuizItem
from bot.classroom.rendering import describe_length, describe_question, describe_subject, explain_answer, format_option
from bot.locales import ENGLISH, Translator
from bot.locales.messages import _
from bot.rendering.formatting import format_publication_date
from bot.rendering.quote_check import to_citation
from briefings.classroom import QuestionKind
from briefings.export.citation import get_link
from briefings.export.markdown import escape_markdown
from briefings.verification import CitedSentence
from corpus.models import collapse_whitespace

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1e; background: #fdfdfb; overflow-wrap: anywhere; }
h2 { margin: 2.4rem 0 .4rem; }
li { margin: 0 0 1.4rem; break-inside: avoid; }
blockquote { margin: 0; }
ul.options { list-style: none; padding: 0; margin: .5rem 0 0; }
ul.options li { margin: .2rem 0; }
ul.options li::before { content: "☐ "; }
cite { font-style: normal; }
.note, .source { color: #4a4a4f; font-size: .9rem; margin: .3rem 0 0; }
a { color: #0b57a4; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf0; background: #161618; }
  .note, .source { color: #b6b6bd; }
  a { color: #8ec2ff; }
}
@media print {
  body { margin: 0; max-width: none; color: #000; background: #fff; font-size: 11pt; }
  section { break-before: page; }
  section:first-of-type { break-before: auto; }
  a { color: inherit; text-decoration: none; }
}
"""


@dataclass(frozen=True, slots=True)
class _Source:
    """The source of a sentence as plain text, with its link or ``""``."""

    text: str
    link: str
    place: str


def _describe_source(sentence: CitedSentence, translator: Translator) -> _Source:
    citation = to_citation(sentence)
    outlet = collapse_whitespace(sentence.outlet or "") or translator.translate(_("unknown outlet"))
    title = f"“{collapse_whitespace(sentence.title)}”" if sentence.title else ""
    text = ", ".join(filter(None, (outlet, title, format_publication_date(citation, translator))))
    place = translator.translate(
        _(
            "characters {start} to {end} of article {key}, revision {revision}",
            start=str(sentence.start),
            end=str(sentence.end),
            key=collapse_whitespace(sentence.key),
            revision=sentence.revision,
        )
    )
    return _Source(text, get_link(sentence) or "", place)


def write_packs_markdown(packs: PackSet, translator: Translator = ENGLISH) -> str:
    """Return position packs as Markdown."""
    lines = [f"# {translator.translate(_('Position packs'))}", ""]
    lines += [escape_markdown(line) + "\n" for line in _list_pack_notes(packs, translator)]
    for pack in packs.packs:
        lines += [f"## {escape_markdown(pack.name)}", ""]
        if pack.speakers:
            lines += [escape_markdown(_describe_speakers(pack.speakers, translator)), ""]
        for number, sentence in enumerate(pack.proof.sentences, 1):
            lines += _format_cited(number, sentence, translator)
    return "\n".join(lines)


def _list_pack_notes(packs: PackSet, translator: Translator) -> list[str]:
    notes = [describe_subject(packs.subject, translator)]
    if packs.shortest:
        notes.append(translator.translate(describe_length(packs)))
    return notes


def _describe_speakers(speakers: tuple[str, ...], translator: Translator) -> str:
    return translator.translate(_("Quoted: {names}", names=speakers))


def _format_cited(number: int, sentence: CitedSentence, translator: Translator) -> Iterator[str]:
    source = _describe_source(sentence, translator)
    yield f"{number}. “{escape_markdown(sentence.text)}”"
    yield ""
    yield f"   {escape_markdown(source.text)}"
    if source.link:
        yield f"   <{source.link}>" if not set(source.link) & set("<>") else f"   {escape_markdown(source.link)}"
    yield f"   ({escape_markdown(source.place)})"
    yield ""


def write_packs_html(packs: PackSet, translator: Translator = ENGLISH) -> str:
    """Return position packs as a page without scripts or external resources; in print, each side has its own page."""
    title = translator.translate(_("Position packs"))
    notes = "\n".join(f'<p class="note">{_escape(note)}</p>' for note in _list_pack_notes(packs, translator))
    sections = []
    for pack in packs.packs:
        speakers = (
            f'<p class="note">{_escape(_describe_speakers(pack.speakers, translator))}</p>\n' if pack.speakers else ""
        )
        items = "\n".join(_render_cited(one, translator) for one in pack.proof.sentences)
        sections.append(f"<section>\n<h2>{_escape(pack.name)}</h2>\n{speakers}<ol>\n{items}\n</ol>\n</section>")
    return _build_page(title, f"{notes}\n" + "\n".join(sections), translator)


def _render_cited(sentence: CitedSentence, translator: Translator) -> str:
    source = _describe_source(sentence, translator)
    link = f'<br><a href="{escape(source.link)}" rel="noreferrer">{_escape(source.link)}</a>' if source.link else ""
    return (
        f"<li><blockquote>{_escape(sentence.text)}</blockquote>\n"
        f'<p class="source">{_escape(source.text)}{link}<br>{_escape(source.place)}</p></li>'
    )


def write_quiz_markdown(quiz: Quiz, subject: ClassSubject, translator: Translator = ENGLISH) -> str:
    """Return a quiz as Markdown: the questions, and after them the answers with their proof."""
    lines = [f"# {translator.translate(_('Quiz'))}", "", escape_markdown(describe_subject(subject, translator)), ""]
    for number, item in enumerate(quiz.items, 1):
        lines += [f"{number}. {escape_markdown(translator.translate(describe_question(item.kind)))}", ""]
        lines += [f"   > {escape_markdown(_quote_shown(item))}", ""]
        lines += [f"   - {escape_markdown(format_option(item, n, translator))}" for n in range(len(item.options))]
        lines.append("")
    lines += [f"## {translator.translate(_('Answers'))}", ""]
    for number, item in enumerate(quiz.items, 1):
        proof = quiz.get_proof(number)
        source = _describe_source(proof, translator)
        lines += [f"{number}. **{escape_markdown(format_option(item, item.answer, translator))}**", ""]
        if explained := explain_answer(item, translator):
            lines += [f"   {escape_markdown(explained)}", ""]
        lines += [f"   “{escape_markdown(proof.text)}”", "", f"   {escape_markdown(source.text)}"]
        lines += [f"   ({escape_markdown(source.place)})", ""]
    return "\n".join(lines)


def _quote_shown(item: QuizItem) -> str:
    return f"“{item.text}”" if item.kind is QuestionKind.SPEAKER else item.text


def write_quiz_html(quiz: Quiz, subject: ClassSubject, translator: Translator = ENGLISH) -> str:
    """Return a quiz as a page without scripts: the questions, and on a page of their own in print the answers."""
    questions = "\n".join(_render_question(item, translator) for item in quiz.items)
    answers = "\n".join(
        f"<li>{_render_solution(item, translator)}\n{_render_proof(quiz.get_proof(number), translator)}</li>"
        for number, item in enumerate(quiz.items, 1)
    )
    body = (
        f'<p class="note">{_escape(describe_subject(subject, translator))}</p>\n'
        f"<section>\n<ol>\n{questions}\n</ol>\n</section>\n"
        f"<section>\n<h2>{_escape(translator.translate(_('Answers')))}</h2>\n<ol>\n{answers}\n</ol>\n</section>"
    )
    return _build_page(translator.translate(_("Quiz")), body, translator)


def _render_question(item: QuizItem, translator: Translator) -> str:
    options = "\n".join(f"<li>{_escape(format_option(item, n, translator))}</li>" for n in range(len(item.options)))
    asked = _escape(translator.translate(describe_question(item.kind)))
    return (
        f"<li><p>{asked}</p>\n<blockquote>{_escape(_quote_shown(item))}</blockquote>\n"
        f'<ul class="options">\n{options}\n</ul></li>'
    )


def _render_solution(item: QuizItem, translator: Translator) -> str:
    explained = explain_answer(item, translator)
    more = f"<br>{_escape(explained)}" if explained else ""
    return f"<p><strong>{_escape(format_option(item, item.answer, translator))}</strong>{more}</p>"


def _render_proof(sentence: CitedSentence, translator: Translator) -> str:
    return _render_cited(sentence, translator).removeprefix("<li>").removesuffix("</li>")


def _build_page(title: str, body: str, translator: Translator) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="{escape(translator.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{_escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def _escape(text: str) -> str:
    return escape(collapse_whitespace(text))
