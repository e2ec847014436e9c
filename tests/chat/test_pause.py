"""/pause and /resume: days without a routine that end by themselves, and never a reproach."""

import pytest

from bot.chat.visit import Did
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Ana has subscribed: Monday, 10:00 in London, her routine comes at 08:00."""
    chat.subscribes()
    return chat


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1", "Wednesday, 25 November"),
        ("3", "Friday, 27 November"),
        ("3 days", "Friday, 27 November"),
        ("a week", "Tuesday, 1 December"),
        ("week", "Tuesday, 1 December"),
        ("٣", "Friday, 27 November"),
        ("until 3 December", "Thursday, 3 December"),
        ("Dec 3", "Thursday, 3 December"),
        ("90", "Monday, 22 February"),
    ],
)
def test_a_pause_says_the_day_on_which_the_routine_comes_again(
    settled: Chat, typed: str, day: str
) -> None:
    said = settled.types(f"/pause {typed}")
    assert f"<b>{day}</b> at 08:00" in said


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0", "at least 1 day"),
        ("-1", "at least 1 day"),
        ("91", "at most 90 days"),
        ("400", "at most 90 days"),
        ("99999999", "not a number of days"),
        ("banana", "“banana” is not a number of days"),
        ("<b>", "“&lt;b&gt;”"),
        ("31 feb", "not a number of days"),
        ("until 24 November", "no day free"),
        ("2020-01-01", "no day free"),
        ("2028-01-01", "at most 90 days"),
    ],
)
def test_a_pause_that_cannot_be_is_refused_and_asked_again(
    settled: Chat, typed: str, answer: str
) -> None:
    said = settled.types(f"/pause {typed}")
    assert answer in said
    assert "Nothing was changed" in said
    assert "3 days" in settled.labels()
    assert "tomorrow, Tuesday, at 08:00" in settled.types("/settings")


def test_a_pause_is_tapped_shown_in_the_settings_and_ended_early(settled: Chat) -> None:
    settled.types("/pause")
    assert "Friday, 27 November" in settled.taps("3 days")
    settled.taps("Settings")
    assert "⏸ Pause: until Fri 27 Nov" in settled.labels()
    settled.taps("Pause")
    assert settled.screen is not None
    assert "paused until <b>Friday, 27 November</b>" in settled.screen.text
    assert "tomorrow, Tuesday, at 08:00" in settled.taps("End the pause")


@pytest.mark.parametrize(("label", "wish"), [("I'm ill", "Get well"), ("Holiday", "good time")])
def test_ill_and_away_are_asked_for_days_and_met_kindly(
    settled: Chat, label: str, wish: str
) -> None:
    settled.types("/pause")
    settled.taps(label)
    said = settled.types("5")
    assert wish in said
    assert "Sunday, 29 November" in said


def test_pause_ill_may_be_typed(settled: Chat) -> None:
    assert "Rest comes first" in settled.types("/pause ill")


def test_today_still_works_in_a_pause(settled: Chat) -> None:
    settled.types("/pause 7")
    assert "Your routine for" in settled.types("/today")
    settled.begins()
    assert "Done" in " ".join(settled.labels())


def test_a_new_time_keeps_the_pause(settled: Chat) -> None:
    settled.types("/pause 3")
    assert "Friday, 27 November at 19:00" in settled.types("/time 19:00")


def test_blocking_and_coming_back_keeps_the_pause(settled: Chat) -> None:
    settled.types("/pause 3")
    settled.does(Did.LEFT)
    settled.does(Did.CAME_BACK)
    settled.types("/settings")
    assert "⏸ Pause: until Fri 27 Nov" in settled.labels()


def test_a_hold_is_stronger_than_a_pause_and_resume_does_not_lift_it(settled: Chat) -> None:
    settled.types("I have chest pain and can't breathe")
    said = settled.types("/pause 3")
    assert "that hold comes first" in said
    assert "again on" not in said
    settled.types("/resume")
    assert "cleared me" in " ".join(settled.labels())


def test_what_was_stopped_is_not_paused_because_it_would_start_by_itself(settled: Chat) -> None:
    settled.types("/stop")
    assert "nothing to pause" in settled.types("/pause 3")
    assert "Next routine" in settled.taps("Start again")


def test_stop_ends_a_pause_for_good(settled: Chat) -> None:
    settled.types("/pause 3")
    settled.types("/stop")
    settled.waits(days=5)
    assert "No routine is planned" in settled.types("/settings")


def test_a_pause_that_is_over_shows_as_none(settled: Chat) -> None:
    settled.types("/pause 3")
    settled.waits(days=5)
    settled.types("/settings")
    assert "⏸ Pause: off" in settled.labels()


def test_a_forged_number_of_days_is_an_old_button(settled: Chat) -> None:
    for data in ("1:pause:plain:0", "1:pause:plain:400", "1:pause:why:3", "1:pause"):
        assert "out of date" in settled.presses(data).toast
