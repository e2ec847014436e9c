"""The long loop: `python -m tests.faults [routines] [replicas]`, on a real PostgreSQL server."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.engines import Postgres
from tests.journeys.test_replicas import Burst, fleet

WITHIN = 900.0  # seconds


async def burst(routines: int, replicas: int) -> dict[str, Any]:
    """Many routines at once while everybody writes twice, and a replica that dies."""
    server = Postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with fleet(Path(folder), server, replicas) as here:
                made = Burst(here, people=routines, texts=2)
                await made.run(pause=0.5, seconds=WITHIN)
                return {"replicas": replicas, "killed": 1, **made.record()}
    finally:
        server.stop()


def main(routines: int = 2000, replicas: int = 4) -> int:
    """Print the record; 1 when a promise was broken."""
    found = asyncio.run(burst(routines, replicas))
    print(json.dumps(found))
    broken = found["lost answers"] or found["out of order"] or not set(found["copies"]) <= {1, 2}
    return int(bool(broken) or found["states"] != {"sent": routines})


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
