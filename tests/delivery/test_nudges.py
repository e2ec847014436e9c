"""Breaks and weekly notes: sent once, dropped when late, silent through holds and pauses."""

from datetime import time, timedelta

import pytest
from sqlmodel import select

from bot.coach.breaks import Hours
from bot.services import deliveries, living, nudges, preferences, safety, subscribers
from bot.services.outcomes import Refused, Why
from bot.services.person import Person
from bot.services.work import Work
from storage.tables import Delivery, Subscriber
from tests.delivery.town import ANA, BO, MONDAY, Town

HOURLY = Hours(frozenset(range(5)), time(9), time(17), 60)
OUTAGE = timedelta(minutes=25)


def person(work: Work, who: int = ANA) -> Person:
    found = subscribers.find(work, who)
    assert found is not None
    return found


def sits(town: Town, who: int = ANA, hours: Hours = HOURLY) -> None:
    town.do(lambda work: nudges.choose_breaks(work, who, hours))


def of_kind(town: Town, kind: str = nudges.BREAK) -> list[Delivery]:
    return [row for row in town.rows(ANA) if row.kind == kind]


def is_there(town: Town) -> None:
    """Somebody who does something in the chat now, so that nobody need fall silent."""

    def seen(work: Work) -> None:
        for row in work.db.exec(select(Subscriber)):
            row.seen_at = work.now

    town.do(seen)


async def day(town: Town, number: int = 0, *, first: int = 0, last: int = 23) -> None:
    """Tick at every half hour of a day."""
    for hour in range(first, last + 1):
        for minute in (0, 30):
            town.at(f"{hour:02}:{minute:02}", number)
            await town.tick()


async def test_the_card_of_the_day_keeps_its_buttons_when_a_break_and_a_note_come(
    town: Town,
) -> None:
    town.join(ANA)
    sits(town)
    town.do(lambda work: nudges.choose_weekly(work, ANA, 0, time(18)))
    await day(town)
    assert of_kind(town, nudges.WEEKLY)
    assert town.telegram.stripped == []
    assert town.do(lambda work: living.of(work, ANA)) == town.rows(ANA)[0].message_id


async def test_breaks_come_at_each_hour_of_the_working_day_and_once_each(town: Town) -> None:
    town.join(ANA)
    sits(town)
    await day(town)
    sent = of_kind(town)
    assert [f"{row.due:%H:%M}" for row in sent] == [f"{hour}:00" for hour in range(10, 18)]
    assert {row.state for row in sent} == {"sent"}
    assert town.copies(ANA) == 1 + len(sent)  # and the routine


async def test_without_being_asked_for_none_ever_comes(town: Town) -> None:
    town.join(ANA)
    await day(town)
    assert town.copies(ANA) == 1


async def test_after_an_outage_only_the_break_of_now_comes_and_no_heap(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.at("07:00")
    await town.tick()
    town.at("14:20")
    await town.tick()
    assert [f"{row.due:%H}" for row in of_kind(town)] == ["14"]
    town.at("15:40")  # late by more than half an hour: the next one is near
    await town.tick()
    assert [f"{row.due:%H}" for row in of_kind(town)] == ["14"]
    town.at("16:00")
    await town.tick()
    assert [f"{row.due:%H}" for row in of_kind(town)] == ["14", "16"]


async def test_a_break_that_could_not_be_sent_in_time_is_left_out(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.at("09:59")
    await town.tick()
    town.telegram.always = lambda _chat: Refused(Why.NETWORK)
    town.at("10:00")
    await town.tick()
    town.telegram.always = lambda _chat: None
    town.at("10:45")
    await town.tick()
    assert [(row.state, row.reason) for row in of_kind(town)] == [("skipped", "late")]


@pytest.mark.parametrize(
    "point", ["before_claim_commit", "after_claim", "after_request", "before_settle"]
)
async def test_wherever_the_process_dies_a_break_has_at_most_two_copies(
    town: Town, point: str
) -> None:
    town.join(ANA)
    sits(town)
    town.at("09:30")
    await town.tick()
    before = town.copies(ANA)
    town.dies_at = point
    town.at("10:00")
    try:
        await town.tick()
    except BaseException:  # noqa: BLE001  # the death of the process, however it shows
        town.dies_at = ""
    await town.start_again()
    await town.ticks(120, 10)
    assert 1 <= town.copies(ANA) - before <= 2
    assert [row.state for row in of_kind(town)] == ["sent"]


async def test_a_hold_stops_them_at_once(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.at("09:30")
    await town.tick()
    town.do(lambda work: safety.hold(work, person(work), "emergency", ("K1",)))
    copies = town.copies(ANA)
    await day(town, first=10, last=18)
    assert town.copies(ANA) == copies
    assert {row.state for row in of_kind(town)} <= {"skipped", "cancelled"}


async def test_whoever_stops_or_pauses_the_routine_gets_no_breaks_either(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.do(lambda work: preferences.stop(work, person(work)))
    await day(town)
    assert town.copies(ANA) == 0


async def test_in_a_meeting_the_next_half_hour_is_quiet(town: Town) -> None:
    town.join(ANA)
    sits(town, hours=Hours(frozenset(range(7)), time(9), time(17), 30))
    await day(town, first=7, last=9)
    town.at("10:00")
    await town.tick()
    town.do(lambda work: nudges.rest(work, ANA, timedelta(minutes=45)))
    await day(town, first=10, last=11)
    assert [f"{row.due:%H:%M}" for row in of_kind(town)][-3:] == ["10:00", "11:00", "11:30"]


async def test_enough_for_today_means_the_next_working_day(town: Town) -> None:
    town.join(ANA)
    sits(town)
    await day(town, first=7, last=11)
    town.do(lambda work: nudges.enough(work, ANA))
    await day(town, first=12, last=23)
    await day(town, 1, first=0, last=10)
    assert [f"{row.due:%d %H}" for row in of_kind(town)] == ["23 10", "23 11", "24 10"]


async def test_switched_off_a_break_that_waits_is_taken_back(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.at("09:59")
    await town.tick()
    town.at("10:00")
    town.do(deliveries.promote)
    town.do(lambda work: nudges.switch_off(work, ANA, nudges.BREAK))
    await day(town, first=10, last=18)
    assert [row.state for row in of_kind(town)] == ["cancelled"]


async def test_a_new_zone_moves_the_breaks_along(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.do(lambda work: preferences.set_zone(work, person(work), "America/New_York"))
    coming = town.do(lambda work: nudges.coming(work, ANA))
    assert coming == MONDAY.replace(hour=15, minute=0)  # ten o'clock there


async def test_the_weekly_note_comes_once_a_week_at_its_hour(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.do(lambda work: nudges.choose_weekly(work, ANA, 6, time(18)))
    for number in range(15):
        await day(town, number, first=7, last=7)
        await day(town, number, first=18, last=18)
        is_there(town)
    notes = of_kind(town, nudges.WEEKLY)
    assert [f"{row.due:%a %d %H}" for row in notes] == ["Sun 29 18", "Sun 06 18"]
    assert [(row.state, row.reason) for row in notes] == [("sent", None)] * 2
    assert town.copies(BO) == 15


async def test_moving_to_another_zone_never_brings_a_second_note_for_one_date(town: Town) -> None:
    town.join(ANA, zone="Asia/Tokyo")
    town.do(lambda work: nudges.choose_weekly(work, ANA, 6, time(18)))
    is_there(town)
    town.at("09:00", 6)  # Sunday, 18:00 in Tokyo
    await town.tick()
    town.do(lambda work: preferences.set_zone(work, person(work), "America/New_York"))
    for number in (6, 7):
        await day(town, number, first=9, last=23)
    assert len(of_kind(town, nudges.WEEKLY)) == 1


async def test_a_changed_zone_keeps_the_note_that_is_still_to_come(town: Town) -> None:
    town.join(ANA, zone="Asia/Tokyo")
    town.do(lambda work: nudges.choose_weekly(work, ANA, 6, time(18)))
    town.do(lambda work: preferences.set_zone(work, person(work), "America/New_York"))
    coming = town.do(lambda work: nudges.coming(work, ANA, nudges.WEEKLY))
    assert coming is not None
    assert f"{coming:%a %d %H}" == "Sun 29 23"


async def test_an_idle_tick_with_breaks_to_come_writes_nothing(town: Town) -> None:
    town.join(ANA)
    sits(town)
    town.at("08:00")
    await town.tick()
    assert not town.do(deliveries.anything_due)
