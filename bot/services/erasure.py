"""Erasure: forgets one person, in the tables at once and in the files after the commit."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import erasure, erasure_by_age, erasure_list, erasure_marks
from storage.erasure_list import ErasureList
from storage.trouble import DamagedDatabase

log = logging.getLogger("unpinch")

MARK_LIVES = 600  # seconds in which "Delete everything" may be pressed


def mark(work: Work) -> int:
    """The moment a person was asked, in whole seconds since 1970, for the button to carry."""
    return int(work.now.timestamp())


def is_fresh(work: Work, person: Person, asked: int) -> bool:
    """True for a mark of the last ten minutes that is not older than what is stored now."""
    joined = int(subscribers.row_of(work, person.id).joined_at.timestamp())
    return joined <= asked <= mark(work) <= asked + MARK_LIVES


def forget(work: Work, person: Person, chat_id: int, update_id: int) -> None:
    """Remove everything about a person; the files are scrubbed once this is committed."""
    take_out(work, person.id, chat_id, update_id)


def take_out(work: Work, person_id: int, chat_id: int, update_id: int | None = None) -> None:
    """Put somebody on the erasure list, then remove every row of theirs.

    The list comes first: a crash in between leaves somebody on it who is still here, and who
    has asked to be gone.
    """
    _list(work, person_id)
    erasure.erase(work.db, person_id, chat_id, update_id)
    scrub_after(work)


def share(work: Work) -> None:
    """Let the database and the file beside it know the same erasures.

    On a server others erase, too: with this the list of each replica outlives a restore. What
    cannot be read or written is logged.
    """
    beside = _beside(work)
    if beside is not None:
        with _unwritable():
            erasure_marks.share(work.db, beside)


def replay(work: Work) -> int:
    """Forget again whom a backup brought back; returns how many people.

    Somebody who was erased and came back later stays: they began after their erasure. Raises
    DamagedDatabase when the list cannot be understood.
    """
    share(work)
    erased_at = _known(work)
    back = [
        (person_id, chat_id)
        for person_id, chat_id, began in (erasure_by_age.everybody(work.db) if erased_at else ())
        if any((at := known(person_id)) is not None and began <= at for known in erased_at)
    ]
    for person_id, chat_id in back:
        erasure.erase(work.db, person_id, chat_id)
    if back:
        log.warning("forgot %d people again whom a backup had brought back", len(back))
        scrub_after(work)
    return len(back)


def _known(work: Work) -> list[Callable[[int], datetime | None]]:
    """What tells when somebody was forgotten: the list in the database and the one beside it."""
    beside = erasure_list.of(work.db.get_bind().engine)
    key, inside = erasure_marks.key_of(work.db), erasure_marks.marks_of(work.db)
    found: list[Callable[[int], datetime | None]] = []
    if key is not None and inside:
        found.append(lambda person_id: inside.get(erasure_list.mark_of(key, person_id)))
    if beside is not None and beside.marks and beside.key != key:
        found.append(beside.erased_at)
    return found


def _list(work: Work, person_id: int) -> None:
    """Whoever asked to be forgotten is, also when the list beside cannot be written."""
    beside = _beside(work)
    key = erasure_marks.add(
        work.db, person_id, work.now, beside.key if beside else erasure_list.new_key()
    )
    if beside is not None:
        with _unwritable():
            beside.under(key).add(person_id, work.now)


def _beside(work: Work) -> ErasureList | None:
    with _unwritable():
        return erasure_list.of(work.db.get_bind().engine)
    return None


@contextmanager
def _unwritable() -> Iterator[None]:
    """A list that cannot be used is said in the log, and holds up nothing."""
    try:
        yield
    except (OSError, DamagedDatabase) as error:
        log.error("the erasure list could not be written: %s", error)


def scrub_after(work: Work) -> None:
    """Empty the log beside the database file once this work is committed."""
    engine = work.db.get_bind().engine
    event.listen(work.db, "after_commit", lambda _: _scrub(engine), once=True)


def _scrub(engine: Engine) -> None:
    try:
        if not erasure.scrub(engine):
            log.warning("the log of the database could not be emptied after an erasure")
    except SQLAlchemyError:
        log.warning("the log of the database could not be emptied after an erasure")
