"""One town for each test, looked over when the test is done."""

from collections.abc import AsyncIterator

import pytest

from tests.delivery.town import Town


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    made = Town(address)
    yield made
    made.check()
    made.close()
