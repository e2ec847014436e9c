"""Places: from what a person calls their town, or where their phone is, to a time zone.

City names come from GeoNames (https://www.geonames.org), licensed CC BY 4.0; selected, shortened
and folded by `content/places_build.py`.
"""

import gzip
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum
from functools import cache
from importlib import resources
from itertools import islice
from zoneinfo import ZoneInfo

import tzfpy

LONGEST_QUERY = 80
MOST_WORDS = 10
SHORTEST_START = 3
# One sign of Chinese, Japanese or Korean says as much as a syllable: two of them are enough.
WIDE_FROM, SHORTEST_WIDE_START = "\u2e80", 2
# A town's own name counts this many times its people against a by-name of a larger city: York
# stays York, and "Roma" is Rome before it is a village.
OWN_NAME_WEIGHT = 10
CLOCK_TOLERANCE_MINUTES = 15
DAY_MINUTES = 24 * 60

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e"}
)
_DROPPED = re.compile("['\u2018\u2019\u02bb\u02bc`.]")
_OFFSET = re.compile(r"(?:etc/)?(?:utc|gmt|z)?\s*[+\-\u2013\u2212]\s*\d{1,2}(?::?\d{2})?", re.I)
_ABBREVIATION = re.compile(
    "utc|gmt|zulu|[ecmp][sd]t|ak[sd]t|hst|a[sd]t|n[sd]t|ces?t|ees?t|wet|msk|bst|ist|jst|kst|sgt|hkt"
    "|a[ec][sd]t|awst|nz[sd]t|pkt|brt|sast",
    re.I,
)


class Refusal(Enum):
    """Why words that look like a zone name no place: summer time would make them wrong."""

    OFFSET = "offset"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Place:
    """A town a person may live in or near; region and country are empty where nothing is known."""

    name: str
    region: str
    country: str
    zone: str
    population: int

    @property
    def label(self) -> str:
        """The name with as much around it as tells it apart: Portland, Oregon, United States."""
        return ", ".join(filter(None, dict.fromkeys((self.name, self.region, self.country))))


def fold(text: str) -> str:
    """The text as names are compared: no case, no accents, no marks, single spaces."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", plain)
    letters = "".join(
        " " if unicodedata.category(letter)[0] in "PSZC" else letter
        for letter in apart
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return " ".join(unicodedata.normalize("NFC", letters).split())


def refused(text: str) -> Refusal | None:
    """Why a plain offset or an abbreviation is no place; None when it is neither."""
    words = text.strip()
    if _OFFSET.fullmatch(words):
        return Refusal.OFFSET
    return Refusal.ABBREVIATION if _ABBREVIATION.fullmatch(words) else None


class Places:
    """Every city of 15,000 people or more, searched in one compact text kept in memory.

    Each line of it is `|key|key|`, then name, area, zone and population, the largest city first,
    so what is found first is also the most likely.
    """

    def __init__(
        self, table: bytes, zones: tuple[str, ...], hints: Mapping[str, Mapping[str, str]]
    ) -> None:
        areas, _, self._cities = table.partition(b"\n\n")
        self._cities = b"\n" + self._cities
        self._area_names: dict[str, str] = {}
        self._area_codes: dict[str, tuple[str, ...]] = {}
        for line in areas.decode().splitlines():
            if not line.startswith("#"):
                self._add_area(*line.split("\t"))
        # The signs in Etc/GMT+2 mean the opposite of what people read: such names are left out.
        self._zones = {
            name.casefold(): name
            for name in zones
            if "/" in name and not name.startswith("Etc/GMT")
        }
        self._clocks = hints["clocks"]
        self._languages = hints["languages"]

    @classmethod
    def shared(cls) -> "Places":
        """The one copy everybody uses, read on first use."""
        return _shared()

    def search(self, text: str, limit: int = 6) -> tuple[Place, ...]:
        """At most `limit` places of this name, best first; empty when none, or when refused.

        Exact names come first, those of countries and regions among them with one city for each
        of their zones; then names that begin so. "Portland, Oregon" and "Europe/Berlin" work too.
        """
        words = fold(text[:LONGEST_QUERY]).split()[:MOST_WORDS]
        if not words or refused(text):
            return ()
        zone = self._zones.get("_".join(text.strip().casefold().split()))
        if zone:
            return (self._of_zone(zone),)
        exact = self._exact(words)
        found = {(place.label, place.zone): place for place in exact}
        # Where one town is named exactly, its quarters and namesakes nearby tell nothing new.
        served = {(place.country, place.zone) for place in exact}
        for place in self._beginning_with(" ".join(words), limit + len(served)):
            if (place.country, place.zone) not in served:
                found.setdefault((place.label, place.zone), place)
        return tuple(found.values())[:limit]

    def zone_at(self, latitude: float, longitude: float) -> str | None:
        """The zone of a point in degrees; None on the high sea and for impossible degrees."""
        if not (math.isfinite(latitude) and math.isfinite(longitude)):
            return None
        if abs(latitude) > 90 or abs(longitude) > 180:
            return None
        return self._zones.get(tzfpy.get_tz(longitude, latitude).casefold())

    def zones_with_local_time(
        self, now: datetime, wall: time, tolerance_minutes: int = CLOCK_TOLERANCE_MINUTES
    ) -> tuple[str, ...]:
        """Common zones, best known first, whose clocks show about this time at aware `now`."""
        if now.tzinfo is None:
            raise ValueError("`now` needs a time zone")
        return tuple(
            name
            for name in self._clocks
            if _minutes_apart(now.astimezone(ZoneInfo(name)).time(), wall) <= tolerance_minutes
        )

    def clock_label(self, zone: str) -> str:
        """The city a common zone is best known by; otherwise the last part of the zone's name."""
        return self._clocks.get(zone) or _last_part(zone)

    def guess_from_language(self, code: str) -> str | None:
        """The zone most speakers live by; None where a language tells nothing, as English does.

        `code` is a language tag such as "pt-br"; a country in it counts more than the language.
        """
        language, *more = code.lower().replace("_", "-").split("-")
        tags = (f"{language}-{more[-1]}" if more else language, language)
        return next((self._languages[tag] for tag in tags if tag in self._languages), None)

    def _add_area(self, code: str, name: str, keys: str) -> None:
        self._area_names[code] = name
        # "or" means Oregon after "Portland" alone, so short codes have keys of their own.
        short = code.rpartition(".")[2].lower()
        for key in (*keys.split("|"), f"code {short}"):
            self._area_codes[key] = (*self._area_codes.get(key, ()), code)

    def _exact(self, words: list[str]) -> list[Place]:
        """Places of exactly this name; "portland or" is tried as a name, then as name and area."""
        found = self._called(" ".join(words))
        for cut in range(len(words) - 1, 0, -1):
            if found:
                break
            names = self._area_names_for(" ".join(words[cut:]))
            towns = self._exact(words[:cut]) if names else []
            found = [town for town in towns if names & {town.country, town.region}]
        return found

    def _called(self, key: str) -> list[Place]:
        """Towns of this name and cities of areas of this name, the likeliest first."""
        own = [self._place(line) for line in self._lines(f"\n|{key}|")]
        largest = own[0].population if own else 0
        weighed = [(one.population * OWN_NAME_WEIGHT, one) for one in own]
        called = map(self._place, self._lines(f"|{key}|"))
        weighed.extend((one.population, one) for one in called if one.population > largest)
        for code in self._area_codes.get(key, ()):
            weight = 1 if "." in code else OWN_NAME_WEIGHT
            weighed.extend((one.population * weight, one) for one in self._in_area(code))
        return [place for _, place in sorted(weighed, key=lambda pair: -pair[0])]

    def _area_names_for(self, key: str) -> set[str]:
        codes = self._area_codes.get(key, ()) + self._area_codes.get(f"code {key}", ())
        return {self._area_names[code] for code in codes}

    def _in_area(self, code: str) -> Iterable[Place]:
        """The largest city of each zone of a country or region."""
        largest: dict[str, Place] = {}
        for end in ("\t",) if "." in code else ("\t", "."):
            for place in map(self._place, self._lines(f"\t{code}{end}")):
                known = largest.setdefault(place.zone, place)
                if place.population > known.population:
                    largest[place.zone] = place
        return largest.values()

    def _beginning_with(self, key: str, most: int) -> Iterator[Place]:
        """Towns whose name begins so, the largest first; by-names count when no own name does."""
        shortest = SHORTEST_WIDE_START if key[0] >= WIDE_FROM else SHORTEST_START
        if len(key) < shortest:
            return
        own = list(islice(self._lines(f"\n|{key}"), most))
        yield from map(self._place, own or islice(self._lines(f"|{key}"), most))

    def _of_zone(self, zone: str) -> Place:
        known = next(self._lines(f"\t{zone}\t"), None)
        if known is None:  # an old name, or one that is no town, such as US/Pacific
            return Place(zone.replace("_", " "), "", "", zone, 0)
        return Place(_last_part(zone), "", self._place(known).country, zone, 0)

    def _lines(self, part: str) -> Iterator[bytes]:
        """Each line that holds this part, the largest city first."""
        wanted = part.encode("utf-8", "replace")
        at = self._cities.find(wanted)
        while at >= 0:
            end = self._cities.find(b"\n", at + 1)
            yield self._cities[self._cities.rfind(b"\n", 0, at + 1) + 1 : end]
            at = self._cities.find(wanted, end)

    def _place(self, line: bytes) -> Place:
        _, name, area, zone, people = line.decode().split("\t")
        country = area.partition(".")[0]
        region = self._area_names[area] if area != country else ""
        return Place(name, region, self._area_names[country], zone, int(people))


@cache
def _shared() -> Places:
    folder = resources.files("content")
    table = gzip.decompress(folder.joinpath("cities.tsv.gz").read_bytes())
    hints = tomllib.loads(folder.joinpath("zone_hints.toml").read_text("utf-8"))
    zones = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return Places(table, tuple(zones), hints)


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _minutes_apart(one: time, other: time) -> int:
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(apart, DAY_MINUTES - apart)
