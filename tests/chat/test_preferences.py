"""Time, days, zone, stop and resume: understood or refused, and always with what comes next."""

import pytest

from bot.chat.visit import Did
from tests.chat.talking import Chat

NEXT = "Next routine: "


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Ana has subscribed."""
    chat.subscribes()
    return chat


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("8", "08:00"), ("7.30 pm", "19:30"), ("٠٧:٣٠", "07:30"), ("2015", "20:15")],
)
def test_a_time_is_understood_and_repeated(settled: Chat, typed: str, shown: str) -> None:
    said = settled.types(f"/time {typed}")
    assert f"<b>{shown}</b>" in said
    assert NEXT in said


@pytest.mark.parametrize("typed", ["25:00", "-1", "soon", "8:60"])
def test_a_time_nobody_can_read_changes_nothing(settled: Chat, typed: str) -> None:
    said = settled.types(f"/time {typed}")
    assert "Nothing was changed" in said
    assert NEXT + "tomorrow, Tuesday, at 08:00" in said


def test_time_without_an_argument_offers_hours_and_reads_the_next_words(settled: Chat) -> None:
    settled.types("/time")
    assert "07:30" in settled.labels()
    assert "<b>06:45</b>" in settled.types("6:45")


def test_a_later_time_today_still_comes_today(settled: Chat) -> None:
    assert NEXT + "today at 18:00" in settled.types("/time 18:00")


def test_days_are_understood_marked_and_never_empty(settled: Chat) -> None:
    assert "Monday, Wednesday" in settled.types("/days mon wed")
    settled.types("/days")
    assert "✅ Mon" in settled.labels()
    settled.taps("Mon")
    assert "Mon" in settled.labels()
    toast = settled.presses(settled.data("Wed")).toast
    assert "/stop" in toast
    assert "Nothing was changed" in settled.types("/days someday")


def test_a_city_is_found_and_chosen_with_one_tap(settled: Chat) -> None:
    settled.types("/timezone Auckland")
    assert settled.labels()[0] == "23:00 · Auckland, New Zealand"
    said = settled.taps("Auckland")
    assert "Pacific/Auckland" in said
    assert "23:00" in said
    assert NEXT in said


def test_several_portlands_are_told_apart(settled: Chat) -> None:
    settled.types("/timezone Portland")
    assert "02:00 · Portland, Oregon" in settled.labels()
    assert "05:00 · Portland, Maine" in settled.labels()


def test_the_time_on_a_clock_finds_the_zone(settled: Chat) -> None:
    settled.types("/timezone")
    settled.types("15:30")
    assert "15:30 · Delhi" in settled.labels()


@pytest.mark.parametrize("typed", ["GMT+2", "EST", "+3"])
def test_an_offset_is_refused_with_the_reason(settled: Chat, typed: str) -> None:
    assert "offsets change over the year" in settled.types(f"/timezone {typed}")


def test_a_place_nobody_knows_leaves_the_clock_alone(settled: Chat) -> None:
    assert "don't know a place" in settled.types("/timezone Qwertzuiop")
    assert NEXT + "tomorrow, Tuesday, at 08:00" in settled.types("/time x")


def test_a_location_is_used_and_forgotten(settled: Chat) -> None:
    from sqlalchemy import text

    settled.types("/timezone")
    settled.taps("Use my location")
    assert settled.screen is not None
    assert settled.screen.ask_location
    shown = settled.does(Did.LOCATION, latitude=-36.848461, longitude=174.763336)
    assert "did not keep" in shown
    assert "<b>Auckland</b>" in shown
    settled.taps("Yes, that's my time")
    with settled.database.look() as db:
        for table in ("subscriber", "schedule", "inbox"):
            rows = db.connection().execute(text(f"SELECT * FROM {table}")).fetchall()
            assert "174.76" not in str(rows)


def test_stop_and_resume(settled: Chat) -> None:
    assert "Stopped" in settled.types("/stop")
    assert "Stopped" in settled.types("/stop")
    assert "No routine is planned" in settled.types("/time 9")
    assert NEXT + "tomorrow, Tuesday, at 09:00" in settled.types("/resume")


@pytest.mark.parametrize("command", ["time", "timezone", "days", "stop", "resume", "today"])
def test_every_command_is_useful_before_the_first_questions_are_answered(
    chat: Chat, command: str
) -> None:
    assert chat.types(f"/{command} 8")


def test_somebody_who_blocks_the_bot_and_returns_finds_everything_as_it_was(settled: Chat) -> None:
    settled.does(Did.LEFT)
    assert "No routine is planned" in settled.types("/time 9")
    settled.does(Did.CAME_BACK)
    assert NEXT in settled.types("/time 9")


def test_a_stopped_schedule_is_not_started_by_coming_back(settled: Chat) -> None:
    settled.types("/stop")
    settled.does(Did.LEFT)
    settled.does(Did.CAME_BACK)
    assert "No routine is planned" in settled.types("/time 9")


def test_in_a_group_the_bot_says_once_where_it_works(chat: Chat) -> None:
    assert "private chat" in chat.does(Did.COMMAND, command="today", private=False)
    assert chat.does(Did.TEXT, text="my hip hurts", private=False) == ""


def test_words_nobody_understood_get_a_way_on(settled: Chat) -> None:
    for words in ("banana", "🙂", "\ud800", "\x00", "<b>", "{next}", "/unknown", "/start@x"):
        assert settled.types(words)


def test_an_open_question_is_dropped_by_another_command(settled: Chat) -> None:
    settled.types("/timezone")
    settled.types("/help")
    assert "didn't understand" in settled.types("banana")
