"""What is asked further of an order that was just told: of its money, its days, the part still here."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import PACKING, UNDERWAY, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import ChargeState, Order, OrderState, Parcel, ParcelState, PaymentMethod
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.payments import made_of
from actions.orders.order_questions.travelling import arrival
from actions.orders.terms import OrderTerms
from actions.orders.wordings.at_the_door import money_of_refused
from actions.orders.wordings.on_the_way import parcel_state
from actions.orders.wordings.telling import Telling


def set_aside(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """When a sum that a bank has reserved is free again; None where none is."""
    telling = Telling(order, today, zone)
    sums = [telling.money(one.amount) for one in order.charges if one.state is ChargeState.RESERVED]
    if not sums:
        return None
    return answer(
        f"{plain_words.listing(sums)} of order {order.number} is only set aside by your bank, and no charge. "
        "It is free again by itself, within 5 working days at most banks.",
        f"We took nothing of the {plain_words.listing(sums)}: your bank keeps it ready for a while, mostly "
        "up to 5 working days. Your bank can let go of it sooner, and we can't.",
        f"For order {order.number} a sum is set aside, and comes free by itself.",
        NextStep.EXPLAIN_CHARGE,
    )


def which_was_charged(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """Of several movements the one that took money; None where there are not several."""
    telling, number = Telling(order, today, zone), order.number
    taken = [one for one in order.charges if one.state is ChargeState.TAKEN]
    if len(order.charges) < 2 or len(taken) > 1:
        return None
    if taken:
        said = f"The real one is {telling.money(taken[0].amount)} of {telling.day(taken[0].at)}."
    else:
        said = f"Neither: nothing was taken for order {number}."
    return answer(
        f"{said} What is only set aside disappears by itself, within 5 working days at most banks.",
        f"For order {number}: {said} The other sum is set aside or was refused, and is no charge.",
        f"For order {number}: {said}",
        NextStep.EXPLAIN_CHARGE,
    )


def whether_taken(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """Of an order that is not paid, or cancelled: that nothing is charged for it; None of any other."""
    telling, number = Telling(order, today, zone), order.number
    if order.state is OrderState.CANCELLED and order.refund is not None:
        first = f"No, nothing more is charged for order {number}. {telling.refund(order.refund)}"
    elif order.state is OrderState.CANCELLED:
        first = f"No. Nothing was taken for order {number}, and nothing will be."
    elif order.state is OrderState.PAYMENT_FAILED:
        first = f"No, nothing was taken for order {number}, as its payment did not go through."
    elif order.state is OrderState.PLACED:
        until = f", by {telling.day(order.pay_by)}" if order.pay_by else ""
        first = (
            f"No, nothing is taken by itself: you pay the {telling.total} of order {number} yourself{until}."
        )
    else:
        return None
    is_aside = any(one.state is ChargeState.RESERVED for one in order.charges)
    aside = " What your bank has set aside is free again within 5 working days." if is_aside else ""
    return answer(
        f"{first}{aside}",
        f"For order {number} no money is taken from you now. {first.removeprefix('No. ')}",
        f"Nothing is charged for order {number}.",
        NextStep.EXPLAIN_CHARGE,
    )


def pay_until(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """The last day to pay, and what happens after it; None of an order that is not waiting for money."""
    if order.state not in UNPAID or order.pay_by is None:
        return None
    day, number = Telling(order, today, zone).day(order.pay_by), order.number
    return answer(
        f"Order {number} is not paid yet, and your items are kept until {day}. If nothing has reached us by "
        "then, the order is cancelled: nothing is sent, and you owe nothing.",
        f"Your items are kept until {day}, the last day for the payment of order {number}. A transfer that "
        "comes later goes back to you.",
        f"Order {number} is not paid, and waits until {day}.",
        NextStep.PAYMENT_HELP,
        NextStep.CANCEL_ORDER,
    )


def delivery_once(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """That several parcels cost no more delivery than one; None where the goods' price is not known."""
    delivery = _delivery(order)
    if delivery is None:
        return None
    telling, number = Telling(order, today, zone), order.number
    sum_of_it = f"{telling.money(delivery)}, and that once" if delivery else "nothing"
    return answer(
        f"No, another parcel costs you nothing. Delivery of order {number} costs {sum_of_it}, however many "
        "parcels it comes in.",
        f"Delivery is paid once for an order. {made_of(telling)}",
        f"Delivery of order {number} costs {sum_of_it}.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ORDER,
    )


def why_delivery_costs(telling: Telling, terms: OrderTerms) -> Answer | None:
    """From which sum on delivery is free where the order goes; None where that is not known."""
    order, delivery = telling.order, _delivery(telling.order)
    zone = terms.zone_of(order.address.country) if order.address else None
    way = zone.options[0] if zone else None
    if way is None or not way.free_from or delivery is None:
        return None
    goods, free = telling.money(order.total - delivery), telling.money(way.free_from)
    costs = f"delivery costs {telling.money(delivery)}" if delivery else "delivery costs nothing"
    return answer(
        f"Where order {order.number} goes, standard delivery is free from {free} on. Its goods come to "
        f"{goods}, so {costs}.",
        f"What counts is the sum of the goods: {goods} in order {order.number}, and from {free} on standard "
        f"delivery is free. {made_of(telling)}",
        f"Standard delivery is free from {free} on; the goods of order {order.number} come to {goods}.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.GET_INVOICE,
    )


def all_back(order: Order, terms: OrderTerms | None, today: date, zone: tzinfo = UTC) -> Answer | None:
    """Whether the whole sum goes back, delivery included; None where nothing goes back or is refused."""
    telling, number, delivery = Telling(order, today, zone), order.number, _delivery(order)
    if order.refund is None:
        return _all_of_refused(telling, terms) if order.state in UNDERWAY else None
    back = telling.money(order.refund.amount)
    if order.refund.amount == order.total:
        first = f"Yes, {back} is all that order {number} came to, delivery included."
    elif delivery and order.refund.amount == order.total - delivery:
        first = (
            f"{back} is for all of the items; the delivery of {telling.money(delivery)} is not part of it."
        )
    else:
        first = f"No, not all of it: {back} of the {telling.total} that order {number} came to."
    return answer(
        f"{first} {telling.refund(order.refund)}",
        f"Order {number} came to {telling.total}, and {back} goes back. {made_of(telling)}",
        f"The refund of order {number} is {back} of {telling.total}.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.EXPLAIN_CHARGE,
    )


def part_here(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """What can be done with the parcels that have not left, of an order that has left in part."""
    here = [one for one in order.parcels if one.state is ParcelState.PREPARING]
    if not here or len(here) == len(order.parcels):
        return None
    telling, which = Telling(order, today, zone), _parcels(here)
    leaves = (
        f", and leaves us {telling.on(order.ships_by)}" if _is_ahead(order, today) and order.ships_by else ""
    )
    inside = plain_words.items([one for parcel in here for one in order.items_in(parcel)])
    return answer(
        f"{which} of order {order.number} is still here{leaves}. Inside: {inside}. As a part of the order "
        "has left, I can't change or stop it from here; ask for a person, who may be able to. What is on "
        "its way you can refuse at the door.",
        f"A person from our team may still be able to stop {which} or to send it elsewhere; I can't, since "
        f"order {order.number} is partly on its way{leaves.replace(', and', '. It')}.",
        f"{which} is still here.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )


def held_back(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """That what has left waits for nothing; None where nothing has left, or all of it."""
    telling = Telling(order, today, zone)
    gone = [one for one in order.parcels if one.state is not ParcelState.PREPARING]
    here = [one for one in order.parcels if one.state is ParcelState.PREPARING]
    if not gone or not here:
        return None
    left = f" {telling.on(gone[0].shipped_at)}" if gone[0].shipped_at else " already"
    return answer(
        f"No, they can't come together: {_parcels(gone).lower()} left us{left} and can't wait for the other. "
        f"{_parcels(here)} follows by itself, at no extra cost.",
        f"What has left us can't be held. {_parcels(gone)} of order {order.number} is with the carrier; on "
        f"its tracking page you may find a later day. {_parcels(here)} is still here, so a person may be "
        "able to keep it back.",
        f"{_parcels(gone)} and {_parcels(here).lower()} come apart.",
        NextStep.TRACK_ORDER,
    )


def not_sent(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """Why an order or its other parcel is still here; None where nothing is, or it is late to leave."""
    telling, number = Telling(order, today, zone), order.number
    here = [one for one in order.parcels if parcel_state(one, telling) is ParcelState.PREPARING]
    if order.state in UNPAID:
        until = f" We keep your items until {telling.day(order.pay_by)}." if order.pay_by else ""
        return answer(
            f"Because order {number} is not paid yet: it leaves when the money is here.{until}",
            f"Nothing else holds it up: as soon as order {number} is paid, we pack it.{until}",
            f"Order {number} waits for its payment.",
            NextStep.PAYMENT_HELP,
        )
    is_here = order.state in PACKING or (order.state in UNDERWAY and here)
    if not is_here or not _is_ahead(order, today) or order.ships_by is None:
        return None
    what = f"{_parcels(here)} of order {number}" if here else f"Order {number}"
    when = telling.on(order.ships_by)
    return answer(
        f"It is not late: {what[0].lower()}{what[1:]} is still being packed, and leaves us {when}.",
        f"Packing takes a working day or two. {what} was meant to leave {when}, and does, as far as I can "
        f"see.",
        f"{what} leaves us {when}.",
        NextStep.TELL_WHEN_SHIPPED,
        NextStep.DELIVERY_TIMES,
    )


def on_time(order: Order, terms: OrderTerms, today: date, zone: tzinfo = UTC) -> Answer | None:
    """That a change makes an order no later; None where it won't come any more."""
    if order.state not in UNPAID | PACKING | UNDERWAY:
        return None
    first, again, brief = arrival(order, today, zone, terms).wordings
    return answer(
        f"No, the change makes it no later. {first}",
        f"Nothing of its days has changed. {again}",
        brief.split(". ", 1)[0].rstrip(".") + ".",
        NextStep.TELL_WHEN_SHIPPED,
        NextStep.DELIVERY_TIMES,
    )


def how_sure(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """That the day is the carrier's; None where no carrier has named one."""
    telling, number = Telling(order, today, zone), order.number
    days = [one.expected_on for one in order.parcels if one.expected_on and not one.delivered_at]
    ahead = [day for day in days if day >= today]
    if not ahead:
        return None
    return answer(
        f"{telling.day(min(ahead))[0].upper()}{telling.day(min(ahead))[1:]} is the day that the carrier "
        "names; mostly it keeps it, and I can't promise it. Its tracking page shows any change first.",
        f"A promise of mine it is not: the carrier plans to bring order {number} {telling.on(min(ahead))}. "
        "If it has not come by then, tell me, and it can be searched for.",
        f"The carrier names {telling.day(min(ahead))}.",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )


def whole_or_part(telling: Telling, terms: OrderTerms) -> Answer | None:
    """That only a whole parcel can be refused, and single items returned; None where nothing is coming."""
    order = telling.order
    if order.state not in UNDERWAY:
        return None
    days = f"within {plain_words.days(terms.returns.days)} of its arrival" if terms.returns.days else "later"
    cost = terms.returns.label_cost
    label = f"the label costs {telling.money(cost)}" if cost else "the label costs you nothing"
    return answer(
        "At the door you can only refuse a whole parcel. Take it in, and you can return just what you don't "
        f"want {days}: start the return here then; {label}.",
        f"Refused, all that is in the parcel of order {order.number} comes back. A return can be of single "
        f"items, {days}; {label}.",
        "A parcel is refused as a whole; items are returned one by one.",
        NextStep.RETURN_POLICY,
        NextStep.TRACK_ORDER,
    )


def _all_of_refused(telling: Telling, terms: OrderTerms | None) -> Answer | None:
    order = telling.order
    if order.payment_method is PaymentMethod.INVOICE or len(order.parcels) > 1:
        return None
    money = money_of_refused(telling, terms)
    return answer(
        f"Yes, if you refuse it: {money}. That is all of it, delivery included.",
        f"{made_of(telling)} All of that comes back if the parcel is refused.",
        f"Refused, {telling.total} goes back.",
        NextStep.RETURN_POLICY,
    )


def _delivery(order: Order) -> int | None:
    """In cents; None where it can't be told from the total."""
    goods = sum(item.price * item.quantity for item in order.items)
    return order.total - goods if order.items and goods <= order.total else None


def _is_ahead(order: Order, today: date) -> bool:
    return order.ships_by is not None and order.ships_by >= today


def _parcels(parcels: Sequence[Parcel]) -> str:
    return plain_words.listing([f"Parcel {one.number}" for one in parcels])
