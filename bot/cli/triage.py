"""`unpinch triage`: what the detector reads in a text, in plain lines, JSON lines or a table."""

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TextIO

from bot.coach import judging, scoring, triage
from bot.coach.judging import Judged
from bot.coach.scoring import Labelled, Score, Scored, Share
from bot.coach.triage import Level, Line
from content.loader import load_library
from content.model import Library, Safety

BAD_INPUT = 65
NO_INPUT = 66
_LEVEL_WIDTH, _CELL = 14, 10


def print_trace(text: str, out: TextIO) -> int:
    """What was read in one text, as whom, when, denied or not, which rule and which level."""
    library = load_library()
    judged = _judge(text, library)
    english, foreign = judged.english, judged.foreign
    says = _names(library.safety)
    for line in triage.trace(english):
        print(_spoken(line, says), file=out)
    for finding in english.findings:
        print(f"rule {finding.id} ({finding.rule}) -> {finding.level}", file=out)
    if foreign is not None:
        rules = f" ({', '.join(foreign.rules)})" if foreign.rules else ""
        print(f"language {foreign.language or 'unknown'}{rules} -> {foreign.level}", file=out)
    about = f", about {english.spoken_of}" if english.findings else ""
    print(f"level: {judged.level.value}{about}", file=out)
    if judged.card:
        print(f"card: {judged.card}", file=out)
    return 0


def _judge(text: str, library: Library) -> Judged:
    """The same reading as in the chat: English and the other languages together."""
    return judging.judge(text, library.safety, library.languages)


def answer_lines(lines: Iterable[str], out: TextIO) -> int:
    """One JSON object {"id", "text"} a line to one answer a line; 65 when a line was not one."""
    library = load_library()
    _judge("", library)  # builds the word lists, so that the first answer is as quick
    code = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            answer = _answer(line, number, library)
            code = BAD_INPUT if "error" in answer else code
            print(json.dumps(answer, ensure_ascii=False), file=out, flush=True)
    return code


def print_score(path: Path, out: TextIO, *, quiet: bool) -> int:
    """The table of a labelled set; 66 when there is none there, 65 when it cannot be read."""
    if not path.exists():
        print(f"There is no file or folder {path}.", file=out)
        return NO_INPUT
    try:
        messages = list(labelled(path))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"{path} cannot be read as labelled messages: {error}", file=out)
        return BAD_INPUT
    if not messages:
        print(f"{path} holds no labelled messages.", file=out)
        return BAD_INPUT
    library = load_library()
    _judge("", library)  # builds the word lists, so that no message is timed with it
    results = [_scored(message, library) for message in messages]
    for line in _table(scoring.score(results)):
        print(line, file=out)
    if not quiet:
        for line in _misses(results):
            print(line, file=out)
    return 0


def _names(safety: Safety) -> dict[str, str]:
    """What each concept and word family is called in a trace."""
    families = {family.id: family.means for family in safety.families.values()}
    return families | {concept.id: concept.says for concept in safety.concepts}


def _spoken(line: Line, says: dict[str, str]) -> str:
    """I read: *can't pee* (cannot pee, now, you) -> K1."""
    marks = [says.get(line.concept, line.concept), line.when, line.who]
    marks += ["denied"] if line.denied else []
    marks += ["asked in general"] if line.hypothetical else []
    rules = f" -> {', '.join(line.rules)}" if line.rules else ""
    return f"I read: *{line.words}* ({', '.join(marks)}){rules}"


def _answer(line: str, number: int, library: Library) -> dict[str, object]:
    try:
        asked = json.loads(line)
        id_, text = asked["id"], asked["text"]
    except (ValueError, TypeError, KeyError):
        return {"line": number, "error": 'write one object with "id" and "text" on each line'}
    if not isinstance(text, str):
        return {"line": number, "id": id_, "error": '"text" must be a text'}
    start = perf_counter()
    judged = _judge(text, library)
    spent = (perf_counter() - start) * 1000
    return {"id": id_, **_plain(judged), "ms": round(spent, 3)}


def _plain(judged: Judged) -> dict[str, object]:
    findings = [
        {"id": f.id, "rule": f.rule, "level": f.level, "words": f.words, "who": f.who}
        for f in judged.english.findings
    ]
    foreign = judged.foreign
    if foreign is not None and foreign.rules:
        findings.append({"id": f"language-{foreign.language}", "level": foreign.level})
    return {"level": judged.level.value, "rules": list(judged.rules), "findings": findings}


def labelled(path: Path) -> Iterator[Labelled]:
    """The messages of a JSON-lines file, of a TOML file, or of every TOML file of a folder.

    KeyError, TypeError or ValueError when a row is no labelled message.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*.toml")):
            yield from labelled(file)
    elif path.suffix == ".toml":
        yield from _of_toml(path)
    else:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield _row(json.loads(line), f"{path.stem}:{number}")


def _of_toml(path: Path) -> Iterator[Labelled]:
    """Groups of texts under one label, or single texts each with its own."""
    for number, group in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["messages"], 1):
        if "expected" in group:
            texts = group.get("texts") or [group["text"]]
            for place, text in enumerate(texts, 1):
                yield _row({**group, "text": text, "id": ""}, f"{path.stem}:{number}.{place}")


def _row(row: dict[str, object], place: str) -> Labelled:
    expected = Level(str(row["expected"]))
    acceptable = row.get("acceptable") or []
    if not isinstance(acceptable, list):
        raise TypeError(f'"acceptable" of {place} is no list')
    return Labelled(
        id=str(row.get("id") or place),
        text=str(row["text"]),
        expected=expected.value,
        acceptable=tuple(Level(str(level)).value for level in acceptable),
        why=str(row.get("why") or ""),
    )


def _scored(message: Labelled, library: Library) -> Scored:
    start = perf_counter()
    level = _judge(message.text, library).level.value
    return Scored(message, level, (perf_counter() - start) * 1000)


def _table(score: Score) -> Iterator[str]:
    """The figures, the confusion matrix and the slices, one line after the other."""
    yield _line("at an accepted level", score.accepted)
    yield _line("emergencies recognised", score.emergencies)
    yield _line("emergencies answered with self-care", score.emergencies_to_self_care)
    yield _line("urgent answered with self-care", score.urgent_to_self_care)
    yield _line("self-care sent to emergency", score.self_care_to_emergency)
    yield _line("others answered unsure", score.unsure)
    yield f"ms a message: median {score.median:.2f}, p99 {score.p99:.2f}, max {score.slowest:.2f}"
    yield "expected \\ got".ljust(_LEVEL_WIDTH) + "".join(_cell(level) for level in Level)
    for expected in Level:
        counts = (str(score.confusion.get((expected.value, got.value), 0)) for got in Level)
        yield expected.value.ljust(_LEVEL_WIDTH) + "".join(_cell(count) for count in counts)
    for name, share in score.slices.items():
        yield f"  {name}: {share.hits} of {share.of}"


def _cell(word: str) -> str:
    return word[: _CELL - 1].rjust(_CELL)


def _line(name: str, share: Share) -> str:
    low, high = share.interval
    part = share.hits / share.of if share.of else 0.0
    return f"{name}: {share.hits} of {share.of} ({part:.1%}, 95 % {low:.1%} to {high:.1%})"


def _misses(results: list[Scored]) -> Iterator[str]:
    for result in results:
        if not result.accepted:
            message = result.message
            yield f"miss {message.id}: {message.expected}, got {result.level}: {message.text}"
