"""`unpinch check`: settings, library and database, in plain words."""

from pathlib import Path
from time import sleep

from bot.clock import Clock
from bot.services import reloading
from bot.settings import Settings
from content import check_report, corrections, sign_off, watch_check
from content.loader import own_folder
from storage import inspection, migrate
from storage.database import Database, DatabaseError, open_database

FAULTY = 1
PAUSE = 0.5  # seconds between two looks at the folder


def run(settings: Settings) -> int:
    """Print what is right and what is not; 1 when something is wrong."""
    signed = sign_off.state(own_folder() / "safety")
    checked = reloading.judge(Clock().now().date(), _library())
    faults = [*checked.faults, *_database(settings)]
    for fault in faults:
        print(fault)  # noqa: T201
    if faults:
        print(f"{len(faults)} to mend.")  # noqa: T201
        return FAULTY
    print("Settings: fine.")  # noqa: T201
    for line in check_report.lines(checked.library, own_folder()):
        print(line)  # noqa: T201
    print(f"Sign-off: {signed}")  # noqa: T201
    print("Database: fine.")  # noqa: T201
    return 0


def watch(settings: Settings) -> int:
    """Check again whenever a content file is saved, until Ctrl-C; 0 then."""
    seen: dict[Path, int] = {}
    try:
        while True:
            stamps = watch_check.stamps(own_folder())
            if stamps.get(corrections.FILE) != seen.get(corrections.FILE):
                corrections.forget()
            if stamps != seen:
                run(settings)
                print("Waiting for the next saved file. Ctrl-C ends.")  # noqa: T201
            seen = stamps
            sleep(PAUSE)
    except KeyboardInterrupt:
        return 0


def _library() -> list[str]:
    return reloading.in_files()


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
