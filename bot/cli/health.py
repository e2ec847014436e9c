"""`unpinch health`: asks the running bot whether it is well; for a container's health check."""

import json
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from bot.ops.health import PATH
from bot.ops.listening import host_and_port
from bot.settings import Settings, SettingsError

UNWELL = 1
PATIENCE = 8.0  # seconds
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}  # noqa: S104  # what to ask


def run(settings: Settings) -> int:
    """Print what the bot says about itself; 0 when it is ready, 1 when not or when it is silent.

    SettingsError when UNPINCH_LISTEN is not set: then the bot has no place to be asked.
    """
    if not settings.listen:
        raise SettingsError("UNPINCH_LISTEN is not set, so there is nothing to ask. Set host:port.")
    host, port = host_and_port(settings.listen)
    shown = EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
    ready, said = ask(f"http://{shown}:{port}{PATH}")
    print(said)  # noqa: T201
    return 0 if ready else UNWELL


def ask(url: str) -> tuple[bool, str]:
    """Whether the bot at this address is ready, and the line it answered with."""
    opener = build_opener(ProxyHandler({}))  # this machine is asked directly
    try:
        with opener.open(url, timeout=PATIENCE) as answer:
            body = answer.read()
    except HTTPError as error:
        body = error.read()
    except (URLError, OSError, HTTPException) as error:
        return False, f"No answer at {url}: {error}"
    try:
        found = json.loads(body)
        return bool(found["ready"]), json.dumps(found)
    except (ValueError, KeyError, TypeError):
        return False, f"{url} is not answered by Unpinch."
