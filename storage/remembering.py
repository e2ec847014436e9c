"""What a transaction has read about a person, kept until something is written.

One answer of the bot asks for the same rows again and again, each time by a question of its own
to the database. Nobody else's changes are missed by this: on SQLite a transaction sees none, and
where several programs share a server, whatever must be fresh says so (`populate_existing`).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session

from storage.tables import Schedule, Subscriber

T = TypeVar("T")
_LISTS, _ROWS = "remembered lists", "remembered rows"


def remembered(db: Session, name: str, subscriber_id: int, read: Callable[[], list[T]]) -> list[T]:
    """The rows that `read` finds for this name and person, read once until something is written.

    The list is the caller's own.
    """
    if db.new or db.dirty or db.deleted:
        db.flush()
    found: dict[tuple[str, int], list[Any]] = db.info.setdefault(_LISTS, {})
    if (name, subscriber_id) not in found:
        found[name, subscriber_id] = read()
    return list(found[name, subscriber_id])


def _forget(db: Any, *_: Any) -> None:
    db.info.pop(_LISTS, None)


def _forget_when_writing(state: ORMExecuteState) -> None:
    if not state.is_select:
        _forget(state.session)


def _hold(db: Any, row: Any) -> None:
    """Keep a row that is asked for often: the session itself lets go of whatever nobody holds."""
    if isinstance(row, (Subscriber, Schedule)):
        db.info.setdefault(_ROWS, []).append(row)


event.listen(Session, "after_flush", _forget)
event.listen(Session, "after_soft_rollback", _forget)
event.listen(Session, "do_orm_execute", _forget_when_writing)
event.listen(Session, "loaded_as_persistent", _hold)
event.listen(Session, "pending_to_persistent", _hold)
