"""Reads sources.toml: where statements come from, and how much of each source was read."""

from pathlib import Path

from content.findings import Finding
from content.model import Source
from content.tables import Table, read_table
from content.vocabulary import READ, READ_ITSELF

PRACTICE = "practice, not verified"
UNDATED = "undated"


def read_sources(path: Path, file: str, faults: list[Finding]) -> dict[str, Source]:
    """All sources of one file by id; what is wrong is added to `faults`."""
    table = read_table(path, file, faults)
    return {id_: _source(id_, table.table(id_)) for id_ in table}


def _source(id_: str, table: Table) -> Source:
    source = Source(
        id=id_,
        title=table.text("title"),
        year=table.number("year", 0, 2100),
        link=table.text_or_empty("link"),
        access=table.text("access"),
        strength=table.text("strength"),
        read=table.word("read", READ),
        read_on=table.day("read_on"),
    )
    table.close()
    _blame_gaps(source, table)
    return source


def _blame_gaps(source: Source, table: Table) -> None:
    practice = source.strength == PRACTICE
    if not practice and not source.link.startswith(("https://", "http://")):
        table.blame("link", "write the address, beginning with https://.")
    if source.year == 0 and UNDATED not in source.access:
        table.blame("year", f'write the year, or say "{UNDATED}" under access when it has none.')
    if source.read in READ_ITSELF and source.read_on is None:
        table.blame("read_on", "write the day of the reading, or say that it was not re-read.")
    if source.read not in READ_ITSELF and source.read_on is not None:
        table.blame("read_on", "take the date out; it stands only for what somebody read.")
