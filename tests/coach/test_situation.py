"""Which moves a date allows, how long it gives, what is picked, and what a plan says of itself."""

from dataclasses import replace

import pytest

from bot.coach import easier, picking, planner, screening, sets_of_day, situation, slots
from bot.coach.facts import Kind, Profile
from bot.coach.situation import Situation
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, bo, on
from tests.coach.programme.states import BRIDGE, CLAM, fresh, held, move
from tests.coach.programme.table import EXERCISES

STRONG = {"phase": Phase.STRENGTH, "since": on(1)}


def today(
    me: Profile = ana, state: State | None = None, number: int = 1, minutes: int = 10
) -> Situation:
    return situation.read(me, state or fresh(), on(number), minutes, EXERCISES)


def flags(number: int, **facts: object) -> frozenset[str]:
    return situation.active_flags(replace(ana, **facts), on(number))


@pytest.mark.rule("G6")
def test_flags_and_modes_count_alike_and_some_follow_from_others() -> None:
    told = {"flags": frozenset({"pinch"}), "modes": frozenset({"no_floor"})}
    assert flags(1, **told) == {"pinch", "no_floor"}
    assert flags(1, flags=frozenset({"surgery"})) == {"surgery", "hip_replacement"}
    assert flags(1, flags=frozenset({"hip_replacement"})) == {"hip_replacement"}


@pytest.mark.rule("G6", "G3")
def test_a_strain_blocks_moves_from_its_day_on_for_21_days() -> None:
    found = [flags(n, strain=on(5)) for n in (4, 5, 26, 27)]
    assert found == [frozenset(), {"recent_injury"}, {"recent_injury"}, frozenset()]
    both = flags(5, strain=on(5), flags=frozenset({"pinch"}))
    assert both == {"pinch", "recent_injury"}


@pytest.mark.rule("6.3")
def test_each_reason_alone_keeps_a_move_away() -> None:
    assert BRIDGE in today().allowed
    never = replace(ana, never=frozenset({BRIDGE}))
    blocked = replace(ana, flags=frozenset(EXERCISES[BRIDGE].blocked_by))
    assert BRIDGE not in today(never).allowed
    assert BRIDGE not in today(blocked).allowed
    assert BRIDGE not in today(state=fresh(phase=Phase.SETTLE)).allowed
    assert BRIDGE not in today(state=fresh(benched={BRIDGE: on(2)})).allowed
    assert BRIDGE in today(state=fresh(benched={BRIDGE: on(1)})).allowed


@pytest.mark.rule("6.3")
def test_what_is_not_at_home_or_still_locked_is_not_allowed() -> None:
    band, locked = "banded-hip-flexion", "half-kneeling-arm-reach"
    key = EXERCISES[locked].unlocked_by
    assert key is not None
    assert locked not in today(state=fresh(**STRONG)).allowed
    assert locked in today(state=fresh(**STRONG, topped=frozenset({key}))).allowed
    opened = fresh(**STRONG, topped=frozenset({EXERCISES[band].unlocked_by or ""}))
    assert band in today(bo, opened).allowed
    assert band not in today(replace(bo, kit=bo.kit - {"band"}), opened).allowed
    assert band in today(replace(bo, kit=frozenset({"band"})), opened).allowed


@pytest.mark.rule("11", "5.2")
def test_the_desk_leaves_desk_moves_and_the_bed_needs_no_floor_and_no_things() -> None:
    desk = replace(ana, modes=frozenset({"desk"}))
    assert today(desk).allowed <= slots.DESK_MOVES
    in_bed = replace(ana, modes=frozenset({"bed", "desk", "no_floor"}), kit=frozenset())
    assert set(slots.BED_MOVES) <= today(in_bed).allowed
    assert not set(slots.BED_MOVES) <= today(replace(in_bed, modes=frozenset({"no_floor"}))).allowed


@pytest.mark.rule("6.5", "11")
@pytest.mark.parametrize(
    ("modes", "phase", "asked", "given"),
    [
        ((), Phase.MOBILITY, 15, 15), ((), Phase.SETTLE, 15, 10), ((), Phase.SETTLE, 5, 5),
        (("desk",), Phase.MOBILITY, 15, 5), (("desk",), Phase.MOBILITY, 5, 5),
        (("desk",), Phase.SETTLE, 10, 5), (("desk",), Phase.MOBILITY, 1, 1),
        (("bed", "desk"), Phase.MOBILITY, 15, 15),
    ],
)  # fmt: skip
def test_settle_gives_ten_minutes_at_most_and_the_desk_five(
    modes: tuple, phase: Phase, asked: int, given: int
) -> None:
    found = today(replace(ana, modes=frozenset(modes)), fresh(phase=phase), minutes=asked)
    assert (found.minutes, found.budget) == (given, given * 60)


@pytest.mark.rule("6.1")
def test_only_five_minutes_cut_repetitions() -> None:
    strong = fresh(**STRONG, steps={BRIDGE: 3})
    counts = [today(state=strong, minutes=m).dose(BRIDGE, slots.GLUTE, 2).count for m in (5, 10)]
    assert counts == [10, 12]


@pytest.mark.rule("9.1")
def test_a_move_that_has_no_step_yet_is_given_at_its_first() -> None:
    assert today(state=fresh(steps={})).dose(BRIDGE, slots.GLUTE, 2).step == 0


@pytest.mark.rule("6.2")
def test_strength_lists_turn_every_six_strength_days_and_with_each_wish() -> None:
    def glute(count: int, turn: int = 0) -> str:
        found = picking.fill(today(state=fresh(strength_count=count, turn=turn)), "GLUTE", 2, ())
        assert found is not None
        return found.exercise

    names = picking.candidates(today(), "GLUTE", ())
    assert [glute(n) for n in (0, 5, 6, 11, 12)] == [
        names[0], names[0], names[1], names[1], names[2 % len(names)],
    ]  # fmt: skip
    assert glute(0, turn=1) == names[1]


@pytest.mark.rule("6.2")
def test_a_wish_goes_on_in_the_list_and_not_back() -> None:
    strong = today(bo, fresh(**STRONG))
    names = picking.candidates(strong, "ABD", ())
    assert len(names) > 2
    wished = today(bo, fresh(**STRONG, turn=1))
    found = [picking.fill(one, "ABD", 2, ()) for one in (strong, wished)]
    assert [one and one.exercise for one in found] == [names[1], names[2]]


@pytest.mark.rule("6.1")
@pytest.mark.parametrize(("count", "slot"), [(0, "FLEX"), (1, "TRUNK"), (2, "FLEX")])
def test_hip_flexors_and_trunk_take_turns(count: int, slot: str) -> None:
    found = picking.fill(today(state=fresh(strength_count=count)), slots.FT, 2, ())
    assert found is not None
    assert found.slot == slot


@pytest.mark.rule("6.3")
def test_an_empty_list_falls_back_and_the_item_keeps_its_slot() -> None:
    without = replace(ana, never=frozenset(slots.LISTS["GLUTE"]))
    found = picking.fill(today(without), "GLUTE", 2, ())
    assert found is not None
    assert (found.slot, found.exercise in slots.LISTS["CTRL"]) == ("GLUTE", True)
    nothing = replace(ana, never=frozenset({*slots.LISTS["GLUTE"], *slots.LISTS["CTRL"]}))
    assert picking.fill(today(nothing), "GLUTE", 2, ()) is None


@pytest.mark.rule("6.2", "11")
def test_at_the_desk_the_chair_stretch_comes_first() -> None:
    desk = replace(ana, modes=frozenset({"desk"}))
    assert picking.candidates(today(desk), slots.STR_HF, ())[0] == slots.DESK_STR_HF[0]
    assert picking.candidates(today(), slots.STR_HF, ())[0] == "half-kneeling-hip-flexor-stretch"


@pytest.mark.rule("5.9")
@pytest.mark.parametrize(("number", "sets"), [(22, 1), (15, 2)])
def test_a_light_week_halves_the_sets_of_strength_moves_alone(number: int, sets: int) -> None:
    steps = dict.fromkeys(fresh().steps, 2)
    items = sets_of_day.training(today(bo, fresh(**STRONG, steps=steps), number, 15))
    glute = next(item for item in items if item.slot == "GLUTE")
    stretch = next(item for item in items if item.slot == "STR_HF")
    assert (glute.sets, stretch.sets) == (sets, 2)


def why(
    state: State | None = None, number: int = 2, minutes: int = 10, me: Profile = ana
) -> tuple[str, ...]:
    return planner.plan(me, state or fresh(), on(number), minutes, EXERCISES).why


@pytest.mark.rule("5.5", "5.6", "5.9", "10.1", "P6", "D6")
@pytest.mark.parametrize(
    ("state", "number", "codes"),
    [
        ({}, 1, ("first_day", "strength_day")),
        ({}, 2, ("stretch_day",)),
        ({"no_strength_until": on(3)}, 3, ("easier_after_pain",)),
        ({"cards": {"D6": on(2)}, "no_strength_until": on(3)}, 3, ("rest_after_card",)),
        ({"sessions": (held(2, kind=Kind.STRENGTH),), "last_session": on(2)}, 3,
         ("rest_from_strength",)),
        ({"back_off_until": on(3)}, 3, ("back_off", "settle_gentle")),
        ({"last_session": on(1)}, 5, ("welcome_back", "strength_day")),
        ({**STRONG, "last_session": on(21)}, 22, ("strength_day", "deload")),
        ({**STRONG, "last_session": on(21)}, 23, ("stretch_day",)),
        ({"phase": Phase.SETTLE}, 2, ("settle_gentle",)),
    ],
)  # fmt: skip
def test_a_plan_says_what_shaped_it(state: dict, number: int, codes: tuple[str, ...]) -> None:
    assert why(fresh(**state), number) == codes


@pytest.mark.rule("6.5", "11", "5.1", "5.2", "5.3")
def test_a_plan_says_when_it_gives_less_than_was_asked_or_something_else() -> None:
    assert why(fresh(phase=Phase.SETTLE), minutes=15) == ("settle_gentle", "settle_ten")
    assert why(me=replace(ana, modes=frozenset({"desk"})))[-1] == "desk_five"
    assert why(me=replace(ana, modes=frozenset({"bed"}))) == ("bed_day",)
    assert why(minutes=1) == ("one_minute",)
    assert why(me=replace(ana, weekdays=frozenset({0}))) == ("rest_day",)


@pytest.mark.rule("7", "3.3")
def test_sides_take_turns_by_the_day_and_other_lengths_are_refused() -> None:
    sides = [planner.plan(ana, fresh(), on(n), 10, EXERCISES).first_side for n in (1, 2, 3)]
    assert sides == ["left", "right", "left"]
    with pytest.raises(ValueError, match="not 7"):
        planner.plan(ana, fresh(), on(1), 7, EXERCISES)


@pytest.mark.rule("6.6")
def test_one_minute_is_a_short_walk_and_one_move_or_a_longer_walk_alone() -> None:
    found = sets_of_day.one_minute(today(number=3, minutes=1))
    assert [(item.slot, item.exercise) for item in found] == [
        ("WU1", slots.WALK), ("ONE", "standing-hip-flexor-stretch"),
    ]  # fmt: skip
    assert [item.seconds for item in found] == [15, 50]
    alone = sets_of_day.one_minute(today(replace(ana, never=frozenset(slots.ONE_MOVES)), minutes=1))
    assert [(item.exercise, item.seconds) for item in alone] == [(slots.WALK, 60)]


@pytest.mark.rule("6.5", "G3")
def test_a_fresh_strain_leaves_the_stretch_out_of_a_settle_day() -> None:
    calm = fresh(phase=Phase.SETTLE)
    ten = [item.slot for item in sets_of_day.settle(today(state=calm))]
    assert ten == ["SET"] * 5 + ["STR_HF"]
    assert "STR_HF" not in [i.slot for i in sets_of_day.settle(today(state=calm, minutes=5))]
    strained = replace(ana, strain=on(1))
    assert [i.slot for i in sets_of_day.settle(today(strained, calm, 5))] == ["SET"] * 5


@pytest.mark.rule("6.3")
def test_a_harder_move_takes_the_place_of_the_one_that_unlocked_it_until_it_rests() -> None:
    harder = "single-leg-bridge"
    key = EXERCISES[harder].unlocked_by or ""
    opened = fresh(**STRONG, topped=frozenset({key}))
    names = picking.candidates(today(state=opened), "GLUTE", ())
    assert harder in names
    assert key not in names
    rests = replace(opened, benched={harder: on(9)})
    assert key in picking.candidates(today(state=rests), "GLUTE", ())
    assert CLAM not in picking.candidates(today(), "ABD", {CLAM})


@pytest.mark.rule("P2", "6.1")
@pytest.mark.parametrize(("minutes", "count"), [(5, 10), (10, 12)])
def test_the_easier_move_of_a_short_session_is_cut_like_all_others(
    minutes: int, count: int
) -> None:
    strong = fresh(**STRONG, steps={BRIDGE: 3})
    plan = planner.plan(ana, strong, on(1), minutes, EXERCISES)
    hard = replace(plan, items=(move("single-leg-bridge", slots.GLUTE, 0),))
    found = screening.swap(ana, strong, on(1), "single-leg-bridge", hard, EXERCISES)
    assert found is not None
    assert (found.exercise, found.count) == (BRIDGE, count)


@pytest.mark.rule("P2")
def test_a_ring_of_easier_moves_ends() -> None:
    side = "side-lying-hip-abduction"
    ring = {
        name: replace(EXERCISES[name], regress_to=below, floor_of_chain=False)
        for name, below in ((BRIDGE, CLAM), (CLAM, side), (side, CLAM))
    }
    plan = planner.plan(ana, fresh(), on(1), 10, EXERCISES)
    items = (move(BRIDGE), move(CLAM, slots.ABD), move(side, slots.ABD))
    all_of_it = replace(plan, items=items)
    assert screening.swap(ana, fresh(), on(1), BRIDGE, all_of_it, EXERCISES | ring) is None


@pytest.mark.rule("P2")
def test_an_easier_move_that_takes_just_as_long_is_taken_and_a_longer_one_is_not() -> None:
    plan = planner.plan(ana, fresh(), on(1), 10, EXERCISES)
    alone = replace(plan, items=(move(BRIDGE, step=0),))
    tilt = EXERCISES["pelvic-tilt"]

    def lighter(seconds: int) -> str:
        timed = replace(tilt.dose, seconds=seconds, sets=1, sides=1)
        moves = {**EXERCISES, tilt.id: replace(tilt, dose=timed)}
        return easier.lighter(ana, fresh(), on(1), alone, moves).items[0].exercise

    work = alone.items[0].seconds - 15  # without the set-up that both have
    assert [lighter(work), lighter(work + 1)] == [tilt.id, BRIDGE]
