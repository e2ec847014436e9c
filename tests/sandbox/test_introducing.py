"""Command lists, names and descriptions are kept per scope and language, within limits."""

import pytest

from tests.sandbox.stand import Stand

HELP = {"command": "help", "description": "Help"}
AJUDA = {"command": "help", "description": "Ajuda"}


async def test_a_person_sees_the_nearest_list_in_their_language(stand: Stand) -> None:
    chat = {"type": "chat", "chat_id": stand.ana}
    profile = stand.world.profile
    await stand.done("setMyCommands", commands=[HELP])
    assert profile.commands_for(stand.ana, "pt-br") == [HELP]
    await stand.done("setMyCommands", commands=[AJUDA], language_code="pt")
    assert profile.commands_for(stand.ana, "pt-br") == [AJUDA]
    await stand.done("setMyCommands", commands=[HELP], scope=chat)
    assert profile.commands_for(stand.ana, "pt") == [HELP]
    assert profile.commands_for(stand.bo, "pt") == [AJUDA]
    assert await stand.done("getMyCommands", scope=chat) == [HELP]
    await stand.done("deleteMyCommands", scope=chat)
    assert await stand.done("getMyCommands", scope=chat) == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Help", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "he lp", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "help", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "help", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_bad_command_is_refused(stand: Stand, command: object, words: str) -> None:
    assert await stand.refusal("setMyCommands", commands=[command]) == f"Bad Request: {words}"


async def test_a_list_has_at_most_a_hundred_commands(stand: Stand) -> None:
    await stand.done("setMyCommands", commands=[HELP] * 100)
    assert not (await stand.call("setMyCommands", commands=[HELP] * 101))["ok"]


@pytest.mark.parametrize("code", ["pt-br", "eng", "E1", "EN"])
async def test_a_language_is_two_small_letters(stand: Stand, code: str) -> None:
    refusal = await stand.refusal("setMyName", name="x", language_code=code)
    assert refusal == "Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ],
)
async def test_a_text_about_the_bot_keeps_its_limit(
    stand: Stand, method: str, field: str, limit: int
) -> None:
    await stand.done(f"set{method}", **{field: "x" * limit})
    await stand.done(f"set{method}", **{field: "olá", "language_code": "pt"})
    assert (await stand.done(f"get{method}"))[field] == "x" * limit
    assert (await stand.done(f"get{method}", language_code="pt"))[field] == "olá"
    assert (await stand.done(f"get{method}", language_code="de"))[field] == "x" * limit
    assert not (await stand.call(f"set{method}", **{field: "x" * (limit + 1)}))["ok"]


async def test_a_chat_has_its_own_menu_button_or_the_common_one(stand: Stand) -> None:
    commands = {"type": "commands"}
    page = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org"}}
    assert await stand.done("getChatMenuButton") == commands
    await stand.done("setChatMenuButton", chat_id=stand.ana, menu_button=page)
    assert await stand.done("getChatMenuButton", chat_id=stand.ana) == page
    assert await stand.done("getChatMenuButton", chat_id=stand.bo) == commands
    assert not (await stand.call("setChatMenuButton", menu_button={"type": "x"}))["ok"]
