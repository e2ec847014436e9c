"""A person in the sandbox: writes, taps, reads, and never sees how the bot is built."""

from bot.cli.sandbox import Sandbox
from bot.sandbox.values import Account, Message, buttons

PATIENCE = 30.0  # seconds of real time
A_TAP = 1.0  # second: nobody taps faster for long, and whoever does is asked to slow down


class Person:
    """Drives the chat of one account and waits for what must appear in it."""

    def __init__(self, sandbox: Sandbox, account: Account) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        self.account = account
        self.id = account.id
        self._seen = 0  # revision before the last thing this person did

    @property
    def chat(self) -> list[Message]:
        return self.world.messages(self.id)

    @property
    def screens(self) -> list[Message]:
        """What the bot wrote, oldest first."""
        return [message for message in self.chat if message.from_bot]

    def labels(self, message: Message | None = None) -> list[str]:
        shown = message or self.screens[-1]
        return [button["text"] for button in buttons(shown)]

    async def says(self, text: str, shows: str) -> Message:
        """Write, and wait for a new message of the bot with these words."""
        before = len(self.screens)
        await self.sandbox.wind(A_TAP)
        self.world.say(self.id, text)
        return await self.sees(shows, after=before)

    async def sees(self, words: str, *, after: int = 0) -> Message:
        """Wait for a message of the bot that holds these words, the newest that does."""

        def find(_world: object) -> Message | None:
            found = [message for message in self.screens[after:] if words in message.text]
            return found[-1] if found else None

        try:
            return await self.world.wait_for(find, timeout=PATIENCE)
        except TimeoutError:
            shown = "\n---\n".join(message.text for message in self.screens[-3:])
            raise AssertionError(f"{words!r} never came; last shown:\n{shown}") from None

    async def taps(self, label: str, shows: str | None = None) -> Message | None:
        """Tap the newest button with this label, wait for the answer and for these words."""
        message = self.with_button(label)
        await self.sandbox.wind(A_TAP)
        callback = self.world.press(self.id, message.message_id, self.data_of(message, label))
        await self.answered(callback)
        return await self.sees(shows) if shows is not None else None

    async def answered(self, callback: str) -> str:
        """Wait until a tap is answered; returns the toast."""
        toast = await self.world.wait_for(lambda w: w.toast(callback), timeout=PATIENCE)
        return toast.text

    def with_button(self, label: str) -> Message:
        for message in reversed(self.screens):
            if any(label in one for one in self.labels(message)):
                return message
        raise AssertionError(f"no button {label!r}; there are {self.labels()}")

    def data_of(self, message: Message, label: str) -> str:
        """What the button with this label carries; a label that is the same goes first."""
        found = [b for b in buttons(message) if label in b["text"]]
        exact = [b for b in found if b["text"] == label]
        return str((exact or found)[0]["callback_data"])

    async def subscribes(self, *, zone: str = "London", hour: str = "08:00") -> Message:
        """The first minute, by taps alone; returns the first card."""
        await self.says("/start", "I'm Unpinch")
        await self.taps("I understand", "safety check")
        await self.taps("None of these", "a clinician has to say yes")
        await self.taps("None of these", "What should I leave out")
        await self.taps("None of these", "What time is it")
        await self.taps(zone, "When should the routine come")
        await self.taps(hour, "You're set")
        return await self.sees("Your routine for")

    async def starts(self, *, pain: int = 3) -> Message:
        """Start the first session and tell the usual pain."""
        await self.taps("Start", "usually hurt")
        await self.taps(str(pain))
        return await self.sees("1 of ")

    async def finishes(self, *, peak: int = 1) -> Message:
        """Tap Done through the whole session and tell the highest pain."""
        while "This hurts" in self.labels(self.with_button("Done")):
            step = self.with_button("Done")
            before = step.text
            await self.taps("Done")
            await self.world.wait_for(lambda _w, b=before, s=step: s.text != b or None)
            if "most it hurt" in step.text:
                break
        await self.taps(str(peak))
        return await self.sees("Next routine")
