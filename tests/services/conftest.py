"""A worker on a database of its own, for services that work beside the chat."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage.database import Database


@pytest.fixture
async def worker(database: Database, library: Library, words: Words) -> AsyncIterator[Worker]:
    made = Worker(database, library, words, Clock())
    yield made
    made.close()
