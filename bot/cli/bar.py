"""A bar on standard error for work that takes a while, only for somebody at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Gives what is to be told how much more of `total` is done; into a file nothing is drawn."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, file=sys.stderr) as shown:
        yield shown.update
