"""The one silent check-in of a hold: once, at the person's own time, never at night."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import quiet
from bot.services import deliveries, preferences, safety, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage.tables import Delivery, Subscriber
from tests.delivery.town import ANA, MONDAY, Town


def person(work: Work) -> Person:
    found = subscribers.find(work, ANA)
    assert found is not None
    return found


def hold(town: Town, level: str = "emergency") -> None:
    town.do(lambda work: safety.hold(work, person(work), level, ("K1",)))


def lift(town: Town) -> None:
    town.do(lambda work: safety.seen_by_clinician(work, person(work)))


def check_ins(town: Town) -> list[Delivery]:
    return [row for row in town.rows(ANA) if row.kind == "check_in"]


async def days(town: Town, first: int, last: int) -> None:
    for day in range(first, last + 1):
        for clock in ("07:00", "12:00", "23:00"):
            town.at(clock, day)
            await town.tick()


@pytest.fixture
def held(town: Town) -> Town:
    town.join(ANA)
    town.at("12:00")
    hold(town)
    return town


async def test_it_comes_once_on_the_next_day_and_nothing_else_in_ten_days(held: Town) -> None:
    await days(held, 0, 10)
    assert held.copies(ANA) == 1
    ((when, _, row),) = held.telegram.ledger
    assert when == MONDAY + timedelta(days=1, hours=7)
    assert [one.id for one in check_ins(held) if one.state == "sent"] == [row]


async def test_a_second_sign_in_the_same_hold_adds_none(held: Town) -> None:
    await days(held, 1, 1)
    hold(held)
    await days(held, 2, 5)
    assert held.copies(ANA) == 1


async def test_lifted_before_it_is_due_it_never_comes(held: Town) -> None:
    lift(held)
    held.at("07:00", 1)
    await held.tick()
    assert [row.state for row in check_ins(held)] == ["cancelled"]
    assert {row.kind for row in held.rows(ANA) if row.state == "sent"} == {"routine"}


async def test_inside_quiet_hours_it_waits_for_their_end(town: Town) -> None:
    town.join(ANA)

    def sleeps_long(work: Work) -> None:
        row = work.db.get(Subscriber, ANA)
        assert row is not None
        row.quiet_from, row.quiet_to = "21:00", "09:30"

    town.do(sleeps_long)
    hold(town)
    assert [row.due for row in check_ins(town)] == [MONDAY + timedelta(days=1, hours=9.5)]


async def test_a_crisis_gets_its_line_after_48_hours_and_no_other(town: Town) -> None:
    town.join(ANA)
    town.at("12:00")
    hold(town, "crisis")
    await days(town, 0, 6)
    assert [when for when, _, _ in town.telegram.ledger] == [MONDAY + timedelta(days=2, hours=12)]


async def test_another_crisis_moves_the_line_that_waits(town: Town) -> None:
    town.join(ANA)
    town.at("12:00")
    hold(town, "crisis")
    town.at("12:00", 1)
    hold(town, "crisis")
    await days(town, 1, 6)
    assert [when for when, _, _ in town.telegram.ledger] == [MONDAY + timedelta(days=3, hours=12)]


async def test_a_hold_that_begins_in_a_pause_is_asked_about_once(town: Town) -> None:
    town.join(ANA)
    until = (MONDAY + timedelta(days=5)).date()
    town.do(lambda work: preferences.pause(work, person(work), until))
    hold(town)
    await days(town, 0, 4)
    assert town.copies(ANA) == 1


async def test_its_hour_is_that_of_the_clock_on_the_morning_of_a_clock_change(town: Town) -> None:
    town.join(ANA, zone="Europe/Lisbon", wall="07:30")
    town.clock.instant = datetime(2027, 3, 27, 12, tzinfo=MONDAY.tzinfo)
    hold(town)
    assert [row.due.hour for row in check_ins(town)] == [6]  # 07:30 in summer time


async def test_a_medical_hold_after_a_crisis_has_one_check_in_of_its_own(town: Town) -> None:
    town.join(ANA)
    town.at("12:00")
    hold(town, "crisis")
    hold(town)
    await days(town, 0, 6)
    assert town.copies(ANA) == 1
    assert town.telegram.ledger[0][0] == MONDAY + timedelta(days=1, hours=7)


async def test_somebody_who_pauses_while_held_is_still_asked_once(held: Town) -> None:
    until = (MONDAY + timedelta(days=5)).date()
    held.do(lambda work: preferences.pause(work, person(work), until))
    await days(held, 0, 4)
    assert held.copies(ANA) == 1


async def test_somebody_who_stops_is_asked_nothing(held: Town) -> None:
    held.do(lambda work: preferences.stop(work, person(work)))
    await days(held, 0, 4)
    assert held.copies(ANA) == 0


async def test_a_death_after_the_claim_leads_to_two_copies_at_most(held: Town) -> None:
    held.at("07:00", 1)
    held.dies_at = "after_request"
    await held.tick()
    assert held.copies(ANA) == 1
    await held.start_again()
    await held.ticks(60)
    await days(held, 1, 3)
    assert held.copies(ANA) == 2


async def test_it_does_not_take_the_buttons_of_an_open_message(held: Town) -> None:
    await days(held, 1, 1)
    assert held.telegram.stripped == []


async def test_somebody_without_routines_gets_none(town: Town) -> None:
    town.do(
        lambda work: work.db.add(
            Subscriber(id=ANA, chat_id=ANA, joined_at=work.now, seen_at=work.now)
        )
    )
    hold(town)
    assert town.rows(ANA) == []


def test_the_next_routine_of_a_held_person_is_none(held: Town) -> None:
    assert held.do(lambda work: deliveries.next_delivery(work, ANA)) is None


CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
ZONES = st.sampled_from(["Europe/Lisbon", "Pacific/Auckland", "America/New_York", "Asia/Kolkata"])


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), ZONES, CLOCKS, CLOCKS)
def test_after_quiet_hours_is_never_early_never_quiet_and_within_a_day(
    when: datetime, name: str, begins: time, ends: time
) -> None:
    place = ZoneInfo(name)
    instant = when.replace(tzinfo=MONDAY.tzinfo)
    found = quiet.after_quiet(instant, place, begins, ends)
    assert instant <= found <= instant + timedelta(hours=25)
    was_quiet = quiet.is_quiet(instant.astimezone(place).time(), begins, ends)
    assert (found == instant) or was_quiet
    if not was_quiet:
        assert found == instant


def test_the_same_begin_and_end_means_no_quiet_hours() -> None:
    assert not quiet.is_quiet(time(3), time(22), time(22))
