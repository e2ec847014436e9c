"""Taps on inline buttons and the one answer each may get, in time."""

from collections.abc import Callable

from bot.sandbox.refusal import bad_request
from bot.sandbox.values import Json, Tap, Toast

ANSWER_WITHIN = 15.0  # seconds; Telegram publishes no number, so this is stricter than rumour
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Callbacks:
    """Every tap by its id; `now` gives unix seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.taps: dict[str, Tap] = {}
        self._now = now

    def tap(self, user_id: int, message_id: int, data: str, *, forged: bool) -> Tap:
        """Note a press."""
        number = str(4_000_000_000_000_001 + len(self.taps))
        tap = Tap(number, user_id, message_id, data, self._now(), forged)
        self.taps[number] = tap
        return tap

    def delivered(self, update: Json) -> None:
        """Note that the bot has collected the tap in `update`, if it holds one."""
        query = update.get("callback_query")
        tap = self.taps.get(str(query.get("id"))) if isinstance(query, dict) else None
        if tap is not None:
            tap.delivered = True

    def answer(self, callback_id: str, toast: Toast) -> None:
        """Show `toast`; refused for an unknown id, a second answer, or after 15 s."""
        tap = self.taps.get(callback_id)
        if tap is None:
            raise bad_request(TOO_OLD)
        tap.tried = True
        if tap.toast is not None or self._now() - tap.asked > ANSWER_WITHIN:
            raise bad_request(TOO_OLD)
        tap.toast = toast

    def unanswered(self, older_than: float) -> list[Tap]:
        """Taps the bot collected, at least `older_than` seconds old, without any answer."""
        limit = self._now() - older_than
        return [
            tap
            for tap in self.taps.values()
            if tap.delivered and not tap.tried and tap.asked <= limit
        ]
