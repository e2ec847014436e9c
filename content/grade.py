"""How many years of school a text asks for, by the Flesch-Kincaid formula."""

import re
from functools import cache

SHORTEST = 12  # words; fewer say nothing about a grade
EASY, HARDER = 7.0, 8.0  # the highest grade of any text, and of one about anatomy
# The end of a line ends a sentence too: a list is no endless sentence.
_LINE_END = re.compile(r"(?<![.!?:;\n])[ \t]*\n+")


@cache
def grade(text: str) -> float:
    """The school grade of a text in English, 0 for one too short to tell or easier than that."""
    if len(text.split()) < SHORTEST:
        return 0.0
    # Here, because it loads dictionaries that a running bot has no use for; it ships no types.
    import textstat  # type: ignore[import-untyped]

    return max(0.0, float(textstat.flesch_kincaid_grade(_LINE_END.sub(".\n", text))))


def remedy(found: float, limit: float) -> str:
    """What to do about a text whose grade is above its limit."""
    return f"use shorter words and sentences; this reads like grade {found:.1f}, not {limit:.0f}."
