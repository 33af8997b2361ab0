"""Abbreviations of time zones, and what each may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AbbreviationMeaning:
    """
    One meaning of an abbreviation.

    Attributes:
        minutes: Minutes ahead of UTC; None for a name of both winter and summer time ("ET").
        zones: IANA zones whose clocks show it for a part of the year at least, the best known first.
    """

    minutes: int | None
    zones: tuple[str, ...]


#: Abbreviation, offset and zones; one that stands here more than once has several meanings. "EST" and "PST" stand for
#: what nearly everyone means by them.
_TABLE = """
UT +00:00 UTC
WET +00:00 Europe/Lisbon
GMT +00:00 Europe/London Africa/Accra
WEST +01:00 Europe/Lisbon
CET +01:00 Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome
CEST +02:00 Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome
MEZ +01:00 Europe/Berlin Europe/Vienna Europe/Zurich
MESZ +02:00 Europe/Berlin Europe/Vienna Europe/Zurich
EET +02:00 Europe/Kyiv Europe/Athens Europe/Helsinki
EEST +03:00 Europe/Kyiv Europe/Athens Europe/Helsinki
MSK +03:00 Europe/Moscow
TRT +03:00 Europe/Istanbul
SAMT +04:00 Europe/Samara
YEKT +05:00 Asia/Yekaterinburg
OMST +06:00 Asia/Omsk
NOVT +07:00 Asia/Novosibirsk
KRAT +07:00 Asia/Krasnoyarsk
IRKT +08:00 Asia/Irkutsk
YAKT +09:00 Asia/Yakutsk
VLAT +10:00 Asia/Vladivostok
MAGT +11:00 Asia/Magadan
PETT +12:00 Asia/Kamchatka
GET +04:00 Asia/Tbilisi
AZT +04:00 Asia/Baku
AMT +04:00 Asia/Yerevan
AMT -04:00 America/Manaus
IRST +03:30 Asia/Tehran
GST +04:00 Asia/Dubai
AST -04:00 America/Halifax America/Puerto_Rico
AST +03:00 Asia/Riyadh
ADT -03:00 America/Halifax
PKT +05:00 Asia/Karachi
AFT +04:30 Asia/Kabul
UZT +05:00 Asia/Tashkent
KGT +06:00 Asia/Bishkek
NPT +05:45 Asia/Kathmandu
BTT +06:00 Asia/Thimphu
BST +01:00 Europe/London
BST +06:00 Asia/Dhaka
IST +05:30 Asia/Kolkata
IST +02:00 Asia/Jerusalem
IST +01:00 Europe/Dublin
IDT +03:00 Asia/Jerusalem
MMT +06:30 Asia/Yangon
ICT +07:00 Asia/Bangkok Asia/Ho_Chi_Minh
WIB +07:00 Asia/Jakarta
WITA +08:00 Asia/Makassar
WIT +09:00 Asia/Jayapura
SGT +08:00 Asia/Singapore
MYT +08:00 Asia/Kuala_Lumpur
PHT +08:00 Asia/Manila
PHST +08:00 Asia/Manila
HKT +08:00 Asia/Hong_Kong
JST +09:00 Asia/Tokyo
KST +09:00 Asia/Seoul
CHST +10:00 Pacific/Guam
AWST +08:00 Australia/Perth
ACST +09:30 Australia/Darwin Australia/Adelaide
ACDT +10:30 Australia/Adelaide
AEST +10:00 Australia/Brisbane Australia/Sydney Australia/Melbourne
AEDT +11:00 Australia/Sydney Australia/Melbourne
AET - Australia/Sydney
ACT -05:00 America/Rio_Branco
ACT +09:30 Australia/Adelaide
WST +08:00 Australia/Perth
WST +13:00 Pacific/Apia
SST -11:00 Pacific/Pago_Pago
SST +08:00 Asia/Singapore
NZST +12:00 Pacific/Auckland
NZDT +13:00 Pacific/Auckland
FJT +12:00 Pacific/Fiji
TOT +13:00 Pacific/Tongatapu
NST -03:30 America/St_Johns
NDT -02:30 America/St_Johns
ET - America/New_York
EST -05:00 America/New_York America/Toronto America/Jamaica
EDT -04:00 America/New_York America/Toronto
CT - America/Chicago
CST -06:00 America/Chicago
CST +08:00 Asia/Shanghai
CST -05:00 America/Havana
CDT -05:00 America/Chicago
MT - America/Denver
MST -07:00 America/Denver America/Phoenix
MDT -06:00 America/Denver
PT - America/Los_Angeles
PST -08:00 America/Los_Angeles America/Vancouver
PDT -07:00 America/Los_Angeles America/Vancouver
AKST -09:00 America/Anchorage
AKDT -08:00 America/Anchorage
HST -10:00 Pacific/Honolulu
BRT -03:00 America/Sao_Paulo
ART -03:00 America/Argentina/Buenos_Aires
UYT -03:00 America/Montevideo
PYT -03:00 America/Asuncion
CLT -04:00 America/Santiago
CLST -03:00 America/Santiago
BOT -04:00 America/La_Paz
VET -04:00 America/Caracas
COT -05:00 America/Bogota
PET -05:00 America/Lima
WAT +01:00 Africa/Lagos
CAT +02:00 Africa/Maputo Africa/Harare
SAST +02:00 Africa/Johannesburg
EAT +03:00 Africa/Nairobi
"""


def _parse_minutes(offset: str) -> int | None:
    if offset == "-":
        return None
    hours, minutes = offset[1:].split(":")
    return (int(hours) * 60 + int(minutes)) * (-1 if offset[0] == "-" else 1)


def _parse_table() -> Mapping[str, tuple[AbbreviationMeaning, ...]]:
    meanings: dict[str, tuple[AbbreviationMeaning, ...]] = {}
    for line in _TABLE.split("\n"):
        if line:
            name, offset, *zones = line.split()
            meanings[name] = (*meanings.get(name, ()), AbbreviationMeaning(_parse_minutes(offset), tuple(zones)))
    return meanings


#: The meanings of each abbreviation, in capitals.
ABBREVIATIONS = _parse_table()
