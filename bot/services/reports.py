"""Reports: the one log line that every settled delivery leaves."""

import logging

from bot.services import marks

log = logging.getLogger("unpinch.delivery")


def report(delivery_id: int | None, state: str, reason: str) -> None:
    """One line for each settled row: no name, no text."""
    with marks.delivery(delivery_id):
        log.info("delivery %s %s %s", delivery_id, state, reason or "-")
