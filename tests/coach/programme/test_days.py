"""The kinds of day and the modes: rest, bed, desk, settle, one minute."""

from dataclasses import replace

import pytest

from bot.coach.facts import Kind, Plan, Profile
from bot.coach.slots import DESK_MOVES
from tests.coach.programme.people import ana, bo, cy, plan_of, session, steady, told


def names(found: Plan) -> list[str]:
    return [item.exercise for item in found.items]


@pytest.mark.rule("5.1")
def test_a_weekday_nobody_chose_is_rest() -> None:
    weekend = replace(ana, weekdays=frozenset({5, 6}))
    found = plan_of(weekend, [], 1)
    assert found.kind is Kind.REST
    assert found.items == ()
    assert found.why == ("rest_day",)


@pytest.mark.rule("5.2")
def test_a_day_in_bed_takes_its_time_whatever_was_asked_and_needs_no_walk() -> None:
    in_bed = replace(ana, modes=frozenset({"bed", "no_floor"}))
    for minutes in (1, 5, 15):
        found = plan_of(in_bed, [], 1, minutes)
        assert found.kind is Kind.BED
        assert names(found) == [
            "heel-slide", "pelvic-tilt", "knee-rolls", "edge-of-bed-hip-flexor-stretch",
        ]  # fmt: skip
        assert found.total == 320


@pytest.mark.rule("5.2")
def test_a_day_in_bed_is_too_little_in_pregnancy() -> None:
    in_bed = replace(ana, modes=frozenset({"bed"}), flags=frozenset({"pregnant"}))
    found = plan_of(in_bed, [], 1)
    assert (found.kind, found.items, found.why) == (Kind.TOO_LITTLE, (), ("too_little",))


@pytest.mark.rule("11")
@pytest.mark.parametrize("number", range(1, 8))
def test_at_the_desk_five_minutes_of_desk_moves_are_the_most(number: int) -> None:
    found = plan_of(replace(ana, modes=frozenset({"desk"})), steady(number), number, 15)
    assert found.minutes == 5
    assert set(names(found)) <= DESK_MOVES
    assert "desk_five" in found.why


@pytest.mark.rule("6.5", "5.4")
def test_a_settle_day_gives_ten_minutes_at_most_and_only_first_steps() -> None:
    found = plan_of(cy, [], 1, 15)
    assert (found.kind, found.minutes) == (Kind.SETTLE, 10)
    assert "settle_ten" in found.why
    assert {item.step for item in found.items} <= {None, 0}
    assert 540 <= found.total <= 660


@pytest.mark.rule("6.5")
def test_a_fresh_strain_is_not_stretched() -> None:
    strained = replace(ana, strain=ana.start)
    found = plan_of(strained, [], 4)
    assert found.kind is Kind.SETTLE
    assert not any(item.slot == "STR_HF" for item in found.items)


@pytest.mark.rule("5.3", "6.6")
def test_one_minute_alone_is_a_walk_when_nothing_else_is_allowed() -> None:
    bare = replace(cy, never=frozenset({"weight-shift", "adductor-squeeze"}))
    found = plan_of(bare, [], 1, 1)
    assert names(found) == ["easy-cardio"]
    assert found.total == 60


@pytest.mark.rule("5.7")
def test_alternate_days_carry_strength_on_odd_day_numbers() -> None:
    every_other = replace(ana, alternate=True)
    kinds = [plan_of(every_other, steady(n - 1), n).kind for n in range(1, 8)]
    assert kinds == [Kind.STRENGTH, Kind.STRETCH] * 3 + [Kind.STRENGTH]


@pytest.mark.rule("5.6")
def test_the_day_after_strength_is_for_stretching() -> None:
    found = plan_of(ana, [told(2, session(kind=Kind.STRENGTH))], 3)
    assert found.kind is Kind.STRETCH
    assert "rest_from_strength" in found.why


@pytest.mark.rule("7")
def test_the_first_side_changes_every_day() -> None:
    sides = [plan_of(bo, [], n).first_side for n in (1, 2, 3)]
    assert sides == ["left", "right", "left"]


@pytest.mark.parametrize(("profile", "code"), [(ana, "strength_day"), (cy, "settle_gentle")])
def test_the_first_day_says_so_and_why_it_is_what_it_is(profile: Profile, code: str) -> None:
    assert plan_of(profile, [], 1).why == ("first_day", code)


@pytest.mark.rule("6.2")
def test_a_strength_move_stays_for_six_strength_days() -> None:
    plans = [plan_of(ana, steady(n - 1), n) for n in range(1, 14)]
    glutes = [
        i.exercise for p in plans for i in p.items if p.kind == "strength" and i.slot == "GLUTE"
    ]
    assert glutes == ["glute-bridge"] * 6
