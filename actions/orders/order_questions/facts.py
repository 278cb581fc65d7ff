"""What stands in an order itself: where it goes, and what is in it."""

from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import Address, Item, Order, OrderState
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.delivery import country_name
from actions.orders.wordings.telling import Telling


def where_it_goes(order: Order, _today: date, _zone: tzinfo = UTC) -> Answer:
    """Its delivery address; before it leaves, that may still be another one."""
    number = order.number
    if order.address is None:
        return answer(
            f"I can't see the delivery address of order {number} from here.",
            f"The address of order {number} is not among what I can see; the confirmation e-mail shows it.",
            f"Where order {number} goes is one of the things that I can't see.",
            NextStep.TRACK_ORDER,
        )
    there = _in_full(order.address)
    if order.state in BEFORE_SHIPPING:
        return answer(
            f"Order {number} goes to {there}.",
            f"On the label of order {number} there will be: {there}.",
            f"{there}: that is where order {number} goes.",
            NextStep.CHANGE_ADDRESS,
            NextStep.TRACK_ORDER,
        )
    if order.state in UNDERWAY:
        return answer(
            f"Order {number} is on its way to {there}.",
            f"On the label of order {number} stands: {there}.",
            f"{there}: that is where order {number} is going.",
            NextStep.TRACK_ORDER,
        )
    was_sent = "was to go" if order.state is OrderState.CANCELLED or not order.parcels else "was sent"
    return answer(
        f"Order {number} {was_sent} to {there}.",
        f"The delivery address of order {number} was: {there}.",
        f"{there}: that was the address of order {number}.",
        NextStep.TRACK_ORDER,
    )


def what_is_in_it(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Its items with colour, size and count, and what they cost together."""
    telling, number = Telling(order, today, zone), order.number
    total = telling.money(order.total)
    if not order.items:
        return answer(
            f"I can't see the items of order {number} from here; its total is {total}.",
            f"What order {number} holds stands in its confirmation e-mail. It cost {total} in all.",
            f"The items of order {number} are among what I can't see.",
            NextStep.TRACK_ORDER,
        )
    what = plain_words.listing([_item(item) for item in order.items])
    return answer(
        f"In order {number}: {what}. That was {total} in all.",
        f"You ordered this {telling.on(order.placed_at)}: {what}. Order {number} came to {total}.",
        f"Order {number} has {what}.",
        NextStep.TRACK_ORDER,
        NextStep.GET_INVOICE,
    )


def what_is_in_parcel(order: Order, place: int, today: date, zone: tzinfo = UTC) -> Answer:
    """The items of one of several parcels; `place` counts from 0."""
    number, parcel = order.number, order.parcels[place]
    inside = order.items_in(parcel)
    if not inside:
        return what_is_in_it(order, today, zone)
    what = plain_words.listing([_item(item, count) for item, count in inside])
    return answer(
        f"In parcel {parcel.number} of order {number}: {what}.",
        f"Parcel {parcel.number} of order {number} holds {what}, and nothing else.",
        f"Parcel {parcel.number} of order {number} has {what}.",
        NextStep.TRACK_ORDER,
        NextStep.GET_INVOICE,
    )


def _item(item: Item, quantity: int | None = None) -> str:
    pieces = item.quantity if quantity is None else quantity
    count = f"{pieces} × " if pieces > 1 else ""
    kind = ", ".join(filter(None, (item.colour, item.size)))
    return f"{count}{item.name} ({kind})" if kind else f"{count}{item.name}"


def _in_full(where: Address) -> str:
    return f"{plain_words.address(where)}, {country_name(where.country)}"
