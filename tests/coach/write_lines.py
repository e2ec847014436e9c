"""Writes one plain sentence for each line of the families that mean a sign, so that each is needed.

Run it from the folder of the project: `python tests/coach/write_lines.py`. It writes
`tests/coach/lines.toml` anew. A line stands in a sentence that means nothing grave without
it, as `tests/coach/carriers.toml` gives it for its family; kept are the sentences that are read as
the level that stands there by the rules alone, and that are not when the line is taken out. Such
sentences only guard the lists: whoever deletes a line sees a test fail. They say nothing of how
well the words of strangers are read, and the points of words are not learned from them.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


from bot.coach import reading, triage  # noqa: E402  the path comes first
from bot.coach.lexicon import GAP  # noqa: E402
from bot.coach.triage import Level  # noqa: E402
from content.model import Safety  # noqa: E402
from content.safety_loader import load_safety  # noqa: E402
from tests.coach.mutate_safety import Lacking, without_tally  # noqa: E402

HERE = Path(__file__).parent
HEAD = """\
# One plain sentence for each line of the families that mean a sign, written by
# tests/coach/write_lines.py and never by hand. Without its line each is read as less urgent.
# They guard the lists and measure nothing.
"""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Sentences with a gap for a line of one family, and the level they have with it."""

    family: str
    level: str
    sentences: tuple[str, ...]


def carriers() -> Iterator[Carrier]:
    """What `carriers.toml` gives."""
    data = tomllib.loads((HERE / "carriers.toml").read_text(encoding="utf-8"))
    for family, row in data.items():
        yield Carrier(family, row["level"], tuple(row["sentences"]))


def spoken(safety: Safety, line: str) -> str:
    """A line as somebody may type it: the first of several words, nothing in its gaps."""
    words = []
    for part in line.split():
        if part == GAP:
            continue
        first = part.partition("/")[0]
        if first.startswith("@"):
            first = next(w for w in safety.families[first[1:]].words if " " not in w)
        words.append(first.rstrip("*"))
    return " ".join(words)


def needed(words: Lacking, safety: Safety, carrier: Carrier, line: str) -> str | None:
    """The first sentence whose level falls when the line is taken out; None when none does."""
    for sentence in carrier.sentences:
        text = sentence.format(spoken(safety, line))
        words.left_out = None
        if _level(words, safety, text) != carrier.level:
            continue
        words.left_out = (carrier.family, line)
        if _level(words, safety, text).rank > Level(carrier.level).rank:
            return text
    return None


def _level(words: Lacking, safety: Safety, text: str) -> Level:
    return triage.weigh(text, reading.read(text, safety, words), safety).level


def written(carrier: Carrier, texts: list[str]) -> str:
    """One group of messages as it stands in the file."""
    lines = "\n".join(f'    "{text}",' for text in texts)
    return (
        f'[[messages]]\nexpected = "{carrier.level}"\nacceptable = []\n'
        f'why = "[lines] every line of {carrier.family}"\ntexts = [\n{lines}\n]\n'
    )


def main(arguments: list[str]) -> int:
    """Write the file and say how many lines have a sentence; with words, name the others."""
    safety = without_tally(load_safety(ROOT / "content" / "safety", {}))
    words = Lacking(safety)
    groups, kept, tried = [HEAD], 0, 0
    for carrier in carriers():
        lines = safety.families[carrier.family].words
        found = {line: needed(words, safety, carrier, line) for line in lines}
        texts = list(dict.fromkeys(text for text in found.values() if text))
        kept, tried = kept + len(texts), tried + len(lines)
        print(f"{carrier.family}: {len(texts)} of {len(lines)}")
        if arguments:
            print(*(f"  {line}" for line, text in found.items() if not text), sep="\n")
        if texts:
            groups.append(written(carrier, texts))
    (HERE / "lines.toml").write_text("\n".join(groups), encoding="utf-8")
    print(f"{kept} sentences for {tried} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
