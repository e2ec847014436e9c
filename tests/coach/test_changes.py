"""Every change the programme makes by itself can be told, with its rule and its numbers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.chat.changed import BASIS, SAYS, SOURCES
from bot.coach.changes import Change, changes
from bot.coach.facts import Day, Done, Kind, Profile, SessionFact, Weekly
from bot.coach.state import Setting, opening
from bot.coach.weeks import walk
from content.model import Library
from content.words import Words
from tests.coach.programme.rules import rules

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
