"""Assign a zone (headline, body, caption, byline …) to each line of an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from corpus.languages.pack import LanguagePack
from corpus.languages.written_days import find_days_without_pack, is_date_line
from corpus.models import Hints, Zone, ZoneSpan
from corpus.segmentation.boxes import find_boxes, is_advertisement, is_box_line, score_box_line
from corpus.segmentation.front_matter import FrontMatter, parse_front_matter
from corpus.segmentation.line_classifier import LineClassifier, load_bundled
from corpus.segmentation.line_features import Float32Array, max_sum_range, measure_lines, measure_positions
from corpus.segmentation.line_patterns import (
    APPEAL,
    BIO,
    BYLINE,
    COMMENT,
    CREDIT,
    DATE,
    FURNITURE,
    LIST_HEAD,
    NAME,
    READER_REQUEST,
    RIGHTS,
    STOP,
    TEASER,
    has_date,
    line_flags,
)
from corpus.segmentation.lines import TextLine, covered_share, split_lines
from corpus.segmentation.mastheads import parse_outlet_line
from corpus.segmentation.notices import is_embed_signature, is_embed_time, is_handle
from corpus.segmentation.pull_quotes import label_pull_quotes

#: The body block is the run of lines whose words gain most over the first likelihood; lines inside it need only the
#: second, lines outside the third.
_BLOCK_THRESHOLD, _INSIDE_THRESHOLD, _OUTSIDE_THRESHOLD = 0.4, 0.15, 0.6
#: A line this likely to be body may address the reader; a fragment is body if an extractor took this share of it.
_CERTAIN_THRESHOLD = 0.8
#: A fragment (a line that ends no sentence) with more words than the first is no subheading; with the second number
#: it is a paragraph.
_MAX_SUBHEADING_WORDS, _MIN_PARAGRAPH_WORDS = 12, 18
#: Minimum words of an extracted paragraph that stays open although it addresses the reader.
_MIN_RELEASED_WORDS = 30
#: Maximum code points of a standfirst.
_MAX_STANDFIRST_CHARACTERS = 400
#: Flags that decide the zone by themselves: flag, zone, and the longest line, in code points, that they decide.
_DECISIVE_FLAGS = (
    (TEASER, Zone.RELATED_LINK, 200),
    (RIGHTS, Zone.BOILERPLATE, 400),
    (APPEAL, Zone.BOILERPLATE, 700),
    (BYLINE, Zone.BYLINE, 260),
    (DATE, Zone.BYLINE, 140),
    (FURNITURE, Zone.BOILERPLATE, 160),
    (BIO, Zone.BYLINE, 40),
    (LIST_HEAD, Zone.BOILERPLATE, 60),
    (CREDIT, Zone.CAPTION, 600),
)
_ANY_DECISIVE_FLAG = sum(sign for sign, _, _ in _DECISIVE_FLAGS)
#: Longest box that paragraphs may follow, in lines; the words of such a paragraph, and its likelihood below a box of
#: requests and buttons alone.
_MAX_BOX_LINES, _MIN_TAIL_WORDS, _TAIL_THRESHOLD = 6, 10, 0.04
#: So many sentences below links may end a story at this likelihood; each has so many words, and evidence of a report.
_MAX_END_LINES, _END_THRESHOLD, _MIN_END_WORDS, _MAX_REPORT_SCORE = 2, 0.12, 4, -1.0
_ANY_NOISE_FLAG = READER_REQUEST | APPEAL | RIGHTS | FURNITURE | LIST_HEAD | COMMENT | TEASER | BIO
#: A fragment in a box from this many words on is a link.
_MIN_LINK_WORDS = 5
_MAX_BIO_CHARACTERS = 700
#: Longest embedded post, in code points, and in lines between the account and the time.
_MAX_POST_CHARACTERS, _MAX_POST_LINES = 340, 5
#: The heading of readers' comments, and the most lines of one of them.
_COMMENTS_HEAD = re.compile(r"(?:\d{1,5} |all |readers?['’]? )?comments?(?: \(?\d{1,5}\)?)?:?", re.IGNORECASE)
_MAX_COMMENT_LINES = 8
#: A line of at most so many words and code points that stands so often is a label of the page ("Advertisement").
_MAX_REPEATED_WORDS, _MAX_REPEATED_CHARACTERS, _MIN_REPEATS = 6, 60, 3
#: A line is taken for a known headline from this share of common words on (Jaccard).
_MIN_HEADLINE_OVERLAP = 0.5
_MAX_HEADLINE_CHARACTERS = 250
#: Lines that are tested for a headline: enough for any menu, and a bound on the time.
_MAX_HEADLINE_CANDIDATES = 200
_WORD = re.compile(r"\w+")


def assign_zones(
    lines: Sequence[TextLine],
    flags: Sequence[int],
    likelihoods: Float32Array,
    extracted_shares: Sequence[float],
    title: str | None,
    *,
    has_title: bool,
) -> list[Zone]:
    """
    Return the zone of each line.

    Args:
        lines: The n lines of the text.
        flags: The flags of each.
        likelihoods: Shape (n,), how much each looks like body, in [0, 1].
        extracted_shares: Shape (n,), the share of each that an extractor took as body; empty if there was no extractor.
        title: The headline from the page's metadata or the front matter, or None.
        has_title: Whether the headline is in the front matter, above the lines.
    """
    zones = [_classify_by_flags(line, mark) for line, mark in zip(lines, flags, strict=True)]
    _release_extracted(lines, flags, zones, extracted_shares)
    _label_embeds(lines, zones)
    _label_comments(lines, flags, zones)
    _label_repeated_lines(lines, flags, zones, title)
    boxes = [] if extracted_shares else _label_boxes(lines, flags, zones, likelihoods, title)
    _label_body(lines, flags, zones, likelihoods, extracted_shares, boxes)
    _label_captions(lines, zones)
    _label_standfirst(lines, zones)
    _label_bios(lines, flags, zones)
    body_indexes = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    first, last = (body_indexes[0], body_indexes[-1]) if body_indexes else (len(lines), -1)
    headline = None if has_title else _find_headline(lines, zones, first, title, is_page=bool(extracted_shares))
    _label_head(lines, flags, zones, headline, lines[headline].text if headline is not None else title)
    _label_between(lines, flags, zones, first, last, extracted_shares)
    _label_tail(lines, flags, zones, last)
    label_pull_quotes(lines, zones)
    return [zone or Zone.BOILERPLATE for zone in zones]


def _classify_by_flags(line: TextLine, flags: int) -> Zone | None:
    """Return the zone that the flags alone decide, or None."""
    if flags & _ANY_DECISIVE_FLAG:
        length = line.end - line.start
        for flag, zone, limit in _DECISIVE_FLAGS:
            if flags & flag and length <= limit:
                return zone
    return None


def _release_extracted(
    lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None], extracted_shares: Sequence[float]
) -> None:
    """
    Reset the zones of extracted lines that their words alone decided: long paragraphs, and days below the first one.

    The page's markup says more of these than their words: an advertised offer is long, and concerts are listed by day.
    """
    has_paragraph = False
    for at, share in enumerate(extracted_shares):
        if share < _CERTAIN_THRESHOLD:
            continue
        words = lines[at].words.count(" ") + 1
        is_long = bool(flags[at] & STOP) and words >= _MIN_RELEASED_WORDS
        is_listed = has_paragraph and flags[at] & (DATE | BYLINE) == DATE and _are_extracted(extracted_shares, at)
        if (zones[at] is Zone.BOILERPLATE and is_long and flags[at] & APPEAL) or (
            zones[at] is Zone.BYLINE and is_listed
        ):
            zones[at] = None
        has_paragraph = has_paragraph or (bool(flags[at] & STOP) and words >= _MIN_PARAGRAPH_WORDS)


def _are_extracted(shares: Sequence[float], at: int) -> bool:
    """Return whether an extractor took the lines above and below a line, too."""
    return all(share >= _CERTAIN_THRESHOLD for share in shares[at - 1 : at + 2]) and at + 1 < len(shares)


def _label_embeds(lines: Sequence[TextLine], zones: list[Zone | None]) -> None:
    """Label embedded posts as boilerplate: the line above a signature, and the lines between an account and a time."""
    for at, line in enumerate(lines):
        if "@" not in line.text and "·" not in line.text and ":" not in line.text[:3]:
            continue
        if is_embed_signature(line.text):
            first = at - 1 if at and len(lines[at - 1].text) <= _MAX_POST_CHARACTERS else at
        elif is_embed_time(line.words):
            above = range(at - 1, max(at - _MAX_POST_LINES, 0) - 1, -1)
            first = next((index for index in above if is_handle(lines[index].words)), at)
        else:
            continue
        zones[first : at + 1] = [Zone.BOILERPLATE] * (at + 1 - first)


def _label_comments(lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None]) -> None:
    """Label readers' comments below their heading ("14 comments") as far as lines such as "Reply" mark them."""
    last = -1
    for at, line in enumerate(lines):
        if flags[at] & LIST_HEAD and _COMMENTS_HEAD.fullmatch(line.words):
            last = at
        elif 0 <= last < at <= last + _MAX_COMMENT_LINES and flags[at] & COMMENT:
            zones[last : at + 1] = [Zone.BOILERPLATE] * (at + 1 - last)
            last = at


def _label_repeated_lines(
    lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None], title: str | None
) -> None:
    """Label short lines that stand three times or more as boilerplate, unless they are sentences or the headline."""
    counts = Counter(line.words for line in lines)
    for at, line in enumerate(lines):
        is_short = line.words.count(" ") < _MAX_REPEATED_WORDS and len(line.words) <= _MAX_REPEATED_CHARACTERS
        if is_short and counts[line.words] >= _MIN_REPEATS and not flags[at] & STOP and line.words != title:
            zones[at] = Zone.BOILERPLATE


def _label_boxes(
    lines: Sequence[TextLine],
    flags: Sequence[int],
    zones: list[Zone | None],
    likelihoods: Float32Array,
    title: str | None,
) -> list[bool]:
    """Label the lines of boxes between the paragraphs, and return which lines are in one."""
    boxes = find_boxes(lines, flags)
    for at, is_box in enumerate(boxes):
        line = lines[at]
        if not is_box or zones[at] is not None or line.text == title:
            continue
        if likelihoods[at] < _CERTAIN_THRESHOLD or is_box_line(line.words):
            is_link = not flags[at] & (STOP | _ANY_NOISE_FLAG) and line.words.count(" ") >= _MIN_LINK_WORDS - 1
            zones[at] = Zone.RELATED_LINK if is_link else Zone.BOILERPLATE
    return boxes


def _label_body(
    lines: Sequence[TextLine],
    flags: Sequence[int],
    zones: list[Zone | None],
    likelihoods: Float32Array,
    extracted_shares: Sequence[float],
    boxes: Sequence[bool],
) -> None:
    """Label the body: paragraphs, fragments that an extractor took, and fragments that form lists."""
    for at, mark in enumerate(flags):
        if mark & READER_REQUEST and likelihoods[at] < _CERTAIN_THRESHOLD and zones[at] is None:
            zones[at] = Zone.BOILERPLATE
    words = np.array([line.words.count(" ") + 1 for line in lines])
    first, last = max_sum_range((words + 3) * (likelihoods - _BLOCK_THRESHOLD))
    end = _extend_block(flags, words, likelihoods, last)
    last = _extend_over_box(lines, flags, likelihoods, end, boxes)
    index = np.arange(len(lines))
    thresholds = np.where((index >= first) & (index <= last), _INSIDE_THRESHOLD, _OUTSIDE_THRESHOLD)
    thresholds[end + 1 : last + 1] = _TAIL_THRESHOLD
    is_likely = (likelihoods >= thresholds).tolist()
    is_unlabeled = [is_likely[at] and zones[at] is None for at in range(len(lines))]
    is_paragraph = [
        is_unlabeled[at]
        and (
            _is_paragraph(lines[at].text, flags[at], words[at])
            or bool(extracted_shares and extracted_shares[at] >= _CERTAIN_THRESHOLD)
        )
        for at in range(len(lines))
    ]
    fragment = [open_ and not paragraph for open_, paragraph in zip(is_unlabeled, is_paragraph, strict=True)]
    for is_fragment, run in groupby(range(len(lines)), key=fragment.__getitem__):
        members = list(run)
        listed = is_fragment and members[0] > 0 and is_paragraph[members[0] - 1] and _is_list(lines, members)
        for at in members:
            if is_paragraph[at] or listed:
                zones[at] = Zone.BODY


def _is_list(lines: Sequence[TextLine], members: Sequence[int]) -> bool:
    """Return whether fragments below a paragraph form a list: at least three with bullets, or two without."""
    return len(members) >= (3 if lines[members[0]].bullet else 2)


def _is_paragraph(text: str, flags: int, words: int) -> bool:
    """Return whether a line is a paragraph and not a fragment; a short question may as well be a heading."""
    if text[-1] == "?" and words <= _MAX_SUBHEADING_WORDS - 4:
        return False
    return bool(flags & STOP) or words >= _MIN_PARAGRAPH_WORDS or text[-1] == ":"


def _extend_block(flags: Sequence[int], words: NDArray[np.int64], likelihoods: Float32Array, last: int) -> int:
    """Return the last line of the block, extended to paragraphs that only captions or the like separate from it."""
    at = last + 1
    while at < min(last + 6, len(flags)):
        if flags[at] & (LIST_HEAD | RIGHTS | COMMENT | READER_REQUEST | BIO):
            break
        min_words = 6 if all(mark & (TEASER | CREDIT) for mark in flags[last + 1 : at]) else _MIN_PARAGRAPH_WORDS
        if flags[at] & STOP and words[at] >= min_words and likelihoods[at] >= _INSIDE_THRESHOLD:
            last = at
        at += 1
    return last


def _extend_over_box(
    lines: Sequence[TextLine],
    flags: Sequence[int],
    likelihoods: Float32Array,
    last: int,
    boxes: Sequence[bool],
) -> int:
    """
    Return the last line of the block, extended over a box if nothing but paragraphs follows it to the end of the text.

    Below a box of requests and buttons alone a little likelihood is enough, and a little more below a list of links for
    the end of a report; other short lines may be headlines, below which their teasers stand.
    """
    rest = range(last + 1, len(lines))
    is_prose = [_is_tail(lines[at], flags[at], min_words=_MIN_TAIL_WORDS) for at in rest]
    if boxes and (boxes[last + 1 : last + 3] == [True, True] or is_advertisement(lines[last + 1 : last + 2])):
        is_prose = [_is_tail(lines[at], flags[at], min_words=_MIN_END_WORDS) for at in rest]
    box = next((at for at, prose in enumerate(is_prose[: _MAX_BOX_LINES + 1]) if prose), 0)
    if not box or not all(is_prose[box:]):
        return last
    inside = range(last + 1, last + 1 + box)
    is_found = bool(boxes) and all(boxes[at] or flags[at] & _ANY_NOISE_FLAG for at in inside)
    is_list = any(flags[at] & LIST_HEAD for at in inside) and not is_advertisement([lines[at] for at in inside])
    if all(flags[at] & (READER_REQUEST | APPEAL | FURNITURE) for at in inside) or (is_found and not is_list):
        threshold = _TAIL_THRESHOLD
    else:
        is_end = is_found and box > 1 and len(is_prose) - box <= _MAX_END_LINES
        threshold = _END_THRESHOLD if is_end else _BLOCK_THRESHOLD
    return len(flags) - 1 if float(likelihoods[last + 1 + box :].min()) >= threshold else last


def _is_tail(line: TextLine, flags: int, *, min_words: int) -> bool:
    """Return whether a line is a paragraph that may end a story: a longer sentence, or a short one that reports."""
    words = line.words.count(" ") + 1
    if not flags & STOP or flags & _ANY_NOISE_FLAG:
        return False
    return words >= _MIN_TAIL_WORDS or (words >= min_words and score_box_line(line.words) <= _MAX_REPORT_SCORE)


def _label_bios(lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None]) -> None:
    """Label the last paragraphs as author bios if they introduce somebody named in the bylines."""
    authors = {
        word
        for line, mark, zone in zip(lines, flags, zones, strict=True)
        if zone is Zone.BYLINE or mark & NAME
        for word in _WORD.findall(line.text)
        if word[0].isupper()
    }
    for at in range(len(lines) - 1, -1, -1):
        if zones[at] is Zone.BODY:
            named = set(_WORD.findall(" ".join(lines[at].text.split()[:3])))
            if not (flags[at] & BIO and named & authors and lines[at].end - lines[at].start <= _MAX_BIO_CHARACTERS):
                return
            zones[at] = Zone.AUTHOR_BIO


def _label_standfirst(lines: Sequence[TextLine], zones: list[Zone | None]) -> None:
    """Label the few sentences between headline and byline as standfirst if body follows."""
    body_indexes = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    byline = (
        next((at for at in range(body_indexes[0], len(zones)) if zones[at] is Zone.BYLINE), 0) if body_indexes else 0
    )
    above = [at for at in body_indexes if at < byline]
    near = above and byline - above[-1] <= 3 and above[-1] - above[0] <= 3
    short = above and len(above) <= 3 and lines[above[-1]].end - lines[above[0]].start <= _MAX_STANDFIRST_CHARACTERS
    if near and short and len(body_indexes) >= len(above) + 3:
        for at in above:
            zones[at] = Zone.STANDFIRST


def _label_captions(lines: Sequence[TextLine], zones: list[Zone | None]) -> None:
    """Label the line above a caption as caption (its alternative text) if it has nearly the same words."""
    for at in range(1, len(lines)):
        if zones[at] is Zone.CAPTION and zones[at - 1] in {None, Zone.BODY} and lines[at].gap <= 1:
            above, below = _collect_words(lines[at - 1].words), _collect_words(lines[at].words)
            # after a blank line nearly all words must match, because a caption may begin like the paragraph above it
            if above and len(above & below) >= (0.9 if lines[at].gap else 0.6) * len(above):
                zones[at - 1] = Zone.CAPTION


def _find_headline(
    lines: Sequence[TextLine], zones: Sequence[Zone | None], first: int, title: str | None, *, is_page: bool
) -> int | None:
    """
    Return the index of the headline above the body, or None.

    It is the line with the page's title, a line that occurs twice, or the first that reads like a headline. Above the
    text of a page are menus, too: where its title is known, no line with other words is taken for it.
    """
    candidates = [
        at
        for at in range(min(first, len(lines)))
        if zones[at] is None and len(lines[at].words) <= _MAX_HEADLINE_CHARACTERS and not lines[at].bullet
    ]
    if title:
        title_words = _collect_words(title)
        for at in candidates:
            if _collect_words(lines[at].words) == title_words:
                return at
        if is_page:
            return _find_similar_line(lines, candidates[-_MAX_HEADLINE_CANDIDATES:], title_words)
    likely = [at for at in candidates if len(lines[at].words.split()) > 3][:_MAX_HEADLINE_CANDIDATES]
    text_above_body = "\n".join(line.text for line in lines[:first])
    for at in likely:
        if text_above_body.count(lines[at].text) > 1 and not parse_outlet_line(lines[at].words):
            return at
    # the outlet's name above the headline is none, unless nothing else is there
    ranked = (*likely, *candidates[:_MAX_HEADLINE_CANDIDATES])
    return next((at for at in ranked if not parse_outlet_line(lines[at].words)), ranked[0] if ranked else None)


def _find_similar_line(lines: Sequence[TextLine], candidates: Sequence[int], words: frozenset[str]) -> int | None:
    """Return the line that has most of *words* and few others, or None."""
    overlaps = {at: _measure_overlap(_collect_words(lines[at].words), words) for at in candidates}
    best = max(overlaps, key=overlaps.__getitem__, default=None)
    return best if best is not None and overlaps[best] >= _MIN_HEADLINE_OVERLAP else None


def _measure_overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _label_head(
    lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None], headline: int | None, title: str | None
) -> None:
    """Label the headline, its repetitions, and what is between it and the body."""
    for at, line in enumerate(lines):
        if line.text == title and zones[at] in {None, Zone.BODY}:
            zones[at] = Zone.HEADLINE_REPEAT
    if headline is not None:
        zones[headline] = Zone.HEADLINE
    for at in range(0 if headline is None else headline + 1, len(lines)):
        if zones[at] is Zone.BODY:
            return
        words = lines[at].words
        if zones[at] is None and (flags[at] & NAME or (has_date(words) and parse_outlet_line(words))):
            zones[at] = Zone.BYLINE
        elif zones[at] is None and words.count(" ") >= 5 and not lines[at].bullet:
            zones[at] = Zone.STANDFIRST


def _label_between(
    lines: Sequence[TextLine],
    flags: Sequence[int],
    zones: list[Zone | None],
    first: int,
    last: int,
    extracted_shares: Sequence[float],
) -> None:
    """Label what is between two parts of the body; on a page a subheading must have been extracted."""
    for at in range(first, last):
        if zones[at] is None:
            if lines[at].bullet or lines[at].words.count(" ") >= _MAX_SUBHEADING_WORDS:
                zones[at] = Zone.RELATED_LINK
            elif extracted_shares and extracted_shares[at] < _BLOCK_THRESHOLD:
                continue
            elif zones[at + 1] is Zone.BODY and not flags[at] & NAME:
                zones[at] = Zone.SUBHEADING


def _label_tail(lines: Sequence[TextLine], flags: Sequence[int], zones: list[Zone | None], last: int) -> None:
    """Label what is below the body."""
    names = True
    for at in range(last + 1, len(lines)):
        blanks = lines[at].words.count(" ")
        if (
            zones[at] in {None, Zone.BYLINE}
            and flags[at] & BIO
            and lines[at].end - lines[at].start <= _MAX_BIO_CHARACTERS
        ):
            zones[at] = Zone.AUTHOR_BIO
        elif zones[at] is None and names and flags[at] & NAME and not lines[at].bullet:
            zones[at] = Zone.BYLINE
        elif zones[at] is None and blanks >= 4:
            zones[at] = Zone.RELATED_LINK
        names = names and zones[at] is Zone.BYLINE


def _collect_words(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower()))


_NO_HINTS = Hints()


def label_zones(
    text: str,
    hints: Hints = _NO_HINTS,
    classifier: LineClassifier | None = None,
    pack: LanguagePack | None = None,
) -> tuple[ZoneSpan, ...]:
    """
    Return the zone of each line of *text*.

    A line classifier estimates by shape and position how much each line looks like body. The flags of a line (credit,
    byline, teaser, appeal to the reader) and the order of the parts decide the rest.

    Args:
        text: An article as it was pasted, or the visible text of a page.
        hints: Metadata of the page, used only as evidence. Its ``body`` spans replace the line classifier, which was
            heard when they were found.
        classifier: The line classifier; the bundled one by default.
        pack: The pack of the text's language if it is not English; date lines are recognized by it, too.

    Returns:
        Spans in order, one per line or wrapped paragraph, not overlapping, without white space at either end; together
        they cover all that is not white space.
    """
    header = parse_front_matter(text)
    lines = split_lines(text, header.end if header else 0)
    spans = _label_header(text, header) if header else []
    if lines:
        title = (header and header.title) or hints.title
        flags = [line_flags(line.words) for line in lines]
        if pack:
            flags = [
                mark | DATE if is_date_line(line.words, pack) else mark for line, mark in zip(lines, flags, strict=True)
            ]
        else:
            flags = [
                mark | DATE if find_days_without_pack(line.words) else mark
                for line, mark in zip(lines, flags, strict=True)
            ]
        extracted_shares = covered_share(lines, hints.body) if hints.body else []
        if extracted_shares:
            likelihoods = np.array(extracted_shares, dtype=np.float32)
        else:
            likelihoods = _predict_body(text, lines, flags, hints.title, classifier or load_bundled())
        zones = assign_zones(
            lines, flags, likelihoods, extracted_shares, title, has_title=bool(header and header.title)
        )
        spans += [ZoneSpan(line.start, line.end, zone) for line, zone in zip(lines, zones, strict=True)]
    return tuple(spans)


def estimate_body(
    text: str, title: str | None, classifier: LineClassifier | None = None
) -> tuple[list[TextLine], list[int], Float32Array]:
    """Return the lines of *text*, the flags of each, and shape (n,): how much each looks like body, in [0, 1]."""
    lines = split_lines(text)
    flags = [line_flags(line.words) for line in lines]
    if not lines:
        return lines, flags, np.zeros(0, dtype=np.float32)
    return lines, flags, _predict_body(text, lines, flags, title, classifier or load_bundled())


def _predict_body(
    text: str, lines: Sequence[TextLine], flags: Sequence[int], title: str | None, classifier: LineClassifier
) -> Float32Array:
    """Return shape (n,): how much each line looks like body."""
    features = measure_lines(text, lines, flags, title)
    return classifier.predict(np.concatenate((features, measure_positions(features)), axis=1))


def _label_header(text: str, header: FrontMatter) -> list[ZoneSpan]:
    spans: list[ZoneSpan] = []
    for field in header.fields:
        start, end = field.line
        if field.key == "title" and field.value:
            first, last = field.span
            spans.append(ZoneSpan(start, start + len(text[start:first].rstrip()), Zone.BOILERPLATE))
            spans.append(ZoneSpan(first, last, Zone.HEADLINE))
            spans += [ZoneSpan(last, end, Zone.BOILERPLATE)] if last < end else []  # a quotation mark
        else:
            spans.append(ZoneSpan(start, end, Zone.BOILERPLATE))
    return spans
