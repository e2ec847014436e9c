"""Facts about the database itself, written by whoever comes first or last."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.tables import Meta


def put(db: Session, key: str, value: str) -> None:
    """Keep a fact in place of the former one, also when another process writes it just now."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Meta).values(key=key, value=value)
    db.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
    db.get(Meta, key, populate_existing=True)  # what was read before is out of date


def put_first(db: Session, key: str, value: str) -> None:
    """Keep a fact only where there is none, also when another process writes it just now."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    db.execute(insert(Meta).values(key=key, value=value).on_conflict_do_nothing())
