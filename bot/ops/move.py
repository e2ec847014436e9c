"""Move: a whole installation from SQLite to PostgreSQL or back, while no bot runs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bot.ops.lock import take_lock
from storage import copying, erasure_list, erasure_marks
from storage.copying import Copied
from storage.database import BESIDE_A_SERVER, Database, DatabaseError, open_database
from storage.trouble import plain_words


class SamePlace(DatabaseError):
    """The database was asked to move to where it is."""

    exit_code = 64


@contextmanager
def both(source_url: str, target_url: str) -> Iterator[tuple[Database, Database]]:
    """Both databases open, locked and of the newest shape.

    Raises InUse or Busy while a bot runs on either, DatabaseError when one cannot be used.
    """
    with ExitStack() as open_now:
        source = _open(source_url, open_now, must_exist=True)
        target = _open(target_url, open_now, must_exist=False)
        if _place(source) == _place(target):
            raise SamePlace("The database is there already. Name another with --to.")
        for database in (source, target):
            lock = take_lock(database.path)
            if lock is not None:
                open_now.callback(lock.close)
            copying.prepare(database)
        _take_erasures_along(source)
        yield source, target


def move(source: Database, target: Database, tell: Callable[[int], None]) -> list[Copied]:
    """Copy and compare every row; `tell` hears how many were copied just now."""
    return copying.copy(source, target, tell)


def _open(url: str, open_now: ExitStack, *, must_exist: bool) -> Database:
    database = open_database(url, make_folder=not must_exist, lists=BESIDE_A_SERVER)
    open_now.callback(database.close)
    if must_exist and database.path is not None and not database.path.exists():
        raise DatabaseError(f"There is no database at {database.path}.")
    return database


def _take_erasures_along(source: Database) -> None:
    """What stands on the list beside it goes into its tables, and with them to the target."""
    beside = erasure_list.of(source.engine)
    if beside is not None:
        with plain_words(source), source.begin() as db:
            erasure_marks.share(db, beside)


def _place(database: Database) -> str:
    if database.path is not None:
        return str(database.path.resolve())
    return database.engine.url.set(query={}).render_as_string(hide_password=True)
