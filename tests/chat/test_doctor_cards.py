"""The doctor cards of the programme reach the person, with a way out by their own statement."""

import pytest

from tests.chat.talking import Chat

LOOKED = "A clinician has looked at it"


@pytest.fixture
def sore(chat: Chat) -> Chat:
    """Somebody whose usual pain of 7 keeps them with the gentle set for two weeks."""
    chat.subscribes()
    chat.begins(7)
    chat.types("/today")
    chat.taps("Stop")
    chat.waits(days=14)
    return chat


def test_two_weeks_of_the_gentle_set_ask_for_a_clinician(sore: Chat) -> None:
    shown = sore.types("/today")
    assert "Two weeks of the gentle set" in shown
    assert LOOKED in sore.labels()
    assert "When to see someone" in sore.labels()


def test_a_clinicians_word_is_asked_for_plainly_and_lets_load_come_back(sore: Chat) -> None:
    sore.types("/today")
    assert "Please say yes only if both are true" in sore.taps(LOOKED)
    shown = sore.taps("Yes, both are true")
    assert "Your routine for" in shown
    assert "gentle set" not in shown


def test_not_yet_changes_nothing(sore: Chat) -> None:
    sore.types("/today")
    sore.taps(LOOKED)
    assert "Two weeks of the gentle set" in sore.taps("Not yet")


def test_somebody_who_is_well_sees_no_doctor_card(chat: Chat) -> None:
    chat.subscribes()
    assert "🩺" not in chat.types("/today")
