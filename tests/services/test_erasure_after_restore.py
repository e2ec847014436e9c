"""A backup brings back nobody who was forgotten, on an SQLite file and on a server. H5, M9."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar, cast

import pytest
from sqlmodel import select

from bot.ops.backup import take_backup
from bot.ops.move import both, move
from bot.services import erasure
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage import erasure_list, erasure_marks
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.tables import Meta, Subscriber
from tests.engines import Postgres

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ANA, BO = 48_151_623_421, 202
T = TypeVar("T")


class Home(Protocol):
    """An installation: a database, and the folder in which each replica keeps its own files."""

    url: str

    def lists(self, replica: str) -> Path:
        """The folder of one replica."""

    def backup(self) -> None:
        """Take a backup."""

    def restore(self) -> None:
        """Put the backup in place, as a person does by hand."""


class OnFile:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "u.db"
        self.url = f"sqlite:///{self.file}"

    def lists(self, replica: str) -> Path:  # one file has one process
        return self.file.parent

    def backup(self) -> None:
        self.kept = take_backup(self.file, self.file.parent / "backups", NOW)

    def restore(self) -> None:
        for end in ("-wal", "-shm"):
            Path(f"{self.file}{end}").unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)


class OnServer:
    def __init__(self, folder: Path, server: Postgres) -> None:
        self.folder, self.server = folder, server
        self.url = server.patient(server.fresh())

    def lists(self, replica: str) -> Path:
        return self.folder / replica

    def backup(self) -> None:
        self.kept = self.server.backup(self.url)

    def restore(self) -> None:
        self.server.restore(self.url, self.kept)


@pytest.fixture
def server(tmp_path: Path, postgres: Postgres) -> Iterator[OnServer]:
    made = OnServer(tmp_path, postgres)
    yield made
    postgres.drop(made.url)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "sqlite":
        return OnFile(tmp_path)
    found: OnServer = request.getfixturevalue("server")
    return found


@contextmanager
def opened(home: Home, replica: str = "one") -> Iterator[Database]:
    """One process on the database; nobody is connected afterwards."""
    database = open_database(home.url, lists=home.lists(replica))
    migrate(database)
    yield database
    database.close()


def do(home: Home, service: Callable[[Work], T], replica: str = "one", now: datetime = LATER) -> T:
    with opened(home, replica) as database, database.begin() as db:
        return service(Work(db, cast("Library", None), cast("Words", None), now))


def joins(home: Home, *people: int, at: datetime = NOW - timedelta(days=1)) -> None:
    def meet(work: Work) -> None:
        for person in people:
            work.db.add(Subscriber(id=person, chat_id=person, joined_at=at, seen_at=at))

    do(home, meet)


def is_forgotten(home: Home, person: int, replica: str = "one", now: datetime = LATER) -> None:
    do(home, lambda work: erasure.take_out(work, person, person), replica, now)


def starts(home: Home, replica: str = "one") -> int:
    """What every start does; returns how many were forgotten again."""
    return do(home, erasure.replay, replica)


def people(home: Home) -> list[int]:
    return do(home, lambda work: sorted(work.db.exec(select(Subscriber.id)).all()))


def test_who_was_erased_after_the_backup_stays_erased(home: Home) -> None:
    joins(home, ANA, BO)
    home.backup()
    is_forgotten(home, ANA)
    home.restore()
    assert people(home) == [BO, ANA]
    assert starts(home) == 1
    assert people(home) == [BO]
    assert starts(home) == 0


def test_who_came_back_after_the_erasure_is_not_taken_for_a_backup(home: Home) -> None:
    joins(home, ANA)
    is_forgotten(home, ANA)
    joins(home, ANA, at=LATER + timedelta(seconds=1))
    home.backup()
    home.restore()
    assert starts(home) == 0
    assert people(home) == [ANA]


def test_an_erasure_before_the_backup_and_one_after_it_both_stand(home: Home) -> None:
    joins(home, ANA, BO)
    is_forgotten(home, ANA)
    joins(home, ANA, at=LATER + timedelta(hours=1))
    home.backup()
    is_forgotten(home, BO, now=LATER + timedelta(hours=2))
    is_forgotten(home, ANA, now=LATER + timedelta(hours=2))
    home.restore()
    assert starts(home) == 2
    assert people(home) == []


def test_what_one_replica_erased_another_one_knows_after_a_restore(server: OnServer) -> None:
    joins(server, ANA, BO)
    server.backup()
    is_forgotten(server, ANA, "one")
    do(server, erasure.share, "two")  # once an hour
    server.restore()
    assert starts(server, "two") == 1
    assert people(server) == [BO]


def test_each_replica_knows_what_it_erased_itself_and_all_what_any_of_them_did(
    server: OnServer,
) -> None:
    joins(server, ANA, BO)
    server.backup()
    is_forgotten(server, ANA, "one")
    is_forgotten(server, BO, "two")
    server.restore()
    assert starts(server, "two") + starts(server, "one") == 2
    assert starts(server, "three") == 0
    assert people(server) == []


def test_a_replica_whose_folder_was_lost_gets_the_list_from_the_database(
    server: OnServer,
) -> None:
    joins(server, ANA)
    is_forgotten(server, ANA, "one")
    starts(server, "two")
    database = open_database(server.url, lists=server.lists("two"))
    found = erasure_list.of(database.engine)
    database.close()
    assert found is not None
    assert found.erased_at(ANA) == LATER


@pytest.mark.parametrize("way", ["to the server", "to a file"])
def test_a_move_takes_the_list_along(
    way: str, tmp_path: Path, server: OnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = OnFile(tmp_path / "here")
    file.file.parent.mkdir()
    home, target = (file, server) if way == "to the server" else (server, file)
    joins(home, ANA, BO)
    is_forgotten(home, ANA)
    with both(home.url, target.url) as (source, there):
        move(source, there, lambda _: None)
    joins(target, ANA)  # as a backup from before would do it
    assert starts(target) == 1
    assert people(target) == [BO]


def test_a_list_from_before_it_stood_in_the_database_goes_along(
    tmp_path: Path, server: OnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = OnFile(tmp_path)
    joins(home, BO)
    erasure_list.read(Path(f"{home.file}.erased")).add(ANA, LATER)
    with both(home.url, server.url) as (source, there):
        move(source, there, lambda _: None)
    joins(server, ANA)
    assert starts(server) == 1


def test_a_list_of_another_database_is_not_mixed_in_and_counts_all_the_same(home: Home) -> None:
    joins(home, ANA, BO)
    is_forgotten(home, ANA)
    path = next(home.lists("one").glob("*.erased"))
    path.unlink()
    erasure_list.read(path).add(BO, LATER)
    joins(home, ANA)
    assert starts(home) == 2
    assert list(erasure_list.read(path).marks) == [
        erasure_list.mark_of(erasure_list.read(path).key, BO)
    ]


def test_a_folder_that_cannot_be_written_holds_up_neither_a_start_nor_an_erasure(
    server: OnServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.lists("one").touch()  # a file where the folder should be
    joins(server, ANA, BO)
    is_forgotten(server, ANA)
    assert people(server) == [BO]
    joins(server, ANA)
    assert starts(server) == 1
    assert "the erasure list could not be written" in caplog.text


def test_marks_name_nobody_and_go_after_400_days(home: Home) -> None:
    joins(home, ANA, BO)
    is_forgotten(home, ANA)
    rows = do(home, lambda work: work.db.exec(select(Meta)).all())
    assert not any(str(ANA) in f"{row.key} {row.value}".split() for row in rows)
    is_forgotten(home, BO, now=LATER + timedelta(days=400))
    marks = do(home, lambda work: erasure_marks.marks_of(work.db))
    assert list(marks.values()) == [LATER + timedelta(days=400)]
