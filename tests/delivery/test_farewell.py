"""Two weeks before somebody is forgotten they are told, silently and once; any word keeps all."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import composing
from bot.chat.buttons import unpack
from bot.chat.routes import BUTTONS
from bot.chat.screens import Screen
from bot.services import retention
from bot.services.claims import anything_due
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.tables import Delivery, Schedule, Subscriber
from tests.delivery.town import ANA, BO, MONDAY, Town, lost

DAY = timedelta(days=1)
LEFT = datetime(2024, 12, 10, 0, 0, tzinfo=UTC)  # she is forgotten on 10 December 2026
END = datetime(2026, 12, 10, 0, 0, tzinfo=UTC)


@pytest.fixture
async def quiet(town: Town) -> Town:
    """Ana has not been heard of since; her routine has come to rest long ago."""
    town.join(ANA)
    town.do(lambda work: leaves(work, ANA))
    return town


def leaves(work: Work, person: int, **changes: object) -> None:
    row, plan = work.db.get(Subscriber, person), work.db.get(Schedule, person)
    assert row is not None
    assert plan is not None
    row.seen_at = row.joined_at = row.consent_at = LEFT
    plan.next_due = plan.next_date = None
    for name, value in changes.items():
        setattr(plan if hasattr(plan, name) else row, name, value)


def round_of_the_day(town: Town) -> None:
    while town.do(retention.step):
        pass


async def live_until(town: Town, end: datetime) -> None:
    """Every day its round at midnight, and the sender at 07:00 and 07:01 if there is anything."""
    while town.clock.instant < end:
        round_of_the_day(town)
        for wait in (timedelta(hours=7), timedelta(minutes=1)):
            town.clock.wind(wait)
            if town.do(anything_due):
                await town.tick()
        town.clock.instant = (town.clock.instant + DAY).replace(hour=0, minute=0)


def is_here(town: Town, person: int = ANA) -> bool:
    return town.do(lambda work: work.db.get(Subscriber, person)) is not None


def notices(town: Town, person: int = ANA) -> list[Delivery]:
    return [row for row in town.rows(person) if (row.kind, row.slot) == ("check_in", 0)]


async def test_she_is_told_once_at_her_own_hour_14_days_before_and_then_forgotten(
    quiet: Town,
) -> None:
    await live_until(quiet, END)
    ((when, _, _),) = quiet.telegram.ledger
    assert when.hour == 7
    assert timedelta(days=14) <= END - when <= timedelta(days=16)
    assert is_here(quiet)
    await live_until(quiet, END + DAY)
    assert not is_here(quiet)
    assert len(quiet.telegram.ledger) == 1


async def test_any_word_or_tap_keeps_everything_and_another_absence_is_told_anew(
    quiet: Town,
) -> None:
    await live_until(quiet, END - 3 * DAY)

    def comes_back(work: Work) -> None:
        row = work.db.get(Subscriber, ANA)
        assert row is not None
        row.seen_at = work.now

    quiet.do(comes_back)
    quiet.clock.instant = END + 30 * DAY
    await live_until(quiet, END + 32 * DAY)
    assert is_here(quiet)
    assert quiet.copies(ANA) == 1
    again = datetime(2028, 12, 7, tzinfo=UTC)
    quiet.clock.instant = again - 17 * DAY
    await live_until(quiet, again)
    assert is_here(quiet)
    await live_until(quiet, again + DAY)
    assert not is_here(quiet)
    assert len(quiet.telegram.ledger) == 2


async def test_whoever_comes_back_before_the_message_goes_out_gets_none(quiet: Town) -> None:
    quiet.clock.instant = END - 15 * DAY
    round_of_the_day(quiet)
    quiet.do(lambda work: setattr(work.db.get(Subscriber, ANA), "seen_at", work.now))
    quiet.clock.wind(timedelta(hours=7))
    await quiet.tick()
    assert quiet.copies(ANA) == 0
    assert [(row.state, row.reason) for row in notices(quiet)] == [("cancelled", "came back")]


async def test_nobody_is_forgotten_untold_because_the_bot_was_away(quiet: Town) -> None:
    quiet.clock.instant = END + 200 * DAY
    await live_until(quiet, END + 201 * DAY)
    quiet.clock.instant = END + 214 * DAY
    round_of_the_day(quiet)
    assert is_here(quiet)
    assert quiet.copies(ANA) == 1
    await live_until(quiet, END + 217 * DAY)
    assert not is_here(quiet)


async def test_a_message_that_came_too_late_is_tried_on_another_day(quiet: Town) -> None:
    quiet.clock.instant = END - 16 * DAY
    round_of_the_day(quiet)
    quiet.clock.wind(timedelta(hours=13))  # six hours after hers
    await quiet.tick()
    assert [(row.state, row.reason) for row in notices(quiet)] == [("skipped", "late")]
    quiet.clock.instant = END - 15 * DAY
    await live_until(quiet, END + 2 * DAY)
    assert len(quiet.telegram.ledger) == 1
    assert not is_here(quiet)


async def test_a_message_that_never_goes_out_keeps_nobody_for_ever(quiet: Town) -> None:
    quiet.clock.instant = END - 16 * DAY
    while is_here(quiet):
        round_of_the_day(quiet)
        quiet.clock.wind(timedelta(hours=13))
        await quiet.tick()
        quiet.clock.instant = (quiet.clock.instant + 5 * DAY).replace(hour=0)
        assert quiet.clock.instant < END + 25 * DAY
    assert quiet.copies(ANA) == 0
    assert quiet.clock.instant > END + 13 * DAY


@pytest.mark.parametrize(
    "changes", [{"status": "blocked"}, {"hold_level": "emergency"}, {"status": "held"}]
)
async def test_whoever_cannot_or_must_not_be_told_is_forgotten_on_the_day(
    quiet: Town, changes: dict[str, str]
) -> None:
    quiet.do(lambda work: leaves(work, ANA, **changes))
    quiet.clock.instant = END - DAY
    if changes.get("status") != "blocked":  # who blocks the bot goes after 12 months
        round_of_the_day(quiet)
        assert is_here(quiet)
    quiet.clock.instant = END
    round_of_the_day(quiet)
    assert not is_here(quiet)
    assert quiet.telegram.ledger == []


async def test_a_hold_that_begins_in_between_takes_the_message_back(quiet: Town) -> None:
    quiet.clock.instant = END - 15 * DAY
    round_of_the_day(quiet)
    quiet.do(lambda work: setattr(work.db.get(Subscriber, ANA), "hold_level", "emergency"))
    quiet.clock.wind(timedelta(hours=7))
    await quiet.tick()
    assert [(row.state, row.reason) for row in notices(quiet)] == [("cancelled", "hold")]


@pytest.mark.parametrize("status", ["paused", "stopped"])
async def test_whoever_paused_or_stopped_is_told_all_the_same(quiet: Town, status: str) -> None:
    quiet.do(lambda work: leaves(work, ANA, status=status))
    quiet.clock.instant = END - 16 * DAY
    await live_until(quiet, END + DAY)
    assert len(quiet.telegram.ledger) == 1
    assert not is_here(quiet)


async def test_it_waits_for_the_end_of_quiet_hours(quiet: Town) -> None:
    quiet.do(lambda work: leaves(work, ANA, quiet_from="21:00", quiet_to="09:30"))
    quiet.clock.instant = END - 16 * DAY
    round_of_the_day(quiet)
    assert [(row.due.hour, row.due.minute) for row in notices(quiet)] == [(9, 30)]


async def test_it_comes_on_the_clock_of_her_own_zone(town: Town) -> None:
    town.join(ANA, zone="Pacific/Auckland", wall="07:30")
    town.do(lambda work: leaves(work, ANA))
    town.clock.instant = END - 16 * DAY
    round_of_the_day(town)
    (row,) = notices(town)
    assert (row.due.hour, row.due.minute) == (18, 30)  # 07:30 in the New Zealand summer
    assert row.date == row.due.date() + DAY


async def test_a_lost_answer_brings_two_copies_at_most_and_counts_as_told(quiet: Town) -> None:
    quiet.telegram.answers(ANA, lost, lost)
    quiet.clock.instant = END - 16 * DAY
    await live_until(quiet, END + DAY)
    assert not is_here(quiet)


async def test_whoever_was_here_lately_hears_nothing(quiet: Town) -> None:
    quiet.join(BO)
    await live_until(quiet, MONDAY + 5 * DAY)
    assert notices(quiet, BO) == []


def test_it_says_when_is_silent_and_shows_three_ways(
    quiet: Town, library: Library, words: Words
) -> None:
    quiet.clock.instant = END - 16 * DAY
    round_of_the_day(quiet)
    (row,) = notices(quiet)

    def made(work: Work) -> Screen:
        return composing.compose(Work(work.db, library, words, work.now), row)

    screen = quiet.do(made)
    assert "After Tuesday, 8 December I will forget you" in screen.text
    assert screen.silent
    assert screen.keep
    assert not screen.living
    data = [unpack(button.data) for line in screen.rows for button in line]
    assert [(press.verb, *press.args) for press in data] == [
        ("card",), ("export",), ("privacy", "delete"),
    ]  # fmt: skip
    assert {press.verb for press in data} <= set(BUTTONS)
