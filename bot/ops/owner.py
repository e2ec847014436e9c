"""The owner: a database belongs to one bot, and no other may write to its people."""

from bot.services import meta
from bot.services.work import Work

KEY = "bot_id"


class WrongBot(Exception):
    """The database belongs to another bot than the token."""

    exit_code = 78


def check_owner(work: Work, bot_id: str) -> None:
    """Raise WrongBot when the database belongs to another bot; one that is nobody's is fine.

    `bot_id` is the number before the colon of a token, so Telegram need not be asked.
    """
    if meta.read(work, KEY) not in (None, bot_id):
        raise WrongBot(
            "This database belongs to another bot. Set UNPINCH_DATABASE_URL to that of this bot."
        )


def own(work: Work, bot_id: str) -> None:
    """Note whose database it is; to be done once Telegram has accepted the token."""
    if meta.read(work, KEY) is None:
        meta.write(work, KEY, bot_id)
