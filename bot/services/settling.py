"""Settling: what became of one attempt, and what that means for its row and its person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coach import schedule as rules
from bot.services import limiter, living
from bot.services.claims import EVIDENCE_WAIT, Claim
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.reports import report
from bot.services.schedules import cancel_waiting
from bot.services.work import Work
from storage import deliveries, schedules, send_clock
from storage.tables import Subscriber

NETWORK_WAIT = timedelta(seconds=5)
BUG_WAIT = timedelta(seconds=30)
BUG_TRIES = 5
ROUTINE = "routine"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a row became; `late` when it was no longer in the hands of the claim.

    `former_message_id` is the message whose buttons are now out of date.
    """

    state: str
    former_message_id: int | None = None
    late: bool = False


def give_back(work: Work, claim: Claim) -> bool:
    """Nothing was written: the row waits again, as if it had not been claimed."""
    done = deliveries.not_sent(
        work.db, claim.delivery_id, claim.token, not_before=None, reason="given back"
    )
    report(claim.delivery_id, "waiting" if done else "late", "given back")
    return done


def settle(work: Work, claim: Claim, outcome: Outcome) -> Settled:
    """Write down what became of an attempt.

    When the row is no longer in the hands of this claim (its lease ran out, a button proved its
    arrival, or the person erased everything) nothing changes and `late` is true.
    """
    if isinstance(outcome, Sent):
        settled = _arrived(work, claim, outcome.message_id)
        reason = ""
    else:
        settled = _not_arrived(work, claim, outcome)
        reason = outcome.why.value
    if claim.trial and not settled.late and _answered(outcome):
        limiter.recovered(send_clock.locked(work.db))
    report(claim.delivery_id, "late" if settled.late else settled.state, reason)
    return settled


def _answered(outcome: Outcome) -> bool:
    """True when Telegram itself answered, and with something other than "wait"."""
    return isinstance(outcome, Sent) or outcome.why in (
        Why.BLOCKED,
        Why.REJECTED,
        Why.MARKUP,
        Why.MOVED,
    )


def _arrived(work: Work, claim: Claim, message_id: int) -> Settled:
    db = work.db
    done = deliveries.arrived(db, claim.delivery_id, claim.token, message_id, work.now)
    if not done and not deliveries.name_message(db, claim.delivery_id, claim.token, message_id):
        return Settled("sent", late=True)
    if claim.kind != ROUTINE:
        return Settled("sent")  # it keeps its buttons, and so does the card of the day
    db.get(Subscriber, claim.subscriber_id, populate_existing=True)
    out_of_date = living.replace(work, claim.subscriber_id, message_id, seen=claim.living)
    return Settled("sent", former_message_id=out_of_date)


def _not_arrived(work: Work, claim: Claim, outcome: Refused) -> Settled:
    match outcome.why:
        case Why.UNKNOWN:
            return _unknown(work, claim)
        case Why.FLOOD:
            return _flood(work, claim, outcome.retry_after)
        case Why.BLOCKED:
            return _blocked(work, claim)
        case Why.REJECTED | Why.MARKUP | Why.LOST:
            return _rejected(work, claim)
        case Why.MOVED if outcome.chat_id is not None:
            return _moved(work, claim, outcome.chat_id)
        case Why.BUG:
            return _bug(work, claim)
        case Why.UNAUTHORISED:
            return _wait_again(work, claim, None, outcome.why)
        case _:
            return _wait_again(work, claim, work.now + NETWORK_WAIT, outcome.why)


def _unknown(work: Work, claim: Claim) -> Settled:
    state = deliveries.unknown(
        work.db,
        claim.delivery_id,
        claim.token,
        not_before=work.now + EVIDENCE_WAIT,
        now=work.now,
    )
    return Settled(state or "unknown", late=state is None)


def _wait_again(
    work: Work, claim: Claim, not_before: datetime | None, why: Why, bugs: int = 0
) -> Settled:
    done = deliveries.not_sent(
        work.db,
        claim.delivery_id,
        claim.token,
        not_before=not_before,
        reason=why.value,
        bugs=bugs,
    )
    return Settled("waiting", late=not done)


def _flood(work: Work, claim: Claim, retry_after: float) -> Settled:
    """Wait as long as we were told, and up to a tenth more so that not all come back at once."""
    spread = 1 + (claim.delivery_id % 11) / 100
    settled = _wait_again(
        work, claim, work.now + timedelta(seconds=retry_after * spread), Why.FLOOD
    )
    if settled.late:
        return settled
    limiter.flooded(send_clock.locked(work.db), claim.chat_id, retry_after, work.now)
    row = deliveries.get(work.db, claim.delivery_id)
    if row is not None and timedelta(seconds=retry_after) > rules.LATE_MAX:
        return Settled(deliveries.drop(work.db, row, "skipped", "flood", work.now))
    return settled


def _fail(work: Work, claim: Claim, reason: str) -> Settled:
    done = deliveries.refused(work.db, claim.delivery_id, claim.token, reason, work.now)
    return Settled("failed", late=not done)


def _blocked(work: Work, claim: Claim) -> Settled:
    settled = _fail(work, claim, Why.BLOCKED.value)
    if not settled.late:
        _stop_schedule(work, claim.subscriber_id)
    return settled


def _rejected(work: Work, claim: Claim) -> Settled:
    """A refusal for good; two in a row on different dates mean that the chat is gone."""
    settled = _fail(work, claim, Why.REJECTED.value)
    row = deliveries.get(work.db, claim.delivery_id)
    again = row is not None and deliveries.failed_before(work.db, row, Why.REJECTED.value)
    if again and not settled.late:
        _stop_schedule(work, claim.subscriber_id)
    return settled


def _stop_schedule(work: Work, subscriber_id: int) -> None:
    schedules.stop(work.db, subscriber_id, "blocked")
    cancel_waiting(work, subscriber_id)


def _moved(work: Work, claim: Claim, chat_id: int) -> Settled:
    if not deliveries.move_chat(work.db, claim.subscriber_id, chat_id):
        return _fail(work, claim, Why.MOVED.value)
    return _wait_again(work, claim, None, Why.MOVED)


def _bug(work: Work, claim: Claim) -> Settled:
    """Our own fault with this one row: try it again less and less often, then give it up."""
    row = deliveries.get(work.db, claim.delivery_id)
    bugs = 1 if row is None else row.bugs + 1
    if bugs >= BUG_TRIES:
        return _fail(work, claim, Why.BUG.value)
    return _wait_again(work, claim, work.now + BUG_WAIT * 2 ** (bugs - 1), Why.BUG, bugs=1)


def evidence(work: Work, delivery_id: int, *, subscriber_id: int | None = None) -> bool:
    """A button of this delivery was pressed, so it arrived. True when the row says so, too.

    False for a delivery that was never tried, does not exist or is not that of `subscriber_id`:
    nothing is changed then.
    """
    if deliveries.proved(work.db, delivery_id, subscriber_id, work.now):
        report(delivery_id, "sent", "pressed")
    row = deliveries.get(work.db, delivery_id)
    if row is None or row.state != "sent":
        return False
    return subscriber_id is None or row.subscriber_id == subscriber_id
