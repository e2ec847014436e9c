"""Opens SQLite or PostgreSQL; a transaction is `with database.begin() as db`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlmodel import Session

BUSY_TIMEOUT_MS = 10_000
BESIDE_A_SERVER = Path("data")  # the folder for what belongs to a database on a server
LISTS = "unpinch_lists"  # the option of an engine that names such a folder

# The rest of the program names the open transaction without knowing the library behind it.
Transaction = Session

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL may lose the last commits in a power cut
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
)


# A replica that freezes inside a transaction must not hold up the others for ever.
_SERVER_LIMITS = {
    "idle_in_transaction_session_timeout": "3s",
    "lock_timeout": "6s",
    "statement_timeout": "10s",
    "synchronous_commit": "on",
}
_CONNECTING = {
    "options": " ".join(f"-c {name}={value}" for name, value in _SERVER_LIMITS.items()),
    "connect_timeout": 10,
    "tcp_user_timeout": 10_000,  # milliseconds
}


class DatabaseError(Exception):
    """The database cannot be used; `exit_code` says which kind of trouble it is."""

    exit_code = 73


class NotADatabaseUrl(DatabaseError):
    """The address of the database cannot be understood."""

    exit_code = 78


class Database:
    """One open database. Cheap to keep, safe to use from the worker threads."""

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self.engine = engine
        self.path = path

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One writing transaction: committed at the end, rolled back on any exception."""
        with Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def look(self) -> Iterator[Session]:
        """One reading transaction that takes no write lock."""
        reading = self.engine.execution_options(unpinch_reading=True)
        with Session(reading, expire_on_commit=False) as db, db.begin():
            yield db

    @property
    def is_sqlite(self) -> bool:
        """True when the database is one file on this machine."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(url: str, *, make_folder: bool = True, lists: Path | None = None) -> Database:
    """Open the database at `url`, by default making the folder of a new SQLite file.

    `lists` is the folder in which the erasure list of a server's database is kept; that of an
    SQLite file lies beside it.
    Raises NotADatabaseUrl for an address nobody can read, DatabaseError when the folder
    cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise NotADatabaseUrl(
            "The database address is not one: use one such as sqlite:///data/unpinch.db."
        ) from None
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url, address.database, make_folder=make_folder)
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=_arguments(address),
            execution_options={LISTS: lists},
        )
        return Database(engine, None)
    except (ImportError, NoSuchModuleError):
        raise NotADatabaseUrl(
            f"There is no driver for a {address.get_backend_name()} database in this program: "
            "use one such as sqlite:///data/unpinch.db."
        ) from None


def server_now(db: Session) -> datetime | None:
    """The instant on the clock of the database server, aware; None where there is no server."""
    if db.get_bind().dialect.name == "sqlite":
        return None
    found: datetime = db.connection().execute(text("SELECT clock_timestamp()")).scalar_one()
    return found.astimezone(UTC)


def _arguments(address: URL) -> dict[str, Any]:
    """How to connect to a server; what the address itself says stands."""
    if address.get_backend_name() != "postgresql":
        return {}
    return {name: value for name, value in _CONNECTING.items() if name not in address.query}


def _open_sqlite(url: str, name: str | None, *, make_folder: bool) -> Database:
    path = Path(name) if name and name != ":memory:" else None
    if path is not None and make_folder:
        _make_folder(path.parent)
    # One connection writes; a second may read beside it.
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 1} if path is not None else {}
    # What people write must never get into a log, not even with an error.
    engine = create_engine(url, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"The folder {folder} for the database cannot be made ({error.strerror}). "
            "Choose another with UNPINCH_DATABASE_URL or change its owner."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("unpinch_reading", False)
    # A read-then-write transaction would fail at once with SQLITE_BUSY_SNAPSHOT.
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
