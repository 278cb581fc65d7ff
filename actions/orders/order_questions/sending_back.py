"""What is asked further of what goes back: until when, with which label, where to, and what comes of it."""

from collections.abc import Sequence
from datetime import date, timedelta

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import Exchange, Item, OrderState, Return
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.reckoned import WAY_BACK
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling


def return_until(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The last day to send something of the order back; None where that is not for the chat, or over."""
    order, number, days = telling.order, telling.order.number, terms.returns.days
    if days == 0:
        return None
    counted = plain_words.days(days)
    what = "a return or an exchange" if terms.can_exchange else "a return"
    if order.state in UNDERWAY | BEFORE_SHIPPING:
        return answer(
            f"Yes: once order {number} has come you have {counted}, from the day that it arrives, to start "
            f"{what} here and hand it in.",
            f"The {counted} for {what} begin when the last parcel of order {number} is there. "
            "Until then there is nothing to send back.",
            f"Order {number} can be returned for {counted} from its arrival.",
            NextStep.TRACK_ORDER,
            NextStep.RETURN_POLICY,
        )
    arrived = [telling.day_of(one.delivered_at) for one in order.parcels if one.delivered_at]
    if order.state is not OrderState.DELIVERED or not arrived:
        return None
    last = max(arrived) + timedelta(days=days)
    if last < telling.today:
        return answer(
            f"The {counted} for a return of order {number} were over {telling.on(last)}. "
            "What is damaged or wrong may still come back; for all else, ask a person.",
            f"Order {number} came {telling.on(max(arrived))}, and could be returned until "
            f"{telling.day(last)}.",
            f"Order {number} could be returned until {telling.day(last)}.",
            NextStep.REPORT_PROBLEM,
        )
    return answer(
        f"Order {number} can be returned until {telling.day(last)}: that is {counted} after it came, and "
        "the last day to hand the parcel in.",
        f"It came {telling.on(max(arrived))}, so you have until {telling.day(last)} for {what} of order "
        f"{number}.",
        f"The last day for a return of order {number} is {telling.day(last)}.",
        NextStep.START_RETURN,
        NextStep.RETURN_POLICY,
    )


def return_here(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Whether what goes back has reached us, and whether anything does; None where nothing could."""
    order, number = telling.order, telling.order.number
    going = order.return_trip or order.exchange
    if going is None:
        return _none_registered(telling) if order.state is OrderState.DELIVERED else None
    what = f"{'return' if order.return_trip else 'exchange'} of order {number}"
    if going.received_at is not None:
        return _is_here(telling, going, what)
    fewest, most = WAY_BACK
    send_by = f" The last day to hand it in is {telling.day(going.send_by)}." if going.send_by else ""
    way = f"the way to us takes {fewest} to {most} working days from the day that you hand it in"
    return answer(
        f"Your {what} is registered, since {telling.day(going.started_at)}, and is not here yet: "
        f"{way}.{send_by}",
        f"Not yet. Nothing is wrong with that: {way}. Keep the receipt of {terms.returns.carrier}, which "
        "shows that you handed it in.",
        f"Your {what} is registered, and is not here yet.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.TRACK_ORDER,
    )


def kept_after_all(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """Whether what was to go back can stay; None where nothing goes back."""
    order, number = telling.order, telling.order.number
    trip = order.return_trip or order.exchange
    if trip is None:
        return None
    where = "is back with us" if trip.received_at is not None else "is on its way back to us"
    return answer(
        f"No, I can't: what you sent back of order {number} {where}. If you would like it after all, order "
        "it again in the shop; a person may know whether it can be stopped.",
        f"Once it {where}, it does not come back to you by itself. Order {number} can be ordered again in "
        "the shop.",
        f"What you sent back of order {number} {where}.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )


def old_one(telling: Telling, terms: OrderTerms) -> Answer | None:
    """That what is exchanged comes back first; of a return, where to bring it."""
    exchange, carrier = telling.order.exchange, terms.returns.carrier
    if exchange is None or exchange.received_at is not None:
        return where_to_bring(telling, terms)
    label_at = f" ({exchange.label})" if exchange.label else ""
    return answer(
        f"The old one comes back to us first: hand it in with {carrier} by {telling.day(exchange.send_by)}, "
        f"with the label{label_at}. The new one leaves us when the old one is here.",
        f"Yours first, then ours: bring the old one to a {carrier} shop by {telling.day(exchange.send_by)}. "
        "Until it is here nothing is sent, so the sooner the better.",
        f"The old one goes back with {carrier} by {telling.day(exchange.send_by)}.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def hand_in_until(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The last day to hand in what was started to go back; None where nothing was."""
    last, number = _last_day(telling), telling.order.number
    if last is None:
        return None
    carrier = terms.returns.carrier
    return answer(
        f"By {telling.day(last)} the parcel of order {number} has to be with {carrier}. "
        "Earlier is better: the money, or the new one, waits for it.",
        f"The label of order {number} is good until {telling.day(last)}; hand the parcel in at a {carrier} "
        "shop by then.",
        f"The last day to hand it in is {telling.day(last)}.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def label(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The link to the label, and what there is without a printer; None where there is no label."""
    going, number = telling.order.return_trip or telling.order.exchange, telling.order.number
    if going is None or going.label is None or going.received_at is not None:
        return None
    return answer(
        f"Here is the label of order {number} to print: {going.label} No printer? "
        f"The same page shows a code that any {terms.returns.carrier} shop prints for you.",
        f"The label is at {going.label}, not in the box and not in a letter: each belongs to one return.",
        f"The label of order {number}: {going.label}",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def where_to_bring(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The carrier that takes it; None where nothing was started to go back."""
    last, carrier = _last_day(telling), terms.returns.carrier
    if last is None:
        return None
    return answer(
        f"To any {carrier} shop, by {telling.day(last)}; it is not picked up at your home, and no other "
        "place takes it. Keep the receipt that you get there.",
        f"Stick the label on the parcel and hand it in at a {carrier} shop, whichever is near you. "
        "With another carrier you would pay the way yourself.",
        f"Hand it in with {carrier} by {telling.day(last)}.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def postage(telling: Telling, terms: OrderTerms) -> Answer:
    """What the way back costs the customer, by the shop's terms."""
    cost, carrier = terms.returns.label_cost, terms.returns.carrier
    if cost:
        first = f"The label costs you {telling.money(cost)}. What is damaged or wrong comes back at our cost."
    else:
        first = f"Returning costs you nothing: we pay for the {carrier} label, and nothing is kept for it."
    return answer(
        first,
        f"{first} Only with another carrier you would pay the way yourself.",
        first,
        NextStep.RETURN_POLICY,
        NextStep.TRACK_ORDER,
    )


def money_of_return(telling: Telling, terms: OrderTerms) -> Answer | None:
    """When the money of a return that has not reached us goes back; None of any other."""
    order, trip = telling.order, telling.order.return_trip
    if trip is None or trip.received_at is not None or order.refund is None or order.refund.paid_on:
        return None
    amount, account = telling.money(order.refund.amount), plain_words.money_goes_to(order.payment_method)
    days = plain_words.days(terms.refund_days[order.payment_method])
    return answer(
        f"{amount} goes back to {account} within {days} after the parcel of order {order.number} has "
        f"reached us, at the latest by {telling.day(order.refund.due_by)}.",
        f"It waits for your parcel: once that is here, {amount} leaves us within {days}, to {account}. "
        "A bank can take some days more to show it.",
        f"{amount} goes back within {days} after the parcel has reached us.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.REFUND_TIMES,
    )


def if_no_money(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """What to do when a refund that is promised does not show by its day; None of any other."""
    refund, number = telling.order.refund, telling.order.number
    if refund is None or refund.paid_on is not None or refund.due_by < telling.today:
        return None
    account, due = plain_words.money_goes_to(telling.order.payment_method), telling.day(refund.due_by)
    return answer(
        f"It leaves us by {due}, and a bank can take 5 working days more to show it. "
        f"If it is not on {account} then, ask for a person here: our team looks with the bank where it is.",
        f"Should the {telling.money(refund.amount)} of order {number} not be there a week after {due}, "
        "a person follows it for you.",
        f"The refund of order {number} leaves us by {due}.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.REFUND_TIMES,
    )


def money_of_part(telling: Telling, items: Sequence[Item]) -> Answer | None:
    """What comes back for single items; None where their prices are not known."""
    order, number = telling.order, telling.order.number
    if not order.items:
        return None
    prices = plain_words.listing([_price(telling, item) for item in items or order.items])
    goods = sum(item.price * item.quantity for item in order.items)
    delivery = order.total - goods
    kept = (
        f" The {telling.money(delivery)} for delivery come back only when all of the order does."
        if delivery > 0
        else ""
    )
    return answer(
        f"You get back the price of what you send back: {prices}.{kept}",
        f"Of order {number}, what comes back is paid back at its price, and you keep the rest. "
        f"{prices}.{kept}",
        f"What comes back to us is paid back: {prices}.",
        NextStep.RETURN_POLICY,
        NextStep.EXPLAIN_CHARGE,
    )


def _none_registered(telling: Telling) -> Answer:
    number = telling.order.number
    return answer(
        f"No return of order {number} is registered with us. If you have sent it already, a person can look "
        "for the parcel; have its receipt ready. If it is still with you, I can start the return.",
        f"I see order {number} as delivered, and nothing of it on its way back.",
        f"No return of order {number} is registered.",
        NextStep.START_RETURN,
    )


def _is_here(telling: Telling, going: Return | Exchange, what: str) -> Answer:
    order = telling.order
    by_line = {item.line: item for item in order.items}
    inside = [(by_line[one.line], one.quantity) for one in going.items if one.line in by_line]
    items = plain_words.items(inside or [(item, item.quantity) for item in order.items])
    money = f" {telling.refund(order.refund)}" if order.refund else ""
    reached = f" {telling.on(going.received_at)}" if going.received_at else ""
    return answer(
        f"Yes, your {what} reached us{reached}. It is noted for {items}.{money}",
        f"The parcel is here, and what stands in your {what} is {items}. If we found anything missing, a "
        f"person would write to you.{money}",
        f"Your {what} is here.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.REFUND_TIMES,
    )


def _price(telling: Telling, item: Item) -> str:
    each = " each" if item.quantity > 1 else ""
    return f"{telling.money(item.price)}{each} for {item.name}"


def _last_day(telling: Telling) -> date | None:
    """To hand in what goes back; None where nothing does, or it is on its way."""
    order = telling.order
    if order.return_trip is not None:
        return order.return_trip.send_by
    exchange = order.exchange
    return exchange.send_by if exchange is not None and exchange.received_at is None else None
