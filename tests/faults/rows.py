"""The faults of rows.toml with the tests that show each: `python -m tests.faults.rows` prints them.

`--write` puts the table into docs/reliability.md, `--run` runs every test that is named.
"""

import ast
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- rows -->", "<!-- end of rows -->"
HEAD = "| row | what happens, and what must come of it | shown by |\n|---|---|---|\n"
WITHOUT_A_TEST = 10  # rows at most


@dataclass(frozen=True, slots=True)
class Row:
    """One fault. `tests` are `file::name` under tests/; `without` says why there is none."""

    id: str
    says: str
    tests: tuple[str, ...]
    without: str


def rows() -> list[Row]:
    """Every fault, in the order of the file."""
    text = (TESTS / "faults" / "rows.toml").read_text(encoding="utf-8")
    return [
        Row(id_, entry["says"], tuple(entry.get("tests", ())), entry.get("without", ""))
        for id_, entry in tomllib.loads(text).items()
    ]


@cache
def tests_in(file: str) -> frozenset[str]:
    """The names of the tests in a file under tests/; none when there is no such file."""
    path = TESTS / file
    if not path.is_file():
        return frozenset()
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        node.name for node in found if isinstance(node, kinds) and node.name.startswith("test_")
    )


def missing(row: Row) -> list[str]:
    """The tests a row names that do not exist."""
    split = [(test, *test.split("::")) for test in row.tests]
    return [test for test, file, name in split if name not in tests_in(file)]


def table() -> str:
    """All rows as a table for the page."""
    return HEAD + "".join(f"| {row.id} | {row.says} | {_shown_by(row)} |\n" for row in rows())


def _shown_by(row: Row) -> str:
    if row.without:
        return f"no test: {row.without}"
    return "<br>".join(f"`{test}`" for test in row.tests)


def page(text: str) -> str:
    """The page with the table of now between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}{END}{after}"


def run() -> int:
    """Run every test that is named, each once."""
    named = sorted({f"tests/{test}" for row in rows() for test in row.tests})
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", *named], check=False)
    return done.returncode


def main(*words: str) -> int:
    """Print the rows; 1 when one names a test that is not there."""
    if "--write" in words:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    if "--run" in words:
        return run()
    faults = 0
    for row in rows():
        print(f"{row.id:5}{row.says}")
        for line in missing(row) or ([] if row.tests or row.without else ["no test"]):
            faults += 1
            print(f"     MISSING {line}")
    without = [row.id for row in rows() if row.without]
    print(f"{len(rows())} rows, {len(without)} without a test: {' '.join(without)}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
