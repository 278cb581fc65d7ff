"""What customers asked the team to change, where the shop's back end can't: which of it is still open."""

from datetime import timedelta

from actions.orders.changes import ChangeKind
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.order import OrderState, Report, ReportKind
from actions.orders.wordings.telling import Telling

NOT_LONG_AGO = timedelta(days=30)
"""For so long a customer is told what was reported or asked for."""

_OPEN_IN = {
    ChangeKind.CANCEL_ORDER: BEFORE_SHIPPING,
    ChangeKind.CHANGE_ADDRESS: BEFORE_SHIPPING,
    ChangeKind.CHANGE_ITEMS: BEFORE_SHIPPING,
    ChangeKind.START_RETURN: frozenset({OrderState.DELIVERED}),
    ChangeKind.START_EXCHANGE: frozenset({OrderState.DELIVERED}),
}


def open_request(telling: Telling, kind: ChangeKind) -> Report | None:
    """The latest request for such a change that can still be granted; None if there is none."""
    its = [report for report in telling.order.reports if is_open(telling, report) and report.note == kind]
    return its[-1] if its else None


def is_open(telling: Telling, report: Report) -> bool:
    """Whether the team was asked for a change not long ago, and the order still can have it."""
    if report.kind is not ReportKind.REQUEST or report.note not in _OPEN_IN:
        return False
    is_recent = telling.today - telling.day_of(report.at) <= NOT_LONG_AGO
    return is_recent and telling.order.state in _OPEN_IN[ChangeKind(report.note)]
