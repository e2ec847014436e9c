"""/progress: two weeks in words, without a reproach."""

import pytest

from bot.chat.visit import Did
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Bo has subscribed."""
    chat.subscribes()
    return chat


def does_a_routine(chat: Chat, morning: int, peak: int, *, skipped: int = 0) -> None:
    """One whole routine of today; the first one tells the usual pain."""
    chat.types("/today")
    chat.taps("Start")
    chat.taps(str(morning))
    if "Sore muscles, both sides alike" in chat.labels():
        chat.taps("Hip pain")
    for _ in range(skipped):
        chat.taps("Skip")
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps(str(peak))


def does_a_day(chat: Chat, morning: int, peak: int) -> None:
    """The next day, with its routine."""
    chat.waits(days=1)
    does_a_routine(chat, morning, peak)


@pytest.mark.parametrize("typed", ["/progress", "/progress banana"])
def test_nothing_yet_is_said_kindly(settled: Chat, typed: str) -> None:
    said = settled.types(typed)
    assert "no hurry" in said
    assert "0" not in said
    assert settled.labels() == ["Show today's routine", "What comes next"]


def test_before_consent_it_says_the_same_and_leads_on(chat: Chat) -> None:
    assert "no hurry" in chat.types("/progress")
    assert "I'm Unpinch" in chat.taps("Go on")


def test_routines_minutes_and_scores_are_counted(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    for morning, peak in ((4, 3), (3, 2), (2, 1)):
        does_a_day(settled, morning, peak)
    settled.types("/pain 5")
    said = settled.types("/progress")
    assert "4 routines done" in said
    assert "About 4" in said
    assert "Before you start: 4, 3, 2" in said
    assert "Most during a routine: 2, 3, 2, 1" in said
    assert "Told with /pain: 5" in said


def test_minutes_a_muscle_worked_stand_beside_what_is_enough(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    said = settled.types("/progress")
    assert "Minutes a muscle worked, last 7 days" in said
    assert "• front of the hip: " in said
    assert "about 10 a week is enough" in said


def test_minutes_of_the_week_before_last_are_not_in_the_last_seven_days(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    settled.waits(days=8)
    said = settled.types("/progress")
    assert "1 routine done" in said
    assert "Minutes a muscle worked" not in said


def test_a_routine_that_was_skipped_has_worked_no_muscle(settled: Chat) -> None:
    settled.types("/today")
    settled.taps("Start")
    settled.taps("3")
    while "Skip" in settled.labels():
        settled.taps("Skip")
    assert "Minutes a muscle worked" not in settled.types("/progress")


def test_a_part_counts_and_is_no_reproach(settled: Chat) -> None:
    does_a_routine(settled, 3, 2, skipped=2)
    said = settled.types("/progress")
    assert "1 routine done in part. Parts count." in said
    assert "0 routines" not in said


def test_days_without_a_routine_are_not_mentioned(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    settled.waits(days=5)
    said = settled.types("/progress")
    assert "1 routine done" in said
    assert not [word for word in ("missed", "• 0", "only", "should have") if word in said]


def test_days_off_are_part_of_the_plan(settled: Chat) -> None:
    settled.types("/days mon wed fri")
    does_a_routine(settled, 3, 2)
    settled.waits(days=6)
    assert "4 days off in your plan" in settled.types("/progress")


def test_what_is_older_than_two_weeks_is_left_out(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    settled.waits(days=13)
    assert "1 routine done" in settled.types("/progress")
    settled.waits(days=1)
    assert "no hurry" in settled.types("/progress")


def test_mornings_that_got_better_are_said_as_numbers(settled: Chat) -> None:
    does_a_routine(settled, 4, 1)
    for morning in (4, 4, 2, 2):
        does_a_day(settled, morning, 1)
    said = settled.types("/progress")
    assert "Lately lower than before: about 2, it was about 4." in said


def test_mornings_that_got_worse_come_with_what_the_plan_does(settled: Chat) -> None:
    does_a_routine(settled, 2, 1)
    for morning in (1, 1, 2, 2):
        does_a_day(settled, morning, 1)
    said = settled.types("/progress")
    assert "Lately higher than before: about 2, it was about 1." in said
    assert "The plan takes care of that" in said


def test_a_sore_day_changes_the_phase_and_says_why(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    assert "moving well, since Monday" in settled.types("/progress")
    settled.waits(days=1)
    settled.types("/today")
    settled.taps("Start")
    settled.taps("7")
    said = settled.types("/progress")
    assert "calming down, since Tuesday, 24 November" in said
    assert "Your pain was up, so I chose the gentle set." in said


def test_a_move_that_hurt_rests_and_its_return_is_named(settled: Chat) -> None:
    settled.begins(2)
    settled.taps("Done")
    settled.taps("This hurts")
    settled.taps("A lot")
    while "Done" in settled.labels():
        settled.taps("Done")
    settled.taps("6")
    assert "rests until Tuesday, 1 December" in settled.types("/progress")


def test_on_hold_only_the_hold_is_shown(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    settled.does(Did.TEXT, text="I can't pee and my private parts are numb")
    said = settled.types("/progress")
    assert "Routines are on hold" in said
    assert "routine done" not in said


def test_the_button_shows_the_same(settled: Chat) -> None:
    does_a_routine(settled, 3, 2)
    said = settled.types("/progress")
    assert settled.presses("1:progress").screens[0].text == said


def test_two_calm_weeks_bring_a_step_up_and_strength_with_their_reasons(settled: Chat) -> None:
    does_a_routine(settled, 2, 1)
    for _ in range(4):
        does_a_day(settled, 2, 1)
    assert "A step up, because it went well twice: " in settled.types("/progress")
    for _ in range(11):
        does_a_day(settled, 2, 1)
    said = settled.types("/progress")
    assert "getting stronger, since Monday, 7 December" in said
    assert "so strength moves came in" in said
    assert "14 routines done" in said


def test_two_worse_mornings_after_strength_show_how_long_it_stays_lighter(settled: Chat) -> None:
    does_a_routine(settled, 2, 1)
    for morning in (4, 2, 2, 2, 4):
        does_a_day(settled, morning, 1)
    said = settled.types("/progress")
    assert "Lighter until Monday, 30 November" in said
    assert "rests until Saturday, 5 December" in said


def test_many_routines_without_a_score_are_why_nothing_grows(settled: Chat) -> None:
    does_a_routine(settled, 2, 1)
    for _ in range(3):
        does_an_unscored_day(settled)
    assert "need a score" not in settled.types("/progress")
    does_an_unscored_day(settled)
    assert "To move you on I need a score now and then." in settled.types("/progress")
    does_a_day(settled, 2, 1)
    assert "need a score" not in settled.types("/progress")


def test_the_card_says_so_too_but_not_more_than_once_in_two_weeks(settled: Chat) -> None:
    does_a_routine(settled, 2, 1)
    told = []
    for day in range(1, 29):
        settled.waits(days=1)
        told += [day] if "need a score" in settled.types("/today") else []
        begins_unscored(settled)
    assert told == [14, 28]


def does_an_unscored_day(chat: Chat) -> None:
    """The next day, with its routine and no number."""
    chat.waits(days=1)
    chat.types("/today")
    begins_unscored(chat)


def begins_unscored(chat: Chat) -> None:
    """From the card of today to the end of its routine."""
    chat.taps("Start")
    chat.taps("Skip this")
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps("Skip this")
