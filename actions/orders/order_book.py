"""The port to a shop's orders: what a customer may see and do, and nothing of how they are stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from actions.orders.changes import Change
from actions.orders.order import Order
from actions.orders.proof import Access

MOST_AT_ONCE = 50
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Orders, the newest first. `older` goes into `before` for the next page; None: there are no more."""

    orders: tuple[Order, ...]
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done. `done` says it to the customer; `version` is the order's from then on.

    `undo_until` is None when the shop allows no undoing, and for an undoing itself.
    """

    key: str
    order_number: str
    at: datetime
    version: int
    done: str
    undo_until: datetime | None = None


class Actor(StrEnum):
    """Who made a change: a customer whom the shop vouched for, or a guest with a pass or a proof."""

    SIGNED_IN = "signed_in"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One line of the audit trail. An undoing carries the change that it took back, and names its key.

    `for_team`: the change was not made, a person was asked to make it.
    """

    key: str
    actor: Actor
    change: Change
    at: datetime
    version: int
    undoes: str | None = None
    for_team: bool = False


class OrderBook(Protocol):
    """A shop's orders. Calls block (a database, another shop system): call them off the event loop."""

    def find(self, order_number: str, access: Access) -> Order:
        """The order with this number, in any spelling, if `access` fits it.

        Raises OrderNotFound alike for an unknown number, for text that is no number and for an access that
        does not fit, after the same work; OrderBookUnavailable if no answer comes within about three seconds.
        """
        ...

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        """Up to `limit` (1 to 50) orders of a vouched-for customer, the newest first; none for a stranger.

        `before` is the `older` of the page before. Raises OrderNotFound if it is no order of this customer,
        OrderBookUnavailable as `find` does, ValueError for another `limit`.
        """
        ...

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        """Does it once, all of it or nothing, if the order still has the `version` that was weighed.

        `key` (1 to 200 characters) names this one wish over all orders: the same wish with the same key gives
        the same receipt again and does nothing. What the order's `left_to_team` names, or what the back end
        then won't take, is recorded for a person and changes nothing else; `done` says so. Raises, in this
        sequence: OrderNotFound as `find`; ConfirmationNeeded; KeyUsedBefore; OrderChangedMeanwhile;
        ChangeRefused. ChangeHalfDone comes from back ends that take several steps, and again each time for
        that key. After OrderBookUnavailable it is not known whether it was done; the same call may be made
        again, and tells.
        """
        ...

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        """Takes that change back, in the time its receipt named, if nothing touched the same matter since.

        `key` names this undoing, and it raises, as in `change`; ChangeRefused says why it can't be undone.
        """
        ...

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        """Every change and undoing that came through this port, the oldest first. Raises as `find`."""
        ...


def check_limit(limit: int) -> None:
    """Raises ValueError unless a page of `limit` orders may be asked for."""
    if not 1 <= limit <= MOST_AT_ONCE:
        raise ValueError(f"limit must be 1 to {MOST_AT_ONCE}, not {limit}")


def check_key(key: str) -> None:
    """Raises ValueError unless `key` can name a change."""
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise ValueError(f"A key is 1 to {LONGEST_KEY} printable characters.")
