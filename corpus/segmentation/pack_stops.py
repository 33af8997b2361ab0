"""Decide where a sentence ends in a language that has a pack."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from corpus.languages.pack import LanguagePack
from corpus.segmentation.sentences import Stop

_OPENING_MARKS = re.compile(r"[\s\"'“‘«„‚‹([{¿¡—–\-•*·]{0,12}")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN_NUMERAL = re.compile(r"[IVX]{1,5}")
_LIST_NUMBER = re.compile(r"[-•*·–(\[\s]*\d{1,3}")
_FULL_WIDTH_STOPS = "。！？｡"
#: Particles after a closing mark that continue the sentence around a quotation.
_QUOTING_PARTICLES = {"ja": "とっなはがをにの", "ko": "고라며는은이"}
_CORNER_MARKS = {"「": "」", "『": "』", "“": "”"}
#: Longest quotation inside which a Japanese or Korean sentence goes on, in code points.
_MAX_QUOTATION_CHARACTERS = 400
#: Abbreviations that often end a sentence, too.
_FINAL_ABBREVIATIONS = frozenset(
    "usw etc u.a u.ä o.ä г гг р рр руб грн коп zł ecc т.д т.п т.к др ін n.chr v.chr d.c a.c км м uhr".split()
)


def make_stop_rule(pack: LanguagePack) -> Callable[[Stop], bool]:
    """Return the function that decides whether a sentence of *pack*'s language ends at a stop."""
    return partial(_is_sentence_end, pack)


def _is_sentence_end(pack: LanguagePack, stop: Stop) -> bool:
    block, after = stop.block, stop.closing_end
    if _is_inside_quotation(pack, stop):
        return False
    if stop.mark[0] in _FULL_WIDTH_STOPS:
        return not (after > stop.mark_end and block[after] in _QUOTING_PARTICLES.get(pack.code, ""))
    if not block[after].isspace():
        return _is_glued_end(pack, stop)
    opening = _OPENING_MARKS.match(block, after)
    index = opening.end() if opening else after
    if index >= len(block):
        return True
    if block[index].islower() or block[index] in ",;:)]%&=/+":
        return False
    return stop.mark != "." or _is_end_at_full_stop(pack, stop, index)


def _is_inside_quotation(pack: LanguagePack, stop: Stop) -> bool:
    """Return whether the stop is inside a quotation that a Japanese or Korean sentence embeds."""
    particles = _QUOTING_PARTICLES.get(pack.code)
    if particles is None:
        return False
    block = stop.block
    before = block[max(stop.start, stop.mark_start - _MAX_QUOTATION_CHARACTERS) : stop.mark_end]
    for opening, closing in (*_CORNER_MARKS.items(), ('"', '"')):
        is_open = (
            before.count(opening) % 2 == 1 if opening == closing else before.rfind(opening) > before.rfind(closing)
        )
        if not is_open:
            continue
        end = block.find(closing, stop.mark_end, stop.mark_end + _MAX_QUOTATION_CHARACTERS)
        if end >= stop.mark_end and block[end + 1 : end + 2] in set(particles):
            return True
    return False


def _is_glued_end(pack: LanguagePack, stop: Stop) -> bool:
    """Return whether a new sentence is glued to the stop: “… am Freitag.Niemand kam”."""
    block, after = stop.block, stop.closing_end
    if not pack.is_spaced:
        return False
    before, following = stop.before, block[after : after + 2]
    return (
        stop.mark == "."
        and len(before) > 3
        and before[-1].islower()
        and len(following) == 2
        and following[0].isupper()
        and following[1].islower()
        and not set(before) & set("./@_:\\")
    )


def _is_end_at_full_stop(pack: LanguagePack, stop: Stop, index: int) -> bool:
    block = stop.block
    word = stop.before.strip("«»„“”\"'’‘(")
    match = _WORD.match(block, index)
    is_opener = match is not None and match[0].lower() in pack.openers
    if _LIST_NUMBER.fullmatch(block, stop.start, stop.mark_start):
        return False
    if word.isdecimal() and pack.ordinal_stop and len(word) <= 2:
        return is_opener
    if word.isdecimal():
        return True
    folded = word.lower()
    last = folded.rsplit("-", 1)[-1]
    if len(word) == 1 and word.isupper():
        return pack.code == "ko"
    if folded in _FINAL_ABBREVIATIONS and is_opener:
        return True
    if folded in pack.abbreviations or last in pack.abbreviations:
        return False
    if "." in word and all(0 < len(part) <= 3 for part in word.split(".")) and not word[0].isdigit():
        return is_opener and folded in _FINAL_ABBREVIATIONS
    return not (pack.ordinal_stop and _ROMAN_NUMERAL.fullmatch(word) and not is_opener)
