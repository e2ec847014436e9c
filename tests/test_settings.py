"""Settings: every wrong value is named at once, and no secret is shown."""

from pathlib import Path

import pytest

from bot.settings import CRASH_POINTS, Settings, SettingsError, read_settings

TOKEN = "123456789:AAcanary-token-that-must-never-be-shown"


def read(env_file: Path | None = None, **values: str) -> Settings:
    return read_settings({f"UNPINCH_{name}": value for name, value in values.items()}, env_file)


def fault(**values: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(None, **values)
    return str(caught.value)


def test_everything_may_be_left_out() -> None:
    settings = read()
    assert settings.token == ""
    assert settings.rate == 20
    assert settings.database(sandbox=False) != settings.database(sandbox=True)


def test_an_empty_value_counts_as_not_set() -> None:
    assert read(BOT_TOKEN="", RATE=" ") == read()


def test_the_token_is_read_and_never_shown() -> None:
    settings = read(BOT_TOKEN=TOKEN)
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings)


def test_the_token_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert read(BOT_TOKEN_FILE=str(tmp_path / "token")).token == TOKEN


def test_a_token_file_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "UNPINCH_BOT_TOKEN_FILE" in fault(BOT_TOKEN_FILE=str(tmp_path / "none"))


def test_a_token_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    assert "not both" in fault(BOT_TOKEN=TOKEN, BOT_TOKEN_FILE=str(tmp_path / "token"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", f"'{TOKEN}'"),
        ("BOT_TOKEN", f"{TOKEN}\n{TOKEN}"),
        ("BOT_TOKEN", "canary"),
        ("API_URL", "api.telegram.org"),
        ("API_URL", "ftp://api.telegram.org"),
        ("API_URL", "http://127.0.0.1:99999"),
        ("API_URL", "http://127.0.0.1:abc"),
        ("API_URL", "http://127.0.0.1:0"),
        ("API_URL", "http://h/#x"),
        ("API_URL", "http://h/?"),
        ("API_URL", "http://h/a b"),
        ("API_URL", "http://[::1"),
        ("ADMIN_IDS", "ana,bo"),
        ("ADMIN_IDS", "-1"),
        ("RATE", "0"),
        ("RATE", "1001"),
        ("RATE", "fast"),
        ("RATE", "nan"),
        ("RATE", "inf"),
        ("RATE", "-inf"),
        ("RATE", "1e-320"),
        ("RATE", "0.09"),
        ("RATE", "\u0662\u0660"),
        ("FAULT", "after_canary"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("REQUIRE_DATABASE", "perhaps"),
        ("SANDBOX_ADDRESS", "0.0.0.0:8765"),
        ("SANDBOX_ADDRESS", "127.0.0.1"),
        ("SANDBOX_ADDRESS", "127.0.0.1:99999"),
        ("SANDBOX_ADDRESS", "127.0.0.1:\u00b2"),
        ("SANDBOX_ADDRESS", "127.0.0.1:\u0668\u0667\u0666\u0665"),
        ("COLOUR", "blue"),
    ],
)
def test_a_wrong_value_is_named_in_one_sentence(name: str, value: str) -> None:
    said = fault(**{name: value})
    assert f"UNPINCH_{name}: " in said
    assert "canary" not in said


def test_all_wrong_values_are_reported_together() -> None:
    said = fault(BOT_TOKEN="x", RATE="x", LOG_LEVEL="x", COLOUR="blue")
    for name in ("BOT_TOKEN", "RATE", "LOG_LEVEL", "COLOUR"):
        assert f"UNPINCH_{name}: " in said


def test_a_level_may_be_written_in_capitals() -> None:
    assert read(LOG_LEVEL="WARNING").log_level == "warning"


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("UNPINCH_RATE=5\nUNPINCH_LOG_FORMAT=json\nOTHER=1\n")
    settings = read(file, RATE="7")
    assert settings.rate == 7
    assert settings.log_format == "json"


def test_the_operator_is_one_line_of_plain_words() -> None:
    found = read(OPERATOR_NAME=" Dr Ana ", OPERATOR_CONTACT="ana@clinic.example")
    assert (found.operator_name, found.operator_contact) == ("Dr Ana", "ana@clinic.example")


@pytest.mark.parametrize(("value", "longest"), [("a\nb", 64), ("x" * 65, 64)])
def test_an_operator_of_many_words_or_lines_is_told_the_limit(value: str, longest: int) -> None:
    with pytest.raises(SettingsError, match=f"one line of at most {longest} characters"):
        read(OPERATOR_NAME=value)


def test_admins_are_numbers_with_commas_between() -> None:
    assert read(ADMIN_IDS="1, 22 ,333").admin_ids == (1, 22, 333)


SAID = {
    "API_URL": "write an address such as https://api.telegram.org.",
    "SANDBOX_ADDRESS": "write host:port with a port from 0 to 65535, such as 127.0.0.1:8765.",
    "RATE": "write a number from 0.1 to 1000, such as 20.",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_URL", "http://127.0.0.1:99999"),
        ("API_URL", "http://127.0.0.1:abc"),
        ("API_URL", "http://h/#x"),
        ("API_URL", "http://[::1"),
        ("SANDBOX_ADDRESS", "127.0.0.1:\u00b2"),
        ("SANDBOX_ADDRESS", "127.0.0.1:\u0668\u0667\u0666\u0665"),
        ("RATE", "nan"),
        ("RATE", "inf"),
        ("RATE", "1e-320"),
        ("RATE", "fast"),
    ],
)
def test_a_fault_deep_in_a_value_is_said_in_our_own_words(name: str, value: str) -> None:
    assert fault(**{name: value}).splitlines()[1:] == [f"UNPINCH_{name}: {SAID[name]}"]


@pytest.mark.parametrize(("text", "rate"), [("0.1", 0.1), ("1000", 1000), (" 20 ", 20)])
def test_a_rate_may_be_anything_from_a_tenth_to_a_thousand(text: str, rate: float) -> None:
    assert read(RATE=text).rate == rate


def test_an_address_may_have_a_port_a_path_and_brackets() -> None:
    for url in ("http://127.0.0.1:8081", "https://h/bots", "http://[::1]:8081"):
        assert read(API_URL=f"{url}/").api_url == url


def test_a_crash_may_be_asked_for_only_at_a_point_that_exists() -> None:
    assert [read(FAULT=point).fault for point in CRASH_POINTS] == list(CRASH_POINTS)
    assert read().fault == ""
    assert "after_claim" in fault(FAULT="AFTER_CLAIM")


def file_fault(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        read(file)
    assert caught.value.exit_code == 78
    said = str(caught.value)
    assert str(file) in said
    assert "\n" not in said
    assert "canary" not in said
    assert caught.value.__cause__ is None
    return said


def test_a_settings_file_that_is_not_there_is_fine(tmp_path: Path) -> None:
    assert read(tmp_path / ".env") == read()


@pytest.mark.parametrize("content", [b"UNPINCH_BOT_TOKEN=canary\xff\n", b"A=canary\0\n"])
def test_a_settings_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    assert "not plain text" in file_fault(tmp_path / ".env")


def test_a_folder_in_place_of_the_settings_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert "cannot be read" in file_fault(tmp_path / ".env")


def test_a_settings_file_without_the_right_to_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal is made up, because these tests may run as root, who may read everything."""
    (tmp_path / ".env").write_text("UNPINCH_BOT_TOKEN=canary")

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert "Permission denied" in file_fault(tmp_path / ".env")


@pytest.mark.parametrize(
    "line",
    [
        f'UNPINCH_BOT_TOKEN="{TOKEN}',
        f"UNPINCH_BOT_TOKEN='{TOKEN}",
        'UNPINCH_DATABASE_URL=sqlite:///canary.db"',
    ],
    ids=["opened", "opened once", "closed"],
)
def test_a_line_with_half_its_quotes_is_named_by_number(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"UNPINCH_RATE=5\n\n{line}\nUNPINCH_LOG_FORMAT=json\n")
    assert "line 3 " in file_fault(tmp_path / ".env")


def test_quotes_comments_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    text = "\ufeffUNPINCH_RATE='5'  # slow\r\n# more\r\nexport UNPINCH_LOG_FORMAT=\"json\"\r\nX\r\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    settings = read(tmp_path / ".env")
    assert (settings.rate, settings.log_format) == (5, "json")
