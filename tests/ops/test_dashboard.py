"""The dashboard and the alerts are of the shape that Grafana and Prometheus take."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.ops.backup_rounds import Standing
from bot.ops.metrics import render
from tests.ops.test_metrics import BUSY, NOW, busy

DOCS = Path(__file__).parents[2] / "docs"
BOARD: dict[str, Any] = json.loads((DOCS / "grafana/unpinch.json").read_text())
PANELS: list[dict[str, Any]] = BOARD["panels"]
RULES: list[dict[str, Any]] = yaml.safe_load((DOCS / "alerts/unpinch.yml").read_text())["groups"][
    0
]["rules"]
WIDE = 24  # columns of a dashboard
KINDS = {"timeseries", "stat", "gauge", "table", "row", "text", "heatmap", "bargauge"}
UNITS = {"short", "s", "ops", "percent", "percentunit", "none", "bool", "reqps", "cps"}
# What stands in an expression beside names of figures and of labels.
FUNCTIONS = {"sum", "rate", "increase", "histogram_quantile", "max", "by"}


def board_expressions() -> list[str]:
    return [target["expr"] for panel in PANELS for target in panel["targets"]]


def every_expression() -> list[str]:
    return [*board_expressions(), *(rule["expr"] for rule in RULES)]


def samples() -> dict[str, set[str]]:
    """Every name that a scrape gives, as it stands there, with its labels."""
    text = (render(BUSY, NOW, Standing(NOW, None)) + busy().text()).decode()
    found: dict[str, set[str]] = {"up": {"job"}}
    for name, labels in re.findall(r"^(unpinch_\w+)(?:\{(.*?)\})? ", text, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall(r"(\w+)=", labels))
    return found


def test_the_board_names_itself_and_its_source() -> None:
    assert set(BOARD) >= {"title", "uid", "schemaVersion", "time", "templating", "panels"}
    assert isinstance(BOARD["schemaVersion"], int)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}", BOARD["uid"])
    assert set(BOARD["time"]) == {"from", "to"}
    (source,) = BOARD["templating"]["list"]
    assert (source["type"], source["query"]) == ("datasource", "prometheus")


def test_panels_have_numbers_of_their_own_and_titles() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert len({panel["title"] for panel in PANELS}) == len(PANELS)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: str(panel["title"]))
def test_a_panel_can_be_drawn(panel: dict[str, Any]) -> None:
    assert panel["type"] in KINDS
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
    place = panel["gridPos"]
    assert set(place) == {"h", "w", "x", "y"}
    assert all(isinstance(number, int) and number >= 0 for number in place.values())
    assert 0 < place["w"] <= WIDE - place["x"]
    source = {"type": "prometheus", "uid": f"${{{BOARD['templating']['list'][0]['name']}}}"}
    assert panel["datasource"] == source
    letters = [target["refId"] for target in panel["targets"]]
    assert len(set(letters)) == len(letters) > 0
    assert all(target["datasource"] == source for target in panel["targets"])


def test_no_panel_covers_another() -> None:
    for one, other in combinations((panel["gridPos"] for panel in PANELS), 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below, (one, other)


@pytest.mark.parametrize("expression", every_expression())
def test_an_expression_asks_only_for_what_a_scrape_gives(expression: str) -> None:
    known = samples()
    bare = re.sub(r'"[^"]*"|\[\d+[smhd]\]', "", expression)
    asked = [name for name in known if re.search(rf"\b{name}\b", bare)]
    assert len(asked) == 1, expression
    labels = {"le"} | known[asked[0]]
    words = set(re.findall(r"[A-Za-z_]\w*", bare)) - FUNCTIONS - {asked[0]}
    assert words <= labels, expression


@pytest.mark.parametrize("expression", every_expression())
def test_an_expression_is_closed(expression: str) -> None:
    for opening, closing in ("()", "[]", "{}"):
        assert expression.count(opening) == expression.count(closing)
    counters = re.findall(r"unpinch_\w+_(?:total|bucket)", expression)
    for counter in counters:  # a counter alone only grows; its rise is what tells something
        assert re.search(rf"(rate|increase)\({counter}(\{{[^}}]*\}})?\[\d+[mhd]\]\)", expression)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alert_says_what_it_compares_and_what_is_wrong(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert re.fullmatch(r"[A-Za-z]\w*", rule["alert"])
    assert re.search(r" (>|<|==|>=|<=) \d+(\.\d+)?$", rule["expr"])
    assert re.fullmatch(r"\d+[smhd]", rule.get("for", "1m"))
    assert rule["labels"]["severity"] in ("page", "look")
    assert rule["annotations"]["summary"].endswith(".")


def test_alerts_have_names_of_their_own() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
