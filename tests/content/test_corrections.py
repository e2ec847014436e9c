"""Wrong statements are caught, what is right is not, and no text of ours makes one."""

import pytest

from content.corrections import Correction, corrections, forget, found


@pytest.mark.parametrize("correction", corrections(), ids=lambda one: one.id)
def test_the_wrong_sentence_is_caught(correction: Correction) -> None:
    assert correction.made_in(correction.wrong)
    assert any(correction.id in line for line in found(f"Hello. {correction.wrong} Bye."))


@pytest.mark.parametrize("correction", corrections(), ids=lambda one: one.id)
def test_what_is_right_is_not_caught(correction: Correction) -> None:
    assert not correction.made_in(correction.right)


def test_a_wrong_sentence_is_caught_anywhere_in_a_long_text() -> None:
    text = "Sit tall.\nBreathe out\nPush through the pain. Then rest."
    assert any("push-through" in line for line in found(text))


def test_a_text_may_name_a_myth_and_deny_it() -> None:
    assert found("Don't push through the pain.") == ()


def test_a_question_is_no_statement() -> None:
    assert found("Do shoe inserts help?") == ()
    assert found("Do shoe inserts help? Shoe inserts help a lot.") != ()


def test_a_bladder_is_no_ladder() -> None:
    assert found("New trouble with the bladder, and you cannot stand.") == ()


def test_the_file_is_read_anew_once_it_was_saved() -> None:
    before = corrections()
    forget()
    assert corrections() is not before
    assert [one.id for one in corrections()] == [one.id for one in before]
