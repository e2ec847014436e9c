"""`unpinch check`: settings, library and database, in plain words."""

from pathlib import Path

from bot.settings import Settings
from content import check, sign_off
from content.loader import load_library
from storage import inspection, migrate
from storage.database import Database, DatabaseError, open_database

FAULTY = 1


def run(settings: Settings) -> int:
    """Print what is right and what is not; 1 when something is wrong."""
    signed = sign_off.state(Path(check.__file__).parent / "safety")
    faults = [*_library(), *map(str, signed.faults), *_database(settings)]
    for fault in faults:
        print(fault)  # noqa: T201
    if faults:
        print(f"{len(faults)} to mend.")  # noqa: T201
        return FAULTY
    library = load_library()
    print("Settings: fine.")  # noqa: T201
    print(  # noqa: T201
        f"Library: {len(library.exercises)} exercises, {len(library.safety.cards)} safety cards, "
        f"{len(library.articles)} articles, {len(library.quiz)} quiz questions, "
        f"{len(library.sources)} sources."
    )
    print(f"Sign-off: {signed}")  # noqa: T201
    print("Database: fine.")  # noqa: T201
    return 0


def _library() -> list[str]:
    return [str(finding) for finding in check.findings(Path(check.__file__).parent)]


def _database(settings: Settings) -> list[str]:
    """Look at the database beside a running bot; one that is not there yet is fine."""
    try:
        database = open_database(settings.database(sandbox=not settings.token), make_folder=False)
    except DatabaseError as error:
        return [f"Database: {error}"]
    try:
        fault = _fault(database, must_exist=settings.require_database)
    except DatabaseError as error:
        fault = str(error)
    finally:
        database.close()
    return [] if fault is None else [f"Database: {fault}"]


def _fault(database: Database, *, must_exist: bool) -> str | None:
    """The first thing that would keep a start from using this database, None when nothing does."""
    path = database.path
    if path is not None:
        fault = inspection.fault_of_place(path, must_exist=must_exist)
        if fault is not None or not path.exists():
            return fault
    migrate.check_version(database)
    missing = inspection.missing_tables(database)
    return f"tables are missing: {', '.join(missing)}. Put a backup in place." if missing else None
