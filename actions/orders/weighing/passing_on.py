"""Changes that the shop's back end leaves to its team: what to say instead of doing them.

Whether the terms and the state of the order allow the change is weighed before, as for any other.
"""

from actions.orders import plain_words
from actions.orders.changes import Change, ChangeAddress, ChangeKind
from actions.orders.next_steps import NextStep
from actions.orders.requests import open_request
from actions.orders.weighing.answers import Possible, Refused, Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.refusing import refused
from actions.orders.weighing.ways_out import WayOut

_WISH = {
    ChangeKind.CANCEL_ORDER: "cancel order {number}",
    ChangeKind.CHANGE_ADDRESS: "send order {number} to another address",
    ChangeKind.CHANGE_ITEMS: "take items off order {number}",
    ChangeKind.START_RETURN: "start your return of order {number}",
    ChangeKind.START_EXCHANGE: "exchange items of order {number}",
}
_ASKED_ONCE = frozenset({ChangeKind.CANCEL_ORDER, ChangeKind.START_RETURN, ChangeKind.START_EXCHANGE})
_WAITING = WayOut(
    (
        "You can ask me at any time whether it is done.",
        "As soon as it is done, I can see it too.",
        "Ask me again whenever you like.",
    ),
    (NextStep.TRACK_ORDER,),
)


def is_left_to_team(case: Case, change: Change) -> bool:
    return change.kind.value in case.order.left_to_team


def passed_on(case: Case, change: Change, answer: Possible) -> Weighed:
    """A promise to ask, in place of the promise to do; refused while the same is asked for already."""
    asked = open_request(case.telling, change.kind)
    if asked is not None and change.kind in _ASKED_ONCE:
        return _asked_before(case, change, case.telling.on(asked.at))
    wish, days = _wish(case, change), plain_words.working_days(case.terms.answer_days)
    cost = f" It costs {case.telling.money(answer.cost)}." if answer.cost else ""
    return Possible(
        sentence=f"I can't do this myself, so I will ask our team to {wish}. A person does it, or says why "
        f"not, within {days}.{cost}",
        cost=answer.cost,
        undo_until=None,
        done=f"I have asked our team to {wish}. It is not done yet: a person does it, or says why not, "
        f"within {days}.",
    )


def _asked_before(case: Case, change: Change, day: str) -> Refused:
    wish = _wish(case, change)
    return refused(
        (
            f"You asked us {day} to {wish}, and our team looks after that.",
            f"What you asked for {day} is with our team, and not done yet: to {wish}.",
            f"Our team was asked to {wish}.",
        ),
        _WAITING,
    )


def _wish(case: Case, change: Change) -> str:
    if isinstance(change, ChangeAddress):
        return f"send order {case.order.number} to {plain_words.address(change.address)}"
    return _WISH[change.kind].format(number=case.order.number)
