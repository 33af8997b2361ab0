"""The sub-commands that export a briefing and check it: brief --format, verify."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.books.shown import find_proof
from bot.desk.desk import Desk
from bot.errors import InputError
from bot.terminal import replies
from bot.terminal.arguments import FORMATS
from bot.terminal.exported import FORMAT_OF_ENDING, exported
from briefings import exports
from briefings.proof import Check, Proof, State, Verdict

HOLDS, FAILS = 0, 1

_STYLES = {State.HOLDS: "green", State.REVISED: "yellow"}


def brief(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Write a briefing in a format for other programs; 1 where nothing was found, and then nothing is written."""
    told = replies.told(desk, given)
    if not told.points:
        out.print("Nothing found: there is nothing to export.")
        return replies.NOTHING
    form = given.format or FORMAT_OF_ENDING.get(given.output.suffix.lower())
    if form is None:
        raise InputError(
            str(given.output), "the format can't be told from its ending", f"Choose by --format: {', '.join(FORMATS)}."
        )
    text = exports.write(desk.prove(told), form)
    if given.output is None:
        out.file.write(text)
    else:
        _write(given.output, text)
        out.print(f"Briefing {told.id} written to {given.output}", markup=False, soft_wrap=True)
    return replies.FOUND


def verify(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Check an export against the store and say of each sentence whether it holds; 1 where something does not."""
    proof, scope, intact = _meant(desk, given.briefing)
    verdict = desk.verify(proof, scope)
    if given.json:
        replies.write_json(out, _face(verdict, intact=intact))
    else:
        out.print(_look(verdict, intact=intact), soft_wrap=True)
    return HOLDS if verdict.holds and intact else FAILS


def _meant(desk: Desk, given: str) -> tuple[Proof, str, bool]:
    """Find what a file or an id stands for: its proof, whose articles it quotes, and whether the file is whole."""
    url = desk.store.url
    if not Path(given).exists() and (kept := find_proof(url, given)):
        return *kept, True
    export = exported(given)
    # What a server exported can be of its own articles; the bot remembers whose it was.
    kept = find_proof(url, export.proof.id)
    return export.proof, kept[1] if kept else "", export.intact


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())  # line ends as they are
    except OSError as error:
        raise InputError(str(path), f"can't be written ({error.strerror})") from error


def _face(verdict: Verdict, *, intact: bool) -> dict[str, object]:
    return {
        "id": verdict.proof.id,
        "holds": verdict.holds and intact,
        "id_fits": verdict.fits,
        "intact": intact,
        "sentences": [
            {"number": place, "doc": check.exhibit.key, "state": check.state, "reasons": list(check.reasons)}
            for place, check in enumerate(verdict.checks, 1)
        ],
    }


def _look(verdict: Verdict, *, intact: bool) -> Text:
    lines = Text()
    for place, check in enumerate(verdict.checks, 1):
        lines.append_text(_line(place, check))
    if not verdict.fits:
        lines.append("The id does not fit: sentences, citations or their order are not those that it was made for.\n")
    if not intact:
        lines.append("What the file shows is not what its own proof says.\n")
    good = sum(check.state is State.HOLDS for check in verdict.checks)
    lines.append(f"Briefing {verdict.proof.id}: {good} of {len(verdict.checks)} sentences hold", style="bold")
    return lines


def _line(place: int, check: Check) -> Text:
    line = Text(f"{place:>3}. ")
    line.append(f"{check.state:<8}", style=_STYLES.get(check.state, "bold red"))
    line.append(f" {check.exhibit.key}", style="cyan")
    line.append("".join(f"\n     {reason}" for reason in check.reasons) + "\n")
    return line
