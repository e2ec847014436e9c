"""/next: seven days as the planner sees them, and the truth about pauses and holds."""

import re

import pytest
from sqlmodel import select

from bot.chat.visit import Did
from storage.tables import DayPlan
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Bo has subscribed: it is Monday, ten o'clock in London, the routine comes at eight."""
    chat.subscribes()
    return chat


def days(said: str) -> list[str]:
    """The lines of the seven days, without the moves."""
    lines = said.split("<blockquote")[0].splitlines()
    return [re.sub("</?b>", "", line) for line in lines if re.match(r"<b>\w{3} \d", line)]


def planned_dates(chat: Chat) -> list[str]:
    with chat.database.look() as db:
        return [row.date.isoformat() for row in db.exec(select(DayPlan))]


def test_seven_days_with_hour_kind_and_minutes(settled: Chat) -> None:
    lines = days(settled.types("/next"))
    assert len(lines) == 7
    assert lines[0] == "Mon 23 November: strength, about 10 minutes. /today has it."
    assert lines[1] == "Tue 24 November, 08:00: stretching, about 10 minutes"
    assert [line.split(": ")[1].split(",")[0] for line in lines] == [
        "strength", "stretching", "strength", "stretching", "strength", "stretching", "stretching",
    ]  # fmt: skip


def test_what_is_shown_for_tomorrow_is_what_tomorrow_brings(settled: Chat) -> None:
    settled.begins(2)
    while "Done" in settled.labels():
        settled.taps("Done")
    settled.taps("1")
    foretold = re.search(r"<b>Tue 24 November:</b> (.*)", settled.types("/next"))
    settled.waits(days=1)
    assert foretold is not None
    card = settled.types("/today")
    assert foretold[1].split(", ") == re.findall(r"\d\. <b>(.*?)</b>", card)


def test_looking_ahead_keeps_no_plan_but_that_of_today(settled: Chat) -> None:
    settled.types("/next")
    assert planned_dates(settled) == ["2026-11-23"]
    assert settled.types("/next") == settled.types("/next")


def test_a_day_that_is_done_says_so(settled: Chat) -> None:
    settled.begins(2)
    while "Done" in settled.labels():
        settled.taps("Done")
    settled.taps("1")
    assert days(settled.types("/next"))[0] == "Mon 23 November: done ✅"


def test_days_off_are_shown_as_such(settled: Chat) -> None:
    settled.types("/days mon thu")
    lines = days(settled.types("/next"))
    assert [line.endswith("day off") for line in lines] == [
        False, True, True, False, True, True, True,
    ]  # fmt: skip


def test_a_pause_is_shown_with_its_end_and_nothing_is_planned_in_it(settled: Chat) -> None:
    settled.types("/pause 3")
    said = settled.types("/next")
    lines = days(said)
    assert "comes again from" in said
    paused = [line for line in lines if line.endswith("pause")]
    assert 3 <= len(paused) < 7
    assert lines[: len(paused)] == paused


def test_stopped_is_one_plain_sentence_and_the_way_back(settled: Chat) -> None:
    settled.types("/stop")
    said = settled.types("/next")
    assert "No routine comes by itself" in said
    assert days(said) == []
    settled.taps("Resume")
    assert len(days(settled.types("/next"))) == 7


def test_on_hold_only_the_hold_is_shown(settled: Chat) -> None:
    settled.does(Did.TEXT, text="I can't pee and my private parts are numb")
    said = settled.types("/next").lower()
    assert "on hold" in said
    assert not [one for one in settled.library.exercises.values() if one.name.lower() in said]


def test_a_question_that_is_open_comes_first(settled: Chat) -> None:
    settled.types("/pain 9")
    said = settled.types("/next")
    assert "I check the warning signs" in said
    assert len(days(said)) == 7


def test_a_very_sore_day_is_done_though_a_question_is_open(settled: Chat) -> None:
    settled.begins(2)
    while "Done" in settled.labels():
        settled.taps("Done")
    settled.taps("9")
    said = settled.types("/next")
    assert "I check the warning signs" in said
    assert days(said)[0].endswith("done ✅")
    assert "the gentle set" in days(said)[1]


def test_a_change_of_hour_shows_at_once(settled: Chat) -> None:
    settled.types("/time 19:30")
    lines = days(settled.types("/next"))
    assert lines[0].startswith("Mon 23 November, 19:30")
    assert lines[6].startswith("Sun 29 November, 19:30")


@pytest.mark.parametrize("typed", ["/next", "/next week", "/next <b>"])
def test_before_the_routine_is_set_up_it_says_so_and_asks_on(chat: Chat, typed: str) -> None:
    said = chat.types(typed)
    assert "once your routine is set up" in said
    assert "I understand, I am 18 or older" in chat.labels()


def test_one_minute_days_and_bed_days_have_words_too(settled: Chat) -> None:
    settled.types("/length 1")
    assert "one move, about 1 minute" in days(settled.types("/next"))[1]


def test_the_button_shows_the_same(settled: Chat) -> None:
    said = settled.types("/next")
    assert settled.presses("1:next").screens[0].text == said
