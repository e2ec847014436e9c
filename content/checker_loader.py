"""Reads content/safety/checker.toml: the screens of the checker by taps, strictly."""

import re
from collections.abc import Mapping
from pathlib import Path

from content.findings import Finding
from content.model import CheckerAnswer, CheckerScreen, SafetyCard, Source
from content.tables import Table, read_table
from content.telegram_html import refusals

FILE = "safety/checker.toml"
LEVELS = frozenset({"emergency", "urgent", "see_clinician"})
MOST_STEPS = 8
MOST_LINES = 7
LONGEST_LABEL = 40
_CODE = re.compile(r"[a-z]")
_RULE = re.compile(r"K([1-9]|1\d|2[0-5])")


def read_checker(
    path: Path,
    cards: Mapping[str, SafetyCard],
    sources: Mapping[str, Source],
    faults: list[Finding],
) -> tuple[CheckerScreen, ...]:
    """The screens in the order of the file; what is wrong is added to `faults`.

    A folder without the file has no checker.
    """
    if not path.exists():
        return ()
    table = read_table(path, FILE, faults)
    names = frozenset(table)
    return tuple(_screen(id_, table.table(id_), names, cards, sources) for id_ in table)


def _screen(
    id_: str,
    table: Table,
    names: frozenset[str],
    cards: Mapping[str, SafetyCard],
    sources: Mapping[str, Source],
) -> CheckerScreen:
    screen = CheckerScreen(
        id=id_,
        step=table.number("step", 1, MOST_STEPS),
        short=table.text("short"),
        title=table.text("title"),
        lines=table.texts("lines"),
        rules=table.texts("rules"),
        sources=table.words("sources", sources, least=1),
        reviewer=table.text_or_empty("reviewer"),
        follow_up=table.yes("follow_up"),
        answers=_answers(table, names, cards),
    )
    _blame_words(table, screen)
    table.close()
    return screen


def _answers(
    table: Table, names: frozenset[str], cards: Mapping[str, SafetyCard]
) -> tuple[CheckerAnswer, ...]:
    found = []
    for number, data in enumerate(table.tables("answers"), 1):
        found.append(_answer(data, names, cards))
        if not _CODE.fullmatch(found[-1].code):
            table.blame("answers", f"answer {number}: write one small letter as its code.")
    codes = [answer.code for answer in found]
    if len(set(codes)) != len(codes):
        table.blame("answers", "two answers have the same code; give each its own letter.")
    return tuple(found)


def _answer(table: Table, names: frozenset[str], cards: Mapping[str, SafetyCard]) -> CheckerAnswer:
    level = table.word("level", LEVELS) if table.has("level") else ""
    answer = CheckerAnswer(
        code=table.text("code"),
        label=table.text("label"),
        said=table.text("said"),
        level=level,
        card=table.word("card", cards) if level else "",
        goes_on=table.yes("goes_on"),
        then=table.word("then", names) if table.has("then") else "",
    )
    if len(answer.label) > LONGEST_LABEL:
        table.blame("label", f"a button holds {LONGEST_LABEL} characters; shorten it.")
    if answer.goes_on and level != "see_clinician":
        table.blame("goes_on", "only an answer of level see_clinician may wait for the end.")
    table.close()
    return answer


def _blame_words(table: Table, screen: CheckerScreen) -> None:
    if len(screen.lines) > MOST_LINES:
        table.blame("lines", f"a screen shows {MOST_LINES} lines at most; shorten the list.")
    for words in (screen.title, *screen.lines):
        for refusal in refusals(words):
            table.blame("lines", refusal)
    for rule in screen.rules:
        if not _RULE.fullmatch(rule):
            table.blame("rules", f"{rule} is no rule; write K1 to K25.")
