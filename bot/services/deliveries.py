"""Deliveries: the door to promoting, claiming, settling and rescheduling.

At most two copies of one routine can ever leave, whatever fails and however often.
"""

from bot.services.claims import (
    Claim,
    Wait,
    Waiting,
    anything_due,
    anything_to_promote,
    claim,
    reconcile_at_start,
)
from bot.services.limiter import RATE
from bot.services.promoting import promote
from bot.services.schedules import (
    cancel_waiting,
    next_delivery,
    recompute_all,
    reschedule,
    snooze,
)
from bot.services.settling import Settled, evidence, give_back, settle

__all__ = [
    "RATE",
    "Claim",
    "Settled",
    "Wait",
    "Waiting",
    "anything_due",
    "anything_to_promote",
    "cancel_waiting",
    "claim",
    "evidence",
    "give_back",
    "next_delivery",
    "promote",
    "recompute_all",
    "reconcile_at_start",
    "reschedule",
    "settle",
    "snooze",
]
