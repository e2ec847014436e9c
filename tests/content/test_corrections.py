"""Wrong statements are caught, what is right is not, and no text of ours makes one."""

import pytest

from content.corrections import Correction, corrections, found


@pytest.mark.parametrize("correction", corrections(), ids=lambda one: one.id)
def test_the_wrong_sentence_is_caught(correction: Correction) -> None:
    assert correction.made_in(correction.wrong)
    assert any(correction.id in line for line in found(f"Hello. {correction.wrong} Bye."))


@pytest.mark.parametrize("correction", corrections(), ids=lambda one: one.id)
def test_what_is_right_is_not_caught(correction: Correction) -> None:
    assert not correction.made_in(correction.right)
