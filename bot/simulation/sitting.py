"""The breaks of a made-up person who sits: which moves they bring, and when."""

from datetime import time, timedelta
from itertools import takewhile

from bot.coach import breaks, quiet
from bot.coach.zones import zone
from bot.services import nudges, subscribers
from bot.services.work import Work
from bot.simulation import checks
from bot.simulation.checks import Seen
from bot.simulation.tally import Tally

DAY = timedelta(days=1)


def sit(work: Work, person_id: int, place: str, seen: Seen, tally: Tally) -> None:
    """Every break of the next 24 hours: each a move this body may do, none in the quiet hours."""
    hours = nudges.hours(work, person_id)
    if hours is None:
        return
    row = subscribers.row_of(work, person_id)
    still = time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)
    coming = breaks.breaks(hours, zone(place), work.now, still)
    for one in takewhile(lambda found: found.instant <= work.now + DAY, coming):
        wall = one.instant.astimezone(zone(place)).time()
        if quiet.is_quiet(wall, *still):
            tally.faults.append(("breaks", f"{one.date}: a break at {wall:%H:%M}"))
        _brought(seen, one.slot, tally)


def _brought(seen: Seen, slot: int, tally: Tally) -> None:
    """The move of one break, looked at; some bodies have none at the desk."""
    day = seen.plan.date
    move = breaks.move(seen.profile, seen.state, day, slot, seen.exercises)
    tally.around["breaks" if move else "breaks without a move"] += 1
    if move is not None:
        tally.faults += checks.broken_break(seen, move)
