"""Secrets of notes: seals people's own words with the operator's keys, and seals them anew.

Fernet of the package `cryptography`: AES-128 with an HMAC. The first key seals, every key opens,
so a new one is put before the old ones, and the daily round seals again what the first did not.
"""

from collections.abc import Sequence

from bot.services.work import Work
from storage import sealed_rows
from storage.database import Database, DatabaseError
from storage.sealing import seal_with

ROWS = 500  # looked at in one step


class UnusableKey(DatabaseError):
    """A key for notes that is none."""

    exit_code = 78


class Keys:
    """A sealer made of one or more keys, the newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raise UnusableKey for a key that is none."""
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet  # only with a key

        try:
            rings = [Fernet(key) for key in keys]
        except ValueError:
            raise UnusableKey(
                "UNPINCH_NOTES_KEY holds a key that is none. `unpinch notes-key` makes one."
            ) from None
        self._newest, self._all = MultiFernet(rings[:1]), MultiFernet(rings)
        self._refusals = (InvalidToken, ValueError)  # ValueError: what was sealed was no text

    def seal(self, words: str) -> str:
        """The words, sealed with the newest key."""
        return self._newest.encrypt(words.encode()).decode("ascii")

    def unseal(self, sealed: str) -> str | None:
        """The words, None when none of the keys opens them."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except self._refusals:
            return None

    def is_newest(self, sealed: str) -> bool:
        """Whether the newest key sealed this."""
        try:
            self._newest.decrypt(sealed.encode())
        except self._refusals:
            return False
        return True


def seal_notes(database: Database, keys: Sequence[str]) -> None:
    """Seal notes written to this database from now on; nothing changes without a key."""
    if keys:
        seal_with(database.engine, Keys(keys))


def new_key() -> str:
    """A fresh key, 44 characters."""
    from cryptography.fernet import Fernet  # only for whoever wants a key

    return Fernet.generate_key().decode("ascii")


def seal_anew(work: Work, after: sealed_rows.Place = sealed_rows.FIRST) -> sealed_rows.Place | None:
    """Look at up to 500 notes beyond a place: plain ones and those of an old key are sealed anew.

    Returns the place to go on from, None at the end or without a key. What no key opens stays.
    """
    return sealed_rows.seal_anew(work.db, after, ROWS)
