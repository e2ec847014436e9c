"""Settings: environment and `.env` in, frozen values out; every problem is named at once."""

import os
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "UNPINCH_"
PUBLIC_API = "https://api.telegram.org"
LIVE_DATABASE = "sqlite:///data/unpinch.db"
SANDBOX_DATABASE = "sqlite:///data/sandbox.db"
CRASH_POINTS = ("before_claim_commit", "after_claim", "after_request", "before_settle")
LONGEST_NAME, LONGEST_CONTACT = 64, 128
_LOOPBACK = ("127.0.0.1", "localhost")
_RATE = re.compile(r"\d{1,4}(\.\d{1,20})?", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{5,100}", re.ASCII)


class SettingsError(Exception):
    """One or more settings are wrong; the text names each and what to do."""

    exit_code = 78


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(
            "this is not a bot token. It looks like 123456:ABC-def, without quotes or spaces; "
            "BotFather gives it to you"
        )
    return value


def _api_url(value: str) -> str:
    if not _is_api_url(value):
        raise ValueError("write an address such as https://api.telegram.org")
    return value.rstrip("/")


def _is_api_url(value: str) -> bool:
    if re.search(r"[\s\x00-\x1f?#]", value):  # a path follows it, so nothing may come after
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets left open, or a port that is none
        return False


def _rate(value: object) -> float:
    text = str(value).strip()
    if not _RATE.fullmatch(text) or not 0.1 <= float(text) <= 1000:
        raise ValueError("write a number from 0.1 to 1000, such as 20")
    return float(text)


def _fault(value: str) -> str:
    if value and value not in CRASH_POINTS:
        raise ValueError(f"write one of {', '.join(CRASH_POINTS)}, or leave it out")
    return value


def _numbers(value: object) -> object:
    if not isinstance(value, str):
        return value
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not all(re.fullmatch(r"\d{1,19}", word, re.ASCII) for word in words):
        raise ValueError("write Telegram user numbers with commas between, such as 12345,67890")
    return tuple(int(word) for word in words)


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if host not in _LOOPBACK:
        raise ValueError("the sandbox listens on this computer only: use 127.0.0.1:8765")
    if not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
        raise ValueError("write host:port with a port from 0 to 65535, such as 127.0.0.1:8765")
    return value


def _line_of(value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest or not text.isprintable():
        raise ValueError(f"write one line of at most {longest} characters")
    return text


def _name(value: str) -> str:
    return _line_of(value, LONGEST_NAME)


def _contact(value: str) -> str:
    return _line_of(value, LONGEST_CONTACT)


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (
        re.fullmatch(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", host, re.ASCII)
        and re.fullmatch(r"\d{1,5}", port, re.ASCII)
        and int(port) <= 65535
    ):
        raise ValueError("write host:port, such as 127.0.0.1:8080")
    return value


def _webhook(value: str) -> str:
    if not value:
        return value
    if not _is_api_url(value):
        raise ValueError("write an address such as https://bot.example.org/telegram")
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ValueError("Telegram brings updates to https addresses only")
    return value


def _whole(value: object, low: int, high: int, example: int) -> int:
    text = str(value).strip()
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not low <= int(text) <= high:
        raise ValueError(f"write a whole number from {low} to {high}, such as {example}")
    return int(text)


def _hours(value: object) -> int:
    return _whole(value, 0, 720, 24)


def _kept(value: object) -> int:
    return _whole(value, 1, 1000, 7)


def _keys(value: object) -> object:
    if not isinstance(value, str):
        return value
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not all(_KEY.fullmatch(word) for word in words):
        raise ValueError(
            "write keys with commas between, the one to seal with first; "
            "`unpinch notes-key` makes one"
        )
    return tuple(SecretStr(word) for word in words)


def _secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError(
            "write 16 to 256 letters, digits, _ and -; `openssl rand -hex 32` makes such words"
        )
    return value


class Settings(BaseSettings):
    """Everything that can be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_url: Annotated[str, AfterValidator(_api_url)] = PUBLIC_API
    database_url: str | None = None
    require_database: bool = False
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)] = ()
    operator_name: Annotated[str, AfterValidator(_name)] = ""
    operator_contact: Annotated[str, AfterValidator(_contact)] = ""
    rate: Annotated[float, BeforeValidator(_rate)] = 20
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    listen: Annotated[str, AfterValidator(_listen)] = ""
    webhook_url: Annotated[str, AfterValidator(_webhook)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    sandbox_address: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8765"
    backup_every: Annotated[int, BeforeValidator(_hours)] = 0
    backup_keep: Annotated[int, BeforeValidator(_kept)] = 7
    notes_key: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_keys)] = ()
    fault: Annotated[str, AfterValidator(_fault)] = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values only from whoever builds the settings, never from this process's state."""
        return (init_settings,)

    def database(self, *, sandbox: bool) -> str:
        """The address of the database; the sandbox keeps to a file of its own."""
        return self.database_url or (SANDBOX_DATABASE if sandbox else LIVE_DATABASE)

    @property
    def notes_keys(self) -> tuple[str, ...]:
        """The keys for people's own words, the one to seal with first. Never log them."""
        return tuple(key.get_secret_value() for key in self.notes_key)

    @property
    def token(self) -> str:
        """The bot token itself, empty without one. Never log it."""
        return self.bot_token.get_secret_value() if self.bot_token else ""


NAMES = frozenset(PREFIX + name.upper() for name in Settings.model_fields) | {
    f"{PREFIX}BOT_TOKEN_FILE"
}
_LOWER = ("LOG_LEVEL", "LOG_FORMAT")


def read_settings(
    environment: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")
) -> Settings:
    """Read the settings. Raises SettingsError that names every wrong one in plain words.

    The environment stands over the file. An empty value counts as not set.
    """
    found = _from_file(env_file)
    found.update(os.environ if environment is None else environment)
    given = {
        name: value for name, value in found.items() if name.startswith(PREFIX) and value.strip()
    }
    faults = [
        f"{name}: there is no such setting. Known ones: {', '.join(sorted(NAMES))}."
        for name in sorted(given.keys() - NAMES)
    ]
    faults += _read_token_file(given)
    values = {name.removeprefix(PREFIX).lower(): value for name, value in given.items()}
    for name in _LOWER:
        if name.lower() in values:
            values[name.lower()] = values[name.lower()].lower()
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # checked as they are read
    except ValidationError as error:
        faults += [_sentence(fault) for fault in error.errors(include_input=False)]
        settings = None
    if settings is not None:
        faults += [*_missing_parts(settings), *_needless_parts(settings)]
    if faults or settings is None:
        raise SettingsError("\n".join(["These settings need your help:", *faults]))
    return settings


def _missing_parts(settings: Settings) -> list[str]:
    """What a webhook still needs."""
    if not settings.webhook_url:
        alone = settings.webhook_secret is not None
        return [f"{PREFIX}WEBHOOK_SECRET: set {PREFIX}WEBHOOK_URL too, or neither."] * alone
    needs = {
        "WEBHOOK_SECRET": (settings.webhook_secret, "words that only you and Telegram know"),
        "LISTEN": (settings.listen, "the host:port that your proxy passes updates on to"),
    }
    return [
        f"{PREFIX}{name}: {PREFIX}WEBHOOK_URL needs it: {what}."
        for name, (value, what) in needs.items()
        if not value
    ]


def _needless_parts(settings: Settings) -> list[str]:
    """What a server's database makes impossible."""
    if settings.backup_every and not settings.database(sandbox=False).startswith("sqlite"):
        return [
            f"{PREFIX}BACKUP_EVERY: a database server makes its own backups; leave it out and "
            "see `unpinch backup`."
        ]
    return []


def _from_file(path: Path | None) -> dict[str, str]:
    """The names and values in the file. What is wrong with it is said without its content."""
    if path is None:
        return {}
    bindings = list(parse_stream(StringIO(_text_of(path))))
    for binding in bindings:
        if binding.error or _ends_in_half_a_quote(binding):
            raise SettingsError(
                f"{path}: line {_line(binding)} cannot be read; write NAME=value, and a quote "
                "at both ends or at none."
            )
    return {binding.key: binding.value or "" for binding in bindings if binding.key}


def _text_of(path: Path) -> str:
    """The text of the file, empty without one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read ({error.strerror}). Make it a file that this user may read."
        ) from None
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SettingsError(f"{path} is not plain text. Write it anew as UTF-8.")
    return text


def _ends_in_half_a_quote(binding: Binding) -> bool:
    """Whether a setting of ours closes a quote it never opened; none of them may hold a quote."""
    value = binding.value or ""
    ours = (binding.key or "").startswith(PREFIX)
    return ours and value.endswith(("'", '"')) and value.count(value[-1]) == 1


def _line(binding: Binding) -> int:
    """The line at which the words begin, after any empty lines before them."""
    text = binding.original.string
    return int(binding.original.line) + text[: len(text) - len(text.lstrip())].count("\n")


def _read_token_file(given: dict[str, str]) -> list[str]:
    name = given.pop(f"{PREFIX}BOT_TOKEN_FILE", None)
    if name is None:
        return []
    if f"{PREFIX}BOT_TOKEN" in given:
        return [f"{PREFIX}BOT_TOKEN_FILE: set either this or {PREFIX}BOT_TOKEN, not both."]
    try:
        given[f"{PREFIX}BOT_TOKEN"] = Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return [f"{PREFIX}BOT_TOKEN_FILE: this file cannot be read; check the path and its rights."]
    return []


def _sentence(fault: Any) -> str:
    name = PREFIX + str(fault["loc"][0]).upper()
    words = str(fault["msg"]).removeprefix("Value error, ")
    return f"{name}: {words[0].lower()}{words[1:]}."
