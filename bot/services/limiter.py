"""When sending may go on: slots, rests after floods and failures, one careful trial."""

from datetime import datetime, timedelta

from bot.services.work import Work
from storage import send_clock
from storage.tables import SendClock

RATE = 20
SLOT_AHEAD = timedelta(seconds=0.5)
SLOT_ASTRAY = timedelta(seconds=5)  # farther ahead only when the clock was set back
FLOOD_WINDOW = timedelta(seconds=10)
LONGEST_REST = 60.0
SLOW_FOR = timedelta(minutes=5)
STEPS = (5.0, 10.0, 20.0, 40.0, 60.0)


def resting_until(clock: SendClock, now: datetime) -> datetime | None:
    """The end of the rest that sending is in, None when it is in none."""
    return _ahead(clock.paused_until, now, timedelta(seconds=LONGEST_REST))


def _ahead(instant: datetime | None, now: datetime, longest: timedelta) -> datetime | None:
    """An instant that is still to come; one too far ahead is from before the clock was set back."""
    if instant is None or instant <= now or instant - now > longest + SLOT_ASTRAY:
        return None
    return instant


def slot_opens(clock: SendClock, now: datetime) -> datetime | None:
    """When the next slot can be taken, None when it can be taken now."""
    if clock.next_slot is None or clock.next_slot - now > SLOT_ASTRAY:
        return None
    opens = clock.next_slot - SLOT_AHEAD
    return opens if opens > now else None


def take_slot(clock: SendClock, now: datetime, rate: float) -> datetime:
    """Take the next free slot and move the clock on by one step; returns the slot."""
    astray = clock.next_slot is None or clock.next_slot - now > SLOT_ASTRAY
    slot = now if astray or clock.next_slot is None else max(clock.next_slot, now)
    if _ahead(clock.slow_until, now, timedelta(seconds=LONGEST_REST) + SLOW_FOR):
        rate /= 2
    clock.next_slot = slot + timedelta(seconds=1 / rate)
    return slot


def needs_probe(clock: SendClock) -> bool:
    """True after a series of failures: Telegram has to answer before a routine is risked."""
    return clock.backoff_step > 0 and not clock.on_trial


def flooded(clock: SendClock, chat_id: int, retry_after: float, now: datetime) -> None:
    """Note a 429 (seconds to wait); a second one from another chat within 10 s rests everyone.

    One chat with an enormous wait must never silence the others, so the rest is capped.
    """
    recent = clock.flooded_at is not None and abs(now - clock.flooded_at) <= FLOOD_WINDOW
    if clock.on_trial or (recent and clock.flooded_chat != chat_id):
        _rest_from_flood(clock, min(retry_after, LONGEST_REST), now)
    clock.flooded_chat, clock.flooded_at = chat_id, now


def _rest_from_flood(clock: SendClock, seconds: float, now: datetime) -> None:
    until = now + timedelta(seconds=seconds)
    clock.paused_until = max(resting_until(clock, now) or until, until)
    clock.slow_until = clock.paused_until + SLOW_FOR
    clock.on_trial = True


def trip(work: Work) -> None:
    """Rest after a series of failures: 5, 10, 20, 40, then 60 seconds.

    Failures of attempts that were under way when the rest began do not lengthen it.
    """
    clock = send_clock.locked(work.db)
    if resting_until(clock, work.now):
        return
    seconds = STEPS[min(clock.backoff_step, len(STEPS) - 1)]
    clock.paused_until = work.now + timedelta(seconds=seconds)
    clock.backoff_step += 1
    clock.on_trial = False


def probed(work: Work, *, answered: bool) -> None:
    """Telegram was asked before a routine is risked: go on with one trial, or rest longer."""
    if answered:
        send_clock.locked(work.db).on_trial = True
    else:
        trip(work)


def recovered(clock: SendClock) -> None:
    """The trial was answered: send as usual."""
    clock.on_trial, clock.backoff_step = False, 0
