"""Every change the programme makes by itself can be told, with its rule and its numbers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.chat.changed import BASIS, SAYS, SOURCES
from bot.coach.changes import Change, changes
from bot.coach.facts import Day, Done, Kind, Profile, SessionFact, Weekly
from bot.coach.state import Setting, State, opening
from bot.coach.weeks import walk
from content.model import Library, Phase
from content.words import Words
from tests.coach.programme.people import ana, on
from tests.coach.programme.rules import rules
from tests.coach.programme.states import fresh, held, move, settled

START = date(2026, 11, 23)
DAY = timedelta(days=1)


def day(number: int, **more: object) -> Day:
    """What was told on one day of the programme, from 1; the first answers the warning signs."""
    return Day(START + (number - 1) * DAY, **more)  # type: ignore[arg-type]


def session(peak: int | None = 1, **more: object) -> SessionFact:
    return SessionFact(10, Done.ALL, peak, **more)  # type: ignore[arg-type]


def told(library: Library, *days: Day, usual: int = 2, until: int = 0) -> list[Change]:
    me = Profile(START, usual)
    last = START + until * DAY if until else max(one.date for one in days)
    states = walk(me, days, last, library.exercises)
    begun = opening(Setting(me, library.exercises))
    return list(changes(me, days, (begun, *states)))


def one(found: list[Change], what: str) -> Change:
    (change,) = [change for change in found if change.what == what]
    return change


def test_a_bad_morning_tells_its_score_and_until_when(library: Library) -> None:
    found = told(library, day(1, sessions=(session(),)), day(2, morning=5))
    change = one(found, "bad_morning")
    assert (change.rule, dict(change.numbers)) == ("P6", {"score": 5, "usual": 2})
    assert change.until == START + 2 * DAY


def test_sore_muscles_are_told_in_its_place(library: Library) -> None:
    found = told(library, day(1, sessions=(session(),)), day(2, morning=5, muscle_soreness=True))
    assert one(found, "soreness").rule == "P8"
    assert not any(change.rule == "P6" for change in found)


def test_a_flare_tells_the_score_that_made_it(library: Library) -> None:
    found = told(library, day(1), day(2, sessions=(session(7),)))
    change = one(found, "flare")
    assert (change.rule, change.numbers["score"]) == ("P7", 7)


def test_a_move_that_hurt_tells_its_score_and_its_rest(library: Library) -> None:
    fact = session(2, hurts={"glute-bridge": 6})
    change = one(told(library, day(1), day(2, sessions=(fact,))), "benched")
    assert (change.rule, change.move, change.numbers["score"]) == ("P2", "glute-bridge", 6)


def test_a_pinch_is_told_as_a_pinch(library: Library) -> None:
    fact = session(2, pinched=frozenset({"glute-bridge"}))
    assert one(told(library, day(1), day(2, sessions=(fact,))), "pinched").rule == "P2"


def test_a_fall_a_strain_and_a_strong_score_are_told(library: Library) -> None:
    found = told(
        library,
        day(1),
        day(2, fell=True),
        day(3, strain=START + 2 * DAY),
        day(4, morning=8),
    )
    assert [change.rule for change in found[:4]] == ["G1", "G3", "G3", "G1"]


def test_a_calm_week_tells_what_it_settled(library: Library) -> None:
    found = told(library, day(1, sessions=(session(),)), day(7, weekly=Weekly(2)))
    assert dict(one(found, "week").numbers) == {"score": 2, "count": 1}


@pytest.mark.parametrize(
    ("days", "what", "rule"),
    [(5, "gap_short", "10.1"), (10, "gap_lower", "10.2"), (30, "gap_afresh", "10.3")],
)
def test_days_away_are_told_by_their_number(
    library: Library, days: int, what: str, rule: str
) -> None:
    found = told(library, day(1, sessions=(session(),)), day(days + 2, sessions=(session(),)))
    change = one(found, what)
    assert (change.rule, change.numbers["days"]) == (rule, days)


def test_growing_tells_the_move_and_the_worst_score(library: Library) -> None:
    days = [day(n, morning=1, sessions=(session(),)) for n in range(1, 15)]
    raised = [change for change in told(library, *days) if change.what == "raised"]
    assert raised
    assert all(change.rule == "9.3" and change.numbers["score"] <= 2 for change in raised)


def test_a_steady_month_tells_that_strength_came_in(library: Library) -> None:
    days = [day(n, morning=1, sessions=(session(),)) for n in range(1, 30)]
    change = one(told(library, *days), "to_strength")
    assert (change.rule, change.numbers["days"]) == ("4.3", 14)


def test_other_moves_and_a_doctors_word_are_told(library: Library) -> None:
    found = told(library, day(1), day(2, bored=True), day(3, clinician_ok=True), usual=7)
    assert one(found, "other_moves").rule == "6.2"
    assert one(found, "cleared").rule == "4.5"


def test_a_doctor_card_tells_its_name(library: Library) -> None:
    found = told(library, day(1), until=20, usual=7)
    assert one(found, "doctor_card").rule == "D7"


def test_quiet_days_tell_nothing(library: Library) -> None:
    assert told(library, day(1), until=5) == []


def test_every_kind_of_change_has_words_and_a_rule_of_the_document() -> None:
    source = Path("bot/coach/changes.py").read_text(encoding="utf-8")
    for what in SAYS:
        assert f'"{what}"' in source
    known = {rule.id for rule in rules()}
    assert {*BASIS, *SOURCES} <= known


def test_what_a_rule_rests_on_is_said_as_in_the_document(words: Words) -> None:
    basis = {rule.id: rule.basis for rule in rules()}
    for rule, key in BASIS.items():
        said = words.plain(key)
        assert said.split(";")[0].split(",")[0] in basis[rule], (rule, said, basis[rule])


def test_a_rest_day_is_no_change(library: Library) -> None:
    fact = session(kind=Kind.ONE, items=())
    assert told(library, day(1), day(2, sessions=(fact,))) == []


def between(before: State, after: State, **facts: object) -> list[Change]:
    """What is told of day 5, which turned one state into another."""
    today = Day(on(5), **facts)  # type: ignore[arg-type]
    return list(changes(ana, [today], (replace(before, day=on(4)), replace(after, day=on(5)))))


def change(rule: str, what: str, move: str = "", until: date | None = None, **n: int) -> Change:
    return Change(on(5), rule, what, n, move, until)


def test_what_somebody_says_is_told_in_its_order_with_the_strongest_score() -> None:
    found = between(
        fresh(), fresh(), fell=True, strain=on(4), bored=True, morning=8, sessions=(session(9),)
    )
    assert found == [
        change("G1", "fall"),
        change("G3", "strain"),
        change("6.2", "other_moves"),
        change("G1", "strong_pain", score=9),
    ]
    assert between(fresh(), fresh(), morning=7, sessions=(session(None),)) == []


def test_soreness_is_told_where_the_morning_would_have_been_a_bad_one() -> None:
    sore = between(fresh(), fresh(), morning=5, muscle_soreness=True)
    assert sore == [change("P8", "soreness", score=5, usual=3)]
    assert between(fresh(), fresh(), morning=3, muscle_soreness=True) == []
    assert between(fresh(), fresh(), morning=5) == []
    assert between(fresh(), fresh(), muscle_soreness=True) == []


def test_a_week_tells_only_the_sessions_that_it_settled_itself() -> None:
    one_calm, two_calm = fresh(sessions=settled(1)), fresh(sessions=settled(1, 2))
    week = between(one_calm, two_calm, weekly=Weekly(3))
    assert week == [change("W", "week", score=3, count=1)]
    assert between(one_calm, one_calm, weekly=Weekly(3)) == []
    assert between(one_calm, two_calm, weekly=Weekly(4)) == []
    assert between(one_calm, two_calm) == []


@pytest.mark.parametrize(
    ("phase", "rule", "what"),
    [
        (Phase.MOBILITY, "4.1", "to_mobility"),
        (Phase.STRENGTH, "4.3", "to_strength"),
        (Phase.MAINTAIN, "4.4", "to_maintain"),
    ],
)
def test_a_new_phase_tells_how_long_the_last_one_was(phase: Phase, rule: str, what: str) -> None:
    before = fresh(phase=Phase.SETTLE, since=on(2), phase_strength=6)
    after = fresh(phase=phase, since=on(5), stated=((on(1), 3), (on(5), 2)))
    assert between(before, after) == [change(rule, what, days=3, usual=2, strength=6)]


def test_a_clinicians_word_of_today_is_why_the_phase_changed() -> None:
    gentle = fresh(phase=Phase.SETTLE)
    assert between(gentle, fresh(clinician_ok=on(5))) == [change("4.5", "cleared")]
    (other,) = between(gentle, fresh(clinician_ok=on(4)))
    assert other.rule == "4.1"


def test_the_way_back_to_the_gentle_set_tells_what_led_there() -> None:
    gentle = fresh(phase=Phase.SETTLE)
    strained = between(fresh(), gentle, strain=on(4), sessions=(session(7),))
    assert strained == [change("G3", "strain"), change("G3", "strain_settle")]
    flare = between(fresh(), gentle, morning=6, sessions=(session(7), session(2)))
    assert flare == [change("P7", "flare", score=7, usual=3)]
    twice = replace(gentle, mornings=((on(4), 6), (on(5), 6)))
    found = between(fresh(), twice, morning=6, sessions=(session(4), session(None)))
    assert found == [change("P7", "flare", score=6, usual=3)]
    sore = fresh(phase=Phase.SETTLE, stated=((on(1), 3), (on(5), 6)))
    assert between(fresh(), sore, morning=5) == [change("4.2", "usual_high", usual=6)]
    less = replace(sore, stated=((on(1), 3), (on(5), 5)))
    assert [one.what for one in between(fresh(), less, morning=5)] == ["three_bad"]
    assert between(gentle, gentle, morning=5) == []


def test_a_morning_of_6_alone_is_no_flare_but_the_third_bad_one() -> None:
    third = fresh(phase=Phase.SETTLE, mornings=((on(3), 6), (on(5), 6)))
    found = between(fresh(), third, morning=6, sessions=(session(6),))
    assert found == [change("P6", "three_bad", count=3)]


def test_a_bad_morning_tells_how_long_it_goes_easier() -> None:
    two_days, three_days = fresh(no_strength_until=on(6)), fresh(back_off_until=on(7))
    bad = between(fresh(), two_days, morning=5)
    assert bad == [change("P6", "bad_morning", until=on(6), score=5, usual=3)]
    both = replace(three_days, no_strength_until=on(6))
    worse = change("P6", "back_off", until=on(7), score=5, usual=3)
    assert between(fresh(), three_days, morning=5) == [worse]
    assert between(two_days, both, morning=5) == [worse]


def test_what_went_on_from_yesterday_is_no_new_change() -> None:
    both = fresh(no_strength_until=on(6), back_off_until=on(7))
    assert between(both, both, morning=5) == []
    assert between(both, fresh(), morning=5) == []
    assert between(fresh(), both) == []
    gentle = replace(both, phase=Phase.SETTLE)
    assert [one.what for one in between(fresh(), gentle, morning=5)] == ["three_bad"]


def test_each_move_that_rests_is_told_with_its_score_and_its_way_back() -> None:
    hurt = session(2, hurts={"clamshell": 4, "glute-bridge": 6, "step-up": 7})
    pinch = session(2, pinched=frozenset({"dead-bug"}))
    before = fresh(benched={"glute-bridge": on(13)})
    after = fresh(
        benched={"glute-bridge": on(13), "step-up": on(13), "dead-bug": on(13), "plank": on(9)}
    )
    assert between(before, after, sessions=(hurt, pinch)) == [
        change("P2", "benched", "step-up", on(13), score=7),
        change("P2", "pinched", "dead-bug", on(13), score=0),
    ]


def test_a_step_up_tells_the_worst_of_the_last_two_times() -> None:
    bridge, clam = (move("glute-bridge"),), (move("clamshell"),)
    sessions = (
        held(1, pain=5, items=bridge),
        held(2, pain=2, items=bridge),
        held(3, pain=1, items=bridge),
        held(4, pain=None, items=bridge),
        held(4, pain=4, items=clam),
    )
    grown = {"glute-bridge": on(5), "clamshell": on(4), "step-up": on(5)}
    steps = {"glute-bridge": 2, "clamshell": 1, "step-up": 1}
    assert between(fresh(), fresh(raised=grown, steps=steps, sessions=sessions)) == [
        change("9.3", "raised", "glute-bridge", score=2, step=3),
        change("9.3", "raised", "step-up", score=0, step=2),
    ]


@pytest.mark.parametrize(
    ("days", "what"),
    [(2, ""), (3, "gap_short"), (6, "gap_short"), (7, "gap_lower"), (27, "gap_lower"),
     (28, "gap_afresh")],
)  # fmt: skip
def test_a_gap_is_told_from_its_first_day_on(days: int, what: str) -> None:
    last = on(5) - (days + 1) * DAY
    rules = {"gap_short": "10.1", "gap_lower": "10.2", "gap_afresh": "10.3"}
    found = between(fresh(last_session=last), fresh(last_session=on(5)))
    assert found == ([change(rules[what], what, days=days)] if what else [])
    assert between(fresh(last_session=last), fresh(last_session=last)) == []


def test_a_doctor_card_tells_usual_pain_now_and_at_first() -> None:
    worse = fresh(card="D2", baseline_usual=4, stated=((on(1), 4), (on(5), 6)))
    assert between(fresh(), worse) == [change("D2", "doctor_card", usual=6, first=4)]
