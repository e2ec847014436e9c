"""The JSON in which Telegram writes people, messages and the events around them."""

from bot.sandbox.inline import Query
from bot.sandbox.values import Account, Json, Media, Message, Tap


def user(account: Account) -> Json:
    """A `User` as it stands in `from`."""
    body: Json = {"id": account.id, "is_bot": False, "first_name": account.first_name}
    return body | _given(username=account.username, language_code=account.language_code)


def private_chat(account: Account) -> Json:
    """The private `Chat` of a person."""
    body: Json = {"id": account.id, "type": "private", "first_name": account.first_name}
    return body | _given(username=account.username)


def message(sent: Message, *, chat: Json, sender: Json, reply_to: Json | None = None) -> Json:
    """A `Message`; `chat` and `sender` are already in Telegram's form."""
    body: Json = {
        "message_id": sent.message_id,
        "from": sender,
        "chat": chat,
        "date": sent.date,
    }
    words = "text" if sent.media is None else "caption"
    if sent.text:
        body[words] = sent.text
        marks = "entities" if words == "text" else "caption_entities"
        body |= _given(**{marks: sent.entities or None})
    if sent.media is not None:
        body |= media(sent.media)
    return body | _given(
        edit_date=sent.edit_date,
        media_group_id=sent.media_group_id,
        reply_markup=sent.reply_markup,
        reply_to_message=reply_to,
    )


def media(carried: Media) -> Json:
    """The media field or fields of a `Message`."""
    if carried.kind in ("location", "poll"):
        return {carried.kind: carried.details}
    body = carried.details | {
        "file_id": carried.file_id,
        "file_unique_id": unique_id(carried.file_id),
        "file_size": carried.size,
    }
    if carried.kind == "photo":
        return {"photo": [body]}
    if carried.kind != "sticker":
        body |= _given(file_name=carried.file_name)
    # Telegram repeats an animation as a document, for clients that know no animations.
    if carried.kind == "animation":
        return {"animation": body, "document": body}
    return {carried.kind: body}


def unique_id(file_id: str) -> str:
    """The part of a file id that is the same for the same content."""
    return file_id.rpartition("-")[2]


def callback_query(tap: Tap, *, sender: Json, on: Json) -> Json:
    """A `CallbackQuery` for a tap `on` a message in Telegram's form."""
    return {
        "id": tap.id,
        "from": sender,
        "message": on,
        "chat_instance": str(tap.user_id * 7 + 1),
        "data": tap.data,
    }


def inline_query(query: Query, *, sender: Json) -> Json:
    """An `InlineQuery`, typed in a private chat with the bot itself."""
    return {
        "id": query.id,
        "from": sender,
        "query": query.text,
        "offset": "",
        "chat_type": "sender",
    }


def membership(account: Account, bot: Json, *, date: int, blocked: bool) -> Json:
    """A `ChatMemberUpdated` for a person who blocks or unblocks the bot."""
    member: Json = {"user": bot, "status": "member"}
    kicked: Json = {"user": bot, "status": "kicked", "until_date": 0}
    return {
        "chat": private_chat(account),
        "from": user(account),
        "date": date,
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }


def _given(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
