"""The look at every zone: what it takes for the same really is the same, to the second."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import islice

import pytest

from bot.coach.zones import zone, zone_names
from tests.faults import zones

QUARTER = timedelta(minutes=15)


def offsets(name: str) -> list[timedelta | None]:
    """The offset of a zone at every noon and midnight (UTC) of the years looked at."""
    place = zone(name)
    noons = [
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=12 * n)
        for n in range(2 * len(zones.DAYS))
    ]
    return [noon.astimezone(place).utcoffset() for noon in noons]


def rules(name: str) -> zones.Rules:
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return zones.rules_of(data)


def test_zones_of_the_same_rules_have_the_same_instants() -> None:
    shared = sorted(zones.kinds(sorted(zone_names())).values(), key=len)
    assert sum(map(len, shared)) == len(zone_names())
    assert len(shared[-1]) > 1
    for alike in shared:
        for name in alike[1:3]:
            assert offsets(name) == offsets(alike[0]), (name, alike[0])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Europe/Berlin", "Europe/Paris", True),
        ("Europe/Berlin", "Europe/Lisbon", False),
        ("Asia/Calcutta", "Asia/Kolkata", True),
        ("Europe/Dublin", "Europe/London", False),
        ("Africa/Cairo", "Europe/Athens", False),
        ("Africa/Casablanca", "Europe/London", False),
        ("America/New_York", "America/Havana", False),
    ],
)
def test_what_is_the_same_is_told_from_what_only_looks_like_it(
    one: str, other: str, same: bool
) -> None:
    assert (rules(one) == rules(other)) is same


def test_a_file_is_read_as_the_program_reads_it() -> None:
    """Each change of a file is one of the zone itself, at that second."""
    for name in ("Europe/Berlin", "Africa/Casablanca", "America/Nuuk", "Antarctica/Troll"):
        _, within, _ = rules(name)
        place = zone(name)
        for at, offset in islice(within, 8):
            after = datetime.fromtimestamp(at, UTC).astimezone(place)
            before = datetime.fromtimestamp(at - 1, UTC).astimezone(place)
            assert after.utcoffset() == timedelta(seconds=offset) != before.utcoffset()


def test_an_instant_that_comes_twice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    once = datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(zones, "occurrence", lambda _day, _wall, _zone: once)
    monkeypatch.setattr(zones, "zone_names", lambda: frozenset({"Europe/Berlin"}))
    assert len(zones.look().wrong) == len(zones.QUARTERS)
