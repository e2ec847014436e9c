"""The stand that the tests of the pretend Telegram share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.stand import Stand, standing


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    """A served world whose ledger is a file."""
    async with standing(tmp_path / "ledger.jsonl") as stand:
        yield stand
