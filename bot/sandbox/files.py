"""Uploaded files: ids that belong to one bot and lead to the bytes."""

import hashlib

from bot.sandbox.refusal import bad_request
from bot.sandbox.values import Json, StoredFile

WRONG_FILE = "wrong file identifier/HTTP URL specified"


class Files:
    """The bytes of every upload, by file id."""

    def __init__(self, *, bot_id: int) -> None:
        self._bot_id = bot_id
        self._by_id: dict[str, StoredFile] = {}

    def __getitem__(self, file_id: str) -> bytes:
        return self._by_id[file_id].content

    def store(
        self, kind: str, name: str | None, content: bytes, details: Json | None = None
    ) -> StoredFile:
        """Keep `content`; every upload gets its own id, as at Telegram."""
        unique = hashlib.sha256(kind.encode() + content).hexdigest()[:16]
        file_id = f"{kind}-{self._bot_id}-{len(self._by_id) + 1}-{unique}"
        stored = StoredFile(file_id, unique, kind, name, content, details or {})
        self._by_id[file_id] = stored
        return stored

    def find(self, file_id: str, kind: str | None = None) -> StoredFile:
        """The file behind an id of this bot; refused when unknown or of another kind."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request(WRONG_FILE)
        if kind is not None and stored.kind != kind:
            words = f"can't use file of type {stored.kind.title()} as {kind.title()}"
            raise bad_request(words)
        return stored

    def at(self, path: str) -> StoredFile | None:
        """The file under a path that getFile gave."""
        return next((one for one in self._by_id.values() if one.path == path), None)
