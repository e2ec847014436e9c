"""Promoting, claiming and naming the next routine, each service by itself."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Connection, event

from bot.coach.schedule import Due
from bot.services import deliveries, limiter, schedules
from bot.services.deliveries import Claim, Wait, Waiting
from bot.services.outcomes import Refused, Sent, Why
from bot.services.work import Work
from storage import facts
from storage.tables import Meta, Schedule, Subscriber
from tests.delivery.town import ANA, BO, CY, MONDAY, Town

TODAY = MONDAY.date()


@pytest.fixture
def town(address: str) -> Iterator[Town]:
    made = Town(address)
    yield made
    made.check()
    made.close()


def claim(town: Town, rate: float = 20) -> Claim | Wait:
    return town.do(lambda work: deliveries.claim(work, rate=rate))


def promoted(town: Town) -> int:
    return town.do(deliveries.promote)


def test_nothing_is_due_before_the_minute_and_the_look_writes_nothing(town: Town) -> None:
    town.join(ANA)
    town.at("06:59:59")
    assert not town.worker.look_here(deliveries.anything_due)
    town.at("07:00")
    assert town.worker.look_here(deliveries.anything_due)


def test_a_due_date_gets_its_row_once_however_often_it_is_promoted(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    assert promoted(town) == 1
    assert promoted(town) == 0

    def turn_back(work: Work) -> None:
        plan = work.db.get(Schedule, ANA)
        assert plan is not None
        plan.next_date, plan.next_due = TODAY, MONDAY + timedelta(hours=7)

    town.do(turn_back)
    assert promoted(town) == 1
    assert town.states(ANA) == ["waiting"]
    assert town.plan(ANA).next_date == TODAY + timedelta(days=1)


def test_promoting_goes_in_steps(town: Town) -> None:
    for person in range(1, 6):
        town.join(person)
    town.at("07:00")
    assert town.do(lambda work: deliveries.promote(work, 3)) == 3
    assert town.do(lambda work: deliveries.promote(work, 3)) == 2


def test_after_three_days_down_only_todays_routine_is_left(town: Town) -> None:
    town.join(ANA)
    town.at("09:00", day=3)
    promoted(town)
    assert [(row.date.day, row.state, row.reason) for row in town.rows(ANA)] == [
        (23, "skipped", "outage"),
        (24, "skipped", "outage"),
        (25, "skipped", "outage"),
        (26, "waiting", None),
    ]


def test_a_year_down_leaves_a_month_of_rows(town: Town) -> None:
    town.join(ANA)
    town.at("09:00", day=365)
    promoted(town)
    rows = town.rows(ANA)
    assert (len(rows), rows[-1].state) == (31, "waiting")
    assert rows[-1].date == date(2027, 11, 23)


def test_more_than_four_hours_late_is_too_late(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="07:01")
    town.at("11:00:01")
    promoted(town)
    assert [(row.state, row.reason) for row in town.rows(ANA)] == [("skipped", "late")]
    assert town.states(BO) == ["waiting"]


def test_a_late_routine_never_comes_at_night(town: Town) -> None:
    town.join(ANA, wall="22:00")
    town.at("22:31")
    promoted(town)
    assert [(row.state, row.reason) for row in town.rows(ANA)] == [("skipped", "night")]


def test_a_routine_that_became_too_late_while_waiting_is_skipped(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    town.at("12:00")
    assert claim(town) == Wait(Waiting.IDLE)
    assert [(row.state, row.reason) for row in town.rows(ANA)] == [("skipped", "late")]


def test_a_routine_chosen_for_the_night_comes_at_night(town: Town) -> None:
    town.join(ANA, wall="03:00")
    town.at("03:00")
    promoted(town)
    assert isinstance(claim(town), Claim)


def test_the_copy_is_counted_before_it_can_leave(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    found = claim(town)
    assert isinstance(found, Claim)
    row = town.rows(ANA)[0]
    assert (row.state, row.copies_possible, row.token) == ("sending", 1, found.token)
    assert (found.chat_id, found.date, found.due) == (ANA, TODAY, town.clock.now())


def test_slots_are_one_twentieth_of_a_second_apart_and_half_a_second_ahead(town: Town) -> None:
    for person in range(1, 31):
        town.join(person)
    town.at("07:00")
    promoted(town)
    slots: list[datetime] = []
    while isinstance(found := claim(town), Claim):
        slots.append(found.slot)
    assert found.why is Waiting.SLOT
    gaps = {after - before for before, after in itertools.pairwise(slots)}
    assert gaps == {timedelta(seconds=0.05)}
    assert max(slots) - town.clock.now() <= timedelta(seconds=0.5)
    assert found.until is not None
    assert timedelta(0) < found.until - town.clock.now() <= timedelta(seconds=0.05)


def test_a_clock_that_was_set_back_does_not_silence_the_sender(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)

    def far_ahead(work: Work) -> None:
        limiter.take_slot(limiter.send_clock.locked(work.db), work.now + timedelta(hours=1), 20)

    town.do(far_ahead)
    found = claim(town)
    assert isinstance(found, Claim)
    assert found.slot == town.clock.now()


def test_punctual_people_go_before_a_backlog(town: Town) -> None:
    town.join(ANA, wall="06:30")
    town.join(BO, wall="06:45")
    town.join(CY, wall="07:00")
    town.at("07:01")
    promoted(town)
    order = [found.chat_id for _ in range(3) if isinstance(found := claim(town), Claim)]
    assert order == [CY, ANA, BO]


def test_what_a_dead_sender_held_is_free_again_after_its_lease(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    assert isinstance(claim(town), Claim)
    town.clock.wind(timedelta(seconds=89))
    assert claim(town) == Wait(Waiting.IDLE)
    town.clock.wind(timedelta(seconds=1))
    assert town.worker.look_here(deliveries.anything_due)
    assert isinstance(claim(town), Claim)
    assert town.rows(ANA)[0].copies_possible == 2


def test_a_given_back_claim_counts_no_copy(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    found = claim(town)
    assert isinstance(found, Claim)
    assert town.do(lambda work: deliveries.give_back(work, found))
    assert [(row.state, row.copies_possible) for row in town.rows(ANA)] == [("waiting", 0)]
    assert not town.do(lambda work: deliveries.give_back(work, found))


def test_a_press_that_overtakes_the_answer_keeps_the_message(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    found = claim(town)
    assert isinstance(found, Claim)
    town.do(lambda work: deliveries.evidence(work, found.delivery_id))
    assert not town.settle(found, Sent(9)).late
    row = town.rows(ANA)[0]
    assert (row.state, row.message_id) == ("sent", 9)
    person = town.do(lambda work: work.db.get(Subscriber, ANA))
    assert person is not None
    assert person.living_message_id == 9


def test_only_one_trial_goes_out_after_a_rest(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.at("07:00")
    promoted(town)
    town.do(limiter.trip)
    assert claim(town) == Wait(Waiting.REST, town.clock.now() + timedelta(seconds=5))
    town.clock.wind(timedelta(seconds=5))
    assert claim(town) == Wait(Waiting.PROBE, chat_id=ANA)
    town.do(lambda work: limiter.probed(work, answered=True))
    trial = claim(town)
    assert isinstance(trial, Claim)
    assert trial.trial
    assert claim(town) == Wait(Waiting.TRIAL)
    town.settle(trial, Sent(1))
    after = claim(town)
    assert isinstance(after, Claim)
    assert not after.trial


def test_rests_grow_to_a_minute_and_no_longer(town: Town) -> None:
    rests = []
    for _ in range(7):
        before = town.clock.now()
        town.do(limiter.trip)
        town.do(limiter.trip)  # a failure that was under way does not lengthen the rest
        until = town.send_clock().paused_until
        assert until is not None
        rests.append((until - before).total_seconds())
        town.clock.instant = until
    assert rests == [5, 10, 20, 40, 60, 60, 60]


def test_a_blocked_trial_is_an_answer_too(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    town.do(limiter.trip)
    town.clock.wind(timedelta(seconds=5))
    town.do(lambda work: limiter.probed(work, answered=True))
    trial = claim(town)
    assert isinstance(trial, Claim)
    town.settle(trial, Refused(Why.BLOCKED))
    assert not town.send_clock().on_trial
    assert town.send_clock().backoff_step == 0


def test_after_a_general_flood_slots_are_twice_as_far_apart(town: Town) -> None:
    for person in range(1, 7):
        town.join(person)
    town.at("07:00")
    promoted(town)
    for _ in range(2):
        found = claim(town)
        assert isinstance(found, Claim)
        town.settle(found, Refused(Why.FLOOD, retry_after=20))
    assert claim(town) == Wait(Waiting.REST, town.clock.now() + timedelta(seconds=20))
    town.clock.wind(timedelta(seconds=20))
    trial = claim(town)
    assert isinstance(trial, Claim)
    town.settle(trial, Sent(1))
    following = claim(town)
    assert isinstance(following, Claim)
    assert following.slot - trial.slot == timedelta(seconds=0.1)


def test_two_floods_far_apart_rest_nobody_else(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.at("07:00")
    promoted(town)
    for _ in range(2):
        found = claim(town)
        assert isinstance(found, Claim)
        town.settle(found, Refused(Why.FLOOD, retry_after=20))
        town.clock.wind(timedelta(seconds=11))
    assert town.send_clock().paused_until is None


def test_the_next_routine_is_named_by_date_and_instant(town: Town) -> None:
    town.join(CY, zone="America/New_York", wall="07:00")
    found = town.do(lambda work: deliveries.next_delivery(work, CY))
    assert found is not None
    assert (found.date, found.instant) == (TODAY, datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert town.do(lambda work: deliveries.next_delivery(work, 99)) is None


def test_new_zone_data_moves_the_instant_and_keeps_the_date(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.join(ANA)
    town.do(deliveries.recompute_all)
    monkeypatch.setattr(schedules, "tz_version", lambda: "2099z")

    def wrong(work: Work) -> None:
        plan = work.db.get(Schedule, ANA)
        assert plan is not None
        plan.next_due = MONDAY + timedelta(hours=6)  # what the old data said

    town.do(wrong)
    assert town.do(deliveries.recompute_all) == 1
    plan = town.plan(ANA)
    assert (plan.next_date, plan.next_due) == (TODAY, MONDAY + timedelta(hours=7))
    assert plan.tz_version == "2099z"
    stored = town.do(lambda work: work.db.get(Meta, schedules.TZ_KEY))
    assert stored is not None
    assert stored.value == "2099z"
    assert town.do(deliveries.recompute_all) == 0


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_two_replicas_may_note_the_zone_data_at_the_same_moment(town: Town) -> None:
    others: list[str] = []

    def another_is_first(
        _connection: Connection, _cursor: object, said: str, *_more: object
    ) -> None:
        if said.startswith("INSERT INTO meta") and not others:
            others.append(said)
            with town.database.begin() as db:
                facts.put(db, schedules.TZ_KEY, "that of the other")

    event.listen(town.database.engine, "before_cursor_execute", another_is_first)
    town.do(deliveries.recompute_all)
    stored = town.do(lambda work: work.db.get(Meta, schedules.TZ_KEY))
    assert stored is not None
    assert (len(others), stored.value) == (1, schedules.tz_version())


def test_changing_the_time_before_the_routine_of_today_keeps_today(town: Town) -> None:
    town.join(ANA)
    town.change(ANA, wall_time=time(6, 30))
    assert town.plan(ANA).next_due == MONDAY + timedelta(hours=6, minutes=30)


def test_each_settled_row_leaves_one_line_without_names_or_words(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    caplog.set_level("INFO", logger="unpinch.delivery")
    found = claim(town)
    assert isinstance(found, Claim)
    town.settle(found, Sent(1))
    assert [record.getMessage() for record in caplog.records] == [
        f"delivery {found.delivery_id} sent -"
    ]


def test_a_press_on_a_delivered_routine_is_known_to_be_true(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="09:00")
    town.at("07:00")
    promoted(town)
    found = claim(town)
    assert isinstance(found, Claim)
    town.settle(found, Sent(1))
    number = found.delivery_id
    assert town.do(lambda work: deliveries.evidence(work, number, subscriber_id=ANA))
    assert not town.do(lambda work: deliveries.evidence(work, number, subscriber_id=BO))
    assert not town.do(lambda work: deliveries.evidence(work, 999, subscriber_id=ANA))


def test_a_zone_that_new_data_does_not_know_pauses_one_schedule_only(town: Town) -> None:
    town.join(ANA)
    town.join(BO)

    def rename(work: Work) -> None:
        plan = work.db.get(Schedule, ANA)
        assert plan is not None
        plan.zone = "Europe/Atlantis"

    town.do(rename)
    town.at("07:00")
    promoted(town)
    assert (town.plan(ANA).status, town.plan(ANA).next_due) == ("paused", None)
    assert town.states(ANA) == []
    assert town.states(BO) == ["waiting"]


def test_a_routine_taken_back_and_asked_for_again_comes_the_same_day(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    promoted(town)
    assert town.do(lambda work: deliveries.cancel_waiting(work, ANA)) == 1
    town.change(ANA, status="stopped")
    told = town.change(ANA, status="active", wall_time=time(9), zone_name="Europe/Lisbon")
    assert told == Due(TODAY, MONDAY + timedelta(hours=9))


def test_a_routine_moved_over_midnight_by_a_gap_counts_for_its_own_date(address: str) -> None:
    town = Town(address, datetime(2027, 3, 27, 12, tzinfo=UTC))
    town.join(ANA, zone="America/Nuuk", wall="23:30")
    town.clock.instant = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # Sunday 00:30 there
    promoted(town)
    assert [row.date for row in town.rows(ANA)] == [date(2027, 3, 27)]
    found = claim(town)
    assert isinstance(found, Claim)
    town.settle(found, Sent(1))
    told = town.change(ANA, wall_time=time(22))
    assert told == Due(date(2027, 3, 28), datetime(2027, 3, 28, 23, tzinfo=UTC))
    town.check()
    town.close()


def test_enormous_waits_of_two_chats_rest_the_others_for_a_minute_at_most(town: Town) -> None:
    for person in range(1, 4):
        town.join(person)
    town.at("07:00")
    promoted(town)
    for _ in range(2):
        found = claim(town)
        assert isinstance(found, Claim)
        town.settle(found, Refused(Why.FLOOD, retry_after=40_000))
    assert claim(town) == Wait(Waiting.REST, town.clock.now() + timedelta(seconds=60))


def test_punctual_people_are_promoted_before_a_backlog(town: Town) -> None:
    town.join(ANA, wall="06:00")
    town.join(BO, wall="07:00")
    town.at("07:00")
    assert town.do(lambda work: deliveries.promote(work, 1)) == 1
    assert (town.states(ANA), town.states(BO)) == ([], ["waiting"])
