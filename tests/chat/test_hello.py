"""Hello: every failure is tried again, a refused token is told from a dead line."""

import pytest
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.chat.hello import PAUSES, TokenRefused, Unreachable, reach

TOKEN = "123456:canary-token"


class Line:
    """Fails as scripted, then answers."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.asked = 0
        self.pauses: list[float] = []

    async def hello(self) -> None:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def reach(self) -> None:
        await reach(self.hello, pause=self.pause)


@pytest.mark.parametrize(
    "failure",
    [
        NetworkError("reset"),
        TelegramError("Invalid server response"),
        KeyError("id"),  # half an answer
        InvalidToken(f"The token `{TOKEN}` was rejected by the server."),
    ],
    ids=["network", "garbage", "half", "one refusal"],
)
async def test_one_failure_of_any_kind_is_only_a_pause(failure: Exception) -> None:
    line = Line(failure)
    await line.reach()
    assert line.asked == 2
    assert len(line.pauses) == 1


async def test_a_wait_telegram_names_is_kept_up_to_a_minute() -> None:
    line = Line(RetryAfter(3), RetryAfter(4000))
    await line.reach()
    assert line.pauses == [3, 60]


async def test_two_refusals_in_a_row_are_a_wrong_token_and_do_not_show_it() -> None:
    line = Line(*[InvalidToken(f"The token `{TOKEN}` was rejected") for _ in range(9)])
    with pytest.raises(TokenRefused, match="UNPINCH_BOT_TOKEN") as caught:
        await line.reach()
    assert line.asked == 2
    assert sum(line.pauses) <= 5
    assert caught.value.exit_code == 78
    assert caught.value.__context__ is None
    assert TOKEN not in str(caught.value)


async def test_refusals_with_other_failures_between_are_no_wrong_token() -> None:
    line = Line(*[InvalidToken(TOKEN), NetworkError("reset")] * 3)
    await line.reach()
    assert line.asked == 7


async def test_a_line_that_stays_dead_is_given_up_after_a_minute() -> None:
    line = Line(*[NetworkError("reset") for _ in range(99)])
    with pytest.raises(Unreachable, match="UNPINCH_API_URL") as caught:
        await line.reach()
    assert caught.value.exit_code == 75
    assert line.pauses == list(PAUSES)
