"""The operator sees counts and ages, and the files for Grafana and alerts ask for what exists."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import yaml
from starlette.applications import Starlette

from bot.ops.backup_rounds import Standing
from bot.ops.happened import Happened
from bot.ops.listening import listening
from bot.ops.metrics import Metrics, render
from bot.services.outcomes import Refused, Sent, Why
from storage.stats import Stats

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)
BUSY = Stats(
    deliveries={"waiting": 3, "sending": 1},
    schedules={"active": 5, "paused": 1},
    holds={"emergency": 1},
    updates=2,
    oldest_due=NOW - timedelta(seconds=90),
    oldest_update=NOW - timedelta(seconds=4),
)
QUIET = Stats({}, {}, {}, 0, None, None)


class Steps:
    """A clock that goes on a fifth of a second each time it is read."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        self.seconds += 0.2
        return self.seconds


def busy() -> Happened:
    """A process that has delivered, waited and answered."""
    happened = Happened(Steps())
    happened.delivered("routine", NOW - timedelta(seconds=40), NOW, Sent(1))
    happened.delivered("break", NOW, NOW, Refused(Why.FLOOD, 5))
    happened.answered(429)
    happened.answered(200)
    with happened.handling():
        pass
    return happened


def names() -> set[str]:
    """Every figure as it is asked for: a histogram by its name."""
    text = (render(BUSY, NOW, Standing(NOW, None)) + busy().text()).decode()
    found = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    return {name for name in found if not name.endswith("_created")}


def asked_for(text: str) -> set[str]:
    return {name.removesuffix("_bucket") for name in re.findall(r"\bunpinch_\w+", text)}


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
    assert 'unpinch_deliveries{state="sending"} 1.0' in lines(BUSY)
    assert 'unpinch_holds{level="emergency"} 1.0' in lines(BUSY)


def test_a_result_that_never_happened_is_shown_as_none_so_that_its_first_one_is_a_rise() -> None:
    assert 'unpinch_deliveries{state="waiting"} 0.0' in lines(QUIET)


def test_what_happened_is_counted_by_kind_and_result_and_lateness_only_for_what_arrived() -> None:
    text = busy().text().decode().splitlines()
    assert 'unpinch_sends_total{kind="break",result="flood"} 1.0' in text
    assert 'unpinch_lateness_seconds_bucket{le="60.0"} 1.0' in text
    assert 'unpinch_lateness_seconds_bucket{le="30.0"} 0.0' in text
    assert "unpinch_floods_total 1.0" in text
    assert 'unpinch_handler_seconds_bucket{le="0.25"} 1.0' in text
    assert 'unpinch_handler_seconds_bucket{le="0.1"} 0.0' in text


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
