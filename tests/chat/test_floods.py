"""Floods: a person may be quick, not endless; a warning sign always gets through."""

from datetime import UTC, datetime, timedelta

from bot.chat.floods import BURST, PEOPLE, SLOW_DOWN, Floods, words_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BO = 1, 2


class Hall:
    """People who send, a clock, and a list of the words that count as an alarm."""

    def __init__(self) -> None:
        self.now = NOON
        self.read: list[str] = []
        self.floods = Floods(now=lambda: self.now, alarms=self._alarms)

    def _alarms(self, text: str) -> bool:
        self.read.append(text)
        return "numb" in text

    def sends(self, person: int, text: str = "/today") -> str:
        """What becomes of one message: kept, slow or dropped."""
        update = {"update_id": 1, "message": {"text": text}}
        kept = self.floods.admit(person, update)
        if kept is None:
            return "dropped"
        return "slow" if kept.get(SLOW_DOWN) else "kept"

    def waits(self, **span: float) -> None:
        self.now += timedelta(**span)


def flooded() -> Hall:
    hall = Hall()
    assert [hall.sends(ANA) for _ in range(BURST)] == ["kept"] * BURST
    assert hall.sends(ANA) == "slow"
    return hall


def test_twenty_at_once_are_answered_and_then_one_says_slow_down() -> None:
    hall = flooded()
    assert [hall.sends(ANA) for _ in range(10_000)] == ["dropped"] * 10_000


def test_it_says_so_once_a_minute() -> None:
    hall = flooded()
    hall.waits(seconds=0.5)
    assert hall.sends(ANA) == "dropped"
    hall.waits(seconds=60)
    answers = [hall.sends(ANA) for _ in range(BURST + 2)]
    assert answers == ["kept"] * BURST + ["slow", "dropped"]


def test_one_a_second_is_never_too_much() -> None:
    hall = Hall()
    for _ in range(200):
        assert hall.sends(ANA) == "kept"
        hall.waits(seconds=1)


def test_somebody_elses_flood_costs_nothing() -> None:
    assert flooded().sends(BO) == "kept"


def test_a_warning_sign_beyond_the_limit_goes_through_every_time() -> None:
    hall = flooded()
    assert hall.sends(ANA, "numb between my legs") == "kept"
    assert hall.sends(ANA, "numb between my legs") == "kept"
    assert hall.sends(ANA, "hello") == "dropped"


def test_the_same_words_are_read_once() -> None:
    hall = flooded()
    for _ in range(1000):
        hall.sends(ANA, "spam")
    assert hall.read.count("spam") == 1


def test_a_clock_set_back_gives_nothing_and_breaks_nothing() -> None:
    hall = flooded()
    hall.waits(hours=-1)
    assert hall.sends(ANA) == "dropped"
    hall.waits(seconds=1)
    assert hall.sends(ANA) == "kept"


def test_blocking_and_coming_back_are_never_lost() -> None:
    hall = flooded()
    update = {"update_id": 2, "my_chat_member": {}}
    assert hall.floods.admit(ANA, update) is update


def test_memory_is_bounded() -> None:
    hall = Hall()
    for person in range(PEOPLE + 500):
        hall.sends(person)
    assert len(hall.floods._buckets) == PEOPLE


def test_captions_edits_and_quotes_are_read_too() -> None:
    update = {
        "edited_message": {"caption": "numb", "quote": {"text": "both legs"}},
    }
    assert words_of(update) == "numb\nboth legs"
    assert words_of({"message": {"text": 5, "quote": "x"}}) == ""
