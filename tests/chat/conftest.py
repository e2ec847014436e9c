"""Chats of the cast."""

import pytest

from content.model import Library
from content.words import Words
from storage.database import Database
from tests.chat.talking import Chat
from tests.conftest import MONDAY_TEN


@pytest.fixture
def chat(database: Database, library: Library, words: Words) -> Chat:
    """Ana's chat; she is new."""
    return Chat(database, library, words, MONDAY_TEN)
