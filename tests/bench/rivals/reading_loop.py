"""A third usual way: once a minute, read every subscriber and compare clocks."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine
from sqlmodel import Session, select

from storage.tables import Schedule
from tests.bench import child
from tests.bench.people import url


def _minute(engine: Engine, now: datetime) -> list[int]:
    """Whose clock shows their chosen time in this minute."""
    due = []
    with Session(engine) as db:
        for plan in db.exec(select(Schedule).where(Schedule.status == "active")):
            local = now.astimezone(ZoneInfo(plan.zone))
            if f"{local:%H:%M}" == plan.wall_time and local.weekday() in plan.weekdays:
                due.append(plan.subscriber_id)
    return due


def idle(path: str) -> dict[str, float]:
    """Processor time of one minute: one look at everybody."""
    engine = create_engine(url(path))
    now = datetime.now(UTC)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    before, began = child.cpu(), time.perf_counter()
    due = _minute(engine, now)
    return {"cpu": child.cpu() - before, "seconds": time.perf_counter() - began, "due": len(due)}
