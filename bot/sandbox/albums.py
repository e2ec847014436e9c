"""Several pictures, clips or papers sent as one album."""

from typing import Any

from bot.sandbox import content, sending
from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json

FEWEST, MOST = 2, 10
SEEN = frozenset({"photo", "video"})
PAPERS = frozenset({"document"})


def send_media_group(state: State, call: Call) -> list[Json]:
    """Method sendMediaGroup; gives one message for each part, all of one `media_group_id`."""
    parts = call.values["media"]
    _check(parts)
    made = [content.input_media(state, call, one) for one in parts]
    group = str(6_000_000_000_000_000 + len(state.ledger.lines))
    return [sending.send(state, call, words, media, group=group) for media, words in made]


def _check(parts: list[Any]) -> None:
    if not FEWEST <= len(parts) <= MOST:
        raise bad_request(f"an album has {FEWEST} to {MOST} parts")
    if not all(isinstance(one, dict) for one in parts):
        raise bad_request("can't parse InputMedia: Object expected")
    kinds = {str(one.get("type")) for one in parts}
    if not (kinds <= SEEN or kinds <= PAPERS):
        raise bad_request("these kinds of media can't be in one album")
