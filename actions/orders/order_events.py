"""What may still happen to an order, and what has: the things that a customer may ask to be told."""

from actions.orders.order import Order, OrderState

_BEFORE_SHIPPING = frozenset({OrderState.PLACED, OrderState.PAID, OrderState.PACKED})


def will_ship(order: Order) -> bool:
    """Whether no parcel has left yet, and one is going to."""
    return order.state in _BEFORE_SHIPPING and not has_shipped(order)


def has_shipped(order: Order) -> bool:
    """Whether at least one parcel has left the house."""
    return any(parcel.shipped_at is not None for parcel in order.parcels)


def refund_is_due(order: Order) -> bool:
    """Whether money was promised back and has not been paid yet."""
    return order.refund is not None and order.refund.paid_on is None


def refund_is_paid(order: Order) -> bool:
    return order.refund is not None and order.refund.paid_on is not None
