"""PURE: time zones by name, from the packaged tz database only."""

import zoneinfo
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo


class UnknownZone(ValueError):
    """No time zone has this name; write one such as Europe/Lisbon."""


def use_packaged_zones() -> None:
    """Read zones from the locked `tzdata` package only, never from the system's old files."""
    if zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(to=())
        ZoneInfo.clear_cache()
        zone_names.cache_clear()
        zone.cache_clear()


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every name of the tz database, aliases such as Asia/Calcutta included."""
    return frozenset(zoneinfo.available_timezones())


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of this name. Raises UnknownZone for anything else."""
    if name not in zone_names():
        raise UnknownZone(f"{name!r} is no time zone; write one such as Europe/Lisbon")
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def tz_version() -> str:
    """The version of the packaged tz database, such as 2026f, read from the data itself."""
    data = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi")
    with data.open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# version").strip()
