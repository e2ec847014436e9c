"""Illustrated: the same calls as without pictures, with the picture where it can be had in time."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.chat.results import Result, Results
from bot.chat.screens import Document, Screen
from bot.chat.send import Outgoing, plain
from bot.services.album import Album
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.pictures import Ready

KEPT = 5_000  # messages; for one that was forgotten Telegram says itself that it has a picture
MOST_CAPTION = 1024  # UTF-16 units after parsing


class Illustrated(Outgoing):
    """Sends the picture of a screen with its words as a caption, or the words alone.

    A name that Telegram does not take is uploaded once more; what is refused again, too long for
    a caption or not at hand goes out as words. Only a sure refusal is ever followed by another
    attempt, so nothing comes twice because of a picture.
    """

    def __init__(self, outgoing: Outgoing, album: Album) -> None:
        super().__init__(outgoing.bot)
        self._album = album
        # What words alone cannot go over, and what that is to be called.
        self._without_text: OrderedDict[tuple[int, int], Why] = OrderedDict()

    async def send(self, chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        """Send a screen as a new message, once; see `Outgoing.send`."""
        ready = await self._find(screen)
        while ready is not None:
            outcome = await self.send_picture(chat_id, _captioned(screen), ready, routine=routine)
            if not _is_refused(outcome):
                await self._learn(chat_id, ready, outcome)
                return outcome
            ready = await self._album.refused(ready)
        outcome = await super().send(chat_id, screen, routine=routine)
        if screen.quiz is not None:
            self._note(chat_id, outcome, Why.OTHER_KIND)
        return outcome

    async def send_document(
        self, chat_id: int, screen: Screen, document: Document, *, routine: bool = False
    ) -> Outcome:
        """Send a file; see `Outgoing.send_document`. What comes next stands below it."""
        outcome = await super().send_document(chat_id, screen, document, routine=routine)
        self._note(chat_id, outcome, Why.LOST)
        return outcome

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Put a screen over a message, whatever it was before; see `Outgoing.edit`.

        `Why.OTHER_KIND` says that words alone were to go over a picture or a quiz, `Why.LOST` that
        a file stands there, which stays.
        """
        ready = await self._find(screen)
        while ready is not None:
            outcome = await self.edit_picture(chat_id, message_id, _captioned(screen), ready)
            if not _is_refused(outcome):
                await self._learn(chat_id, ready, outcome)
                return outcome
            ready = await self._album.refused(ready)
        kind = self._without_text.get((chat_id, message_id))
        if kind is not None:
            return Refused(kind)
        return await super().edit(chat_id, message_id, screen)

    async def offer(
        self, results: Results, files: Mapping[str, str] = MappingProxyType({})
    ) -> Outcome:
        """Answer inline words, with the clips that Telegram has already; see `Outgoing.offer`.

        A refusal, as of a clip that is gone, is followed by an answer of words alone.
        """
        known = {one.id: self._clip(one) for one in results.results} | dict(files)
        clips = {id_: name for id_, name in known.items() if name}
        outcome = await super().offer(results, clips)
        if clips and _is_refused(outcome):
            return await super().offer(results)
        return outcome

    def _clip(self, result: Result) -> str:
        if result.picture is None or not fits(result.text):
            return ""
        return self._album.uploaded(result.picture)

    async def _find(self, screen: Screen) -> Ready | None:
        if screen.picture is None or not fits(_captioned(screen).text):
            return None
        return await self._album.find(screen.picture)

    async def _learn(self, chat_id: int, ready: Ready, outcome: Outcome) -> None:
        """Remember the name of the picture, and that this message has one."""
        self._note(chat_id, outcome, Why.OTHER_KIND)
        if isinstance(outcome, Sent):
            await self._album.learned(ready, outcome.file_id)

    def _note(self, chat_id: int, outcome: Outcome, kind: Why) -> None:
        """Remember that a message has no text that could be changed."""
        if not isinstance(outcome, Sent):
            return
        self._without_text[chat_id, outcome.message_id] = kind
        while len(self._without_text) > KEPT:
            self._without_text.popitem(last=False)


def _captioned(screen: Screen) -> Screen:
    """The screen as it stands below its picture."""
    if not screen.caption:
        return screen
    rows = ((screen.more,), *screen.rows) if screen.more else screen.rows
    return replace(screen, text=screen.caption, rows=rows)


def fits(text: str) -> bool:
    """Whether an HTML text is short enough to stand below a picture."""
    return len(plain(text).encode("utf-16-le")) // 2 <= MOST_CAPTION


def _is_refused(outcome: Outcome) -> bool:
    return isinstance(outcome, Refused) and outcome.why is Why.REJECTED
