"""`unpinch migrate`: bring the database to the shape this version needs."""

from bot.ops.lock import take_lock
from bot.settings import Settings
from storage import migrate
from storage.database import open_database


def run(settings: Settings) -> int:
    """Migrate under the lock and say which version it is at."""
    database = open_database(settings.database(sandbox=not settings.token))
    lock = take_lock(database.path)
    try:
        version = migrate.migrate(database)
    finally:
        database.close()
        if lock is not None:
            lock.close()
    print(f"The database is at version {version}.")  # noqa: T201
    return 0
