"""The one row that every sender of a bot token takes its turn from."""

from sqlmodel import Session, col, select

from storage.tables import SendClock


def locked(db: Session) -> SendClock:
    """The send clock, locked for this transaction; made on first use."""
    wanted = (
        select(SendClock)
        .where(col(SendClock.id) == 1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = db.exec(wanted).first()
    if row is None:
        row = SendClock(id=1)
        db.add(row)
        db.flush()
    return row
