"""The library and a worker on a database of its own, for services that work beside the chat."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock
from bot.services.work import Worker
from content.loader import load_library
from content.model import Library
from content.words import Words
from storage.database import Database


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
async def worker(database: Database, library: Library) -> AsyncIterator[Worker]:
    made = Worker(database, library, Words(library.phrases), Clock())
    yield made
    made.close()
