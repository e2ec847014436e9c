"""The operator sees counts and ages, and the files for Grafana and alerts ask for what exists."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import yaml
from starlette.applications import Starlette

from bot.ops.listening import listening
from bot.ops.metrics import Metrics, render
from storage.stats import Stats

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)
BUSY = Stats(
    deliveries={"waiting": 3, "sending": 1, "sent": 40, "unknown": 2},
    schedules={"active": 5, "paused": 1},
    holds={"emergency": 1},
    updates=2,
    oldest_due=NOW - timedelta(seconds=90),
    oldest_update=NOW - timedelta(seconds=4),
)
QUIET = Stats({}, {}, {}, 0, None, None)


def names() -> set[str]:
    return set(re.findall(r"^# TYPE (\S+)", render(BUSY, NOW).decode(), re.MULTILINE))


def asked_for(text: str) -> set[str]:
    return set(re.findall(r"\bunpinch_\w+", text))


def lines(stats: Stats) -> list[str]:
    return render(stats, NOW).decode().splitlines()


async def scraped(metrics: Metrics) -> tuple[int, str, str]:
    """Status, content type and text of one scrape over a real connection."""
    web = Starlette(routes=[metrics.route()])
    async with (
        listening(web, "127.0.0.1:0") as address,
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics") as answer,
    ):
        return answer.status, answer.headers.get("content-type", ""), await answer.text()


def test_the_queue_is_what_waits_and_what_is_being_sent() -> None:
    assert "unpinch_queue_depth 4.0" in lines(BUSY)


def test_deliveries_and_holds_are_counted_by_kind() -> None:
    assert 'unpinch_deliveries{state="unknown"} 2.0' in lines(BUSY)
    assert 'unpinch_holds{level="emergency"} 1.0' in lines(BUSY)


def test_a_result_that_never_happened_is_shown_as_none_so_that_its_first_one_is_a_rise() -> None:
    assert 'unpinch_deliveries{state="unknown"} 0.0' in lines(QUIET)


def test_ages_are_seconds_and_nothing_is_old_when_nothing_waits() -> None:
    assert "unpinch_oldest_delivery_seconds 90.0" in lines(BUSY)
    assert "unpinch_update_lag_seconds 4.0" in lines(BUSY)
    assert "unpinch_oldest_delivery_seconds 0.0" in lines(QUIET)


async def test_a_scrape_is_answered_as_prometheus_text() -> None:
    async def ask() -> Stats:
        return BUSY

    status, kind, text = await scraped(Metrics(ask=ask, now=lambda: NOW))
    assert status == 200
    assert kind.startswith("text/plain; version=0.0.4")
    assert "unpinch_updates_open 2.0" in text


async def test_a_database_that_fails_gives_no_figures_instead_of_false_ones() -> None:
    async def ask() -> Stats:
        raise OSError

    status, _, text = await scraped(Metrics(ask=ask, now=lambda: NOW))
    assert (status, text) == (503, "")


def test_the_dashboard_shows_every_figure_and_no_other() -> None:
    panels = json.loads((DOCS / "grafana/unpinch.json").read_text())["panels"]
    shown = [target["expr"] for panel in panels for target in panel["targets"]]
    assert asked_for(" ".join(shown)) == names()


def test_the_alerts_ask_for_figures_that_exist() -> None:
    (group,) = yaml.safe_load((DOCS / "alerts/unpinch.yml").read_text())["groups"]
    asked = asked_for(" ".join(rule["expr"] for rule in group["rules"]))
    assert asked
    assert asked <= names()


def test_the_handbook_explains_every_figure() -> None:
    assert asked_for((DOCS / "operating.md").read_text()) == names()


def test_the_handbook_explains_every_exit_code_of_the_program() -> None:
    text = (DOCS / "operating.md").read_text()
    root = DOCS.parent
    sources = [*root.glob("bot/**/*.py"), *root.glob("storage/**/*.py"), *root.glob("content/*.py")]
    found = {code for s in sources for code in re.findall(r"exit_code = (\d+)", s.read_text())}
    assert found
    assert found <= set(re.findall(r"^\| (\d+) \|", text, re.MULTILINE))
