"""Notes under a key: unreadable in the files, readable through the program, keys may change."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.services.secrets_notes import Keys, UnusableKey, new_key, seal_anew, seal_notes
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage import copying, erasure
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.sealed_rows import FIRST, Place
from storage.sealing import LOCKED, MARK
from storage.tables import Pain, Subscriber, Verdict

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANA = 101
WORDS = "zyxquark-of-ana"
OLD, NEW = new_key(), new_key()


@pytest.fixture
def plain(address: str) -> Iterator[Database]:
    opened = open_database(address)
    migrate(opened)
    with opened.begin() as db:
        db.add(Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
    yield opened
    opened.close()


def with_keys(database: Database, *keys: str) -> Database:
    """The same database, opened by a program that has these keys."""
    opened = open_database(database.engine.url.render_as_string(hide_password=False))
    seal_notes(opened, keys)
    return opened


def writes(database: Database, words: str) -> None:
    with database.begin() as db:
        db.add(Pain(subscriber_id=ANA, at=NOW, date=NOW.date(), kind="note", score=3, note=words))
        db.add(Verdict(subscriber_id=ANA, at=NOW, level="calm", words=words))


def reads(database: Database, *keys: str) -> list[str | None]:
    """Every note and every verdict's words, as a program with these keys sees them."""
    opened = with_keys(database, *keys)
    with opened.look() as db:
        notes = [row.note for row in db.exec(select(Pain).order_by(text("id")))]
        found = notes + [row.words for row in db.exec(select(Verdict).order_by(text("id")))]
    opened.close()
    return found


def stored(database: Database) -> list[str]:
    """The same as it stands in the tables."""
    with database.look() as db:
        rows = db.connection().execute(
            text("SELECT note FROM pain UNION ALL SELECT words FROM verdict")
        )
        return [row[0] for row in rows]


def round_of(database: Database) -> None:
    """The daily round, step by step."""
    place: Place | None = FIRST
    while place is not None:
        with database.begin() as db:
            work = Work(db, cast("Library", None), cast("Words", None), NOW)
            place = seal_anew(work, place)


def test_sealed_words_are_not_in_the_tables_and_their_key_opens_them(plain: Database) -> None:
    sealed = with_keys(plain, OLD)
    writes(sealed, WORDS)
    sealed.close()
    assert all(words.startswith(MARK) and WORDS not in words for words in stored(plain))
    assert reads(plain, OLD) == [WORDS, WORDS]


def test_without_the_key_words_show_as_locked(plain: Database) -> None:
    sealed = with_keys(plain, OLD)
    writes(sealed, WORDS)
    sealed.close()
    assert reads(plain) == [LOCKED, LOCKED]
    assert reads(plain, NEW) == [LOCKED, LOCKED]


def test_words_from_before_the_key_stay_readable_and_the_round_seals_them(plain: Database) -> None:
    writes(plain, WORDS)
    assert reads(plain, OLD) == [WORDS, WORDS]
    sealed = with_keys(plain, OLD)
    round_of(sealed)
    sealed.close()
    assert WORDS not in " ".join(stored(plain))
    assert reads(plain, OLD) == [WORDS, WORDS]


def test_a_new_key_goes_first_and_after_a_round_the_old_one_can_go(plain: Database) -> None:
    sealed = with_keys(plain, OLD)
    writes(sealed, WORDS)
    sealed.close()
    assert reads(plain, NEW, OLD) == [WORDS, WORDS]
    both = with_keys(plain, NEW, OLD)
    round_of(both)
    both.close()
    assert reads(plain, NEW) == [WORDS, WORDS]
    assert reads(plain, OLD) == [LOCKED, LOCKED]


def test_a_round_with_a_wrong_key_changes_nothing(plain: Database) -> None:
    sealed = with_keys(plain, OLD)
    writes(sealed, WORDS)
    sealed.close()
    before = stored(plain)
    wrong = with_keys(plain, NEW)
    round_of(wrong)
    wrong.close()
    assert stored(plain) == before


def test_a_second_round_finds_nothing_to_do(plain: Database) -> None:
    writes(plain, WORDS)
    sealed = with_keys(plain, OLD)
    round_of(sealed)
    before = stored(plain)
    round_of(sealed)
    sealed.close()
    assert stored(plain) == before


def test_no_byte_of_sealed_words_is_in_the_files(database: Database) -> None:
    seal_notes(database, [OLD])
    with database.begin() as db:
        db.add(Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
    writes(database, WORDS)
    assert database.path is not None
    files = [path for path in database.path.parent.iterdir() if path.is_file()]
    assert WORDS.encode() not in b"".join(path.read_bytes() for path in files)


def test_plain_words_are_gone_from_the_files_once_they_are_sealed(database: Database) -> None:
    with database.begin() as db:
        db.add(Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
    writes(database, WORDS)
    seal_notes(database, [OLD])
    round_of(database)
    erasure.scrub(database.engine)
    assert database.path is not None
    files = [path for path in database.path.parent.iterdir() if path.is_file()]
    assert WORDS.encode() not in b"".join(path.read_bytes() for path in files)


def test_sealed_words_move_to_another_database_as_they_are(
    database: Database, plain: Database
) -> None:
    seal_notes(database, [OLD])
    with database.begin() as db:
        db.add(Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
    writes(database, WORDS)
    with plain.begin() as db:
        db.delete(db.get_one(Subscriber, ANA))
    bare = with_keys(database)
    copying.copy(bare, plain, lambda _: None)
    bare.close()
    assert reads(plain, OLD) == [WORDS, WORDS]
    assert stored(plain) == stored(database)


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(UnusableKey, match="notes-key"):
        Keys(["short"])
