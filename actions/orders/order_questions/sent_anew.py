"""What is asked further of the sending itself: once more, later, or together with another order."""

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.further import held_back
from actions.orders.order_questions.nobody_in import another_day
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling


def send_again(telling: Telling, terms: OrderTerms) -> Answer | None:
    """That nothing is sent twice while it is on its way, and what comes first; None where nothing is."""
    order, number = telling.order, telling.order.number
    if order.state not in UNDERWAY:
        return None
    ahead = [one.expected_on for one in order.parcels if one.expected_on and not one.delivered_at]
    is_ahead = bool(ahead) and min(ahead) >= telling.today
    by_then = f"If it has not come {telling.on(min(ahead))}" if is_ahead else "If that takes you too long"
    days = plain_words.working_days(terms.answer_days)
    search = f"our team searches for it, for up to {days}; then it is sent again or paid back"
    return answer(
        f"Not while order {number} is on its way: a second one leaves only when the first is known to be "
        f"lost. {by_then}, tell me that it has not arrived, and {search}.",
        f"I can't send order {number} again myself. Reported as missing, {search}. If you would have it sent "
        "again, say so with the report.",
        f"Order {number} is sent again only when it is lost.",
        NextStep.REPORT_PROBLEM,
        NextStep.TRACK_ORDER,
    )


def order_again(telling: Telling, _terms: OrderTerms) -> Answer:
    """That an order which is over stays so, and that the shop takes a new one at the price of that day."""
    order, stays = telling.order, _stays_over(telling)
    return answer(
        f"{stays}What you would like to have, you can order anew in the shop, if it is in stock: it costs "
        "what the shop shows that day, and you pay however you like.",
        "A new order is made in the shop, like the first one; I can't place it from here. "
        f"{stays}The price is that of the new day.",
        f"{stays}A new order is made in the shop.",
        NextStep.WHERE_IS_REFUND if order.refund is not None else NextStep.TRACK_ORDER,
    )


def _stays_over(telling: Telling) -> str:
    """Nothing of an order that goes on; what was cancelled today may still be undone."""
    order, number = telling.order, telling.order.number
    if order.state is not OrderState.CANCELLED and order.refund is None:
        return ""
    is_of_today = order.cancellation is not None and telling.day_of(order.cancellation.at) == telling.today
    if is_of_today:
        return f"Order {number} stays cancelled, unless you undo that in the time that was named. "
    return f"Order {number} itself can't be taken up again. "


def send_later(telling: Telling, terms: OrderTerms) -> Answer | None:
    """That nothing is kept back here, and which days there are; None where nothing is to come."""
    order, number, day = telling.order, telling.order.number, telling.order.ships_by
    if order.state in UNDERWAY:
        return another_day(telling, terms)
    if order.state not in BEFORE_SHIPPING:
        return None
    leaves = (
        f"it leaves us {telling.on(day)}" if day and day >= telling.today else "it leaves when it is ready"
    )
    cancelled = " or cancel it, and order again when it suits you" if order.state in terms.cancel_in else ""
    return answer(
        f"No, I can't have order {number} kept back: {leaves}. Once it has left, you can choose a later day "
        f"on the carrier's tracking page{cancelled and f';{cancelled}'}.",
        f"We keep no order in our warehouse, so {leaves}. What can be chosen then is a later day or a parcel "
        "shop, on the carrier's page.",
        f"Order {number} can't be kept back.",
        NextStep.TELL_WHEN_SHIPPED,
        NextStep.CANCEL_ORDER,
    )


def sent_together(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """That neither two parcels nor two orders become one; None where nothing is to come."""
    order, number = telling.order, telling.order.number
    apart = held_back(order, telling.today, telling.zone)
    if apart is not None or order.state not in BEFORE_SHIPPING | UNDERWAY:
        return apart
    is_gone = order.state in UNDERWAY
    why = "it has left us already" if is_gone else "each order is packed and sent by itself"
    return answer(
        f"No, order {number} can't be put together with another one: {why}. It needs nothing more from you.",
        f"Two orders can't become one parcel: {why}. Order {number} comes on its own days.",
        f"Order {number} comes by itself.",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )
