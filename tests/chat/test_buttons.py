"""Buttons: what they carry fits, comes back the same, and is refused when it is not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import OldButton, Press, pack, unpack


def test_what_is_packed_comes_back() -> None:
    assert unpack(pack("zone", "America/Argentina/ComodRivadavia")) == Press(
        "zone", ("America/Argentina/ComodRivadavia",)
    )


def test_a_button_that_does_not_fit_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        pack("zone", "x" * 40, "y" * 40)


@pytest.mark.parametrize(
    "data",
    ["", "1", "1:", "2:done:1:2", "1:done:1:2\n", "1:DONE", "1:done::", "1:done:é",
     "ÿ" * 64, "1:done:'; DROP TABLE plan;--", "1:done:../../etc", "1:done:1:2 ", "1:don\x00e"],
)  # fmt: skip
def test_foreign_data_is_an_old_button(data: str) -> None:
    with pytest.raises(OldButton):
        press = unpack(data)
        press.number(0)


def test_a_huge_number_is_refused() -> None:
    with pytest.raises(OldButton):
        unpack(pack("done", "9" * 30)).number(0)


def test_a_missing_part_is_refused() -> None:
    with pytest.raises(OldButton):
        unpack(pack("done")).number(0)


@given(st.text())
def test_any_text_is_read_or_refused(data: str) -> None:
    try:
        press = unpack(data)
    except OldButton:
        return
    assert pack(press.verb, *press.args) == data
