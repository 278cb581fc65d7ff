"""The README's table of orders to try: `python -m actions.orders.demo_table` prints it.

It stands in the README between `<!-- orders -->` and `<!-- /orders -->`.
"""

import sys

from actions.orders.demo_orders import cast
from actions.orders.order import OrderState

_IN_WORDS = {
    OrderState.PLACED: "placed, waiting for a bank transfer",
    OrderState.PAYMENT_FAILED: "payment failed",
    OrderState.PAID: "paid",
    OrderState.PACKED: "packed",
    OrderState.PARTLY_SHIPPED: "split into two parcels, one on its way",
    OrderState.SHIPPED: "shipped, with tracking",
    OrderState.OUT_FOR_DELIVERY: "out for delivery",
    OrderState.LATE: "late",
    OrderState.DELIVERED: "delivered",
    OrderState.CANCELLED: "cancelled, refund promised",
    OrderState.RETURN_ON_THE_WAY: "return on its way back",
    OrderState.RETURN_RECEIVED: "return received, refund promised",
    OrderState.REFUNDED: "refunded",
}


def orders_to_try() -> str:
    """A Markdown table with a row for each state, ending with a line break."""
    rows = [
        f"| {role.number} | {role.customer.email} | {role.customer.postcode} | {_IN_WORDS[role.state]} |"
        for role in cast().to_try
    ]
    return "\n".join(("| number | e-mail | postcode | state |", "|---|---|---|---|", *rows, ""))


if __name__ == "__main__":
    sys.stdout.write(orders_to_try())
