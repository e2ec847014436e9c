"""Trouble of the network on a switch: one kind for every call of the bot until it is off."""

from typing import Literal, get_args

from bot.sandbox.faults import Fault, Faults

Trouble = Literal["", "slow", "busy", "lost", "gateway"]
SLOW = 4.0  # seconds by which each answer is late
BUSY = 5  # seconds a bot is told to wait


class Switch:
    """Which trouble is on ("": none); what else is scripted among `faults` stays."""

    def __init__(self, faults: Faults) -> None:
        self.on: Trouble = ""
        self._faults = faults
        self._fault: Fault | None = None

    def turn(self, name: object) -> None:
        """Put `name` on in place of what was; ValueError when there is no such trouble."""
        found = next((one for one in get_args(Trouble) if one == name), None)
        if found is None:
            raise ValueError(f"there is no trouble {str(name)[:40]!r}")
        if self._fault in self._faults.script:
            self._faults.script.remove(self._fault)
        self.on, self._fault = found, None
        if found:
            self._fault = self._faults.add(_fault(found))


def _fault(name: Trouble) -> Fault:
    if name == "slow":
        return Fault("hold", count=None, seconds=SLOW)
    if name == "busy":
        return Fault("error", count=None, status=429, retry_after=BUSY)
    if name == "lost":
        return Fault("reset", count=None, applied=True)
    return Fault("error", count=None, status=502, html=True)
