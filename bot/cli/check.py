"""`unpinch check`: settings, library and database, in plain words."""

from pathlib import Path

from bot.settings import Settings
from content import check
from content.loader import load_library
from storage import migrate
from storage.database import DatabaseError, open_database

FAULTY = 1


def run(settings: Settings) -> int:
    """Print what is right and what is not; 1 when something is wrong."""
    faults = [*_library(), *_database(settings)]
    for fault in faults:
        print(fault)  # noqa: T201
    if faults:
        print(f"{len(faults)} to mend.")  # noqa: T201
        return FAULTY
    library = load_library()
    print("Settings: fine.")  # noqa: T201
    print(  # noqa: T201
        f"Library: {len(library.exercises)} exercises, {len(library.safety.cards)} safety cards, "
        f"{len(library.sources)} sources. No clinician has signed any of it."
    )
    print("Database: fine.")  # noqa: T201
    return 0


def _library() -> list[str]:
    return [str(finding) for finding in check.findings(Path(check.__file__).parent)]


def _database(settings: Settings) -> list[str]:
    """Look at the database beside a running bot; one that is not there yet is fine."""
    try:
        database = open_database(settings.database(sandbox=not settings.token), make_folder=False)
        if database.path is not None and not database.path.exists():
            return []
        migrate.check_version(database)
    except DatabaseError as error:
        return [f"Database: {error}"]
    database.close()
    return []
