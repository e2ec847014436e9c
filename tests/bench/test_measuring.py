"""What is reckoned from measurements is reckoned right."""

import json
from pathlib import Path

from tests.bench import product
from tests.bench.measuring import Row, Spread, failed, keep, percentile, short, table

FAST = Row("sends", "/s", Spread.of([200.0, 100.0, 300.0]), Spread.of([10.0]), "10x", True)
SLOW = Row("start", "s", Spread.of([3.0]), None, "at most 2 s", False, "it read the file")


def test_a_spread_is_the_median_with_the_smallest_and_the_largest() -> None:
    assert FAST.ours == Spread(200.0, 100.0, 300.0)
    assert str(FAST.ours) == "200 (100-300)"
    assert FAST.ratio == 20.0


def test_the_slowest_of_a_hundred_is_the_p99() -> None:
    assert percentile([float(number) for number in range(100)], 0.99) == 99.0
    assert percentile([1.0], 0.99) == 1.0


def test_figures_are_short_and_never_powers_of_ten() -> None:
    assert [short(value) for value in (0.0123, 5.204, 72.55, 15767.3)] == [
        "0.0123", "5.2", "72.5", "15,767",
    ]  # fmt: skip


def test_the_table_says_which_target_was_missed() -> None:
    lines = table([FAST, SLOW]).splitlines()
    assert lines[2].endswith("| 10x | yes |")
    assert lines[3].endswith("| at most 2 s | NO |")
    assert failed([FAST, SLOW])
    assert not failed([FAST])


def test_the_file_holds_every_row_with_its_ratio_and_the_machine(tmp_path: Path) -> None:
    keep([FAST, SLOW], tmp_path / "bench.json", "0.10, 0.20, 0.30")
    first, second = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    wanted = {"name", "ours", "rival", "ratio", "target", "holds", "machine"}
    assert wanted <= first.keys()
    assert first["ours"] == {"median": 200.0, "min": 100.0, "max": 300.0}
    assert (first["ratio"], second["ratio"], second["holds"]) == (20.0, None, False)
    assert "load 0.10, 0.20, 0.30 at the start" in first["machine"]


def test_the_busiest_second_is_found_wherever_it_begins() -> None:
    sends: list[list[float]] = [[0.0, 1], [0.9, 2], [1.0, 3], [1.5, 4], [1.85, 5], [3.0, 1]]
    assert product.most_in_a_second(sends) == 4
    assert product.doubled(sends) == 1
