"""The watchdog: silence is noticed, failure is not silence."""

from contextlib import suppress

from bot.ops.watchdog import PATIENCE, watch


class Time:
    """Seconds that pass only while somebody pauses; stops the watch after a while."""

    def __init__(self, looks: int) -> None:
        self.now = 0.0
        self.looks = looks

    async def pause(self, seconds: float) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise TimeoutError
        self.now += seconds


async def watched(time: Time, *, silent_from: float) -> list[str]:
    found: list[str] = []
    with suppress(TimeoutError):
        await watch(
            {"polling": lambda: min(time.now, silent_from), "the tick": lambda: time.now},
            monotonic=lambda: time.now,
            on_silence=found.append,
            pause=time.pause,
        )
    return found


async def test_a_part_that_stops_trying_is_named() -> None:
    assert await watched(Time(looks=100), silent_from=200) == ["polling"]


async def test_a_part_that_goes_on_trying_is_left_alone() -> None:
    assert await watched(Time(looks=100), silent_from=float("inf")) == []


async def test_nothing_is_said_before_the_patience_is_over() -> None:
    assert await watched(Time(looks=int(PATIENCE / 10)), silent_from=0) == []


async def test_after_a_freeze_of_the_whole_process_everybody_gets_new_patience() -> None:
    time = Time(looks=8)
    froze_at = 20.0
    found: list[str] = []

    async def pause(seconds: float) -> None:
        frozen = 3600.0 if time.now == froze_at else 0.0
        await time.pause(seconds + frozen)

    with suppress(TimeoutError):
        await watch(
            {"polling": lambda: 15.0},
            monotonic=lambda: time.now,
            on_silence=found.append,
            pause=pause,
        )
    assert found == []


async def test_somebody_who_stays_silent_after_a_freeze_is_named() -> None:
    time = Time(looks=100)

    async def pause(seconds: float) -> None:
        await time.pause(seconds + (3600.0 if time.now == 20.0 else 0.0))

    found: list[str] = []
    await watch(
        {"polling": lambda: 15.0}, monotonic=lambda: time.now, on_silence=found.append, pause=pause
    )
    assert found == ["polling"]
    assert time.now > 3600 + PATIENCE
