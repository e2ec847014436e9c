"""Which addresses Telegram takes as a link."""

from urllib.parse import urlsplit

LONGEST = 2048  # characters


def is_link(url: str) -> bool:
    """Whether `url` is an http, https, tg or ton address with a host; no scheme means http."""
    if not url or len(url) > LONGEST or any(letter.isspace() for letter in url):
        return False
    try:
        parts = urlsplit(url if ":" in url.split("/")[0] else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme in ("tg", "ton"):
        return bool(host)
    return parts.scheme in ("http", "https") and _is_host(host)


def _is_host(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return (
        len(labels) > 1 and all(labels) and not any(set(one) & set("<>\"'_@!*") for one in labels)
    )
