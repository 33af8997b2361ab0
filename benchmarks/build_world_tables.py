"""
Build the tables of organizations (companies and sports clubs) and of waters (rivers and lakes) in the folder tables.

The sources, folders of public repositories, unpacked side by side in one folder:

- ``equities``: ``database/equities`` of ``JerBouma/FinanceDatabase`` (MIT), the companies of all exchanges; those of a
  large or the largest market value are taken;
- ``clubs``: ``openfootball/clubs`` (CC0), the football clubs of the world with their other names;
- ``waters``: ``ne_50m_lakes.geojson`` and ``ne_50m_rivers_lake_centerlines.geojson`` of Natural Earth (public domain),
  as in ``NelisV/ne_geojson``.

The same files give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from build_name_tables import fold, write_table

from corpus.languages.en.organizations import COMPANY_HEADS

LARGE = frozenset({"Large Cap", "Mega Cap"})
#: What is left out at the end of a company's name: its legal form, and the class of its shares.
LEGAL_FORMS = frozenset(
    "ab ag aktiengesellschaft as asa berhad bhd cv co company corp corporation de gmbh group holding holdings inc"
    " incorporated joint-stock jsc kabushiki kaisha kgaa kk limited llc lp ltd nv nyrt ojsc ordinary oy oyj pjsc plc"
    " pt public publ reit sa sab se shares spa sponsored tbk the trust".split()
)
#: What ends the name proper: "Example, Inc.", "Example Class A", "Example ADR".
_NAME_END = re.compile(r",| Class | ADR| Sponsored| - |/")
_REMARK = re.compile(r"\[[^\]]*\]|\([^)]*\)|#.*")
_COMPANY_NAME = re.compile(r"[A-Z0-9a-z][\w&'.-]*(?: [\w&'.-]+){0,3}")
_CLUB_NAME = re.compile(r"[A-Z1-9][\w&'./-]+(?: [\w&'./-]+){0,3}")
MAX_CODE_LENGTH = 6


def read_companies(folder: Path) -> Iterator[str]:
    """Yield the names of the companies, and the first word of those like "Example Motor"."""
    csv.field_size_limit(1 << 24)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = trim_company(row["name"])
                is_code = name.isupper() and len(name) > MAX_CODE_LENGTH
                if row["market_cap"] in LARGE and row["website"] and not is_code and _COMPANY_NAME.fullmatch(name):
                    yield name
                    first, _, head = name.partition(" ")
                    if head.lower() in COMPANY_HEADS:
                        yield first


def trim_company(name: str) -> str:
    """Return a company's *name* in plain letters, without its legal form."""
    words = fold(_NAME_END.split(_REMARK.sub("", name), maxsplit=1)[0]).replace("’", "'").split()
    while words and words[-1].lower().replace(".", "") in LEGAL_FORMS:
        words.pop()
    if words and words[0].lower() == "the":
        del words[0]
    return " ".join(words)


def read_clubs(folder: Path) -> Iterator[str]:
    """Yield the names of the clubs and their other names."""
    for path in sorted(folder.rglob("*.clubs.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            plain = _REMARK.sub("", line).strip()
            names = plain.split("|") if plain.startswith("|") else [plain.partition(",")[0]]
            for name in map(fold, names):
                if _CLUB_NAME.fullmatch(name.strip()):
                    yield name.strip()


def read_waters(folder: Path) -> Iterator[str]:
    """Yield the names of the rivers and lakes, in English where they have an English one."""
    for path in sorted(folder.glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            name = fold(feature["properties"]["name_en"] or feature["properties"]["name"] or "")
            if _CLUB_NAME.fullmatch(name):
                yield name


def build() -> int:
    """Write both tables; 2 where a source is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    if missing := [name for name in ("equities", "clubs", "waters") if not (folder / name).is_dir()]:
        print(f"{folder / missing[0]} is not there; see the head of this file", file=sys.stderr)
        return 2
    write_table("organizations", [*read_companies(folder / "equities"), *read_clubs(folder / "clubs")])
    write_table("waters", read_waters(folder / "waters"))
    return 0


if __name__ == "__main__":
    sys.exit(build())
