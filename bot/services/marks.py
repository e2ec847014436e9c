"""Marks: which update or delivery is being worked on, for every log line written meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_MARKS: ContextVar[tuple[tuple[str, int], ...]] = ContextVar("marks", default=())


def current() -> dict[str, int]:
    """The numbers to put on a log line that is written now."""
    return dict(_MARKS.get())


@contextmanager
def update(number: int) -> Iterator[None]:
    """Whatever is logged inside belongs to this update."""
    with _marked("update_id", number):
        yield


@contextmanager
def delivery(number: int | None) -> Iterator[None]:
    """Whatever is logged inside belongs to this delivery; None is a row that was never stored."""
    with _marked("delivery_id", number or 0):
        yield


@contextmanager
def _marked(name: str, number: int) -> Iterator[None]:
    before = _MARKS.set((*_MARKS.get(), (name, number)))
    try:
        yield
    finally:
        _MARKS.reset(before)


def kept(call: Callable[P, T]) -> Callable[P, T]:
    """The same call with the marks of now, wherever and whenever it is made."""
    context = copy_context()

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return context.run(call, *args, **kwargs)

    return run
