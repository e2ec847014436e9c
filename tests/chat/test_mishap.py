"""A fall, a strain and the few signs a doctor should hear of: told in taps, and acted on."""

import pytest

from content.model import Phase
from storage.answers import of
from tests.chat.talking import Chat
from tests.chat.test_soreness import state


@pytest.fixture
def ana(chat: Chat) -> Chat:
    """Somebody on the second day."""
    chat.subscribes()
    chat.begins(2)
    chat.taps("Stop")
    chat.waits(days=1)
    return chat


def told(chat: Chat, question: str) -> list[str]:
    with chat.database.look() as db:
        return [row.value for row in of(db, chat.person) if row.question == question]


def test_after_a_fall_the_warning_signs_come_before_any_routine(ana: Chat) -> None:
    ana.types("/limits")
    ana.taps("I fell")
    assert "warning signs" in ana.taps("I fell")
    ana.types("/today")
    assert "Start" not in ana.labels()
    ana.taps("None of these")
    ana.types("/today")
    assert "Start" in ana.labels()


def test_an_answer_given_before_a_fall_does_not_cover_it(ana: Chat) -> None:
    ana.presses("1:signs:none")
    ana.presses("1:mishap:fall")
    ana.types("/today")
    assert "Start" not in ana.labels()


def test_a_fresh_strain_rests_for_three_days_and_then_the_gentle_set_comes(ana: Chat) -> None:
    ana.types("/limits")
    ana.taps("I fell")
    ana.taps("I strained")
    assert "rests for three days" in ana.taps("Today")
    assert "rests for three days" in ana.types("/today")
    assert "Friday, 27 November" in ana.types("/today")
    ana.waits(days=3)
    ana.types("/today")
    assert "Start" in ana.labels()
    assert state(ana).phase is Phase.SETTLE


def test_an_older_strain_brings_the_gentle_set_at_once(ana: Chat) -> None:
    ana.presses("1:mishap:strain:4")
    assert state(ana).phase is Phase.SETTLE
    ana.types("/today")
    assert "Start" in ana.labels()


def test_a_strain_of_long_ago_changes_no_phase(ana: Chat) -> None:
    ana.presses("1:mishap:strain:15")
    assert state(ana).phase is Phase.MOBILITY


def test_a_pull_during_a_move_ends_the_routine(ana: Chat) -> None:
    ana.types("/today")
    ana.taps("Start")
    ana.taps("2")
    ana.taps("This hurts")
    ana.taps("A pull")
    ana.taps("Today")
    assert "rests for three days" in ana.types("/today")


def test_a_tap_by_mistake_keeps_nothing(ana: Chat) -> None:
    ana.types("/limits")
    ana.taps("I fell")
    ana.taps("Nothing")
    assert "Start" in ana.labels()
    assert told(ana, "fall") == told(ana, "strain") == []


def test_signs_are_tapped_on_and_off_and_bring_the_doctor_card(ana: Chat) -> None:
    ana.presses("1:tell:0")
    ana.taps("The hip locks")
    ana.taps("A lump")
    ana.taps("A lump")
    assert "clinician look at that soon" in ana.taps("Done")
    assert told(ana, "signs") == ["locking"]
    assert "should be looked at by a clinician" in ana.types("/today")


def test_feeling_ill_asks_the_warning_signs_first(ana: Chat) -> None:
    ana.presses("1:tell:0")
    ana.taps("Fever")
    assert "Is any of this true" in ana.taps("Done")
    ana.types("/today")
    assert "Start" not in ana.labels()


def test_the_signs_are_asked_about_once_in_four_weeks(ana: Chat) -> None:
    ana.waits(days=27)
    ana.presses("1:signs:none")
    ana.presses("1:week:2:same:same")
    assert "Once a month" in ana.types("/today")
    ana.taps("None of these")
    assert told(ana, "signs") == ["none"]
    assert "Once a month" not in ana.types("/today")


def test_without_consent_nothing_is_kept(chat: Chat) -> None:
    chat.types("/start")
    chat.presses("1:mishap:fall")
    shown = "".join(screen.text for screen in chat.presses("1:tell:3:done").screens)
    assert "clinician" in shown
    assert "noted" not in shown
    assert told(chat, "fall") == told(chat, "signs") == []


def test_on_hold_the_hold_is_shown(ana: Chat) -> None:
    ana.types("I can't feel my legs and I wet myself")
    for data in ("1:mishap:fall", "1:mishap:strain:0", "1:tell:1:done"):
        ana.presses(data)
        assert "Start" not in ana.labels()
    assert told(ana, "fall") == told(ana, "strain") == []


@pytest.mark.parametrize(
    "data", ["1:mishap:strain:3", "1:mishap:sneeze", "1:mishap", "1:tell:512", "1:tell:1:x"]
)
def test_a_forged_button_is_an_old_one(ana: Chat, data: str) -> None:
    assert ana.presses(data).toast
