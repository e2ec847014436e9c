"""Sealing: words that are unreadable in the file, and open only to whoever holds the key.

A column of type `Sealed` seals on the way in and opens on the way out, whoever reads or writes
it. Without a key words are stored as they are; what was sealed is then shown as locked.
"""

from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Dialect, Engine, Text, type_coerce
from sqlalchemy.types import TypeDecorator

MARK = "sealed:1:"
LOCKED = "🔒 locked"  # stands for words whose key is not at hand; never stored


class Sealer(Protocol):
    """Turns words into sealed ones and back."""

    def seal(self, words: str) -> str:
        """The sealed words, plain ASCII."""
        ...

    def unseal(self, sealed: str) -> str | None:
        """The words, None when no key at hand opens them."""
        ...

    def is_newest(self, sealed: str) -> bool:
        """Whether the key that seals now has sealed this."""
        ...


# One sealer for each open database; the dialect is what a column type gets to see of it.
_sealers: WeakKeyDictionary[Dialect, Sealer] = WeakKeyDictionary()


def seal_with(engine: Engine, sealer: Sealer) -> None:
    """From now on seal what is written through this engine, and open what is read."""
    _sealers[engine.dialect] = sealer


def sealer_of(engine: Engine) -> Sealer | None:
    """What seals the words of this database, None without a key."""
    return _sealers.get(engine.dialect)


class Sealed(TypeDecorator[str]):
    """Words of a person. Those written before there was a key stay readable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal the words when there is a key."""
        sealer = _sealers.get(dialect)
        if value is None or sealer is None:
            return value
        return MARK + sealer.seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The words, or the sign that they are locked."""
        if value is None or not value.startswith(MARK):
            return value  # type: ignore[no-any-return]  # the driver gives text
        sealer = _sealers.get(dialect)
        found = sealer.unseal(value.removeprefix(MARK)) if sealer is not None else None
        return LOCKED if found is None else found


def as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as it stands in the file: sealed words stay sealed."""
    return type_coerce(column, Text()) if isinstance(column.type, Sealed) else column
