"""One person's chat to keep: as lines of text, and as JSON."""

import json
from datetime import UTC, datetime

from bot.sandbox.values import Json, Message, buttons
from bot.sandbox.view import snapshot
from bot.sandbox.world import World


def as_text(world: World, user_id: int) -> str:
    """Every message with its time in UTC and who wrote it; buttons stand in brackets."""
    names = {False: world.accounts[user_id].first_name, True: world.bot["first_name"]}
    lines = [_line(one, names[one.from_bot]) for one in world.messages(user_id)]
    return "\n".join(lines) + "\n"


def as_json(world: World, user_id: int) -> str:
    """The person, the bot and the messages, as the page is told of them."""
    seen = snapshot(world, user_id)
    person = next(one for one in seen["users"] if one["id"] == user_id)
    kept: Json = {"written": seen["now"], "person": person, "bot": seen["bot"]}
    kept["messages"] = seen["chat"]["messages"]
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def _line(sent: Message, name: str) -> str:
    when = datetime.fromtimestamp(sent.date, UTC)
    parts = [f"[{sent.media.kind}]"] if sent.media else []
    if sent.text:
        parts.append(sent.text)
    said = " ".join(parts).replace("\n", "\n    ")
    shown = "".join(f"\n    [{one['text']}]" for one in buttons(sent))
    edited = " (edited)" if sent.edit_date is not None else ""
    return f"{when:%Y-%m-%d %H:%M:%S} UTC  {name}{edited}: {said}{shown}"
