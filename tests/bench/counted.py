"""Our bot with its commits counted: `python -m tests.bench.counted run`.

At its end the file named by BENCH_COUNTS gets {"commits": all, "syncs": those that wrote}. With
synchronous = FULL each commit that wrote syncs the log once; checkpoints are not counted.
"""

import atexit
import json
import os
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from bot.cli import main

COUNTS = {"commits": 0, "syncs": 0}
CHANGES: dict[int, int] = {}


def _committed(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    changes = getattr(raw, "total_changes", 0)
    COUNTS["commits"] += 1
    COUNTS["syncs"] += int(CHANGES.get(id(raw), 0) != changes)
    CHANGES[id(raw)] = changes


def _keep() -> None:
    Path(os.environ["BENCH_COUNTS"]).write_text(json.dumps(COUNTS), encoding="utf-8")


if __name__ == "__main__":
    event.listen(Engine, "commit", _committed)
    atexit.register(_keep)
    main()
