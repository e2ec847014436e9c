"""The guided session: one step at a time, swaps with a reason, and presses that do no harm."""

import html
import re

import pytest

from tests.chat.talking import Chat


def visible_words(text: str) -> int:
    shown = re.sub(r"<blockquote expandable>.*?</blockquote>", "", text, flags=re.DOTALL)
    return len(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())


@pytest.fixture
def running(chat: Chat) -> Chat:
    """Ana is at the first step."""
    chat.subscribes()
    chat.begins()
    return chat


def text_of(chat: Chat) -> str:
    assert chat.screen is not None
    return chat.screen.text


def test_every_step_shows_at_most_forty_words(running: Chat) -> None:
    while "This hurts" in running.labels():
        assert visible_words(text_of(running)) <= 40
        assert "<blockquote expandable>" in text_of(running)
        running.taps("Done")


def test_done_leads_through_every_step_to_one_question(running: Chat) -> None:
    total = int(re.findall(r"1 of (\d+)", text_of(running))[0])
    for number in range(1, total + 1):
        assert f"{number} of {total}" in text_of(running)
        running.taps("Done")
    assert "most it hurt" in text_of(running)
    assert "Next routine: tomorrow, Tuesday, at 08:00" in running.taps("2")


def test_a_double_tap_moves_one_step_only(running: Chat) -> None:
    done = running.data("Done")
    running.presses(done)
    after = text_of(running)
    running.presses(done)
    assert text_of(running) == after
    assert "2 of" in after


def test_an_old_step_never_takes_the_session_back(running: Chat) -> None:
    first = running.data("Done")
    running.taps("Done")
    running.taps("Done")
    running.presses(first)
    assert "3 of" in text_of(running)


def test_start_twice_is_one_session(chat: Chat) -> None:
    chat.subscribes()
    start = chat.data("Start")
    chat.begins()
    chat.taps("Done")
    second = text_of(chat)
    chat.presses(start)
    assert text_of(chat) == second


def test_today_in_a_session_shows_the_step(running: Chat) -> None:
    running.taps("Done")
    assert "2 of" in running.types("/today")


def test_a_lot_of_pain_swaps_the_move_and_says_why(running: Chat) -> None:
    while "Glute bridge" not in text_of(running):
        running.taps("Done")
    running.taps("This hurts")
    shown = running.taps("A lot")
    assert "Swapped" in shown
    assert "instead of Glute bridge, because it hurt a lot" in shown
    assert "Pelvic tilt" in shown


def test_a_little_pain_makes_the_move_smaller(running: Chat) -> None:
    running.taps("Done")
    before = text_of(running)
    running.taps("This hurts")
    shown = running.taps("A little")
    assert "smaller and slower" in shown
    assert before.split("\n")[0] in shown


def test_the_second_bad_move_ends_the_session(running: Chat) -> None:
    for _ in range(2):
        running.taps("Done")
        running.taps("This hurts")
        shown = running.taps("sharp pinch")
    assert "we stop here" in shown
    assert "most it hurt" in shown


def test_a_leg_that_gives_way_ends_the_session_and_asks_the_signs(running: Chat) -> None:
    running.taps("This hurts")
    shown = running.taps("Tingling")
    assert "We stop here" in shown
    assert "Is any of this true" in shown
    assert "Yes, at least one" in running.labels()
    assert "routine for" not in running.types("/today")
    running.taps("None of these")
    assert "Is any of this true" not in running.types("/today")


def test_back_from_the_question_changes_nothing(running: Chat) -> None:
    running.taps("Done")
    before = text_of(running)
    running.taps("This hurts")
    running.taps("go back")
    assert text_of(running) == before


def test_stop_at_once_asks_nothing(running: Chat) -> None:
    assert "Stopped" in running.taps("Stop here")
    assert running.labels() == ["Show today's routine"]


def test_stop_later_asks_for_the_pain_and_counts(running: Chat) -> None:
    running.taps("Done")
    running.taps("Stop here")
    assert "That counts" in running.taps("3")


def test_a_typed_number_answers_the_question(running: Chat) -> None:
    running.taps("Done")
    running.taps("Stop here")
    assert "pain score of 4" in running.types("4/10")


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "blue"])
def test_what_is_no_score_leaves_the_question_open(running: Chat, typed: str) -> None:
    running.taps("Done")
    running.taps("Stop here")
    running.types(typed)
    assert "That counts" in running.types("3")


def test_a_score_of_8_or_more_asks_the_warning_signs(running: Chat) -> None:
    running.taps("Done")
    running.taps("Stop here")
    assert "Is any of this true" in running.taps("9")


def test_somebody_elses_button_is_refused(running: Chat) -> None:
    done = running.data("Done")
    bo = Chat(running.database, running.library, running.words, running.now, person=8)
    bo.count = 1000
    bo.subscribes()
    reply = bo.presses(done)
    assert reply.screens == ()
    assert "out of date" in reply.toast
    assert "1 of" in running.types("/today")


@pytest.mark.parametrize(
    "data", ["", "1:done:999:0", "1:done:1", "1:peak:1:99", "1:score:usual:11:0:1", "1:zzz",
             "2:done:1:0",
             "1:hurt:lot:1", "1:start:1:99999999999", "1:zone:Mars/Base", "1:hour:9999", "1:day:9"]
)  # fmt: skip
def test_a_forged_button_is_answered_and_changes_nothing(running: Chat, data: str) -> None:
    before = running.types("/today")
    reply = running.presses(data)
    assert reply.toast or reply.screens
    assert running.types("/today") == before


def test_a_session_of_yesterday_is_closed_by_a_new_one(running: Chat) -> None:
    running.taps("Done")
    old = running.data("Done")
    running.waits(days=1)
    running.types("/today")
    running.taps("Start")
    running.taps("2")
    assert "1 of" in text_of(running)
    running.presses(old)
    assert "over" in text_of(running)


def test_the_first_sentence_of_every_exercise_leaves_room_for_its_name_and_dose(
    chat: Chat,
) -> None:
    for exercise in chat.library.exercises.values():
        first = re.split(r"(?<=[.!?]) ", exercise.short)[0]
        assert len(first.split()) <= 22, exercise.id


def test_a_double_tap_on_a_lot_counts_once(running: Chat) -> None:
    while "Glute bridge" not in text_of(running):
        running.taps("Done")
    running.taps("This hurts")
    lot = running.data("A lot")
    running.presses(lot)
    running.presses(lot)
    assert "Pelvic tilt" in text_of(running)
    assert "we stop here" not in text_of(running)


def test_a_gentle_move_that_hurts_a_little_is_left_out(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(7)
    chat.taps("Done")
    before = text_of(chat).split("\n")[0]
    chat.taps("This hurts")
    shown = chat.taps("A little")
    assert "leave that move out" in shown
    assert before not in shown


def test_skipping_everything_is_no_session_and_asks_nothing(running: Chat) -> None:
    while "Skip" in running.labels():
        running.taps("Skip")
    assert "Stopped" in text_of(running)
    assert "Your routine for" in running.types("/today")


def test_an_old_tingling_button_still_sets_the_gate(running: Chat) -> None:
    running.taps("This hurts")
    nerve = running.data("Tingling")
    running.taps("go back")
    running.taps("Done")
    running.taps("Stop here")
    running.taps("1")
    running.presses(nerve)
    assert "Is any of this true" in running.types("/today")


def test_a_number_that_is_no_score_is_told_what_is_wanted(running: Chat) -> None:
    running.taps("Done")
    running.taps("Stop here")
    assert "from 0 to 10" in running.types("11")
    assert "That counts" in running.types("3")
