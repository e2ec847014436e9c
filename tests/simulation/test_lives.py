"""What made-up weeks show, and that the checks notice what was broken on purpose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cli import simulate as cli
from bot.coach import planner, slots
from bot.coach.facts import Day, Done, Item, Profile, SessionFact
from bot.coach.replay import replay
from bot.coach.state import Setting
from bot.simulation import checks, people
from bot.simulation.breaking import FAULTS
from bot.simulation.carried import Carried
from bot.simulation.checks import CHECKS
from bot.simulation.living import FIRST_DAY, Life
from bot.simulation.people import Sort
from bot.simulation.run import Wanted, simulate
from bot.simulation.tally import Tally
from content.model import Library
from content.words import Words
from storage.database import Database

LATER = datetime(2026, 12, 24, tzinfo=UTC)
ONE_OF_EACH = Wanted(persons=6, weeks=6, seed=1)


@pytest.fixture(scope="module")
def lives() -> list[Tally]:
    return simulate(ONE_OF_EACH, processes=1)


def test_one_person_of_each_sort_lives_six_weeks_without_a_broken_rule(lives: list[Tally]) -> None:
    assert [tally.sort for tally in lives] == list(Sort)
    assert [fault for tally in lives for fault in tally.faults] == []
    assert all(tally.sessions for tally in lives)


@pytest.mark.slow
def test_twenty_people_answer_everything_for_eight_weeks_without_a_broken_rule() -> None:
    found = simulate(Wanted(persons=20, weeks=8, seed=3), processes=1)
    assert [fault for tally in found for fault in tally.faults] == []
    around = {name for tally in found for name, count in tally.around.items() if count}
    rules = {name for tally in found for name, count in tally.rules.items() if count}
    assert {"breaks", "soreness asked", "weeks told", "routine quiet", "silence question"} <= around
    assert {"strains", "falls", "milestone 2: yes", "weeks with the goal reached"} <= around
    assert {f"missed: {reason}" for reason in ("forgot", "no_time", "bored")} <= around
    assert {"P8", "W", "6.2", "G3"} <= rules


def test_a_break_with_a_move_this_body_must_not_do_or_a_long_one_is_noticed(
    library: Library,
) -> None:
    me = Profile(start=FIRST_DAY, usual=3, never=frozenset({"sit-to-stand"}))
    state = replay(me, [], FIRST_DAY, library.exercises)
    plan = planner.plan(me, state, FIRST_DAY, 10, library.exercises)
    seen = checks.Seen(me, state, state, 10, plan, plan, library.exercises)
    good = Item(slots.ONE, "weight-shift", 1, 10, 0, 1, 45)
    assert list(checks.broken_break(seen, good)) == []
    for bad in ("sit-to-stand", "glute-bridge"):
        assert list(checks.broken_break(seen, replace(good, exercise=bad)))
    assert list(checks.broken_break(seen, replace(good, seconds=61)))


def test_a_changed_profile_is_carried_as_a_full_replay_would_have_it(library: Library) -> None:
    me = Profile(start=FIRST_DAY, usual=4)
    carried = Carried(Setting(me, library.exercises), lambda *_: None)
    told = [Day(FIRST_DAY + timedelta(days=n), morning=4) for n in range(6)]
    for day in told:
        carried.tell(day.date, LATER, morning=day.morning)
    done = SessionFact(10, Done.ALL, 1)
    carried.add_session(FIRST_DAY, LATER, done)
    carried.add_session(FIRST_DAY + timedelta(days=5), LATER, done)
    told[0], told[5] = replace(told[0], sessions=(done,)), replace(told[5], sessions=(done,))
    carried.on(FIRST_DAY + timedelta(days=9))  # the first dates are closed by now
    sometimes = replace(me, weekdays=frozenset({0}))
    carried.change(sometimes)
    until = FIRST_DAY + timedelta(days=9)
    assert carried.on(until) == replay(sometimes, told, until, library.exercises)
    assert carried.on(until) != replay(me, told, until, library.exercises)


def test_what_was_carried_forward_was_compared_with_full_replays(lives: list[Tally]) -> None:
    assert all(tally.replays == 2 for tally in lives)


def test_the_same_seed_gives_the_same_lives_and_another_seed_others(lives: list[Tally]) -> None:
    assert simulate(ONE_OF_EACH, processes=1) == lives
    other = simulate(replace(ONE_OF_EACH, seed=2), processes=1)
    assert [tally.rules for tally in other] != [tally.rules for tally in lives]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_broken_on_purpose_is_caught_by_its_own_check(fault: str) -> None:
    broken = simulate(replace(ONE_OF_EACH, fault=fault), processes=1)
    assert fault in {name for tally in broken for name, _ in tally.faults}


def test_every_check_has_a_fault_that_shows_it_at_work() -> None:
    assert {*FAULTS} == {*CHECKS}


def test_a_row_nobody_told_of_shows_up_in_the_comparison(
    database: Database, library: Library, words: Words
) -> None:
    class Forger(Life):
        def _routine(self, work, person, day) -> None:  # type: ignore[no-untyped-def]
            self._carried.tell(day, self._now, morning=9)  # never reaches the storage

    who = people.draw(0, people.dice(1, 0))
    tally = Forger(who, 1, library, words).live(database, 4)
    assert {name for name, _ in tally.faults} == {"replay"}


def test_the_carried_state_is_that_of_a_full_replay_on_every_date(library: Library) -> None:
    me = Profile(start=FIRST_DAY, usual=4)
    carried = Carried(Setting(me, library.exercises), lambda *_: None)
    told: list[Day] = []
    for offset, score in enumerate((4, 3, 7, 6, 6, 2, 2, 2, 3)):
        day = date.fromordinal(FIRST_DAY.toordinal() + offset)
        told.append(Day(day, morning=score))
        carried.told[day] = told[-1]
        assert carried.on(day) == replay(me, told, day, library.exercises)


def test_the_checks_have_nothing_to_say_about_an_honest_plan(library: Library) -> None:
    me = Profile(start=FIRST_DAY, usual=3)
    state = replay(me, [], FIRST_DAY, library.exercises)
    plan = planner.plan(me, state, FIRST_DAY, 10, library.exercises)
    seen = checks.Seen(me, state, state, 10, plan, plan, library.exercises)
    assert list(checks.broken(seen)) == []
    assert list(checks.broken_swap(seen)) == []


def test_one_minute_without_a_move_is_a_fault_only_while_a_move_is_allowed(
    library: Library,
) -> None:
    me = Profile(start=FIRST_DAY, usual=3)
    state = replay(me, [], FIRST_DAY, library.exercises)
    benched = replace(state, benched=dict.fromkeys(slots.ONE_MOVES, FIRST_DAY + timedelta(days=3)))
    alone = planner.plan(me, benched, FIRST_DAY, 1, library.exercises)
    assert [item.exercise for item in alone.items] == [slots.WALK]
    honest = checks.Seen(me, benched, benched, 1, alone, alone, library.exercises)
    assert list(checks.broken(honest)) == []
    lazy = replace(honest, state=state)
    assert [name for name, _ in checks.broken(lazy)] == ["too-few"]


def test_the_command_prints_a_line_a_person_and_what_was_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.print_lives(6, 2, 1, quiet=False) == 0
    shown = capsys.readouterr().out
    assert all(f"{sort} " in shown for sort in Sort)
    assert "6 people x 2 weeks" in shown
    assert "adjacent   holds" in shown


def test_the_command_says_that_a_fault_was_caught(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.print_catches("doubled", 2, 2, 1) == 0
    assert "doubled    caught: doubled" in capsys.readouterr().out


def test_a_fault_nobody_made_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.print_catches("gravity", 2, 2, 1) == 2
    assert "blocked" in capsys.readouterr().err


def test_a_fault_that_slips_through_is_an_error_of_the_command() -> None:
    assert cli.print_catches("sore", 1, 1, 1) == 1  # a steady week has no session that hurts
