"""What a conversation may do with an order, once its customer has proved it. Pure.

Only the identity desk makes a capability. No slot, page, choice or typed text can stand for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Tier(StrEnum):
    SEEN = "seen"
    """The customer knew the number, and the e-mail address or the postcode: they may see the order."""

    CONFIRMED = "confirmed"
    """They also had the code that was sent to the e-mail address on file: they may change it."""

    def covers(self, needed: "Tier") -> bool:
        return needed is Tier.SEEN or self is Tier.CONFIRMED


LASTS: Mapping[Tier, timedelta] = {
    Tier.SEEN: timedelta(minutes=60),
    Tier.CONFIRMED: timedelta(minutes=30),
}
"""From the moment of the proof. Using a capability never makes it last longer."""


@dataclass(frozen=True, slots=True)
class Capability:
    order_number: str
    tier: Tier
    expires_at: datetime


def best_of_each_order(held: Iterable[Capability]) -> Sequence[Capability]:
    """Of each order the highest tier, and of equals the one that lasts longest; in the order of `held`."""
    best: dict[str, Capability] = {}
    for capability in held:
        best[capability.order_number] = max(
            best.get(capability.order_number, capability), capability, key=_rank
        )
    return list(best.values())


def _rank(capability: Capability) -> tuple[bool, datetime]:
    return capability.tier is Tier.CONFIRMED, capability.expires_at
