"""What it means that the carrier's page shows nothing of a parcel."""

from datetime import UTC, date, tzinfo

from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.next_steps import NextStep
from actions.orders.order import Order
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.wordings.telling import Telling


def shows_nothing(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """Whether it may be lost, and until when to wait; None where nothing is to come, or its day is over."""
    telling, number = Telling(order, today, zone), order.number
    if order.state in BEFORE_SHIPPING:
        return answer(
            f"Order {number} has not left us yet, so there is nothing for a tracking page to show. The "
            "e-mail that it has left brings the link that works.",
            f"Its tracking begins when order {number} leaves us.",
            f"Order {number} has no tracking yet.",
            NextStep.TELL_WHEN_SHIPPED,
        )
    coming = [one for one in order.parcels if one.shipped_at is not None and one.delivered_at is None]
    days = [one.expected_on for one in coming if one.expected_on is not None and one.expected_on >= today]
    if not coming or coming[0].shipped_at is None or not days:
        return None
    carrier, left = coming[0].carrier or "The carrier", telling.on(coming[0].shipped_at)
    return answer(
        f"As far as I can see it is not lost: order {number} left us {left}, and {carrier} expects to bring "
        f"it {telling.on(min(days))}. Its page may show nothing until the parcel is scanned the next time. "
        "If it has not come by the evening after that day, tell me, and our team searches for it.",
        f"A tracking page shows only what was scanned, and that can pause for a day or two. {carrier} still "
        f"names {telling.day(min(days))} for order {number}. After that day I report it missing for you, if "
        "you say so.",
        f"Order {number} is expected {telling.on(min(days))}, whatever its page shows.",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )
