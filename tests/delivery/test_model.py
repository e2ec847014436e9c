"""Any order of faults, deaths and changes of mind: never a third copy, never a lost row."""

import tempfile
from collections import Counter
from datetime import time, timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.services import deliveries
from bot.services.deliveries import Claim, Wait, Waiting
from bot.services.outcomes import Outcome, Refused, Sent, Why
from tests.delivery.town import ANA, ARRIVED_UNSEEN, BO, Town
from tests.engines import Postgres, fresh_sqlite

PEOPLE = (ANA, BO)
ZONES = ("UTC", "Europe/Lisbon", "Pacific/Apia", "Pacific/Honolulu")
ENDINGS: tuple[Outcome, ...] = (
    Sent(0),
    Refused(Why.FLOOD, retry_after=40_000),
    Refused(Why.BLOCKED),
    Refused(Why.REJECTED),
)
TROUBLES: tuple[Outcome, ...] = (
    Refused(Why.UNKNOWN),
    ARRIVED_UNSEEN,
    Refused(Why.NETWORK),
    Refused(Why.FLOOD, retry_after=30),
    Refused(Why.UNAUTHORISED),
    Refused(Why.BUG),
)
# Twice as much trouble as good endings, or most rows would end at once.
OUTCOMES = st.one_of(st.sampled_from(TROUBLES), st.sampled_from(TROUBLES), st.sampled_from(ENDINGS))
END = frozenset({"sent", "failed", "skipped", "cancelled", "unknown"})


class Days(RuleBasedStateMachine):
    """Claims and settles by hand, so that they may overlap, come late, or never come."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.town = Town(address)
        self.open: list[Claim] = []
        self.finished: dict[int, str] = {}
        for person in PEOPLE:
            self.town.join(person)
        self.town.at("07:00")

    def teardown(self) -> None:
        self.town.check()
        self.town.close()

    @rule(seconds=st.sampled_from((1, 5, 31, 91, 14_401)))
    def time_passes(self, seconds: int) -> None:
        self.town.clock.wind(timedelta(seconds=seconds))

    @rule()
    def the_next_routine_comes_due(self) -> None:
        dues = [plan.next_due for plan in map(self.town.plan, PEOPLE) if plan.next_due]
        if dues:
            self.town.clock.instant = max(self.town.clock.instant, min(dues))

    @rule()
    def a_sender_claims(self) -> None:
        self._claim()

    @rule()
    def a_sender_claims_when_the_evidence_wait_is_over(self) -> None:
        self.town.clock.wind(timedelta(seconds=31))
        self._claim()

    def _claim(self) -> None:
        self.town.do(deliveries.promote)
        found = self.town.do(lambda work: deliveries.claim(work))
        if isinstance(found, Wait) and found.why is Waiting.REST and found.until is not None:
            self.town.clock.instant = found.until
            found = self.town.do(lambda work: deliveries.claim(work))
        if isinstance(found, Claim):
            self.open.append(found)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), outcome=OUTCOMES)
    def an_attempt_ends(self, data: st.DataObject, outcome: Outcome) -> None:
        claim = self.open.pop(data.draw(st.integers(0, len(self.open) - 1)))
        self._request_leaves(claim, outcome)
        if isinstance(outcome, Sent):
            self.town.settle(claim, outcome)
        else:
            self.town.do(lambda work: deliveries.settle(work, claim, outcome))

    @precondition(lambda self: self.open)
    @rule(sent=st.booleans())
    def the_process_dies(self, sent: bool) -> None:
        for claim in self.open:
            if sent:
                self._request_leaves(claim, ARRIVED_UNSEEN)
        self.open.clear()
        self.town.do(deliveries.reconcile_at_start)

    @precondition(lambda self: self.open)
    @rule()
    def a_claim_is_given_back(self) -> None:
        claim = self.open.pop()
        self.town.do(lambda work: deliveries.give_back(work, claim))

    @precondition(lambda self: self.town.telegram.ledger)
    @rule()
    def a_button_is_pressed(self) -> None:
        _, _, row = self.town.telegram.ledger[-1]
        self.town.do(lambda work: deliveries.evidence(work, row))

    @rule(
        person=st.sampled_from(PEOPLE),
        hour=st.integers(0, 23),
        zone=st.sampled_from((None, *ZONES)),
        status=st.sampled_from((None, "active", "active", "paused")),
    )
    def a_mind_is_changed(
        self, person: int, hour: int, zone: str | None, status: str | None
    ) -> None:
        self.town.change(person, wall_time=time(hour), zone_name=zone, status=status)

    def _request_leaves(self, claim: Claim, outcome: Outcome) -> None:
        # A request of a claim that was overtaken leaves all the same: that is what is tested.
        if outcome == ARRIVED_UNSEEN:
            line = (self.town.clock.now(), claim.chat_id, claim.delivery_id)
            self.town.telegram.ledger.append(line)

    @invariant()
    def never_a_third_copy(self) -> None:
        copies = Counter(row for _, _, row in self.town.telegram.ledger)
        rows = {row.id: row for person in PEOPLE for row in self.town.rows(person)}
        for row, number in copies.items():
            assert number <= rows[row].copies_possible <= 2

    @invariant()
    def one_row_for_each_date(self) -> None:
        for person in PEOPLE:
            dates = Counter(
                (row.epoch, row.date) for row in self.town.rows(person) if row.state != "cancelled"
            )
            assert all(number == 1 for number in dates.values())

    @invariant()
    def what_is_final_stays(self) -> None:
        for person in PEOPLE:
            for row in self.town.rows(person):
                assert row.id is not None
                before = self.finished.get(row.id)
                assert before in (None, row.state) or (before, row.state) == ("unknown", "sent")
                if row.state in END:
                    self.finished[row.id] = row.state

    @invariant()
    def an_active_schedule_always_has_a_next_one(self) -> None:
        for person in PEOPLE:
            plan = self.town.plan(person)
            assert (plan.next_due is not None) == (plan.status == "active")


ANY_ORDER = settings(
    max_examples=15,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def test_any_order_of_events_on_sqlite() -> None:
    with tempfile.TemporaryDirectory() as folder:
        towns = (fresh_sqlite(Path(folder) / f"{number}.db") for number in count())
        run_state_machine_as_test(lambda: Days(next(towns)), settings=ANY_ORDER)


def test_any_order_of_events_on_postgresql(postgres: Postgres) -> None:
    made: list[str] = []

    def days() -> Days:
        if made:
            postgres.drop(made.pop())
        made.append(postgres.fresh())
        return Days(made[-1])

    run_state_machine_as_test(days, settings=ANY_ORDER)
    postgres.drop(made.pop())
