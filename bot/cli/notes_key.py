"""`unpinch notes-key`: a new key for UNPINCH_NOTES_KEY."""

from bot.services.secrets_notes import new_key


def print_key() -> int:
    """Print one key; returns the exit code."""
    print(new_key())  # noqa: T201
    return 0
