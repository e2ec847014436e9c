"""A drawing process: it gives way to the bot and does not outlive it; light, so it starts soon."""

import multiprocessing
import os
import signal
import threading

GIVES_WAY = 10  # of 19


def politely() -> None:
    """Give way to the bot, leave Ctrl+C to it, and end when it ends."""
    os.nice(GIVES_WAY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody is left to draw for
