"""What is asked every second is answered from an index, however many rows there are."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlmodel import Session

from storage import deliveries, inbox, nudges, schedules
from storage.database import Database

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ASKED: dict[str, Callable[[Session], object]] = {
    "what may go": lambda db: deliveries.exists(db, deliveries.may_go(NOW)),
    "whether anything is to be done": lambda db: deliveries.any_exists(
        db, deliveries.may_go(NOW), schedules.due(NOW), schedules.awake(NOW), nudges.due(NOW)
    ),
    "what is stuck": lambda db: deliveries.exists(db, deliveries.stuck(NOW)),
    "what waits": lambda db: deliveries.waiting_now(db, NOW, 8),
    "what is in flight": lambda db: deliveries.sending(db),
    "the oldest": lambda db: deliveries.oldest_waiting(db, NOW),
    "who is due": lambda db: schedules.exists(db, schedules.due(NOW)),
    "whose pause is over": lambda db: schedules.exists(db, schedules.awake(NOW)),
    "whom to promote": lambda db: schedules.take_due(db, NOW, 500),
    "which nudge is due": lambda db: nudges.exists(db, nudges.due(NOW)),
    "new updates": lambda db: inbox.new_rows(db),
    "owed replies": lambda db: inbox.owed_rows(db),
}


@pytest.mark.parametrize("name", ASKED)
def test_no_question_of_every_second_reads_a_whole_table(database: Database, name: str) -> None:
    plans: list[str] = []

    def explain(connection, cursor, statement, parameters, context, many) -> None:  # type: ignore[no-untyped-def]
        if statement.startswith("SELECT"):
            raw = connection.connection.cursor()
            found = raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            plans.extend(line[3] for line in found)

    with database.look() as db:
        event.listen(database.engine, "before_cursor_execute", explain)
        ASKED[name](db)
        event.remove(database.engine, "before_cursor_execute", explain)
    assert plans
    read_whole = [
        plan
        for plan in plans
        if plan.startswith("SCAN") and " (subquery" not in plan and "CONSTANT" not in plan
    ]
    assert read_whole == []
