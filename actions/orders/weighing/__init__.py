"""Whether a change of an order is possible, what it costs and what happens then; if not, why, and what is.

Every change has an answer in every state of an order. Nothing is done here.
"""

from datetime import datetime, tzinfo
from typing import assert_never

from actions.orders.changes import (
    AskForRefund,
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    RecordFeedback,
    ReportProblem,
    StartExchange,
    StartReturn,
)
from actions.orders.order import Order
from actions.orders.terms import OrderTerms
from actions.orders.weighing.addresses import weigh_address
from actions.orders.weighing.answers import Possible, Refused, Weighed
from actions.orders.weighing.cancelling import weigh_cancelling
from actions.orders.weighing.case import Case
from actions.orders.weighing.exchanging import weigh_exchange
from actions.orders.weighing.feedback import weigh_feedback
from actions.orders.weighing.items import weigh_items
from actions.orders.weighing.passing_on import is_left_to_team, passed_on
from actions.orders.weighing.problems import weigh_problem
from actions.orders.weighing.refunds import weigh_refund
from actions.orders.weighing.returning import weigh_return

__all__ = ["Possible", "Refused", "Weighed", "weigh"]


def weigh(order: Order, change: Change, terms: OrderTerms, now: datetime, zone: tzinfo) -> Weighed:
    """The answer as of `now`, in the calendar of `zone`; it holds for this version of the order only."""
    case = Case(order, terms, now, zone)
    answer = _weighed(case, change)
    if isinstance(answer, Possible) and is_left_to_team(case, change):
        return passed_on(case, change, answer)
    return answer


def _weighed(case: Case, change: Change) -> Weighed:
    match change:
        case CancelOrder():
            return weigh_cancelling(case)
        case ChangeAddress():
            return weigh_address(case, change)
        case ChangeItems():
            return weigh_items(case, change)
        case StartReturn():
            return weigh_return(case, change)
        case StartExchange():
            return weigh_exchange(case, change)
        case ReportProblem():
            return weigh_problem(case, change)
        case AskForRefund():
            return weigh_refund(case)
        case RecordFeedback():
            return weigh_feedback(case, change)
        case _:
            assert_never(change)
