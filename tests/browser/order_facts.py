"""What is true of a demo order now, read from the shop's own tables."""

from datetime import UTC, datetime

from actions.orders.order_status import OrderStatus, status_of
from actions.orders.proof import EmailProof
from actions.orders.sql_order_book import SqlOrderBook
from tests.running_deskbell import RunningDeskbell


def truth_of(deskbell: RunningDeskbell, number: str, email: str) -> OrderStatus:
    """What should be said of the order, and offered next."""
    order_book = SqlOrderBook(deskbell.database_url)
    try:
        return status_of(order_book.find(number, EmailProof(email)), datetime.now(UTC).date())
    finally:
        order_book.close()
