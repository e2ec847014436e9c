"""How many years of school a text asks for, by the Flesch-Kincaid formula."""

import textstat  # type: ignore[import-untyped]  # the library ships no types

SHORTEST = 12  # words; fewer say nothing about a grade


def grade(text: str) -> float:
    """The school grade of a text in English, 0 for one too short to tell or easier than that."""
    if len(text.split()) < SHORTEST:
        return 0.0
    return max(0.0, float(textstat.flesch_kincaid_grade(text)))
