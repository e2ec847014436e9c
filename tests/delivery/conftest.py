"""One town for each test, looked over when the test is done."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.delivery.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(tmp_path)
    yield made
    made.check()
    made.close()
