"""What can go wrong with orders.

OrderError
├── OrderNotFound           no such order, or not yours: deliberately one error
├── NotAnOrderNumber        the text holds no order number at all
├── ConfirmationNeeded      this access may look at the order; to change it, more must be shown
├── ChangeRefused           the shop's terms or the order's state say no: `refused` says why, and what else
├── OrderChangedMeanwhile   the order is not as it was when the customer agreed: look again, ask again
├── KeyUsedBefore           the key of this change belongs to another one
├── ChangeHalfDone          a part is done and a part is not: a person is needed
├── OrderBookUnavailable    the back end is down, slow or refuses: try later, offer a person
│   └── OrderBookDamaged    the back end answered with an order that makes no sense
├── OrderTermsMistake       the file with the shop's terms can't be used
├── OrderMappingMistake     the file that maps the shop's own order tables can't be used
├── OrdersUrlRefused        the setting ORDERS_URL can't be used
└── DemoRefused             the demo's orders were not written, to protect what is there
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.orders.weighing.answers import Refused


class OrderError(Exception):
    """Anything about orders that a caller may want to catch at once."""


class OrderNotFound(OrderError):
    """No such order, or the proof does not fit it. It carries nothing, so the two can't be told apart."""

    def __init__(self) -> None:
        super().__init__("No order fits this number and this proof.")


class NotAnOrderNumber(OrderError):
    """The text is not an order number in any spelling that a customer uses."""


class ConfirmationNeeded(OrderError):
    """Whoever asks may see this order, and has not shown enough to change it."""

    def __init__(self) -> None:
        super().__init__("A change of this order needs a confirmed customer.")


class ChangeRefused(OrderError):
    """The change, or its undoing, is not possible; nothing was done. `refused` is for the customer."""

    def __init__(self, refused: Refused) -> None:
        super().__init__("The terms of the shop or the state of the order do not allow this.")
        self.refused = refused


class OrderChangedMeanwhile(OrderError):
    """The order has another version than the one that was weighed; nothing was done."""

    def __init__(self) -> None:
        super().__init__("The order has changed since it was looked at.")


class KeyUsedBefore(OrderError):
    """A change with this key was made already, and it was not this one; nothing was done now."""

    def __init__(self) -> None:
        super().__init__("This key belongs to another change.")


class ChangeHalfDone(OrderError):
    """The back end stopped between two steps, and the same key will not try again: a person must finish it.

    `done` and `not_done` are for the customer and for that person, each a clause without its full stop:
    "the order is cancelled" and "the refund has not been started".
    """

    def __init__(self, done: str, not_done: str) -> None:
        super().__init__("A change of an order stopped half way.")
        self.done = done
        self.not_done = not_done


class OrderBookUnavailable(OrderError):
    """The order back end can't answer now. The cause is chained; its text is for logs, not for customers."""


class OrderBookDamaged(OrderBookUnavailable):
    """The back end holds an order that can't be read; waiting will not help, a person can."""


class OrderTermsMistake(OrderError):
    """The terms can't be used; the message names file and line, and says what to do."""


class OrderMappingMistake(OrderError):
    """The mapping can't be used; the message has a line for each mistake: file and line, and what to do."""


class OrdersUrlRefused(OrderError):
    """The database URL of the orders is not one we can open; the message says what to write."""


class DemoRefused(OrderError):
    """The database holds orders that are not the demo's; nothing was written."""
