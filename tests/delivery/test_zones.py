"""Each hard case of the calendar through a real database: Z1 to Z17."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.coach.schedule import occurrence
from bot.coach.zones import zone
from tests.coach.test_schedule import ROWS
from tests.delivery.town import ANA, Town
from tests.engines import fresh_sqlite

DAY = timedelta(days=1)
STEPS = {"second by second": timedelta(seconds=1), "in one leap": timedelta(minutes=20)}


def town_at(tmp_path: Path, start: datetime) -> Town:
    return Town(fresh_sqlite(tmp_path / "zones.db"), start)


async def pass_by(town: Town, instant: datetime, step: timedelta) -> None:
    """Live through an instant: just before it, then on, in steps of this length."""
    town.clock.instant = max(town.clock.instant, instant - timedelta(seconds=2))
    await town.tick()
    while town.clock.instant < instant + timedelta(seconds=2):
        town.clock.wind(step)
        await town.tick()


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize(
    ("name", "nominal", "wall", "due"), [row[1:5] for row in ROWS], ids=[row[0] for row in ROWS]
)
async def test_each_date_around_a_change_comes_once_at_its_instant(
    tmp_path: Path, name: str, nominal: str, wall: str, due: str, step: timedelta
) -> None:
    middle, at = date.fromisoformat(nominal), datetime.fromisoformat(due).replace(tzinfo=UTC)
    town = town_at(tmp_path, at - 5 * DAY / 2)
    town.join(ANA, zone=name, wall=wall)
    dates = [middle + number * DAY for number in range(-2, 3)]
    for day in dates:
        instant = occurrence(day, time.fromisoformat(wall), zone(name))
        assert instant is not None
        await pass_by(town, instant, step)
        written, _, delivery = town.telegram.ledger[-1]
        assert timedelta(0) <= written - instant <= max(step, timedelta(seconds=5))
        assert town.rows(ANA)[-1].id == delivery
    assert [row.date for row in town.rows(ANA)] == dates
    assert town.copies(ANA) == len(dates)
    assert town.rows(ANA)[2].due == at
    town.check()
    town.close()


async def test_a_date_that_does_not_exist_brings_nothing_and_its_neighbours_come(
    tmp_path: Path,
) -> None:
    """Apia had no 30 December 2011."""
    town = town_at(tmp_path, datetime(2011, 12, 28, 12, tzinfo=UTC))
    town.join(ANA, zone="Pacific/Apia", wall="08:00")
    await town.ticks(4 * 86400, step=900)
    dates = [row.date.day for row in town.rows(ANA)]
    assert dates == [28, 29, 31, 1]
    written = [instant for instant, _, _ in town.telegram.ledger]
    assert all(later - earlier == DAY for earlier, later in pairwise(written))
    town.check()
    town.close()
