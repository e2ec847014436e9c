"""Whether what somebody read was read lately enough: sources, and the numbers to call."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from content.findings import Finding
from content.model import EmergencyNumber, Library
from content.source_files import read_sources

# Where sources are kept; a folder may lack the last two.
SOURCE_FILES = ("sources.toml", "safety/sources.toml", "articles/sources.toml")
NUMBERS = "safety/numbers.toml"
LONGEST_MONTHS = 18


def check_ages(folder: Path, library: Library, today: date) -> Iterator[Finding]:
    """Every reading more than 18 months before `today`, with what to do about it."""
    for file in SOURCE_FILES:
        if (folder / file).exists():
            yield from _check_sources(folder / file, file, today)
    for number in library.safety.numbers.values():
        yield from _check_number(number, today)


def is_old(read_on: date, today: date) -> bool:
    """Whether a reading lies more than 18 months back; a day that is 18 months ago is not old."""
    months = (today.year - read_on.year) * 12 + today.month - read_on.month
    return (months, today.day) > (LONGEST_MONTHS, read_on.day)


def _check_sources(path: Path, file: str, today: date) -> Iterator[Finding]:
    for source in read_sources(path, file, []).values():
        if source.read_on is not None and is_old(source.read_on, today):
            yield Finding(file, f"{source.id}.read_on", _remedy("source", source.read_on))


def _check_number(number: EmergencyNumber, today: date) -> Iterator[Finding]:
    for field in ("read_on", "urgent_read_on", "crisis_read_on"):
        day = getattr(number, field)
        if day is not None and is_old(day, today):
            yield Finding(NUMBERS, f"{number.country}.{field}", _remedy("number", day))


def _remedy(what: str, day: date) -> str:
    return (
        f"look this {what} up again and write the new date; it was last read on {day},"
        f" more than {LONGEST_MONTHS} months ago."
    )
