"""Taking items off an order before it is packed. More of something is a new order, with its own payment."""

from dataclasses import replace

from actions.orders.changes import ChangeItems, ChangeKind
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.next_steps import NextStep
from actions.orders.order import Item, Order
from actions.orders.weighing.answers import Refused, Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.pieces import Counted, in_words, not_in_order, value
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import WayOut, by_parcel, way_out

_TOO_LATE = (
    "its items can't be changed any more",
    "Changing the items is not possible any more",
    "its items stay as they are",
)
_BY_A_PERSON = (
    "only a person from our team can change its items",
    "A person from our team has to change these items",
    "a person has to change its items",
)

_BY_ITSELF = WayOut(
    (
        "It comes in a parcel of its own.",
        "Put it into the cart, and it is sent by itself.",
        "The shop's page takes it as an order of its own.",
    ),
    (NextStep.TRACK_ORDER, NextStep.DELIVERY_TIMES),
)


def weigh_items(case: Case, change: ChangeItems) -> Weighed:
    if case.order.state not in case.terms.items_in:
        is_never_allowed = not case.terms.items_in and case.order.state in BEFORE_SHIPPING
        follows = _BY_A_PERSON if is_never_allowed else _TOO_LATE
        out = by_parcel(case, "change it") or way_out(case, ChangeKind.CHANGE_ITEMS)
        return refused_as_it_stands(case, follows, out)
    mistake = _mistake(case, change)
    if mistake:
        return mistake
    number, taken = case.order.number, taken_off(case.order, change)
    what, total = in_words(case.order, taken), case.telling.money(case.order.total - value(taken))
    return case.possible(
        sentence=f"I will take {what} off order {number}. This costs nothing; the new total is {total}. "
        f"{_money(case, value(taken))}",
        done=f"I took {what} off order {number}; the new total is {total}. {_money(case, value(taken))}",
    )


def taken_off(order: Order, change: ChangeItems) -> Counted:
    """What the order loses."""
    kept = change.quantities
    pieces = [(item, item.quantity - kept.get(item.line, item.quantity)) for item in order.items]
    return [(item, count) for item, count in pieces if count > 0]


def items_left(order: Order, change: ChangeItems) -> tuple[Item, ...]:
    """What the order keeps, by its lines."""
    kept = [(item, change.quantities.get(item.line, item.quantity)) for item in order.items]
    return tuple(replace(item, quantity=count) for item, count in kept if count > 0)


def _money(case: Case, amount: int) -> str:
    back = case.money_back(amount) if case.is_paid else None
    return back or "Nothing was charged yet, so there is nothing to pay back."


def _mistake(case: Case, change: ChangeItems) -> Refused | None:
    has = {item.line: item.quantity for item in case.order.items}
    if any(line not in has or count < 0 for line, count in change.quantities.items()):
        return refused(not_in_order(case.order), _choose_again(case))
    if any(count > has[line] for line, count in change.quantities.items()):
        return refused(_more(case), _BY_ITSELF)
    if not taken_off(case.order, change):
        return refused(_as_it_is(case), _choose_again(case))
    if not items_left(case.order, change):
        return refused(_nothing_left(case), way_out(case, ChangeKind.CHANGE_ITEMS))
    return None


def _choose_again(case: Case) -> WayOut:
    is_open = case.order.state in case.terms.cancel_in
    return WayOut(
        (
            "Tell me which items should come off, and I take them off.",
            "You can name the items, or how many of them you would like to keep.",
            "I can take single items off it.",
        ),
        (NextStep.CHANGE_ITEMS, *((NextStep.CANCEL_ORDER,) if is_open else ())),
    )


def _more(case: Case) -> Three:
    number = case.order.number
    return (
        f"Nothing can be added to order {number}: wrapping or a card needs a person, and more pieces need a "
        "new order in the shop.",
        f"More pieces would need another payment, and order {number} can't take one; for a note or wrapping, "
        "ask for a person.",
        f"Order {number} can lose items, and not gain any.",
    )


def _as_it_is(case: Case) -> Three:
    number, what = case.order.number, case.telling.all_items or "the same items"
    return (
        f"That is what order {number} has already: {what}.",
        f"Order {number} would stay as it is, with {what}.",
        f"Nothing would change: order {number} has {what}.",
    )


def _nothing_left(case: Case) -> Three:
    number, what = case.order.number, case.telling.all_items or "these items"
    return (
        f"Order {number} holds {what} and nothing else, so taking that out would leave nothing of it.",
        f"Without {what}, order {number} would be empty.",
        f"Order {number} needs at least one item.",
    )
