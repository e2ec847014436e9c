"""What the bot says about itself: command lists, names, descriptions, menu buttons."""

from bot.sandbox.values import Json

DEFAULT_MENU: Json = {"type": "commands"}


class Profile:
    """Lists by (scope, language code), texts by language code; "" is for all languages.

    A scope is its type, and for one chat the type and the id: "chat:2000001".
    """

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menus: dict[int | None, Json] = {}

    def commands_for(self, user_id: int, language_code: str | None) -> list[Json]:
        """The list a person sees in a private chat: the chat's, then all chats', then default."""
        language = (language_code or "").partition("-")[0]
        for scope in (f"chat:{user_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

    def text(self, what: str, language_code: str) -> str:
        """One of "name", "description", "short_description", in the language or for all."""
        return self.texts.get((what, language_code)) or self.texts.get((what, ""), "")

    def menu(self, chat_id: int | None) -> Json:
        """The menu button of a chat, or the default one."""
        return self.menus.get(chat_id) or self.menus.get(None) or DEFAULT_MENU
