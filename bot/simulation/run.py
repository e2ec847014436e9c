"""Many made-up people, shared out over processes; each process has its own database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.coach.zones import use_packaged_zones
from bot.simulation import people
from bot.simulation.breaking import broken_planner
from bot.simulation.living import Life
from bot.simulation.tally import Tally
from content.loader import load_library
from content.model import Library
from content.words import Words
from storage.database import Database, open_database
from storage.migrate import migrate

GROUP = 10  # people in one piece of work
PROCESSES = 2

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many people, for how many weeks, from which seed, with which fault or none."""

    persons: int
    weeks: int
    seed: int
    fault: str | None = None


def simulate(
    wanted: Wanted, progress: Progress = lambda _: None, processes: int = PROCESSES
) -> list[Tally]:
    """What became of each person, in order of their numbers.

    `progress` hears how many are done. The answer does not depend on the number of processes.
    """
    groups = [
        range(first, min(first + GROUP, wanted.persons))
        for first in range(0, wanted.persons, GROUP)
    ]
    found: list[Tally] = []
    for tallies in _lived(wanted, groups, processes):
        found += tallies
        progress(len(found))
    return sorted(found, key=lambda tally: tally.number)


def _lived(wanted: Wanted, groups: list[range], processes: int) -> Iterator[list[Tally]]:
    if processes < PROCESSES or len(groups) < PROCESSES:
        yield from (live_together(wanted, group) for group in groups)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(live_together, wanted, group) for group in groups]
        for done in as_completed(waiting):
            yield done.result()


def live_together(wanted: Wanted, numbers: range) -> list[Tally]:
    """The lives of these people, in a database of their own that is gone afterwards."""
    use_packaged_zones()
    library = load_library()
    with _database() as database:
        return [_live(wanted, number, library, database) for number in numbers]


def _live(wanted: Wanted, number: int, library: Library, database: Database) -> Tally:
    who = people.draw(number, people.dice(wanted.seed, number))
    plan = broken_planner(wanted.fault) if wanted.fault else None
    words = Words(library.phrases)
    return Life(who, wanted.seed, library, words, plan).live(database, wanted.weeks)


@contextmanager
def _database() -> Iterator[Database]:
    with TemporaryDirectory(prefix="unpinch-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'people.db'}")
        try:
            migrate(database)
            yield database
        finally:
            database.close()
