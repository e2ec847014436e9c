"""Announcements: everybody who wants news gets one once, after every routine, never at night."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.services import broadcasts, schedules
from bot.services.broadcasts import Broadcast, Start
from bot.services.outcomes import Refused, Why
from bot.services.work import Work
from storage.tables import Delivery, Schedule, Subscriber
from tests.delivery.town import ANA, BO, CY, Town, lost

ADMIN = 900
MANY = range(100, 160)


def joins(town: Town, person: int, zone: str = "UTC", wall: str = "07:00", **more: object) -> None:
    """Somebody whose routine runs."""
    town.join(person, zone, wall)
    sets(town, person, stage="ready", **more)


def sets(town: Town, person: int, **more: object) -> None:
    def change(work: Work) -> None:
        row = work.db.get(Subscriber, person)
        assert row is not None
        for name, value in more.items():
            setattr(row, name, value)

    town.do(change)


def sends(town: Town, words: str = "We are moving.") -> int:
    """An operator writes and confirms; returns the number of the announcement."""
    number = town.do(lambda work: broadcasts.draft(work, ADMIN, words))
    assert starts(town, number) is Start.STARTED
    return number


def starts(town: Town, number: int) -> Start:
    return town.do(lambda work: broadcasts.start(work, number, ADMIN, 5))


def look(town: Town, number: int) -> Broadcast:
    found = town.do(lambda work: broadcasts.find(work, number))
    assert found is not None
    return found


def news(town: Town) -> list[Delivery]:
    """Every delivery of an announcement, the oldest first."""
    wanted = select(Delivery).where(Delivery.kind == "announcement").order_by(col(Delivery.id))
    return town.do(lambda work: list(work.db.exec(wanted)))


def reached(town: Town, number: int) -> list[int]:
    """Who got it, in the order in which it arrived; once for each copy."""
    of = {row.id: row.subscriber_id for row in news(town) if row.slot == number}
    return [of[delivery] for _, _, delivery in town.telegram.ledger if delivery in of]


def after(town: Town, messages: int, service: Callable[[Work], object]) -> None:
    """Once so many messages have arrived, something happens; the sender goes on meanwhile."""

    def look(_chat: int) -> None:
        if len(town.telegram.ledger) == messages:
            town.do(service)

    town.telegram.always = look


async def test_everybody_who_wants_news_gets_it_once(town: Town) -> None:
    for person in (ANA, BO, CY):
        joins(town, person)
    town.at("12:00")
    number = sends(town)
    await town.ticks(120)
    assert sorted(reached(town, number)) == [ANA, BO, CY]
    assert look(town, number).state == "done"
    assert look(town, number).sent == look(town, number).audience == 3
    town.check()


LEFT_OUT: tuple[tuple[str, Callable[[Town], object]], ...] = (
    ("wants no news", lambda town: sets(town, BO, announcements=False)),
    ("is on a medical hold", lambda town: sets(town, BO, hold_level="urgent")),
    ("is on a crisis hold", lambda town: sets(town, BO, hold_level="crisis")),
    ("paused", lambda town: town.change(BO, status="paused")),
    ("stopped", lambda town: town.change(BO, status="stopped")),
    ("blocked the bot", lambda town: town.change(BO, status="blocked")),
    ("never finished the first minute", lambda town: sets(town, BO, stage="limits")),
)


@pytest.mark.parametrize(
    "leave", [made for _, made in LEFT_OUT], ids=[name for name, _ in LEFT_OUT]
)
@pytest.mark.parametrize("when", ["before it begins", "while it waits"])
async def test_nobody_gets_news_who(town: Town, leave: Callable[[Town], object], when: str) -> None:
    joins(town, ANA)
    joins(town, BO)
    town.at("12:00")
    await town.tick()  # the routines of the morning
    if when == "before it begins":
        leave(town)
    number = sends(town)
    if when == "while it waits" and leave is not LEFT_OUT[-1][1]:
        town.do(broadcasts.feed)
        leave(town)
    elif when == "while it waits":
        leave(town)  # nobody falls back to the first minute once a message waits for them
    await town.ticks(120)
    assert reached(town, number) == [ANA]
    assert look(town, number).state == "done"


async def test_whoever_joins_later_does_not_get_old_news(town: Town) -> None:
    joins(town, ANA, "Pacific/Auckland")  # asleep, so that it lasts
    joins(town, BO)
    town.at("12:00")
    number = sends(town)
    await town.ticks(10)
    town.at("13:00")
    joins(town, CY)
    town.at("20:00")
    await town.ticks(60)
    assert sorted(reached(town, number)) == [ANA, BO]


async def test_no_news_while_the_night_lasts(town: Town) -> None:
    joins(town, ANA)
    joins(town, BO, "Pacific/Auckland", wall="21:00")
    town.at("12:00")  # 01:00 in Auckland
    number = sends(town)
    await town.ticks(60)
    assert reached(town, number) == [ANA]
    assert look(town, number).resting_until is not None
    town.at("17:50")  # 06:50
    await town.ticks(60)
    assert reached(town, number) == [ANA]
    town.at("18:05")
    await town.ticks(600, step=10)
    assert reached(town, number) == [ANA, BO]
    assert look(town, number).state == "done"


async def test_a_delivery_that_waited_into_the_night_comes_the_next_morning(town: Town) -> None:
    joins(town, ANA)
    town.at("21:59")
    number = sends(town)
    town.do(broadcasts.feed)
    town.at("22:05")
    await town.ticks(60)
    assert reached(town, number) == []
    town.at("07:30", day=1)
    await town.ticks(60)
    assert reached(town, number) == [ANA]


async def test_a_routine_that_is_due_always_goes_first(town: Town) -> None:
    for person in MANY:
        joins(town, person, wall="12:01")
    town.at("12:00")
    number = sends(town)
    town.do(broadcasts.feed)
    town.at("12:01")
    await town.ticks(60)
    routines = {row.id for person in MANY for row in town.rows(person) if row.kind == "routine"}
    order = [delivery in routines for _, _, delivery in town.telegram.ledger]
    assert order == [True] * len(MANY) + [False] * len(MANY)
    assert sorted(reached(town, number)) == list(MANY)


async def test_nobody_gets_news_between_two_attempts_of_their_routine(town: Town) -> None:
    joins(town, ANA)
    joins(town, BO, wall="12:00")
    town.telegram.answers(BO, lost)
    town.at("12:00")
    number = sends(town)
    await town.ticks(20)
    assert reached(town, number) == [ANA]
    await town.ticks(900, step=5)
    kinds = [row.kind for row in town.rows(BO) if row.state == "sent"]
    assert kinds == ["routine", "announcement"]
    town.check()


async def test_a_double_tap_sends_it_once(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    number = sends(town)
    assert starts(town, number) is Start.ALREADY
    await town.ticks(30)
    assert starts(town, number) is Start.ALREADY
    await town.ticks(30)
    assert reached(town, number) == [ANA]


async def test_a_second_one_waits_until_the_first_is_over(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    first = sends(town)
    second = town.do(lambda work: broadcasts.draft(work, ADMIN + 1, "Something else."))
    assert starts(town, second) is Start.BUSY
    town.do(lambda work: broadcasts.pause(work, first))
    assert starts(town, second) is Start.BUSY
    town.do(lambda work: broadcasts.cancel(work, first))
    assert starts(town, second) is Start.STARTED
    await town.ticks(30)
    assert (reached(town, first), reached(town, second)) == ([], [ANA])


async def test_a_draft_that_was_changed_cannot_be_sent(town: Town) -> None:
    joins(town, ANA)
    first = town.do(lambda work: broadcasts.draft(work, ADMIN, "One"))
    town.do(lambda work: broadcasts.draft(work, ADMIN, "Two"))
    assert starts(town, first) is Start.GONE


async def test_with_nobody_to_send_to_nothing_begins(town: Town) -> None:
    number = town.do(lambda work: broadcasts.draft(work, ADMIN, "Hello?"))
    assert starts(town, number) is Start.NOBODY


async def test_a_pause_holds_and_going_on_doubles_nothing(town: Town) -> None:
    for person in MANY:
        joins(town, person)
    town.at("12:00")
    number = sends(town)
    after(town, 20, lambda work: broadcasts.pause(work, number))
    await town.ticks(60)
    so_far = len(reached(town, number))
    assert 0 < so_far < len(MANY)
    assert look(town, number).under_way == 0
    town.do(lambda work: broadcasts.go_on(work, number))
    await town.ticks(60)
    assert sorted(reached(town, number)) == list(MANY)
    town.check()


async def test_it_goes_on_after_a_restart_where_it_was(town: Town) -> None:
    for person in MANY:
        joins(town, person)
    town.at("12:00")
    number = sends(town)
    stops: list[asyncio.Task[bool]] = []
    after(town, 20, lambda _: stops.append(asyncio.create_task(town.sender.stop())))
    await town.ticks(5)
    assert await stops[0]
    assert 20 <= len(reached(town, number)) < len(MANY)
    await town.start_again()
    await town.ticks(60)
    assert sorted(reached(town, number)) == list(MANY)
    assert look(town, number).state == "done"


async def test_a_pause_outlives_a_restart(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    number = sends(town)
    town.do(lambda work: broadcasts.pause(work, number))
    await town.start_again()
    await town.ticks(60)
    assert reached(town, number) == []
    town.do(lambda work: broadcasts.go_on(work, number))
    await town.ticks(60)
    assert reached(town, number) == [ANA]


async def test_after_an_end_nobody_else_gets_it(town: Town) -> None:
    for person in MANY:
        joins(town, person)
    town.at("12:00")
    number = sends(town)
    after(town, 20, lambda work: broadcasts.cancel(work, number))
    await town.ticks(5)
    so_far = len(reached(town, number))
    town.do(lambda work: broadcasts.go_on(work, number))
    await town.ticks(1200, step=10)
    assert len(reached(town, number)) == so_far < len(MANY)
    assert look(town, number).state == "cancelled"


async def test_a_move_to_another_zone_brings_no_second_copy(town: Town) -> None:
    joins(town, ANA)
    joins(town, BO, "Pacific/Auckland")  # asleep, so that it lasts
    town.at("12:00")
    number = sends(town)
    await town.ticks(30)
    town.change(ANA, zone_name="Asia/Tokyo")
    town.at("23:30")  # another date in Tokyo
    await town.ticks(900, step=30)
    assert sorted(reached(town, number)) == [ANA, BO]


async def test_whoever_blocked_the_bot_is_counted_and_stopped(town: Town) -> None:
    joins(town, ANA)
    joins(town, BO)
    town.at("12:00")
    await town.tick()
    town.telegram.answers(BO, lambda: Refused(Why.BLOCKED))
    number = sends(town)
    await town.ticks(60)
    found = look(town, number)
    assert (found.state, found.sent, found.left_out) == ("done", 1, 1)
    assert town.plan(BO).status == "blocked"


async def test_an_answer_that_was_lost_is_told_as_unclear(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    await town.tick()
    town.telegram.answers(ANA, lost, lost)
    number = sends(town)
    await town.ticks(300, step=5)
    found = look(town, number)
    assert (found.state, found.sent, found.unclear) == ("done", 0, 1)


async def test_news_leaves_the_buttons_of_the_day_where_they_are(town: Town) -> None:
    joins(town, ANA)
    town.at("07:00")
    await town.tick()
    number = sends(town)
    await town.ticks(10)
    assert reached(town, number) == [ANA]
    assert town.telegram.stripped == []


async def test_ending_news_takes_back_what_waits(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    number = sends(town)
    town.do(broadcasts.feed)
    town.do(lambda work: broadcasts.want(work, ANA, on=False))
    await town.ticks(60)
    assert reached(town, number) == []
    assert look(town, number).state == "done"


async def test_a_zone_nobody_knows_does_not_keep_it_open_for_ever(town: Town) -> None:
    joins(town, ANA)
    joins(town, BO)

    def lose(work: Work) -> None:
        plan = work.db.get(Schedule, BO)
        assert plan is not None
        plan.zone = "Nowhere/Atlantis"

    town.do(lose)
    town.at("12:00")
    number = sends(town)
    await town.ticks(60)
    assert reached(town, number) == [ANA]
    assert look(town, number).state == "done"


async def test_an_outage_of_hours_sends_it_afterwards(town: Town) -> None:
    joins(town, ANA)
    town.at("08:00")
    await town.tick()
    number = sends(town)
    town.do(broadcasts.feed)
    town.at("14:00")
    await town.ticks(700, step=10)
    assert reached(town, number) == [ANA]
    assert [row.reason for row in news(town)] == ["late", None]


async def test_people_are_taken_a_few_hundred_at_a_time(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasts, "AT_A_TIME", 7)
    monkeypatch.setattr(broadcasts, "ENOUGH_WAIT", 5)
    for person in MANY:
        joins(town, person)
    town.at("12:00")
    number = sends(town)
    town.do(broadcasts.feed)
    assert look(town, number).under_way == 7
    town.do(broadcasts.feed)
    assert look(town, number).under_way == 7
    await town.ticks(60)
    assert sorted(reached(town, number)) == list(MANY)
    assert look(town, number).state == "done"


async def test_an_idle_minute_with_nothing_to_announce_makes_no_row(town: Town) -> None:
    joins(town, ANA)
    town.at("12:00")
    await town.tick()
    assert town.do(broadcasts.feed) == 0
    town.clock.wind(timedelta(minutes=1))
    await town.tick()
    assert news(town) == []
    assert town.do(lambda work: schedules.next_delivery(work, ANA)) is not None
