"""Notes: a person's own words, kept beside scores and verdicts only while they agree."""

from sqlalchemy import update
from sqlmodel import Session, col

from storage.tables import Pain, Verdict


def erase(db: Session, subscriber_id: int) -> int:
    """Take the words out of every score and verdict of a person; returns how many held some."""
    scores = update(Pain).where(
        col(Pain.subscriber_id) == subscriber_id, col(Pain.note).is_not(None)
    )
    verdicts = update(Verdict).where(
        col(Verdict.subscriber_id) == subscriber_id, col(Verdict.words).is_not(None)
    )
    erased = db.exec(scores.values(note=None)).rowcount
    return erased + db.exec(verdicts.values(words=None)).rowcount
