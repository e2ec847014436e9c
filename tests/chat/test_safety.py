"""A warning sign is never answered with a stretch, wherever it is typed."""

from collections.abc import Callable

import pytest

from bot.chat.screens import Reply
from bot.chat.visit import Did
from tests.chat.talking import Chat

EMERGENCY = "I can't feel myself wipe and my legs are heavy"
CRISIS = "I don't want to live any more"
CALL = "emergency number now"


def first_minute(steps: int) -> Callable[[Chat], None]:
    def go(chat: Chat) -> None:
        chat.types("/start")
        taps = ("I understand", "None of these", "None of these", "None of these", "London")
        for label in taps[:steps]:
            chat.taps(label)

    return go


def subscribed(chat: Chat) -> None:
    chat.subscribes()


def asked_for_pain(chat: Chat) -> None:
    chat.subscribes()
    chat.taps("Start")


def in_a_step(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()


def asked_how_it_hurts(chat: Chat) -> None:
    in_a_step(chat)
    chat.taps("This hurts")


def asked_for_the_peak(chat: Chat) -> None:
    in_a_step(chat)
    chat.taps("Done")
    chat.taps("Stop here")


def asked_for_a_place(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/timezone")


def asked_for_an_hour(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/time")


def stopped(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/stop")


PLACES = [
    *(first_minute(steps) for steps in range(6)),
    subscribed, asked_for_pain, in_a_step, asked_how_it_hurts, asked_for_the_peak,
    asked_for_a_place, asked_for_an_hour, stopped,
]  # fmt: skip
NAMES = [*(f"after {steps} taps" for steps in range(6)), *(p.__name__ for p in PLACES[6:])]


@pytest.mark.parametrize("go", PLACES, ids=NAMES)
def test_an_emergency_typed_anywhere_gets_the_card_and_a_hold(
    chat: Chat, go: Callable[[Chat], None]
) -> None:
    go(chat)
    shown = chat.types(EMERGENCY)
    assert CALL in shown
    assert shown.index("Call") < 200
    for command in ("/today", "/start", "/resume"):
        after = chat.types(command)
        assert " of " not in after.split("\n")[0] or "on hold" in after
        assert "Your routine for" not in after
    assert "Start" not in chat.labels()


@pytest.mark.parametrize("command", ["today", "time", "timezone", "days", "help", "nonsense"])
def test_an_emergency_behind_a_command_is_read(chat: Chat, command: str) -> None:
    chat.subscribes()
    assert CALL in chat.types(f"/{command} {EMERGENCY}")


@pytest.mark.parametrize("did", [Did.MEDIA, Did.EDIT])
def test_an_emergency_in_a_caption_or_an_edit_is_read(chat: Chat, did: Did) -> None:
    chat.subscribes()
    assert CALL in chat.does(did, text=EMERGENCY)


def test_an_emergency_beyond_the_length_of_a_message_is_read(chat: Chat) -> None:
    chat.subscribes()
    assert CALL in chat.types("so. " * 2000 + EMERGENCY)


def test_the_warning_card_stays_where_it_is(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    assert chat.screen is not None
    assert chat.screen.keep
    assert not chat.screen.living


def test_words_about_an_everyday_ache_get_no_all_clear_and_no_exercise(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.types("my hip pinches when I squat")
    assert "does not rule anything out" in shown
    assert CALL in shown
    assert "/symptoms" in shown
    assert "Start" not in chat.labels()


def test_an_everyday_ache_does_not_lift_a_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    shown = chat.types("my hip pinches when I squat")
    assert "does not rule anything out" not in shown
    assert "/today" not in shown


def test_a_hold_is_lifted_by_a_plain_answer_to_a_plain_question(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    chat.types("/today")
    assert "said that gentle exercise is fine" in chat.taps("A clinician has cleared me")
    assert "on hold" in chat.taps("Not yet")
    chat.taps("A clinician has cleared me")
    assert "Next routine" in chat.taps("Yes, both are true")
    assert "Your routine for" in chat.types("/today")


def test_a_medical_hold_has_no_timer(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    chat.waits(days=60)
    assert "on hold" in chat.types("/resume")
    assert "on hold" in chat.types("/today")


def test_an_old_button_does_not_lift_a_hold(chat: Chat) -> None:
    chat.subscribes()
    start = chat.data("Start")
    chat.types(EMERGENCY)
    forged = (
        "1:signs:none",
        "1:mistake",
        "1:calm",
        "1:resume",
        "1:anyway",
        "1:card",
        "1:seen:yes:0",
    )
    for data in (start, *forged):
        shown = "".join(screen.text for screen in chat.presses(data).screens)
        assert "Your routine for" not in shown
        assert "1 of" not in shown
    assert "on hold" in chat.types("/today")


def test_a_session_ends_with_the_hold(chat: Chat) -> None:
    in_a_step(chat)
    done = chat.data("Done")
    chat.types(EMERGENCY)
    shown = "".join(screen.text for screen in chat.presses(done).screens)
    assert "2 of" not in shown
    assert "on hold" in shown


def test_a_crisis_is_met_with_people_to_call_and_no_routine(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.types(CRISIS)
    assert "Thank you for telling me" in shown
    assert "findahelpline.com" in shown
    assert "routine" not in shown.lower()
    assert "Start" not in chat.labels()


def test_a_crisis_hold_ends_after_two_days_and_only_when_asked(chat: Chat) -> None:
    chat.subscribes()
    chat.types(CRISIS)
    chat.waits(hours=47)
    chat.types("/resume")
    assert "Your routine for" not in chat.types("/today")
    chat.waits(hours=2)
    assert "Your routine for" not in chat.types("/today")
    assert "Next routine" in chat.types("/resume")
    assert "on hold" not in chat.types("/today")


def test_a_crisis_does_not_soften_a_medical_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    chat.types(CRISIS)
    chat.waits(days=3)
    chat.types("/resume")
    assert "on hold" in chat.types("/today")


def test_the_words_of_an_emergency_are_not_kept(chat: Chat) -> None:
    from sqlalchemy import text

    chat.subscribes()
    chat.types(EMERGENCY)
    with chat.database.look() as db:
        tables = [row[0] for row in db.connection().execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'"))]  # fmt: skip
        for table in tables:
            rows = db.connection().execute(text(f"SELECT * FROM {table}")).fetchall()
            assert "wipe" not in str(rows)


def text_of(reply: Reply) -> str:
    return "".join(screen.text for screen in reply.screens)


@pytest.mark.parametrize("command", ["symptoms", "redflags", "doctor"])
def test_the_three_cards_lead_to_each_other_and_name_their_sources(
    chat: Chat, command: str
) -> None:
    chat.types("/start")
    shown = text_of(chat.presses(f"1:read:{command}"))
    assert "Sources" in shown
    assert len(chat.labels()) == 2
    chat.taps(chat.labels()[0])
    assert "Sources" in (chat.screen.text if chat.screen else "")


def test_an_old_yes_does_not_lift_a_new_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    chat.types("/today")
    chat.taps("A clinician has cleared me")
    yes = chat.data("Yes, both are true")
    chat.presses(yes)
    chat.waits(days=60)
    chat.types(EMERGENCY)
    assert "said that gentle exercise is fine" in text_of(chat.presses(yes))
    assert "on hold" in chat.types("/today")


def test_a_crisis_stands_behind_a_medical_hold_for_its_two_days(chat: Chat) -> None:
    chat.subscribes()
    chat.types(CRISIS)
    chat.types(EMERGENCY)
    chat.types("/today")
    chat.taps("A clinician has cleared me")
    assert "Reminders are paused" in chat.taps("Yes, both are true")
    assert "Your routine for" not in chat.types("/today")


def test_a_slip_of_the_finger_does_not_undo_a_crisis(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.taps("This hurts")
    chat.taps("Tingling")
    chat.taps("Yes, at least one")
    mistake = chat.data("by mistake")
    chat.types(CRISIS)
    chat.presses(mistake)
    chat.presses("1:signs:none")
    assert "Your routine for" not in chat.types("/today")


def test_a_yes_on_the_list_during_a_crisis_still_shows_whom_to_call(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.taps("This hurts")
    chat.taps("Tingling")
    warn = chat.data("Yes, at least one")
    chat.types(CRISIS)
    assert CALL in "".join(screen.text for screen in chat.presses(warn).screens)


def test_an_old_none_of_these_does_not_lift_what_was_tapped_after_it(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.taps("This hurts")
    chat.taps("Tingling")
    none, warn = chat.data("None of these"), chat.data("Yes, at least one")
    chat.presses(warn)
    chat.presses(warn)  # a double tap does not use up the one mistake
    chat.presses(none)
    assert "on hold" in chat.types("/today")
    chat.presses("1:mistake")
    assert "on hold" not in "".join(screen.text for screen in chat.presses(none).screens)


def test_a_crisis_before_the_first_questions_are_answered_ends_too(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.types(CRISIS)
    chat.waits(hours=49)
    assert "safety check" in chat.types("/resume")


def test_an_old_step_is_no_way_round_the_warning_signs(chat: Chat) -> None:
    in_a_step(chat)
    done = chat.data("Done")
    chat.waits(days=40)
    shown = "".join(screen.text for screen in chat.presses(done).screens)
    assert "2 of" not in shown
    assert "Is any of this true" in chat.types("/today")


def test_a_score_typed_after_the_question_is_over_changes_nothing(chat: Chat) -> None:
    in_a_step(chat)
    before = chat.types("/today")
    chat.types("9")
    assert chat.types("/today") == before


def test_without_consent_no_statement_about_health_is_kept(chat: Chat) -> None:
    from sqlalchemy import text

    chat.types("/start")
    chat.presses("1:signs:none")
    chat.types(EMERGENCY)
    with chat.database.look() as db:
        assert db.connection().execute(text("SELECT count(*) FROM answer")).scalar() == 0
        assert db.connection().execute(text("SELECT hold_rules FROM subscriber")).scalar() == "[]"


@pytest.mark.parametrize("typed", ["pain", "numb", "sore", "hurt", "cramp"])
def test_a_symptom_is_no_city(chat: Chat, typed: str) -> None:
    asked_for_a_place(chat)
    shown = chat.types(typed)
    assert "can't judge this" in shown or "does not rule anything out" in shown


def test_in_a_group_an_emergency_still_gets_its_line(chat: Chat) -> None:
    assert "emergency number" in chat.does(
        Did.COMMAND, command="help", text=EMERGENCY, private=False
    )


def test_words_nobody_can_judge_lead_to_the_checker(chat: Chat) -> None:
    chat.subscribes()
    assert "can't judge" in chat.types("it hurts")
    assert "1 of 8" in chat.taps("Check by taps")
