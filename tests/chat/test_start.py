"""The first minute: six taps, consent first, and nobody gets a routine who should not."""

import pytest

from bot.chat.visit import Did
from tests.chat.talking import Chat


def test_six_taps_lead_to_the_first_routine(chat: Chat) -> None:
    shown = chat.subscribes()
    assert chat.count - 1 == 6  # without /start itself
    assert "You're set" in shown
    assert "Your routine for Monday, 23 November" in shown
    assert "Start" in chat.labels()


def test_the_hour_question_confirms_the_time_it_is_now(chat: Chat) -> None:
    for label in ("I understand", "None of these", "None of these", "None of these"):
        chat.types("/start") if chat.count == 0 else None
        chat.taps(label)
    assert "18:00" in chat.data("Singapore") or "18:00 · Singapore" in chat.labels()
    shown = chat.taps("Singapore")
    assert "It is <b>18:00</b>" in shown
    assert "tg-time" in shown


def test_a_language_that_tells_its_place_is_asked_with_one_button(chat: Chat) -> None:
    chat.language = "pt-br"
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these", "None of these"):
        chat.taps(label)
    assert chat.labels()[0] == "07:00 · São Paulo"
    assert "Another place" in chat.labels()


def test_start_again_is_harmless_at_every_question(chat: Chat) -> None:
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these", "None of these", "London"):
        assert chat.screen is not None
        before = chat.screen.text
        assert before in chat.types("/start")
        chat.taps(label)
    chat.taps("08:00")
    assert "Good to see you" in chat.types("/start")
    assert "Start" in chat.labels()


def test_consent_keeps_which_text_and_when(chat: Chat) -> None:
    from storage.tables import Subscriber

    chat.types("/start")
    chat.taps("I understand")
    first = chat.now
    chat.waits(days=1)
    chat.presses("1:consent")
    with chat.database.look() as db:
        row = db.get(Subscriber, chat.person)
        assert row is not None
        assert row.consent_at == first
        assert row.consent_version


def test_somebody_under_18_gets_a_card_and_can_read_on(chat: Chat) -> None:
    chat.types("/start")
    assert "written for adults" in chat.taps("under 18") or "18" in chat.taps("under 18")
    assert "Start" not in chat.labels()
    assert "routine for" not in chat.types("/today")
    assert "Warning signs" in chat.types("/redflags")


@pytest.mark.parametrize("label", ["Yes, at least one", "Not sure"])
def test_a_warning_sign_at_the_door_is_an_emergency(chat: Chat, label: str) -> None:
    chat.types("/start")
    chat.taps("I understand")
    assert "Call your local emergency number now" in chat.taps(label)
    assert "on hold" in chat.types("/today")
    assert "on hold" in chat.types("/start")


def test_a_slip_of_the_finger_asks_the_whole_list_again_once(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.taps("Yes, at least one")
    mistake = chat.data("by mistake")
    assert "read the whole list once more" in chat.taps("by mistake")
    chat.taps("Yes, at least one")
    assert "I tapped by mistake" not in chat.labels()
    assert "read the whole list" not in "".join(s.text for s in chat.presses(mistake).screens)


def test_after_a_slip_answered_with_no_the_questions_go_on(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.taps("Not sure")
    chat.taps("by mistake")
    shown = chat.taps("None of these")
    assert "safety check" in shown or "a clinician has to say yes" in shown


@pytest.mark.parametrize("label", ["Hip replacement", "Hip, pelvis or back operation"])
def test_after_an_operation_a_clinician_has_to_say_yes_first(chat: Chat, label: str) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.taps("None of these")
    chat.taps(label)
    assert "Start" not in chat.labels()
    assert "routine for" not in chat.types("/today")
    assert "What should I leave out" in chat.taps("A clinician said yes")


def test_a_bone_injury_leads_to_a_card_without_a_way_round(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.taps("None of these")
    chat.taps("Bone, landing pain")
    assert chat.labels() == ["This has changed: ask me again"]
    assert "safety check" in chat.taps("This has changed")


def test_pregnancy_waits_for_the_midwife_and_then_lies_nobody_on_the_back(chat: Chat) -> None:
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these"):
        chat.taps(label)
    chat.taps("Pregnant")
    chat.taps("Done")
    assert "My midwife or doctor said yes" in chat.labels()
    chat.taps("My midwife")
    chat.taps("London")
    shown = chat.taps("08:00")
    assert "Your routine for" in shown
    assert "Glute bridge" not in shown
    assert "Knee rolls" not in shown


def test_limits_are_marked_and_taken_back(chat: Chat) -> None:
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these"):
        chat.taps(label)
    chat.taps("Can't kneel")
    assert "✅ Can't kneel" in chat.labels()
    assert "Done" in chat.labels()
    chat.taps("Can't kneel")
    assert "Can't kneel" in chat.labels()
    assert "None of these" in chat.labels()
    chat.taps("More")
    assert "Hernia" in chat.labels()


def test_nobody_is_moved_on_by_typing_nonsense(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    assert "safety check" in chat.types("🙂🙂")
    assert "safety check" in chat.types("/today")


def test_without_consent_nothing_is_known_but_that_somebody_came(chat: Chat) -> None:
    from storage.tables import Subscriber

    chat.types("/start")
    chat.types("my hip hurts")
    with chat.database.look() as db:
        row = db.get(Subscriber, chat.person)
        assert row is not None
        assert (row.consent_at, row.flags, row.usual, row.stage) == (None, [], None, "hello")


@pytest.mark.parametrize("did", [Did.MEDIA, Did.EDIT, Did.LOCATION])
def test_whatever_comes_first_is_answered(chat: Chat, did: Did) -> None:
    assert chat.does(did)


def test_pregnant_with_a_new_hip_both_have_to_agree(chat: Chat) -> None:
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these"):
        chat.taps(label)
    chat.taps("Pregnant")
    chat.taps("Hip replacement")
    chat.taps("Done")
    chat.taps("My midwife")
    assert "A clinician said yes to exercise" in chat.labels()
    chat.taps("A clinician said yes")
    chat.taps("Done")
    assert "What time is it" in (chat.screen.text if chat.screen else "")


def test_stop_before_anything_started_says_so(chat: Chat) -> None:
    chat.types("/start")
    assert "Nothing has been started" in chat.types("/stop")


def test_an_emergency_at_the_last_question_never_ends_in_a_welcome(chat: Chat) -> None:
    chat.types("/start")
    for label in ("I understand", "None of these", "None of these", "None of these", "London"):
        chat.taps(label)
    eight = chat.data("08:00")
    chat.types("I can't feel myself wipe")
    shown = "".join(screen.text for screen in chat.presses(eight).screens)
    assert "You're set" not in shown
    assert "on hold" in shown
