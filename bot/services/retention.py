"""Retention: forgets people who left long ago, and words that are too old, a few at a time.

Once a day, in steps that each are one short transaction. A clock that leaps must not erase
anybody, so the first round after two days without one only notes the date.
"""

from datetime import date, timedelta

from bot.services import erasure, farewell, meta
from bot.services.farewell import AT_LAST, INACTIVE_MONTHS, NOTICE, months_before
from bot.services.work import Work
from storage import erasure_by_age

BLOCKED_MONTHS = 12
NOTES_MONTHS = 12
STRANGER = timedelta(days=30)  # somebody who pressed start and agreed to nothing
VERDICTS = timedelta(days=365)
PEOPLE, ROWS = 20, 500  # in one step
KEY = "retention"
TRUSTED = timedelta(days=2)


def begin(work: Work) -> bool:
    """Whether a round is to be done now; the date is noted, so there is one a day (UTC)."""
    today, known = work.now.date(), meta.read(work, KEY)
    if known == today.isoformat():
        return False
    meta.write(work, KEY, today.isoformat())
    return known is not None and timedelta(0) < today - date.fromisoformat(known) <= TRUSTED


def step(work: Work) -> int:
    """Forget up to 20 people, 500 notes and 500 readings; returns how many in all, 0 at the end.

    Somebody is forgotten 24 calendar months after they were last here, and 14 days after they
    were told so if that could not be done in time, or 30 after that was first tried; 12 months
    when they have blocked the bot, 30 days when they never agreed. Words go after 12 months.
    """
    return farewell.plan(work, PEOPLE) + _people(work) + _words(work)


def _people(work: Work) -> int:
    silent = months_before(work.now, INACTIVE_MONTHS)
    gone = {
        *erasure_by_age.unseen_since(
            work.db, silent, PEOPLE, told=work.now - NOTICE, tried=work.now - AT_LAST
        ),
        *erasure_by_age.blocked_since(work.db, months_before(work.now, BLOCKED_MONTHS), PEOPLE),
        *erasure_by_age.strangers_since(work.db, work.now - STRANGER, PEOPLE),
    }
    for person_id, chat_id in sorted(gone)[:PEOPLE]:
        erasure.take_out(work, person_id, chat_id)
    return min(len(gone), PEOPLE)


def _words(work: Work) -> int:
    old = months_before(work.now, NOTES_MONTHS)
    done = erasure_by_age.blank_notes(work.db, old, ROWS)
    done += erasure_by_age.drop_verdicts(work.db, work.now - VERDICTS, ROWS)
    if done:
        erasure.scrub_after(work)
    return done
