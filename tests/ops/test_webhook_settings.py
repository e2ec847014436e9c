"""Settings of a webhook: all three parts or none, and every missing one is named."""

import pytest

from bot.settings import SettingsError, read_settings

WHOLE = {
    "UNPINCH_WEBHOOK_URL": "https://bot.example.org/telegram",
    "UNPINCH_WEBHOOK_SECRET": "canary-secret-of-28-letters_",
    "UNPINCH_LISTEN": "127.0.0.1:8080",
}


def fault(**changes: str) -> str:
    values = {**WHOLE, **{f"UNPINCH_{name}": value for name, value in changes.items()}}
    with pytest.raises(SettingsError) as caught:
        read_settings(values, None)
    return str(caught.value)


def test_a_whole_webhook_is_taken_and_its_secret_never_shown() -> None:
    settings = read_settings(WHOLE, None)
    assert settings.webhook_url == WHOLE["UNPINCH_WEBHOOK_URL"]
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("part", ["WEBHOOK_SECRET", "LISTEN"])
def test_a_part_that_is_missing_is_named(part: str) -> None:
    assert f"UNPINCH_{part}: UNPINCH_WEBHOOK_URL needs it" in fault(**{part: ""})


def test_a_secret_without_an_address_is_a_mistake() -> None:
    assert "set UNPINCH_WEBHOOK_URL too" in fault(WEBHOOK_URL="")


@pytest.mark.parametrize("url", ["http://bot.example.org/telegram", "http://127.0.0.1.evil.org/"])
def test_plain_http_is_for_this_machine_only(url: str) -> None:
    assert "https addresses only" in fault(WEBHOOK_URL=url)
    local = {**WHOLE, "UNPINCH_WEBHOOK_URL": "http://127.0.0.1:8080/telegram"}
    assert read_settings(local, None).webhook_url


@pytest.mark.parametrize("url", ["bot.example.org", "https://", "https://h/?a=1", "https://h/#a"])
def test_what_is_no_address_is_said(url: str) -> None:
    assert "UNPINCH_WEBHOOK_URL: write an address" in fault(WEBHOOK_URL=url)


@pytest.mark.parametrize("secret", ["canary", "canary secret with spaces", "c" * 257])
def test_a_secret_telegram_would_not_take_or_that_is_short_is_refused_unseen(secret: str) -> None:
    said = fault(WEBHOOK_SECRET=secret)
    assert "UNPINCH_WEBHOOK_SECRET: write 16 to 256" in said
    assert secret not in said
