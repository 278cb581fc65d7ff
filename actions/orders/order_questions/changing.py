"""What is asked further of a change: until when it is possible, and how one knows that it was made."""

from datetime import datetime, time

from actions.orders import plain_words
from actions.orders.lifecycle import UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.further import part_here, whether_taken
from actions.orders.order_questions.sending_back import return_until
from actions.orders.order_status import three_wordings
from actions.orders.terms import OrderTerms
from actions.orders.weighing.cancelling import cost_and_money
from actions.orders.weighing.case import Case
from actions.orders.wordings.at_the_door import money_of_refused
from actions.orders.wordings.telling import Telling

_UNTIL = {
    OrderState.PACKED: "as long as it is here",
    OrderState.PAID: "until it is packed",
    OrderState.PAYMENT_FAILED: "until it is paid",
}
"""The last state in which something may be done, in a customer's words."""


def change_until(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Until when the order may be cancelled, sent elsewhere or made smaller; None of one that is no more."""
    order, number = telling.order, telling.order.number
    if order.return_trip or order.exchange:
        return None
    if order.state in UNDERWAY:
        return _has_left(telling, terms)
    if order.state is OrderState.DELIVERED:
        return return_until(telling, terms)
    ways = _ways_left(telling, terms)
    if not ways:
        return None
    leaves = _leaves(telling)
    return answer(
        f"Order {number} can {plain_words.listing(ways)}.{leaves}",
        f"It need not be today: order {number} can {plain_words.listing(ways)}, and it costs the same then "
        f"as now.{leaves}",
        f"Order {number} can {plain_words.listing(ways)}.",
        NextStep.TRACK_ORDER,
    )


def cost_of_cancelling(telling: Telling, terms: OrderTerms) -> Answer | None:
    """What it costs and what goes back, by the terms; of an order that left us, what is left to do."""
    order, number = telling.order, telling.order.number
    if order.state in UNDERWAY:
        return _cost_of_refusing(telling, terms)
    if order.state not in terms.cancel_in:
        return change_until(telling, terms) or whether_taken(order, telling.today, telling.zone)
    now = datetime.combine(telling.today, time(), telling.zone)
    costs = cost_and_money(Case(order, terms, now, telling.zone))
    return answer(
        f"Order {number} can still be cancelled. {costs}",
        f"For order {number} it is still possible. {costs}",
        f"Cancelling order {number}: {costs}",
        NextStep.CANCEL_ORDER,
        NextStep.TRACK_ORDER,
    )


def _cost_of_refusing(telling: Telling, terms: OrderTerms) -> Answer:
    number, money = telling.order.number, money_of_refused(telling, terms)
    left = "a part of it has" if telling.order.state is OrderState.PARTLY_SHIPPED else "it has"
    return answer(
        f"Order {number} can't be cancelled any more, as {left} left us. To refuse it at the door costs you "
        f"nothing, and {money}.",
        f"There is nothing to cancel in order {number} any more, and no fee: refused at the door, it comes "
        f"back to us, and {money}.",
        f"Refusing order {number} at the door costs nothing.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def confirmed(telling: Telling, _terms: OrderTerms) -> Answer:
    """How one knows that a change was made, and which mails an order has in any case."""
    order, number = telling.order, telling.order.number
    is_so = f"{three_wordings(telling)[0]} " if order.state is OrderState.CANCELLED else ""
    return answer(
        f"{is_so}What is done here stands in order {number} at once; a mail of its own for it I can't "
        "promise. The mails that an order has anyway, such as its invoice, the link to follow it or a "
        "refund, come to the e-mail address that you ordered with.",
        f"Ask “where is order {number}” at any time, and you see how it stands; no mail is needed for that. "
        "If one of its usual mails is not there, look among the spam.",
        f"What is done here stands in order {number}.",
        NextStep.TRACK_ORDER,
    )


def _has_left(telling: Telling, terms: OrderTerms) -> Answer:
    order, number, days = telling.order, telling.order.number, terms.returns.days
    if (part := part_here(order, telling.today, telling.zone)) is not None:
        return part
    left = [one.shipped_at for one in order.parcels if one.shipped_at]
    when = f" {telling.on(min(left))}" if left else " already"
    returned = f", or send it back within {plain_words.days(days)} of its arrival" if days else ""
    return answer(
        f"Only until it leaves us, and that is over: order {number} left us{when}. You can refuse "
        f"it at the door{returned}.",
        f"Order {number} left us{when}, so there is no time left to change it. Refuse it at the door"
        f"{returned}.",
        f"Order {number} left us{when}.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def _ways_left(telling: Telling, terms: OrderTerms) -> list[str]:
    """ "be cancelled and sent elsewhere as long as it is here": those with the same end in one."""
    order = telling.order
    each = [
        (terms.cancel_in, "be cancelled"),
        (terms.address_in, "get another address"),
        (terms.items_in if len(order.items) > 1 else frozenset(), "lose single items"),
    ]
    by_end: dict[str, list[str]] = {}
    for states, way in each:
        if order.state in states:
            end = next(words for state, words in _UNTIL.items() if state in states)
            by_end.setdefault(end, []).append(way)
    return [f"{plain_words.listing(ways)} {end}" for end, ways in by_end.items()]


def _leaves(telling: Telling) -> str:
    day = telling.order.ships_by
    return f" It leaves us {telling.on(day)}." if day and day >= telling.today else ""
