"""A town of subscribers in a real database, with a clock and a Telegram that obey the test."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar, cast

from sqlalchemy import text
from sqlmodel import col, select

from bot.chat.daily import Sender
from bot.chat.screens import Screen
from bot.chat.send import Outgoing
from bot.clock import Clock
from bot.services import deliveries
from bot.services.deliveries import Claim, Settled
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work, Worker
from content.model import Library
from content.words import Words
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.tables import Delivery, Meta, Schedule, SendClock, Subscriber

T = TypeVar("T")
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
ANA, BO, CY = 1, 2, 3
NEVER_SILENT = timedelta(days=3650)  # the people of the town always answer, unless a test says not

KNOWN_MOVES = """
  (OLD.state = NEW.state AND OLD.copies_possible = NEW.copies_possible)
  OR (OLD.state = 'waiting' AND NEW.state = 'sending'
      AND NEW.copies_possible = OLD.copies_possible + 1 AND NEW.token IS DISTINCT FROM OLD.token)
  OR (OLD.state = 'waiting' AND NEW.state IN ('skipped', 'cancelled')
      AND OLD.copies_possible = 0 AND NEW.copies_possible = 0)
  OR (OLD.state = 'waiting' AND NEW.state IN ('unknown', 'sent')
      AND OLD.copies_possible > 0 AND NEW.copies_possible = OLD.copies_possible)
  OR (OLD.state = 'sending' AND NEW.state IN ('sent', 'unknown')
      AND NEW.copies_possible = OLD.copies_possible)
  OR (OLD.state = 'sending' AND NEW.state IN ('waiting', 'failed')
      AND NEW.copies_possible IN (OLD.copies_possible, OLD.copies_possible - 1))
  OR (OLD.state = 'unknown' AND NEW.state = 'sent'
      AND NEW.copies_possible = OLD.copies_possible)
"""
FORBIDDEN = (
    ("only_known_moves", "UPDATE", f"NOT ({KNOWN_MOVES})", "a delivery cannot move like that"),
    (
        "only_known_starts",
        "INSERT",
        "NEW.state NOT IN ('waiting', 'skipped') OR NEW.copies_possible <> 0",
        "a delivery cannot start like that",
    ),
    ("never_a_third_copy", "UPDATE", "NEW.copies_possible > 2", "a third copy"),
)


def guard(database: Database) -> None:
    """Let the database itself refuse every step of a delivery that is not on the list."""
    with database.engine.begin() as connection:
        for name, event, when, says in FORBIDDEN:
            made = _sqlite if database.is_sqlite else _postgresql
            for line in made(name, event, when, says):
                connection.execute(text(line))


def _sqlite(name: str, event: str, when: str, says: str) -> tuple[str, ...]:
    refuse = f"SELECT RAISE(ABORT, '{says}')"
    return (f"CREATE TRIGGER {name} BEFORE {event} ON delivery WHEN {when} BEGIN {refuse}; END",)


def _postgresql(name: str, event: str, when: str, says: str) -> tuple[str, ...]:
    refuse = f"BEGIN RAISE integrity_constraint_violation USING MESSAGE = '{says}'; END"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON delivery FOR EACH ROW WHEN ({when}) "
        f"EXECUTE FUNCTION {name}()",
    )


class Died(BaseException):
    """The process was killed at a crash point."""


class TownClock(Clock):
    """A clock that stands still until the test moves it."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.instant = start

    def now(self) -> datetime:
        return self.instant

    def at(self, _instant: datetime) -> datetime:
        return self.instant

    def wind(self, by: timedelta) -> None:
        self.instant += by

    def monotonic(self) -> float:  # type: ignore[override]  # here both clocks are one
        return (self.instant - MONDAY).total_seconds()

    async def pause(self, seconds: float) -> None:
        """Sleep without sleeping: the others run, then it is that much later."""
        until = self.instant + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.instant = max(self.instant, until)


class Telegram:
    """Stands in for Outgoing. Its ledger has a line for each message it accepted."""

    def __init__(self, clock: TownClock) -> None:
        self.clock = clock
        self.ledger: list[tuple[datetime, int, int]] = []
        self.asked: list[tuple[datetime, int]] = []
        self.script: dict[int, list[Callable[[], Outcome]]] = {}
        self.always: Callable[[int], Outcome | None] = lambda chat: None
        self.stripped: list[tuple[int, int]] = []
        self.probes: list[str] = []
        self.line_is_down = False
        self.token_is_refused = False
        self.heard = asyncio.Event()
        self.accepts = asyncio.Event()
        self.accepts.set()

    def answers(self, chat: int, *outcomes: Callable[[], Outcome]) -> None:
        """The next sends to a chat are answered like this, then all goes well again."""
        self.script.setdefault(chat, []).extend(outcomes)

    async def send(self, chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        assert routine
        self.asked.append((self.clock.now(), chat_id))
        self.heard.set()
        await self.accepts.wait()
        waiting = self.script.get(chat_id)
        if waiting:
            return self._after(chat_id, screen, waiting.pop(0)())
        return self._after(chat_id, screen, self.always(chat_id) or Sent(0))

    def _after(self, chat_id: int, screen: Screen, outcome: Outcome) -> Outcome:
        arrived = isinstance(outcome, Sent) or outcome == ARRIVED_UNSEEN
        if arrived:
            self.ledger.append((self.clock.now(), chat_id, int(screen.text)))
        return Sent(len(self.ledger)) if isinstance(outcome, Sent) else outcome

    async def strip_buttons(self, chat_id: int, message_id: int) -> Outcome:
        self.stripped.append((chat_id, message_id))
        return Sent(message_id)

    async def me(self) -> Outcome:
        self.probes.append("me")
        if self.token_is_refused:
            return Refused(Why.UNAUTHORISED)
        return Refused(Why.NETWORK) if self.line_is_down else Sent(0)

    async def typing(self, chat_id: int) -> Outcome:
        self.probes.append("typing")
        return Refused(Why.NETWORK) if self.line_is_down else Sent(0)


LOST_ON_THE_WAY = Refused(Why.UNKNOWN)
# The same for us; the differing number only tells the ledger that it did arrive.
ARRIVED_UNSEEN = Refused(Why.UNKNOWN, retry_after=-1.0)


def lost() -> Outcome:
    """Written, no answer, and it never arrived."""
    return LOST_ON_THE_WAY


def unseen() -> Outcome:
    """Accepted by Telegram, and the answer was lost."""
    return ARRIVED_UNSEEN


def flood(seconds: float) -> Callable[[], Outcome]:
    """429 with that wait."""
    return lambda: Refused(Why.FLOOD, retry_after=seconds)


class Town:
    """The database, the sender and its people."""

    def __init__(self, address: str, start: datetime = MONDAY) -> None:
        self.clock = TownClock(start)
        self.database = open_database(address)
        migrate(self.database)
        guard(self.database)
        # Deliveries read neither the library nor the words; composing is the test's own.
        self.worker = Worker(self.database, cast("Library", None), cast("Words", None), self.clock)
        self.telegram = Telegram(self.clock)
        self.stops: list[str] = []
        self.dies_at = ""
        self.poisoned: set[int] = set()
        self.sender = self.new_sender()

    def new_sender(self) -> Sender:
        """A sender of a process that has just started."""
        return Sender(
            self.worker,
            cast("Outgoing", self.telegram),
            self.compose,
            on_unauthorised=lambda: self.stops.append("token"),
            crash=self.crash,
            pause=self.clock.pause,
        )

    def compose(self, work: Work, delivery: Delivery) -> Screen:
        if delivery.subscriber_id in self.poisoned:
            work.db.add(Meta(key="half a plan", value="written"))
            work.db.flush()
            raise RuntimeError("this person's plan cannot be made")
        return Screen(text=str(delivery.id))

    def crash(self, point: str) -> None:
        if point == self.dies_at:
            self.dies_at = ""
            raise Died(point)

    def do(self, service: Callable[[Work], T]) -> T:
        """Run a service in a transaction of its own, now."""
        return self.worker.run_here(service)

    def join(self, person: int, zone: str = "UTC", wall: str = "07:00") -> None:
        """Somebody new with a daily routine."""

        def meet(work: Work) -> None:
            heard = work.now + NEVER_SILENT
            work.db.add(Subscriber(id=person, chat_id=person, joined_at=work.now, seen_at=heard))
            work.db.flush()
            plan = Schedule(subscriber_id=person, zone=zone, wall_time=wall)
            deliveries.reschedule(work, plan)

        self.do(meet)

    def change(self, person: int, **changes: object) -> object:
        """Change a schedule; returns what the person is told comes next."""

        def service(work: Work) -> object:
            plan = work.db.get(Schedule, person)
            assert plan is not None
            return deliveries.reschedule(work, plan, **changes)  # type: ignore[arg-type]

        return self.do(service)

    def settle(self, claim: Claim, outcome: Outcome) -> Settled:
        """Settle a claim by hand; a message sent by hand is written into the ledger."""
        if isinstance(outcome, Sent):
            line = (self.clock.now(), claim.chat_id, claim.delivery_id)
            self.telegram.ledger.append(line)
        return self.do(lambda work: deliveries.settle(work, claim, outcome))

    def at(self, when: str, day: int = 0) -> None:
        """Make it that UTC time of day, `day` days after Monday; never earlier than now."""
        moment = datetime.combine(MONDAY.date() + timedelta(days=day), time.fromisoformat(when))
        self.clock.instant = max(self.clock.instant, moment.replace(tzinfo=UTC))

    async def tick(self) -> None:
        """Let the sender do everything it can do now."""
        asked = -1
        while asked != len(self.telegram.asked):
            asked = len(self.telegram.asked)
            await self.sender.round()
            await self.sender.finish()

    async def ticks(self, seconds: int, step: int = 1) -> None:
        """Tick for a while, every `step` seconds."""
        end = self.clock.instant + timedelta(seconds=seconds)
        while self.clock.instant < end:
            await self.tick()
            self.clock.wind(timedelta(seconds=step))

    async def start_again(self) -> None:
        """A new process takes over from one that died."""
        await asyncio.sleep(0)
        self.do(deliveries.reconcile_at_start)
        self.sender = self.new_sender()

    def rows(self, person: int) -> list[Delivery]:
        """Everything for one person, the oldest first."""
        wanted = select(Delivery).where(col(Delivery.subscriber_id) == person)
        return self.do(lambda work: list(work.db.exec(wanted.order_by(col(Delivery.id)))))

    def states(self, person: int) -> list[str]:
        """The states of everything for one person, the oldest first."""
        return [row.state for row in self.rows(person)]

    def plan(self, person: int) -> Schedule:
        """The schedule as it is stored."""
        found = self.do(lambda work: work.db.get(Schedule, person))
        assert found is not None
        return found

    def send_clock(self) -> SendClock:
        """The limiter as it is stored."""
        found = self.do(lambda work: work.db.get(SendClock, 1))
        assert found is not None
        return found

    def copies(self, person: int) -> int:
        """How many messages one person has got."""
        return sum(1 for _, chat, _ in self.telegram.ledger if chat == person)

    def check(self) -> None:
        """What must be true after every test, whatever was done in it."""
        rows = {row.id: row for row in self.do(lambda w: list(w.db.exec(select(Delivery))))}
        copies = Counter(delivery for _, _, delivery in self.telegram.ledger)
        assert all(number <= 2 for number in copies.values())
        for instant, _, delivery in self.telegram.ledger:
            row = rows.get(delivery)
            if row is not None:
                assert instant >= row.due
                assert row.state not in ("skipped", "cancelled")
        for row in rows.values():
            assert row.state != "sent" or copies[row.id or 0] >= 1
        per_date = Counter(
            (row.subscriber_id, row.epoch, row.kind, row.date, row.slot)
            for row in rows.values()
            for _ in range(copies[row.id or 0])
        )
        assert all(number <= 2 for number in per_date.values())

    def close(self) -> None:
        """Let go of the database."""
        self.worker.close()
        self.database.close()
