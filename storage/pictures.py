"""Pictures: the name Telegram gave each one we uploaded; it is good for one bot only."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.tables import SentPicture


def known(db: Session, bot_id: int) -> dict[str, str]:
    """The `file_id` of every picture this bot has uploaded, by its key."""
    rows = db.exec(select(SentPicture).where(SentPicture.bot_id == bot_id))
    return {row.key: row.file_id for row in rows}


def keep(db: Session, bot_id: int, key: str, file_id: str) -> None:
    """Remember the name of a picture; a newer one takes the place of the older."""
    row = db.get(SentPicture, (bot_id, key))
    if row is None:
        db.add(SentPicture(bot_id=bot_id, key=key, file_id=file_id))
    else:
        row.file_id = file_id


def forget(db: Session, bot_id: int, key: str) -> None:
    """Forget a name that Telegram no longer takes."""
    db.exec(
        delete(SentPicture).where(col(SentPicture.bot_id) == bot_id, col(SentPicture.key) == key)
    )
