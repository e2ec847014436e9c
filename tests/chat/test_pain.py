"""/pain: a score is kept, means something for the plan, and can be taken back."""

import pytest
from sqlmodel import select

from bot.chat.visit import Did
from storage.tables import Answer, Pain
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Cy has subscribed."""
    chat.subscribes()
    return chat


def kept(chat: Chat) -> list[tuple[str, int, str | None]]:
    """Every score that is stored: kind, score and words."""
    with chat.database.look() as db:
        rows = db.exec(select(Pain).order_by(Pain.id))  # type: ignore[arg-type]
        return [(row.kind, row.score, row.note) for row in rows]


@pytest.mark.parametrize(
    ("typed", "score"), [("4", 4), ("0", 0), ("10", 10), ("ten", 10), ("7/10", 7), ("٣", 3)]
)
def test_a_score_is_kept_however_it_is_written(settled: Chat, typed: str, score: int) -> None:
    assert f"<b>{score} of 10</b>" in settled.types(f"/pain {typed}")
    assert ("note", score, None) in kept(settled)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("11", "from 0 to 10"), ("-1", "from 0 to 10"), ("7 out of 12", "from 0 to 10"),
        ("banana", "can't read a score in “banana”"), ("apples 3", "can't read a score"),
        ("<b>" + "x" * 90, "“&lt;b&gt;" + "x" * 37 + "”"),
    ],
)  # fmt: skip
def test_anything_else_is_answered_with_the_scale_and_kept_nowhere(
    settled: Chat, typed: str, answer: str
) -> None:
    assert answer in settled.types(f"/pain {typed}")
    assert settled.labels()[:11] == [str(score) for score in range(11)]
    assert kept(settled) == []


def test_six_and_a_half_is_asked_which_of_the_two(settled: Chat) -> None:
    assert "whole numbers" in settled.types("/pain 6.5")
    assert settled.labels() == ["6", "7"]
    settled.taps("6")
    assert kept(settled) == [("note", 6, None)]


def test_without_a_number_the_scale_is_shown_and_a_tap_or_a_typed_number_answers(
    settled: Chat,
) -> None:
    settled.types("/pain")
    settled.taps("3")
    settled.types("/pain")
    assert "<b>5 of 10</b>" in settled.types("five")
    assert kept(settled) == [("note", 3, None), ("note", 5, None)]


def test_the_open_question_closes_with_the_next_command(settled: Chat) -> None:
    settled.types("/pain")
    settled.types("/help")
    assert "didn't understand" in settled.types("4")


def test_two_taps_on_one_number_are_one_score(settled: Chat) -> None:
    settled.types("/pain")
    data = settled.data("4")
    settled.presses(data)
    settled.presses(data)
    settled.waits(minutes=5)
    settled.presses(data)
    assert kept(settled) == [("note", 4, None)] * 2


def test_words_are_kept_only_with_notes_on(settled: Chat) -> None:
    assert "don't keep them" in settled.types("/pain 4 after stairs")
    settled.types("/settings notes")
    settled.taps("Turn notes on")
    assert "kept with it" in settled.types("/pain 4 after stairs " + "x" * 1500)
    (_, first), (_, second) = [(row[0], row[2]) for row in kept(settled)]
    assert first is None
    assert second is not None
    assert second.startswith("after stairs")
    assert len(second) == 1000


def test_words_that_name_a_pain_do_not_keep_the_score_from_being_kept(settled: Chat) -> None:
    assert "Kept" in settled.types("/pain 5 my hip hurts on the stairs")
    assert kept(settled) == [("note", 5, None)]


def test_words_that_need_a_clinician_get_their_card_beside_the_score(settled: Chat) -> None:
    said = settled.types("/pain 5 night pain for weeks")
    assert "Kept: <b>5 of 10</b>" in said
    assert settled.library.safety.cards["soon"].title in said


def test_an_emergency_behind_a_score_is_the_emergency_alone(settled: Chat) -> None:
    said = settled.types("/pain 4 and I can't feel between my legs and can't pee")
    assert "Kept" not in said
    assert kept(settled) == []


@pytest.mark.parametrize("score", [6, 7])
def test_a_high_score_is_answered_with_the_plan_and_people_never_with_a_move(
    settled: Chat, score: int
) -> None:
    said = settled.types(f"/pain {score}")
    assert "/doctor" in said
    assert "rest it for a week" in said
    assert settled.labels() == ["Undo", "Warning signs", "When to see someone"]
    assert not [one for one in settled.library.exercises.values() if one.name in said]


def test_eight_asks_the_warning_signs_and_no_routine_starts_before_the_answer(
    settled: Chat,
) -> None:
    assert "Is any of this true" in settled.types("/pain 8")
    assert "check the warning signs" in settled.types("/today")
    assert "None of these" in settled.labels()
    assert "Your routine for" in settled.taps("None of these")


def test_eight_after_a_calm_morning_asks_the_warning_signs_all_the_same(settled: Chat) -> None:
    settled.begins(2)
    settled.waits(days=1)
    settled.types("/today")
    settled.taps("Start")
    settled.taps("2")
    settled.types("/pain 9")
    assert "warning signs" in settled.types("/today")


def test_eight_before_a_routine_fits_the_plan_of_the_day(settled: Chat) -> None:
    settled.begins(2)
    settled.waits(days=1)
    settled.types("/pain 8")
    assert "gentle set" in settled.taps("None of these")


def test_a_yes_after_eight_puts_routines_on_hold(settled: Chat) -> None:
    settled.types("/pain 8")
    settled.taps("Yes, at least one")
    assert "on hold" in settled.types("/today")


def test_undo_takes_the_score_back_and_its_part_as_a_morning(settled: Chat) -> None:
    settled.begins(2)
    settled.waits(days=1)
    settled.types("/pain 8")
    assert [row[0] for row in kept(settled)] == ["usual", "note", "morning"]
    assert "answer this once" in settled.taps("Undo")
    assert [row[0] for row in kept(settled)] == ["usual"]
    assert "gentle set" not in settled.taps("None of these")


def test_undo_works_for_a_day_and_only_for_ones_own(settled: Chat) -> None:
    settled.types("/pain 4")
    data = settled.data("Undo")
    bo = Chat(settled.database, settled.library, settled.words, settled.now, person=8)
    bo.subscribes()
    assert "can't be taken back" in bo.presses(data).toast
    settled.waits(hours=25)
    assert "can't be taken back" in settled.presses(data).toast
    assert kept(settled) == [("note", 4, None)]
    settled.types("/pain 5")
    assert "Taken back" in settled.taps("Undo")
    assert kept(settled) == [("note", 4, None)]


def test_a_usual_pain_cannot_be_undone_as_a_note(settled: Chat) -> None:
    settled.begins(3)
    assert "can't be taken back" in settled.presses("1:pain_undo:1").toast
    assert kept(settled) == [("usual", 3, None)]


def test_on_hold_the_score_is_kept_and_the_hold_shown(settled: Chat) -> None:
    settled.does(Did.TEXT, text="I can't pee and my private parts are numb")
    said = settled.types("/pain 9")
    assert "Kept: <b>9 of 10</b>" in said
    assert "Routines are on hold" in said
    assert kept(settled) == [("note", 9, None)]


def test_before_consent_nothing_is_kept_and_a_high_score_still_asks(chat: Chat) -> None:
    assert "not kept" in chat.types("/pain 5")
    assert "I'm Unpinch" in chat.taps("Go on")
    assert "Is any of this true" in chat.types("/pain 9")
    assert kept(chat) == []
    with chat.database.look() as db:
        assert db.exec(select(Answer)).all() == []


def test_in_the_middle_of_the_first_minute_the_score_is_kept_and_the_way_goes_on(
    chat: Chat,
) -> None:
    chat.types("/start")
    chat.taps("I understand")
    assert "Kept" in chat.types("/pain 5")
    assert kept(chat) == [("note", 5, None)]
    chat.types("/pain 2")
    assert "safety check" in chat.taps("Go on")


def test_forged_scores_are_old_buttons(settled: Chat) -> None:
    for data in ("1:pain:11", "1:pain:x", "1:pain", "1:pain_undo:x"):
        assert "out of date" in settled.presses(data).toast
    assert kept(settled) == []
