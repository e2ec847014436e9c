"""What stands in the newest messages, so that no edit is sent that would change nothing."""

from collections import OrderedDict

from bot.chat.screens import Screen

KEPT = 5_000  # messages; one that was forgotten costs an edit that Telegram refuses, nothing more


class Shown:
    """Remembers a screen per message. Only the process that alone edits a chat may rely on it."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._known: OrderedDict[tuple[int, int], int] = OrderedDict()

    def note(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Remember that a screen stands in a message now."""
        self._known[chat_id, message_id] = _mark(screen)
        self._known.move_to_end((chat_id, message_id))
        while len(self._known) > self._kept:
            self._known.popitem(last=False)

    def forget(self, chat_id: int, message_id: int) -> None:
        """Forget a message that was changed in another way, or may have been."""
        self._known.pop((chat_id, message_id), None)

    def has(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """Whether this very screen stands in the message already."""
        return self._known.get((chat_id, message_id)) == _mark(screen)


def _mark(screen: Screen) -> int:
    return hash((screen.text, screen.rows, screen.picture))
