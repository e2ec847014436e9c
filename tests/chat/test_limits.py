"""/limits: what was told once can be changed, and two answers wait for a clinician's yes."""

import pytest
from sqlmodel import select

from storage.tables import Answer, Schedule, Subscriber
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Ana has subscribed."""
    chat.subscribes()
    return chat


def row(chat: Chat) -> Subscriber:
    with chat.database.look() as db:
        return db.exec(select(Subscriber)).one()


def status(chat: Chat) -> str:
    with chat.database.look() as db:
        return db.exec(select(Schedule.status)).one()


def test_a_limit_is_changed_and_counts_from_the_next_plan(settled: Chat) -> None:
    before = settled.types("/today")
    assert "from the next plan" in settled.types("/limits")
    settled.taps("Can't get to the floor")
    assert "✅ Can't get to the floor" in settled.labels()
    assert settled.types("/today") != before
    settled.types("/limits")
    settled.taps("Can't get to the floor")
    assert row(settled).modes == []


def test_a_word_shows_the_limits_that_hold_it(settled: Chat) -> None:
    settled.types("/limits knee")
    assert settled.labels()[:2] == ["Sore knee", "Knee replacement"]
    settled.taps("Sore knee")
    assert row(settled).flags == ["knee_pain"]


@pytest.mark.parametrize(
    ("typed", "label"), [("knees", "Sore knee"), ("pregnancy", "Pregnant, new baby")]
)
def test_a_word_may_be_a_little_different(settled: Chat, typed: str, label: str) -> None:
    settled.types(f"/limits {typed}")
    assert label in settled.labels()
    assert "Hernia" not in settled.labels()


def test_a_sentence_about_a_symptom_is_not_taken_for_a_limit(settled: Chat) -> None:
    assert "Be seen today" in settled.types("/limits my knee is worse since the fall")


def test_a_word_that_is_no_limit_is_echoed_above_the_list(settled: Chat) -> None:
    assert "“banana&lt;”" in settled.types("/limits banana<")
    assert "Sore knee" in settled.labels()


@pytest.mark.parametrize("label", ["Pregnant", "Hip replacement"])
def test_a_clinicians_yes_keeps_the_routine_going(settled: Chat, label: str) -> None:
    settled.types("/limits")
    settled.taps(label)
    assert row(settled).flags == []
    settled.taps("Yes")
    assert f"✅ {label}" in " ".join(settled.labels())
    assert "Your routine for" in settled.types("/today")
    with settled.database.look() as db:
        assert set(db.exec(select(Answer.question)).all()) & {"clinician_ok", "midwife_ok"}


@pytest.mark.parametrize("label", ["Pregnant", "Hip replacement"])
def test_without_a_yes_no_routine_comes(settled: Chat, label: str) -> None:
    settled.types("/limits")
    settled.taps(label)
    settled.taps("Not yet")
    assert row(settled).stage == "excluded"
    assert status(settled) == "stopped"
    assert "Your routine for" not in settled.types("/today")


def test_a_limit_that_was_switched_off_asks_for_the_yes_again(settled: Chat) -> None:
    settled.types("/limits")
    settled.taps("Pregnant")
    settled.taps("Yes")
    settled.taps("Pregnant")
    assert not row(settled).midwife_ok
    settled.taps("Pregnant")
    assert "Not yet" in settled.labels()


def test_the_safety_questions_are_asked_again_and_then_the_routine_goes_on(settled: Chat) -> None:
    settled.types("/limits")
    settled.taps("ask me again")
    assert status(settled) == "active"
    settled.taps("Yes, ask me again")
    assert status(settled) == "stopped"
    settled.taps("None of these")
    settled.taps("None of these")
    settled.taps("None of these")
    assert status(settled) == "active"
    assert "tomorrow, Tuesday, at 08:00" in settled.types("/settings")


def test_a_pause_outlives_the_safety_questions(settled: Chat) -> None:
    settled.types("/pause 7")
    settled.types("/limits")
    settled.taps("ask me again")
    settled.taps("Yes, ask me again")
    for _ in range(3):
        settled.taps("None of these")
    settled.types("/settings")
    assert "⏸ Pause: until Tue 1 Dec" in settled.labels()


def test_stop_in_the_middle_of_the_questions_is_a_stop(settled: Chat) -> None:
    settled.types("/limits")
    settled.taps("ask me again")
    settled.taps("Yes, ask me again")
    settled.types("/stop")
    settled.types("/start")
    for _ in range(3):
        settled.taps("None of these")
    assert status(settled) == "stopped"
