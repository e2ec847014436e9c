"""/today and the card: the same all day, later, not today, days off."""

from datetime import UTC, datetime

import pytest

from tests.chat.talking import Chat


def test_today_shows_the_same_plan_all_day(chat: Chat) -> None:
    chat.subscribes()
    first = chat.types("/today")
    chat.waits(hours=9)
    assert chat.types("/today") == first


def test_the_card_names_every_move_with_its_dose(chat: Chat) -> None:
    chat.subscribes()
    lines = [line for line in chat.types("/today").split("\n") if line[:2] in ("1.", "2.", "3.")]
    assert len(lines) == 3
    assert all("</b>: " in line for line in lines)


def test_later_offers_three_times_and_names_the_one_chosen(chat: Chat) -> None:
    chat.subscribes()
    chat.taps("Later")
    assert chat.labels()[:3] == ["In 15 minutes", "In 1 hour", "Tonight at 20:00"]
    assert "10:15" in chat.taps("In 15 minutes")
    assert "Start" in chat.labels()


def test_tonight_is_not_offered_when_it_is_almost_night(chat: Chat) -> None:
    chat.subscribes()
    chat.now = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
    chat.types("/today")
    chat.taps("Later")
    assert "Tonight at 20:00" not in chat.labels()


def test_not_today_blames_nobody_and_can_be_taken_back(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.taps("Not today")
    assert "not today" in shown
    assert "Tuesday" in shown
    chat.taps("Start after all")
    assert "usually hurt" in (chat.screen.text if chat.screen else "")


def test_a_button_of_yesterday_shows_today(chat: Chat) -> None:
    chat.subscribes()
    start = chat.data("Start")
    chat.waits(days=1)
    shown = "".join(screen.text for screen in chat.presses(start).screens)
    assert "another day" in shown
    assert "Tuesday, 24 November" in shown


def test_a_day_off_is_a_day_off_until_somebody_wants_one(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/days tue thu")
    assert "day off" in chat.types("/today")
    assert "Your routine for Monday" in chat.taps("I'd like one anyway")


def test_after_a_session_today_says_so_and_offers_another(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps("1")
    assert "You did today's routine" in chat.types("/today")
    chat.taps("Do it once more")
    assert "1 of" in (chat.screen.text if chat.screen else "")


def test_late_at_night_the_evening_still_counts(chat: Chat) -> None:
    chat.subscribes()
    chat.now = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert "Monday, 23 November" in chat.types("/today")


@pytest.mark.parametrize("pain", [6, 8, 10])
def test_much_pain_gets_the_gentle_set(chat: Chat, pain: int) -> None:
    chat.subscribes()
    chat.begins(pain)
    shown = chat.types("/today")
    if pain >= 8:
        assert "Is any of this true" in shown
        shown = chat.taps("None of these")
        assert "gentle set" in shown
    else:
        assert "1 of" in shown
    assert "Glute bridge" not in shown


def test_a_morning_score_is_asked_once_a_day_and_may_be_skipped(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.taps("Stop here")
    chat.waits(days=1)
    chat.types("/today")
    assert "right now" in chat.taps("Start")
    assert "1 of" in chat.taps("Skip this question")


def test_left_out_today_nothing_comes_today(chat: Chat) -> None:
    chat.subscribes(hour="20:30")
    assert "tomorrow, Tuesday, at 20:30" in chat.taps("Not today")
    assert "tomorrow, Tuesday, at 21:00" in chat.types("/time 21:00")


def test_done_before_its_hour_the_routine_does_not_come_again_today(chat: Chat) -> None:
    chat.subscribes(hour="20:30")
    chat.begins()
    while "Done" in chat.labels():
        chat.taps("Done")
    assert "tomorrow, Tuesday, at 20:30" in chat.taps("1")


def test_after_a_sore_session_the_same_routine_is_not_offered_again(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    while "Done" in chat.labels():
        chat.taps("Done")
    assert "next time is gentler" in chat.taps("7")
    chat.types("/today")
    assert chat.labels() == []


def test_later_is_only_offered_while_routines_come(chat: Chat) -> None:
    chat.subscribes()
    later = chat.data("Later")
    chat.types("/stop")
    chat.types("/today")
    assert "Later" not in chat.labels()
    assert "come back at" not in "".join(screen.text for screen in chat.presses(later).screens)


def test_later_never_reaches_into_the_next_day(chat: Chat) -> None:
    chat.subscribes()
    chat.now = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    chat.types("/today")
    chat.taps("Later")
    assert "In 15 minutes" in chat.labels()
    assert "In 1 hour" not in chat.labels()


def test_the_usual_pain_is_asked_once_and_is_no_morning_score(chat: Chat) -> None:
    from storage import pain

    chat.subscribes()
    chat.begins(4)
    with chat.database.look() as db:
        assert [(row.kind, row.score) for row in pain.of(db, chat.person)] == [("usual", 4)]
    assert "fitted" not in chat.types("7")


def test_a_routine_after_midnight_counts_for_its_own_date(chat: Chat) -> None:
    chat.subscribes()
    chat.now = datetime(2026, 11, 24, 0, 31, tzinfo=UTC)
    tuesday = chat.now.date().toordinal()
    chat.presses(f"1:start:0:{tuesday}")
    chat.taps("3")
    while "Done" in chat.labels():
        chat.taps("Done")
    assert "Is any of this true" in chat.taps("9")
    assert "Is any of this true" in chat.types("/today")
    chat.taps("None of these")
    chat.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert "Is any of this true" not in chat.types("/today")


def test_in_the_west_the_first_routine_is_ready_in_the_evening(chat: Chat) -> None:
    chat.now = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
    shown = chat.subscribes(zone="Los Angeles")
    assert "Your routine for Monday, 23 November" in shown
