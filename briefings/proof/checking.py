"""The verdict on an export by the stored texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from briefings.proof.making import digest, public
from briefings.proof.model import Check, Exhibit, Proof, State, Verdict
from corpus.model import Article, Claim, Confidence


def verify(proof: Proof, stored: Mapping[str, Sequence[Article]]) -> Verdict:
    """
    Check every sentence of *proof* against the stored texts: hash, span, words, citation, order; and the id.

    Args:
        proof: What an export carries.
        stored: Article key → the revisions that the store holds, oldest first, the newest among them; a key that is
            missing is of a deleted article.
    """
    fits = proof.id == digest(proof.sequence, proof.request, proof.exhibits)
    checks = tuple(_check(exhibit, place, stored, fits) for place, exhibit in enumerate(proof.exhibits, 1))
    return Verdict(proof, fits, checks)


def _check(exhibit: Exhibit, place: int, stored: Mapping[str, Sequence[Article]], fits: bool) -> Check:
    revisions = stored.get(exhibit.key, ())
    if not revisions:
        return Check(exhibit, State.DELETED, (f"The store holds no article “{exhibit.key}”.",))
    cited = next((article for article in revisions if article.revision == exhibit.revision), None)
    if cited is None:
        return Check(exhibit, State.DELETED, (f"The store holds no revision {exhibit.revision} of “{exhibit.key}”.",))
    if sha256(cited.text.encode()).hexdigest() != exhibit.sha256:
        return Check(
            exhibit,
            State.CHANGED,
            ("The stored text is another than the one that was quoted.", _standing(exhibit, cited)),
        )
    newest = revisions[-1]
    misplaced = tuple(_misplaced(exhibit, place, cited))
    miscited = tuple(_miscited(exhibit, cited, current=cited is newest))
    if misplaced or miscited:
        # Where the id vouches for the citation, it is the store that has come to know another.
        return Check(exhibit, State.CHANGED if fits and not misplaced else State.ALTERED, misplaced + miscited)
    if missing := tuple(_unsupported(exhibit, stored)):
        return Check(exhibit, State.CHANGED, missing)
    if cited is not newest:
        revised = f"The article was changed since; revision {newest.revision} is its newest."
        return Check(exhibit, State.REVISED, (revised, _standing(exhibit, newest)))
    return Check(exhibit, State.HOLDS)


def _standing(exhibit: Exhibit, article: Article) -> str:
    stands = "still stands" if exhibit.text in article.text else "no longer stands"
    return f"The sentence {stands} in it word for word."


def _misplaced(exhibit: Exhibit, place: int, article: Article) -> Iterator[str]:
    if exhibit.number != place:
        yield f"It is numbered {exhibit.number} and stands in place {place}."
    start, end = exhibit.start, exhibit.end
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != exhibit.text:
        found = article.text.find(exhibit.text)
        if found < 0:
            yield "The article does not hold these words."
        else:
            yield f"These words do not stand at [{start}, {end}) but at [{found}, {found + len(exhibit.text)})."


def _miscited(exhibit: Exhibit, article: Article, *, current: bool) -> Iterator[str]:
    """Compare the citation; what was worked out from other articles is not kept with an older revision."""
    known = article.provenance
    claims: tuple[tuple[str, str | None, Claim], ...] = (
        ("title", exhibit.title, known.title),
        ("outlet", exhibit.outlet, known.outlet),
        ("publication date", exhibit.published, known.published),
    )
    for name, told, claim in claims:
        comparable = current or claim.confidence is Confidence.STATED
        if comparable and told != (claim.value or None):
            yield f"The {name} is told as {_shown(told)}; the store knows {_shown(claim.value)}."
    if current and exhibit.confidence != known.published.confidence:
        yield f"The publication date is told as {exhibit.confidence}; to the store it is {known.published.confidence}."
    if exhibit.address not in {article.address, public(article.address)}:
        yield f"The address is told as {exhibit.address}; the store knows {article.address}."


def _unsupported(exhibit: Exhibit, stored: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    for key, revision, _outlet in exhibit.also:
        if not any(article.revision == revision for article in stored.get(key, ())):
            yield f"It is said to be told by “{key}” too, of which the store holds no revision {revision}."


def _shown(value: str | None) -> str:
    return f"“{value}”" if value else "none"
