"""Every statement has a source, and nobody claims to have read more than was read."""

from content.loader import inspect_library
from content.source_files import PRACTICE

LIBRARY = inspect_library()[0]
NAMED = {
    "acsm-2021",
    "acsm-2011",
    "ingram-2025",
    "kemp-2020",
    "nemex-2010",
    "thorborg-2016",
    "johnston-1999",
    "wall-2016",
    "distefano-2009",
    "juker-1998",
    "owen-2020",
    "jospt-2021-back",
    "jospt-2025-hip-oa",
    "mgh-hip-handout",
    "ucsf-hip-handout",
    "aaos-hip",
    "physiopedia-gluteal",
    "leeds-hip-precautions",
    "nice-ng226",
    "grimaldi-gluteal",
    "merck-handout",
    "delphi-2021-rolling",
    "practice",
}


def test_every_source_of_the_evidence_list_is_there():
    assert set(LIBRARY.sources) >= NAMED


def test_a_reading_day_stands_only_for_what_was_read():
    for source in LIBRARY.sources.values():
        itself = source.read in {"page", "abstract", "excerpt"}
        assert (source.read_on is not None) == itself, source.id


def test_everything_but_plain_practice_has_an_address():
    without = {s.id for s in LIBRARY.sources.values() if not s.link}
    assert without == {s.id for s in LIBRARY.sources.values() if s.strength == PRACTICE}


def test_a_dose_that_nobody_tested_says_so():
    for exercise in LIBRARY.exercises.values():
        if exercise.sources == ("practice",):
            words = exercise.dose_reason.casefold()
            assert "practice" in words or "no study" in words, exercise.id
