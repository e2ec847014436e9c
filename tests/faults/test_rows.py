"""The rows of docs/reliability.md: each is shown by tests that exist, or says why by none."""

from tests.faults.rows import PAGE, WITHOUT_A_TEST, missing, page, rows


def test_every_row_names_tests_that_exist_or_a_reason() -> None:
    assert [test for row in rows() for test in missing(row)] == []
    assert [row.id for row in rows() if bool(row.tests) == bool(row.without)] == []


def test_hardly_any_row_is_without_a_test() -> None:
    assert len([row for row in rows() if row.without]) <= WITHOUT_A_TEST


def test_the_page_shows_the_rows_of_now() -> None:
    shown = PAGE.read_text(encoding="utf-8")
    assert page(shown) == shown
