"""The rules of docs/programme.md and the tests that are about each: `python -m` prints them."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
LINE = re.compile(
    r"^\| (?P<id>[A-Z0-9.]+) \| (?P<says>.+?) \| (?P<basis>.+?) \| (?P<where>\S+) \|$"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the document: id, words, what it rests on, and the function it lives in."""

    id: str
    says: str
    basis: str
    where: str


def rules() -> list[Rule]:
    """Every rule of the document, in its order."""
    lines = (ROOT / "docs" / "programme.md").read_text(encoding="utf-8").splitlines()
    return [Rule(**found.groupdict()) for line in lines if (found := LINE.match(line))]


def tests() -> dict[str, list[str]]:
    """The names of the tests marked with each rule id."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for rule in _marks(node):
                    found[rule].append(node.name)
    return dict(found)


def _marks(test: ast.FunctionDef) -> list[str]:
    calls = [mark for mark in test.decorator_list if isinstance(mark, ast.Call)]
    return [
        str(ast.literal_eval(argument))
        for call in calls
        if ast.unparse(call.func) == "pytest.mark.rule"
        for argument in call.args
    ]


if __name__ == "__main__":
    named = tests()
    for rule in rules():
        print(f"{rule.id:5}{rule.says}")
        for name in named.get(rule.id, ["NO TEST"]):
            print(f"     - {name}")
