"""The first minute is a minute: few words, and each of them said before the first routine."""

import html
import re

from tests.chat.talking import Chat

WORDS_A_MINUTE = 240
A_TAP = 1.0  # second
TAPS = ("I understand", "None of these", "None of these", "None of these", "London", "08:00")


def words(text: str) -> int:
    return len(re.findall(r"[\w'-]*\w", html.unescape(re.sub("<[^>]+>", "", text))))


def test_the_first_routine_is_there_within_a_minute_of_reading_and_tapping(chat: Chat) -> None:
    """Each question is read whole, at the pace of an adult; of its buttons the one tapped."""
    read = words(chat.types("/start"))
    for label in TAPS[:-1]:
        read += words(label) + words(chat.taps(label))
    assert "Your routine for" in chat.taps(TAPS[-1])
    assert 60 * read / WORDS_A_MINUTE + A_TAP * len(TAPS) < 60, read


def test_nothing_that_safety_asks_for_is_left_out(chat: Chat) -> None:
    first = chat.types("/start")
    assert "not a clinician" in first
    assert "No clinician has checked me yet" in first
    assert "not a diagnosis" in first
    assert "I keep" in first
    signs = chat.taps("I understand")
    for sign in ("between your legs", "both", "chest", "fall", "weight", "fever", "swollen"):
        assert sign in signs
    assert "clinician has to say yes" in chat.taps("None of these")
