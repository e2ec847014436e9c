"""/why tells each change of the last two weeks with its rule, its numbers and its source."""

from tests.chat.talking import Chat


def test_a_change_is_told_with_rule_numbers_and_source(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(2)
    chat.taps("This hurts")
    chat.taps("A lot")
    chat.taps("Stop")
    chat.taps("2")
    shown = chat.types("/why")
    assert "Rule P2" in shown
    assert "6 of 10" in shown
    assert "NEMEX" in shown


def test_a_quiet_week_has_nothing_to_tell(chat: Chat) -> None:
    chat.subscribes()
    assert "What changed" not in chat.types("/why")


def test_a_change_is_forgotten_after_two_weeks(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(2)
    chat.taps("Stop")
    chat.waits(days=1)
    chat.presses("1:mishap:fall")
    assert "a fall" in chat.types("/why")
    chat.waits(days=15)
    assert "a fall" not in chat.types("/why")


def test_on_hold_only_the_hold_is_explained(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(2)
    chat.taps("Stop")
    chat.waits(days=1)
    chat.presses("1:mishap:fall")
    chat.types("I can't feel my legs and I wet myself")
    assert "What changed" not in chat.types("/why")
