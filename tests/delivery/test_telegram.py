"""Telegram refuses, floods or is silent: T1 to T10."""

import itertools
from datetime import timedelta

from bot.services import deliveries, living
from bot.services.outcomes import Outcome, Refused, Sent, Why
from tests.delivery.town import ANA, BO, CY, MONDAY, Town, flood, lost, unseen


def refused(why: Why) -> Outcome:
    return Refused(why)


async def test_a_flood_of_one_chat_makes_only_that_chat_wait(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.telegram.answers(ANA, flood(30))
    town.at("07:00")
    await town.ticks(60)
    times = {chat: instant for instant, chat, _ in town.telegram.ledger}
    seven = MONDAY + timedelta(hours=7)
    assert timedelta(seconds=30) <= times[ANA] - seven <= timedelta(seconds=35)
    assert times[BO] - seven <= timedelta(seconds=2)
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)


async def test_a_flood_of_every_chat_rests_everyone_then_one_trial_goes_first(
    town: Town,
) -> None:
    people = range(1, 21)
    for person in people:
        town.join(person)
    town.at("07:00")
    until = town.clock.now() + timedelta(seconds=20)

    def flooded(chat: int) -> Outcome | None:
        left = (until - town.clock.now()).total_seconds()
        return Refused(Why.FLOOD, retry_after=left) if left > 0 else None

    town.telegram.always = flooded
    await town.ticks(60)
    early = [when for when, _ in town.telegram.asked if when < until]
    assert 2 <= len(early) <= 2 + 8
    first = [when for when, _ in town.telegram.asked if when >= until]
    assert first[1] > first[0] or len(first) == 1
    assert [town.copies(person) for person in people] == [1] * 20
    slow = town.send_clock().slow_until
    assert slow is not None
    assert slow >= until + timedelta(minutes=5)


async def test_an_enormous_wait_skips_that_routine_and_delays_nobody(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.telegram.answers(ANA, flood(40_000))
    town.at("07:00")
    await town.ticks(3)
    assert [(row.state, row.reason) for row in town.rows(ANA)] == [("skipped", "flood")]
    assert town.states(BO) == ["sent"]
    assert town.send_clock().paused_until is None


async def test_one_lost_answer_brings_two_copies_half_a_minute_apart(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, unseen)
    town.at("07:00")
    await town.ticks(60)
    times = [instant for instant, _, _ in town.telegram.ledger]
    assert len(times) == 2
    assert times[1] - times[0] >= timedelta(seconds=30)


async def test_a_press_after_a_lost_answer_is_proof_enough(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, unseen)
    town.at("07:00")
    await town.ticks(10)
    row = town.rows(ANA)[0].id
    assert row is not None
    town.do(lambda work: deliveries.evidence(work, row, subscriber_id=ANA))
    await town.ticks(60)
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sent"])


async def test_a_press_by_somebody_else_proves_nothing(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="09:00")
    town.telegram.answers(ANA, lost)
    town.at("07:00")
    await town.ticks(10)
    row = town.rows(ANA)[0].id
    assert row is not None
    assert not town.do(lambda work: deliveries.evidence(work, row, subscriber_id=BO))
    await town.ticks(60)
    assert town.copies(ANA) == 1


async def test_a_press_on_what_was_never_tried_proves_nothing(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    row = town.rows(ANA)[0].id
    assert row is not None
    assert not town.do(lambda work: deliveries.evidence(work, row))
    await town.tick()
    assert town.copies(ANA) == 1


async def test_an_answer_that_never_comes_frees_its_place(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="07:02")
    town.telegram.answers(ANA, lost, lost)
    town.at("07:00")
    await town.ticks(180)
    assert town.states(ANA) == ["unknown"]
    assert town.states(BO) == ["sent"]


async def test_an_outage_risks_few_routines_and_the_rest_come_once(town: Town) -> None:
    people = range(1, 41)
    for person in people:
        town.join(person)
    town.telegram.line_is_down = True
    town.telegram.always = lambda chat: unseen() if town.telegram.line_is_down else None
    town.at("07:00")
    await town.ticks(600, step=5)
    doubled = {chat for _, chat in town.telegram.asked}
    assert len(doubled) <= 8 + 3
    town.telegram.line_is_down = False
    await town.ticks(120)
    assert all(1 <= town.copies(person) <= 2 for person in people)
    assert sum(town.copies(person) == 2 for person in people) <= 8 + 3
    assert town.send_clock().backoff_step == 0


async def test_no_routine_is_risked_before_telegram_answers_twice(town: Town) -> None:
    for person in range(1, 21):
        town.join(person)
    town.telegram.line_is_down = True
    town.telegram.always = lambda chat: Refused(Why.NETWORK)
    town.at("07:00")
    await town.ticks(2)
    asked = len(town.telegram.asked)
    await town.ticks(60)
    assert len(town.telegram.asked) == asked
    assert set(town.telegram.probes) == {"me"}
    town.telegram.line_is_down = False
    await town.ticks(70)
    assert town.telegram.probes[-1] == "typing"
    assert len(town.telegram.asked) > asked


async def test_when_only_messages_fail_one_routine_is_risked_per_rest(town: Town) -> None:
    for person in range(1, 31):
        town.join(person)
    town.telegram.always = lambda chat: lost()
    town.at("07:00")
    await town.ticks(400)
    late = [w for w, _ in town.telegram.asked if w > MONDAY + timedelta(hours=7, minutes=2)]
    assert late
    gaps = [after - before for before, after in itertools.pairwise(late)]
    assert min(gaps) >= timedelta(seconds=59)


async def test_a_refused_token_fails_nobody_and_stops_the_sender(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.telegram.always = lambda chat: Refused(Why.UNAUTHORISED)
    town.telegram.token_is_refused = True
    town.at("07:00")
    await town.tick()
    assert town.stops == ["token"]
    assert town.sender.stopped
    assert [(r.state, r.copies_possible) for p in (ANA, BO) for r in town.rows(p)] == [
        ("waiting", 0),
        ("waiting", 0),
    ]
    town.telegram.always = lambda chat: None
    await town.start_again()
    await town.tick()
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)


async def test_one_refusal_of_the_token_ends_nothing_and_delays_by_seconds(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.telegram.answers(ANA, lambda: refused(Why.UNAUTHORISED))
    town.at("07:00")
    await town.ticks(20)
    assert town.stops == []
    assert not town.sender.stopped
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)
    assert max(when for when, _, _ in town.telegram.ledger) <= MONDAY + timedelta(
        hours=7, seconds=10
    )


async def test_somebody_who_blocked_us_gets_nothing_until_they_return(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, lambda: refused(Why.BLOCKED))
    town.at("07:00")
    await town.tick()
    assert [(r.state, r.reason) for r in town.rows(ANA)] == [("failed", "blocked")]
    assert (town.plan(ANA).status, town.plan(ANA).next_due) == ("blocked", None)
    town.at("08:00", day=3)
    await town.tick()
    assert len(town.telegram.asked) == 1
    town.change(ANA, status="active")
    assert town.plan(ANA).next_due == MONDAY + timedelta(days=4, hours=7)
    town.at("07:00", day=4)
    await town.tick()
    assert town.copies(ANA) == 1


async def test_two_refusals_on_different_days_stop_the_schedule(town: Town) -> None:
    town.join(CY)
    town.telegram.answers(CY, *[lambda: refused(Why.REJECTED)] * 2)
    town.at("07:00")
    await town.tick()
    assert town.plan(CY).status == "active"
    town.at("07:00", day=1)
    await town.tick()
    assert town.states(CY) == ["failed", "failed"]
    assert town.plan(CY).status == "blocked"


async def test_a_chat_that_moved_gets_its_routine_at_the_new_place(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, lambda: Refused(Why.MOVED, chat_id=77))
    town.at("07:00")
    await town.tick()
    assert (town.copies(ANA), town.copies(77)) == (0, 1)


async def test_a_delivered_card_takes_the_buttons_off_the_one_before(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    await town.tick()
    town.at("07:00", day=1)
    await town.tick()
    assert town.telegram.stripped == [(ANA, 1)]
    assert [row.message_id for row in town.rows(ANA)] == [1, 2]


async def test_a_backlog_never_makes_punctual_people_late(town: Town) -> None:
    for person in range(1, 151):
        town.join(person, wall="04:30")
    town.join(999, wall="07:00")
    town.at("06:59:58")
    await town.ticks(20)
    punctual = next(instant for instant, chat, _ in town.telegram.ledger if chat == 999)
    assert punctual - (MONDAY + timedelta(hours=7)) <= timedelta(seconds=5)
    assert len(town.telegram.ledger) == 151


async def test_a_card_that_settles_after_a_newer_message_came_loses_its_own_buttons(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    claim = town.do(deliveries.claim)
    assert isinstance(claim, deliveries.Claim)
    town.do(lambda work: living.replace(work, ANA, 12, seen=None))
    settled = town.settle(claim, Sent(11))
    assert settled.former_message_id == 11
    assert town.do(lambda work: living.of(work, ANA)) == 12


async def test_a_card_replaces_a_message_with_a_higher_number_that_was_there_before(
    town: Town,
) -> None:
    """Numbers begin again in a new chat, as in a sandbox started anew."""
    town.join(ANA)
    town.do(lambda work: living.replace(work, ANA, 57, seen=None))
    town.at("07:00")
    await town.tick()
    assert town.do(lambda work: living.of(work, ANA)) == 1
