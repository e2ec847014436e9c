"""Several replicas on one server: frozen in a claim, cut off in a burst, changed at one moment."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.clock import Clock
from bot.services import deliveries
from bot.services.deliveries import Claim
from bot.services.outcomes import Sent
from storage import send_clock
from storage.database import Database, open_database
from tests.delivery.town import ANA, Town
from tests.engines import Postgres

PEOPLE = range(1, 31)


@pytest.fixture
def strict(postgres: Postgres) -> Iterator[Town]:
    """A town on a server with the limits of the product, not the patient ones of the tests."""
    url = postgres.fresh()
    made = Town(url)
    yield made
    made.check()
    made.close()
    postgres.drop(url)


def another(town: Town) -> Database:
    """The connections of another replica."""
    return open_database(town.database.engine.url.render_as_string(hide_password=False))


async def test_a_replica_frozen_inside_its_claim_holds_the_others_up_for_seconds_only(
    strict: Town,
) -> None:
    strict.join(ANA)
    strict.at("07:00")
    strict.do(deliveries.promote)
    strict.do(lambda work: send_clock.locked(work.db))  # made on first use
    other = another(strict)
    with other.engine.connect() as frozen:
        frozen.execute(text("SELECT * FROM send_clock FOR UPDATE"))
        frozen.execute(text("UPDATE delivery SET state = 'sending', token = 'x', "
                            "copies_possible = copies_possible + 1"))  # fmt: skip
        begun = Clock.monotonic()
        await strict.tick()
        waited = Clock.monotonic() - begun
        assert waited < 6
        assert strict.copies(ANA) == 1
        with pytest.raises(Exception, match="idle|terminat|closed|lost"):
            frozen.commit()
    other.close()
    assert [(row.attempts, row.copies_possible) for row in strict.rows(ANA)] == [(1, 1)]


async def test_a_server_that_cuts_every_connection_in_a_burst_costs_no_routine(
    strict: Town,
) -> None:
    for person in PEOPLE:
        strict.join(person)
    cuts = 0

    def cut(point: str) -> None:
        nonlocal cuts
        if point == "after_request" and len(strict.telegram.ledger) in (5, 15):
            cuts += _cut_all(strict)

    strict.crash = cut  # type: ignore[method-assign]  # the server restarts at this point
    strict.sender = strict.new_sender()
    strict.at("07:00")
    for _ in range(30):
        try:
            await strict.tick()
        except Exception:  # noqa: BLE001  # a round that fails is logged, and the next one goes on
            await strict.sender.finish()
        strict.clock.wind(timedelta(seconds=5))
    assert cuts > 0
    assert [strict.copies(person) for person in PEOPLE] == [1] * len(PEOPLE)
    assert {strict.states(person)[0] for person in PEOPLE} == {"sent"}


def _cut_all(town: Town) -> int:
    other = another(town)
    with other.engine.connect() as admin:
        cut = admin.execute(text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )).scalar_one()  # fmt: skip
    other.close()
    return int(cut)


def test_an_expired_lease_is_written_down_though_nothing_can_be_claimed(town: Town) -> None:
    """Otherwise what a dead replica held would stay in its hands for ever."""
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    assert isinstance(town.do(lambda work: deliveries.claim(work)), Claim)
    town.clock.wind(timedelta(seconds=91))
    town.do(lambda work: deliveries.claim(work))
    again = town.rows(ANA)[0]
    assert (again.state, again.attempts) == ("sending", 2)  # the wait for a proof was over
    town.clock.wind(timedelta(seconds=91))
    assert not isinstance(town.do(lambda work: deliveries.claim(work)), Claim)
    assert town.states(ANA) == ["unknown"]


def test_replicas_together_keep_the_rate(town: Town) -> None:
    for person in PEOPLE:
        town.join(person)
    town.at("07:00")
    town.do(deliveries.promote)
    slots = []
    for _ in range(60):
        claim = town.do(lambda work: deliveries.claim(work))  # by turns, each of another replica
        if isinstance(claim, Claim):
            slots.append(claim.slot)
            town.settle(claim, Sent(1))
        town.clock.wind(timedelta(seconds=0.04))
    assert len(slots) == len(PEOPLE)
    for first in slots:
        within = [slot for slot in slots if first <= slot < first + timedelta(seconds=1)]
        assert len(within) <= deliveries.RATE + 1
