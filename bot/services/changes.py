"""Changes: what the programme did by itself in the last two weeks of one person."""

from datetime import timedelta

from bot.coach import changes, weeks
from bot.coach.changes import Change
from bot.coach.state import Setting, opening
from bot.services import history, profiles
from bot.services.person import Person
from bot.services.work import Work

LOOK_BACK = timedelta(days=14)


def recent(work: Work, person: Person) -> tuple[Change, ...]:
    """The changes of the last 14 days, oldest first; none before the first start."""
    if person.started_on is None or person.usual is None:
        return ()
    last = max(person.days(work.now))
    me = profiles.of(work, person, last)
    days = [day for day in history.since(work, person.id, me.start) if day.date <= last]
    known = profiles.known_at_start(work, person, me)
    states = weeks.walk(known, days, last, work.library.exercises)
    begun = opening(Setting(known, work.library.exercises))
    found = changes.changes(known, days, (begun, *states))
    return tuple(change for change in found if change.date > last - LOOK_BACK)
