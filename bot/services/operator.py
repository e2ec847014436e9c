"""The operator: who runs this copy of the bot, and how to reach them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """Name and contact as the operator wrote them; empty when they wrote nothing.

    `admins` are the Telegram ids of those who may see counts.
    """

    name: str = ""
    contact: str = ""
    admins: frozenset[int] = frozenset()


NOBODY = Operator()
