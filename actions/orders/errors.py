"""What can go wrong with orders.

OrderError
├── OrderNotFound           no such order, or not yours: deliberately one error
├── NotAnOrderNumber        the text holds no order number at all
├── OrderBookUnavailable    the back end is down, slow or refuses: try later, offer a person
│   └── OrderBookDamaged    the back end answered with an order that makes no sense
├── OrdersUrlRefused        the setting ORDERS_URL can't be used
└── DemoRefused             the demo's orders were not written, to protect what is there
"""


class OrderError(Exception):
    """Anything about orders that a caller may want to catch at once."""


class OrderNotFound(OrderError):
    """No such order, or the proof does not fit it. It carries nothing, so the two can't be told apart."""

    def __init__(self) -> None:
        super().__init__("No order fits this number and this proof.")


class NotAnOrderNumber(OrderError):
    """The text is not an order number in any spelling that a customer uses."""


class OrderBookUnavailable(OrderError):
    """The order back end can't answer now. The cause is chained; its text is for logs, not for customers."""


class OrderBookDamaged(OrderBookUnavailable):
    """The back end holds an order that can't be read; waiting will not help, a person can."""


class OrdersUrlRefused(OrderError):
    """The database URL of the orders is not one we can open; the message says what to write."""


class DemoRefused(OrderError):
    """The database holds orders that are not the demo's; nothing was written."""
