"""Taking a change back: in its time, once, and only while nothing else has touched the same matter."""

from datetime import datetime

from actions.orders.changes import ChangeKind
from actions.orders.order import Order
from actions.orders.weighing.answers import Refused
from actions.orders.weighing.case import Case
from actions.orders.weighing.refusing import refused
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import way_out

_UNDONE = {
    ChangeKind.CANCEL_ORDER: "Order {number} is not cancelled any more, and goes on as before.",
    ChangeKind.CHANGE_ADDRESS: "Order {number} goes to the address that it had before.",
    ChangeKind.CHANGE_ITEMS: "Order {number} has all the items that it had before.",
    ChangeKind.START_RETURN: "The return of order {number} is called off, and you keep everything.",
    ChangeKind.START_EXCHANGE: "The exchange for order {number} is called off, and you keep everything.",
    ChangeKind.REPORT_PROBLEM: "Your report about order {number} is taken back.",
    ChangeKind.ASK_FOR_REFUND: "Your wish for a refund of order {number} is taken back.",
    ChangeKind.RECORD_FEEDBACK: "Your words about order {number} are taken back.",
}

_TAKEN_OUT = "What was added last is out of the return of order {number} again; the rest of it goes on."


def undone_words(order: Order, kind: ChangeKind) -> str:
    """What to say when a change has been taken back; `order` is as it is then."""
    is_added_only = kind is ChangeKind.START_RETURN and order.return_trip is not None
    return (_TAKEN_OUT if is_added_only else _UNDONE[kind]).format(number=order.number)


def nothing_to_undo(case: Case) -> Refused:
    """For a change that this order never had."""
    return _refused(case, ChangeKind.RECORD_FEEDBACK, _unknown(case.order.number))


def why_not_undone(
    case: Case, kind: ChangeKind, until: datetime | None, *, is_undone: bool, is_as_left: bool
) -> Refused | None:
    """What stands against it; None if nothing does. `is_as_left`: the order is as that change left it."""
    number = case.order.number
    if is_undone:
        return _refused(case, kind, _done_before(number))
    if until is None:
        return _refused(case, kind, _not_here(number))
    if case.now > until:
        return _refused(case, kind, _too_late(number, case.telling.clock(until)))
    return None if is_as_left else moved_on(case, kind)


def moved_on(case: Case, kind: ChangeKind) -> Refused:
    """For a change that can't be undone any more, since the order can't be as it was before."""
    return _refused(case, kind, _moved_on(case.order.number))


def _refused(case: Case, kind: ChangeKind, why: Three) -> Refused:
    return refused(why, way_out(case, kind))


def _unknown(number: str) -> Three:
    return (
        f"I can't find a change of order {number} that could be undone.",
        f"Order {number} has no such change.",
        f"There is nothing to undo for order {number}.",
    )


def _done_before(number: str) -> Three:
    return (
        f"That change of order {number} is undone already, so order {number} is as it was before it.",
        f"Order {number} is back to what it was.",
        f"For order {number} this is undone.",
    )


def _not_here(number: str) -> Three:
    return (
        f"This change of order {number} can't be undone here.",
        f"Undoing is not something I can do for order {number}.",
        f"For order {number} I can't undo this myself.",
    )


def _too_late(number: str, clock: str) -> Three:
    return (
        f"This change of order {number} could be undone until {clock}, and that has passed.",
        f"The time to undo it ended at {clock}, so order {number} stays as it is.",
        f"Order {number} stays as it is, since undoing was possible until {clock}.",
    )


def _moved_on(number: str) -> Three:
    return (
        f"Order {number} has moved on since that change, so I can't simply undo it.",
        f"Something else has happened to order {number} since then, and undoing would undo that as well.",
        f"Order {number} is not as that change left it.",
    )
