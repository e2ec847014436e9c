"""Resident memory over imports, from the same runs as `startup`."""

from tests.bench import startup
from tests.bench.measuring import Row, Size


def rows(size: Size) -> list[Row]:
    """Memory with 100,000 subscribers, and how it grows."""
    return startup.memory_rows(size)
