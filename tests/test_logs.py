"""Logs: no secret in any line, whatever was logged."""

import json
import logging

import pytest

from bot import logs

TOKEN = "987654321:AAcanary_canary-canary"


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_token_is_in_no_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="debug", form=form, secret=TOKEN)
    log = logging.getLogger("unpinch.test")
    log.warning("asking https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        raise ValueError(f"bad token {TOKEN}")
    except ValueError:
        log.exception("it failed")
    said = capsys.readouterr().err
    assert "it failed" in said
    assert "ValueError" in said
    assert "canary" not in said


def test_a_token_that_is_not_ours_is_hidden_too() -> None:
    assert "BBother" not in logs.redact("bot12345678:BBother-token-of-somebody", TOKEN)


def test_json_lines_are_one_object_each(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", secret="")
    logging.getLogger("unpinch").info("two\nlines")
    line = json.loads(capsys.readouterr().err)
    assert line["message"] == "two\nlines"
    assert line["level"] == "info"


def test_the_chatty_libraries_only_warn(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="debug", form="text", secret=TOKEN)
    for name in ("httpx", "httpcore", "aiohttp.access"):
        logging.getLogger(name).info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    assert capsys.readouterr().err == ""
