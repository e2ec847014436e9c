"""The operator: who runs this copy of the bot, and how to reach them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """Name and contact as the operator wrote them; empty when they wrote nothing."""

    name: str = ""
    contact: str = ""


NOBODY = Operator()
