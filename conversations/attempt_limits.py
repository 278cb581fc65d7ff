"""How often somebody may try to prove an order, and how many codes are sent. Pure.

A limit counts failures. Whoever is over one is locked: nothing is compared any more, and what they hear is
what a wrong proof sounds like. What is tried while locked counts for nothing, so nobody stays locked by it.
"""

from dataclasses import dataclass
from datetime import timedelta

MOST_IN_A_CONVERSATION = 5
"""For good: who needs more talks to a person."""

MOST_FROM_AN_ADDRESS = 10
ADDRESS_COUNTS_FOR = timedelta(hours=1)
"""Wrong codes count from an address, too: there, many orders can be tried side by side."""

MOST_ON_AN_ORDER = 5
ORDER_COUNTS_FOR = timedelta(days=1)
"""Over all guests. A customer whom the shop vouches for is bound by their own failures only."""

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES_OF_A_CODE = 5

MOST_CODES_AN_HOUR = 3
MOST_CODES_A_DAY = 10
"""For an order, whoever asks. With the tries of a code: of a million codes 50 can be tried in a day."""

GUESTS = "guests"


@dataclass(frozen=True, slots=True)
class Failures:
    """What counts now. Wrong codes count `from_address` only: each code has tries of its own."""

    in_conversation: int
    from_address: int
    on_order: int

    @property
    def lock(self) -> bool:
        """Whether no proof may be tried."""
        return (
            self.in_conversation >= MOST_IN_A_CONVERSATION
            or self.lock_address
            or self.on_order >= MOST_ON_AN_ORDER
        )

    @property
    def lock_address(self) -> bool:
        """Whether no code may be tried, either."""
        return self.from_address >= MOST_FROM_AN_ADDRESS


@dataclass(frozen=True, slots=True)
class CodesSent:
    """For an order, whoever asked, in the hour and in the day before now."""

    in_an_hour: int
    in_a_day: int

    @property
    def is_enough(self) -> bool:
        return self.in_an_hour >= MOST_CODES_AN_HOUR or self.in_a_day >= MOST_CODES_A_DAY


def crowd_of(customer_id: str | None) -> str:
    """Whose failures on an order count together: all guests', or those of one customer."""
    return GUESTS if customer_id is None else f"customer {customer_id}"
