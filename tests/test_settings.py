"""Settings: every wrong value is named at once, and no secret is shown."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

TOKEN = "123456789:AAcanary-token-that-must-never-be-shown"


def read(env_file: Path | None = None, **values: str) -> Settings:
    return read_settings({f"UNPINCH_{name}": value for name, value in values.items()}, env_file)


def fault(**values: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(**values)
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
        ("ADMIN_IDS", "ana,bo"),
        ("ADMIN_IDS", "-1"),
        ("RATE", "0"),
        ("RATE", "1001"),
        ("RATE", "fast"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("REQUIRE_DATABASE", "perhaps"),
        ("SANDBOX_ADDRESS", "0.0.0.0:8765"),
        ("SANDBOX_ADDRESS", "127.0.0.1"),
        ("SANDBOX_ADDRESS", "127.0.0.1:99999"),
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


def test_admins_are_numbers_with_commas_between() -> None:
    assert read(ADMIN_IDS="1, 22 ,333").admin_ids == (1, 22, 333)
