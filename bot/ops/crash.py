"""Crashes on purpose: for tests, a named point at which the process dies as if power had gone."""

import os
from collections.abc import Callable

CRASHED = 137


def crash_at(point: str) -> Callable[[str], None]:
    """A hook that is told each point as it is passed, and dies at the one named; "" is none."""

    def crash(here: str) -> None:
        if point and here == point:
            os._exit(CRASHED)

    return crash
