"""The check ends with counts, coverage and how hard the texts are to read."""

from dataclasses import replace

from content.check_report import Grades, grades, lines, missing
from content.loader import load_library, own_folder

LIBRARY = load_library()
SAID = lines(LIBRARY, own_folder())


def test_the_report_counts_what_is_there() -> None:
    files = [p for p in own_folder().rglob("*.toml") if not p.name.startswith("_")]
    for words in (
        f"{len(files)} files",
        f"{len(LIBRARY.exercises)} exercises",
        f"{len(LIBRARY.articles)} articles",
        f"{len(LIBRARY.quiz)} quiz questions",
        f"{len(LIBRARY.sources)} sources",
    ):
        assert words in SAID[0]


def test_the_report_names_what_of_the_inventory_is_covered_and_left_out() -> None:
    assert SAID[1] == "Inventory: 236 of 236 records covered; left out: none."
    assert missing(LIBRARY) == []


def test_a_record_that_lost_its_text_is_a_fault() -> None:
    articles = {id_: one for id_, one in LIBRARY.articles.items() if id_ != "shoe-inserts"}
    (fault,) = missing(replace(LIBRARY, articles=articles))
    assert "235 of 236" in fault
    assert "[exempt]" in fault


def test_the_hardest_texts_are_named_by_their_files() -> None:
    read = grades(LIBRARY)
    assert len(read.worst) == 5
    assert [found for found, _ in read.worst] == sorted((f for f, _ in read.texts), reverse=True)[
        :5
    ]
    assert all(file in SAID[2] for _, file in read.worst)


def test_the_median_of_no_texts_is_zero() -> None:
    assert Grades(()).median == 0
    assert Grades(((9.0, "a"), (2.0, "b"), (1.0, "c"))).median == 2
