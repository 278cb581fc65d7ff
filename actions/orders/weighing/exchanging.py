"""Sending items back for others, such as another size: as long as a return is possible."""

import re

from actions.orders.changes import ChangeKind, StartExchange
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import ReturnReason
from actions.orders.weighing.answers import Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.pieces import chosen, in_words
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.returning import OUR_FAULT, hand_in_with_label, send_by, why_nothing_comes_back
from actions.orders.weighing.ways_out import WayOut, way_out

_LONGEST_WISH = 200


def weigh_exchange(case: Case, change: StartExchange) -> Weighed:
    if not case.terms.can_exchange:
        return refused(_NO_EXCHANGES, way_out(case, ChangeKind.START_EXCHANGE))
    if case.order.state in BEFORE_SHIPPING:
        return refused_as_it_stands(case, _NOT_SENT_YET, _before_it_leaves(case))
    if case.order.state in UNDERWAY:
        return refused_as_it_stands(case, _NOT_HERE_YET, _WHEN_IT_IS_HERE)
    refusal = why_nothing_comes_back(case, change.quantities, ChangeKind.START_EXCHANGE)
    if refusal:
        return refusal
    if case.order.exchange is not None:
        return refused(_one_is_open(case), _return_or_person())
    wanted = " ".join(change.wanted.split())
    if not 0 < len(wanted) <= _LONGEST_WISH:
        return refused(_WHAT_FOR, _exchange_again())
    what = in_words(case.order, chosen(case.order, change.quantities) or ())
    cost, day = exchange_cost(case, change.reason), case.telling.day(send_by(case))
    return case.possible(
        sentence=f"For order {case.order.number} I will start the exchange of {what} for {_called(wanted)}. "
        f"{_cost(case, cost)} The old one has to be handed in with {case.terms.returns.carrier} by {day}; "
        f"{_NEW_ONE}",
        done=f"The exchange of {what} for {_called(wanted)} is started. {hand_in_with_label(case)} Then "
        f"{_NEW_ONE}",
        cost=cost,
    )


def _called(wanted: str) -> str:
    """The letters of sizes all begin with a vowel's sound: "an L"."""
    return _SIZE_WITH_ARTICLE.sub("an ", wanted)


def exchange_cost(case: Case, reason: ReturnReason) -> int:
    """In cents; what was our fault comes back at our cost."""
    return 0 if reason in OUR_FAULT else case.terms.exchange_label_cost


_SIZE_WITH_ARTICLE = re.compile(r"^a (?=(?:XX?)?[SML]$)", re.IGNORECASE)
_NEW_ONE = (
    "the new one leaves us when the old one is here. Whether we have it I can't see from here: if it is sold "
    "out, you get your money back."
)


_NOT_HERE_YET = (
    "there is nothing to send back yet",
    "Nothing can come back yet",
    "there is no parcel to send back yet",
)
_WHEN_IT_IS_HERE = WayOut(
    (
        "You can start the exchange here as soon as it has arrived, or refuse the parcel at the door.",
        "When you have it, ask me for the exchange again; refused at the door, it comes back to us.",
        "An exchange is possible once it has arrived.",
    ),
    (NextStep.TRACK_ORDER, NextStep.RETURN_POLICY),
)
_NOT_SENT_YET = (
    "nothing has to come back for that",
    "Nothing has left us yet that could be exchanged",
    "nothing of it was sent yet",
)


def _before_it_leaves(case: Case) -> WayOut:
    """Another size or colour of what is still here: taken off and ordered anew, or changed by a person."""
    state = case.order.state
    if state in case.terms.items_in:
        how, step = "I can take the item off the order, and you", NextStep.CHANGE_ITEMS
    elif state in case.terms.cancel_in:
        how, step = "I can cancel the order, and you", NextStep.CANCEL_ORDER
    else:
        return way_out(case, ChangeKind.START_EXCHANGE)
    return WayOut(
        (
            f"I can't put another size, colour or item into it: {how} order anew in the shop what you would "
            "like. Or ask for a person, who can change it as long as it is here.",
            f"{how} order the right one in the shop, where you see what there is. A person can also "
            "change it before it leaves.",
            f"{how} order the right one in the shop.",
        ),
        (step,),
    )


def _cost(case: Case, cost: int) -> str:
    if cost == 0:
        return "This costs nothing, both ways."
    return f"The label costs {case.telling.money(cost)}; the way of the new one is free."


_NO_EXCHANGES = (
    "We don't exchange items.",
    "An exchange is not something that we offer.",
    "Items can't be exchanged here.",
)
_WHAT_FOR = (
    "For an exchange I need to know what you would like, such as another size or colour.",
    "Which size or colour shall it be?",
    "What you would like in exchange has to be in a few words.",
)


def _one_is_open(case: Case) -> tuple[str, str, str]:
    number, exchange = case.order.number, case.order.exchange
    day = f" {case.telling.on(exchange.started_at)}" if exchange else ""
    return (
        f"An exchange for order {number} was started{day}, and an order can have one at a time.",
        f"One exchange is under way for order {number} already.",
        f"Order {number} has an exchange under way.",
    )


def _return_or_person() -> WayOut:
    return WayOut(
        (
            "You can send the other items back and order what you would like in the shop.",
            "For the other items a return is possible, with a new order in the shop.",
            "A return of the other items is still possible.",
        ),
        (NextStep.START_RETURN,),
    )


def _exchange_again() -> WayOut:
    return WayOut(
        (
            "Tell me in a few words, and I start it.",
            "You can also send it back for your money.",
            "A return for your money is possible as well.",
        ),
        (NextStep.START_EXCHANGE, NextStep.START_RETURN),
    )
