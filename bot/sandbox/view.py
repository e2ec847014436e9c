"""What the chat page is told about one person's chat, as plain JSON."""

from urllib.parse import quote

from bot.sandbox.inline import Choice
from bot.sandbox.sniff import content_type
from bot.sandbox.values import Account, Json, Media, MediaKind, Message
from bot.sandbox.world import World, stand_in

# Kinds without bytes that a browser could show; the page draws them from their details.
DRAWN: frozenset[MediaKind] = frozenset({"location", "poll"})


def snapshot(world: World, user_id: int) -> Json:
    """All the page shows for one person; KeyError when nobody has this id."""
    account = world.accounts[user_id]
    return {
        "now": world.now().isoformat(),
        "revision": world.revision,
        "trouble": world.trouble.on,
        "user": user_id,
        "users": [_person(world, one) for one in world.accounts.values()],
        "bot": _bot(world, account),
        "chat": _chat(world, account),
        "inline": _inline(world, account),
    }


def _person(world: World, account: Account) -> Json:
    heard = [one.message_id for one in world.messages(account.id) if one.from_bot]
    return {
        "id": account.id,
        "first_name": account.first_name,
        "username": account.username,
        "language_code": account.language_code,
        "blocked": account.blocked,
        "started": account.started,
        "last_heard": max(heard, default=0),
    }


def _bot(world: World, reader: Account) -> Json:
    language = (reader.language_code or "").partition("-")[0]
    return {
        "name": world.profile.text("name", language) or world.bot["first_name"],
        "username": world.bot["username"],
        "description": world.profile.text("description", language),
        "commands": world.profile.commands_for(reader.id, reader.language_code),
    }


def _chat(world: World, account: Account) -> Json:
    return {
        "messages": [_message(world, one) for one in world.messages(account.id)],
        "reply_keyboard": world.reply_keyboard(account.id),
        "typing": world.typing(account.id),
        "blocked": account.blocked,
        "started": account.started,
        "pinned": world.pinned.get(account.id, []),
        "waiting": _waiting(world, account.id),
    }


def _waiting(world: World, user_id: int) -> list[Json]:
    """The taps the bot has not answered yet; their buttons look busy."""
    return [
        {"callback_id": tap.id, "message_id": tap.message_id, "data": tap.data}
        for tap in world.callbacks.taps.values()
        if tap.user_id == user_id and not tap.tried
    ]


def _inline(world: World, account: Account) -> Json | None:
    """What this person typed last behind the bot's name, and the results, None before them."""
    query = world.queries.newest(account.id)
    if query is None:
        return None
    offer = query.offer
    results = [_result(one) for one in offer.choices] if offer else None
    button = offer.button if offer else None
    return {"id": query.id, "query": query.text, "results": results, "button": button}


def _result(choice: Choice) -> Json:
    return {
        "id": choice.id,
        "kind": choice.kind,
        "title": choice.title,
        "description": choice.description,
    }


def _message(world: World, sent: Message) -> Json:
    answered = world.message(sent.chat_id, sent.reply_to) if sent.reply_to else None
    return {
        "id": sent.message_id,
        "date": sent.date,
        "from_bot": sent.from_bot,
        "via_bot": sent.via_bot,
        "text": sent.text,
        "entities": sent.entities,
        "media": _media(world, sent),
        "vote": _vote(world, sent),
        "buttons": (sent.reply_markup or {}).get("inline_keyboard", []),
        "edited": sent.edit_date is not None,
        "silent": sent.silent,
        "reaction": sent.reaction,
        "reply_to": _quoted(answered) if answered else None,
    }


def _vote(world: World, sent: Message) -> list[int] | None:
    """The options this chat's person chose, None before a vote and where there is no poll."""
    if sent.media is None or sent.media.kind != "poll":
        return None
    return world.votes.of(sent.media.details["id"], sent.chat_id)


def _quoted(answered: Message) -> Json:
    words = answered.text or (answered.media.kind if answered.media else "")
    return {"from_bot": answered.from_bot, "text": words}


def _media(world: World, sent: Message) -> Json | None:
    carried = sent.media
    if carried is None:
        return None
    # The panel's own photo or voice message is words that stand for one: nothing to load.
    stands_in = not sent.from_bot and _is_stand_in(world, carried)
    has_bytes = carried.kind not in DRAWN and not stands_in
    return {
        "kind": carried.kind,
        "type": content_type(world.files[carried.file_id]) if has_bytes else None,
        "name": carried.file_name,
        "size": carried.size,
        "details": carried.details,
        "url": f"/sandbox/file/{quote(carried.file_id, safe='')}" if has_bytes else None,
    }


def _is_stand_in(world: World, carried: Media) -> bool:
    return carried.kind in DRAWN or world.files[carried.file_id] == stand_in(carried.kind)
