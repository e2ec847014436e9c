"""Erasure: forgets one person, in the tables at once and in the files after the commit."""

import logging

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import erasure

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
    erasure.erase(work.db, person.id, chat_id, update_id)
    scrub_after(work)


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
