"""/help lists everything and explains each command; nonsense still leads on."""

import pytest

from bot.chat.routes import COMMANDS
from tests.chat.talking import Chat


def test_help_lists_every_command(chat: Chat) -> None:
    shown = chat.types("/help")
    hidden = {"help", "start"}
    assert all(f"/{c.name}" in shown for c in COMMANDS if c.name not in hidden)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_each_command_is_explained_by_its_name(chat: Chat, name: str) -> None:
    assert f"<b>/{name}</b>" in chat.types(f"/help {name}")
    assert f"<b>/{name}</b>" in chat.types(f"/help /{name.upper()}")


def test_an_explanation_leads_back_to_the_whole_list(chat: Chat) -> None:
    chat.types("/help pain")
    assert "What I can do" in chat.taps("All I can do")


def test_an_unknown_name_is_said_back_short_and_harmless(chat: Chat) -> None:
    shown = chat.types("/help <b>" + "banana" * 20)
    assert "no command called “&lt;b&gt;bananabanana" in shown
    assert "banana" * 10 not in shown
    assert "/today" in shown


def test_a_name_with_dots_or_braces_is_no_way_to_other_words(chat: Chat) -> None:
    assert "no command called" in chat.types("/help of.today")
    assert "no command called" in chat.types("/help {words}")


def test_an_emergency_behind_help_is_heard(chat: Chat) -> None:
    assert "Call your local emergency number now" in chat.types(
        "/help I can't pee since this morning"
    )
