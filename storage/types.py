"""Column types: instants that are always aware UTC, on every database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class NaiveTime(ValueError):
    """A time without a zone was about to be stored; pass an aware UTC datetime."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite drops the zone; this puts it back and refuses naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC for storing."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTime(f"a time without a zone cannot be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Hand the stored time back as aware UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
