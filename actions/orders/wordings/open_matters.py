"""What else is going on with an order: an exchange, and what the customer told the team not long ago."""

from actions.orders import plain_words, requests
from actions.orders.changes import ChangeKind
from actions.orders.order import Exchange, Report, ReportKind
from actions.orders.wordings.telling import Telling

_IS = {
    ReportKind.MISSING: "is missing",
    ReportKind.DAMAGED: "is damaged",
    ReportKind.WRONG: "is not what you ordered",
}
_WISH = {
    ChangeKind.CANCEL_ORDER: "to cancel it",
    ChangeKind.CHANGE_ADDRESS: "to send it to another address",
    ChangeKind.CHANGE_ITEMS: "to take items off it",
    ChangeKind.START_RETURN: "to start a return",
    ChangeKind.START_EXCHANGE: "to exchange something of it",
}


def open_matters(telling: Telling) -> str:
    """Sentences to add to the state of the order; empty when there is nothing to add."""
    exchange = telling.order.exchange
    told = [_report(telling, report) for report in telling.order.reports if _is_open(telling, report)]
    return " ".join((*((_exchange(telling, exchange),) if exchange else ()), *dict.fromkeys(told)))


def _is_open(telling: Telling, report: Report) -> bool:
    is_recent = telling.today - telling.day_of(report.at) <= requests.NOT_LONG_AGO
    is_told = is_recent and (report.kind in _IS or report.kind is ReportKind.REFUND)
    return is_told or requests.is_open(telling, report)


def _report(telling: Telling, report: Report) -> str:
    day = telling.on(report.at)
    if report.kind is ReportKind.REQUEST:
        return f"You asked us {day} {_WISH[ChangeKind(report.note)]}, and our team looks after that."
    if report.kind is ReportKind.REFUND:
        return f"You asked for a refund {day}, and a person from our team decides on it."
    what = "something of it" if report.items else "it"
    if report.parcel is not None:
        what = f"parcel {report.parcel}"
    return f"You told us {day} that {what} {_IS[report.kind]}, and our team looks after that."


def _exchange(telling: Telling, exchange: Exchange) -> str:
    if exchange.sent_on:
        return f"The new one of your exchange left us {telling.on(exchange.sent_on)}."
    if exchange.received_at:
        return f"Your exchange reached us {telling.on(exchange.received_at)}, and the new one leaves next."
    by_line = {item.line: item for item in telling.order.items}
    pieces = [(by_line[p.line], p.quantity) for p in exchange.items if p.line in by_line]
    what = plain_words.items(pieces) or "it"
    label = f" The label to print: {exchange.label}" if exchange.label else ""
    return (
        f"You are exchanging {what} for {exchange.wanted}: "
        f"please hand it in by {telling.day(exchange.send_by)}.{label}"
    )
