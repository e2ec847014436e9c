"""The owner: the first bot keeps its database, another is refused before it changes anything."""

import pytest

from bot.ops.owner import WrongBot, check_owner, own
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database
from tests.conftest import MONDAY_TEN


def test_another_bot_is_refused(database: Database, library: Library, words: Words) -> None:
    with database.begin() as db:
        work = Work(db, library, words, MONDAY_TEN)
        check_owner(work, "1")
        own(work, "1")
        own(work, "2")
        check_owner(work, "1")
        with pytest.raises(WrongBot) as caught:
            check_owner(work, "2")
    assert caught.value.exit_code == 78


def test_asking_does_not_take_possession(
    database: Database, library: Library, words: Words
) -> None:
    """A mistyped token must not lock the right one out."""
    with database.begin() as db:
        work = Work(db, library, words, MONDAY_TEN)
        check_owner(work, "1")
        check_owner(work, "2")
