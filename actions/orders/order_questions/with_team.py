"""What is asked further of what lies with our team: any news, how much money it is, keeping it for less."""

from actions.orders import plain_words
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState, PaymentMethod, Report, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_OF_THINGS = frozenset({ReportKind.DAMAGED, ReportKind.WRONG, ReportKind.MISSING, ReportKind.REFUND})


def news(telling: Telling, terms: OrderTerms) -> Answer:
    """By when the answer comes to what was told last; that nothing was told, where nothing was."""
    number = telling.order.number
    told = [one for one in telling.order.reports if one.kind is not ReportKind.PRAISE]
    if not told:
        return answer(
            f"Nothing is noted with order {number}, so nobody looks into it so far. If something is wrong "
            "with it, tell me what, and I pass it on now.",
            f"I see no report and no complaint about order {number}. I can take one down here.",
            f"Nothing is noted with order {number}.",
            NextStep.REPORT_PROBLEM,
            NextStep.TRACK_ORDER,
        )
    last = telling.day_of(max(one.at for one in told))
    by = after_working_days(last, terms.answer_days)
    is_over = by < telling.today
    comes = (
        f"should have been with you by {telling.day(by)}, and we are sorry: please ask for a person"
        if is_over
        else f"comes by e-mail, by {telling.day(by)}"
    )
    return answer(
        f"What you told us of order {number} {telling.on(last)} is with our team, and the answer {comes}. "
        "How far they are I can't see from here.",
        f"I see that it stands with order {number} since {telling.day(last)}, and no more. The answer "
        f"{comes}.",
        f"What you told us of order {number} is with our team.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )


def money(telling: Telling, terms: OrderTerms) -> Answer | None:
    """What goes back for what was reported last, should it be the money, and when; None without a report."""
    order = telling.order
    reported = [one for one in order.reports if one.kind in _OF_THINGS]
    if not reported:
        return None
    last = max(reported, key=lambda one: one.at)
    amount, account = telling.money(_worth(telling, last)), plain_words.money_goes_to(order.payment_method)
    days, by = terms.refund_days[order.payment_method], plain_words.working_days(terms.answer_days)
    sum_of_it = f"{amount} goes back to {account}"
    if order.payment_method is PaymentMethod.INVOICE:
        sum_of_it = f"you pay {amount} less, and what of it is paid already goes back to {account}"
    return answer(
        f"If it is to be the money, {sum_of_it}, within {plain_words.days(days)} after our team has said so. "
        f"They answer by e-mail, within {by} of your report.",
        f"For what you reported of order {order.number} that is {amount}, to {account}. First our team "
        f"answers, within {by}; then it takes {plain_words.days(days)} at most.",
        f"For what you reported of order {order.number} it is {amount}.",
        NextStep.TALK_TO_PERSON,
        NextStep.REFUND_TIMES,
    )


def keep_for_less(telling: Telling, _terms: OrderTerms) -> Answer:
    """That a person decides on a lower price, and how it gets there."""
    number = telling.order.number
    if any(one.kind in _OF_THINGS for one in telling.order.reports):
        return answer(
            f"Our team decides on that, and may well say yes. Write “I keep it for less”, and I note it with "
            f"your report about order {number}.",
            f"I can't lower a price myself. With “I keep it for less” it stands with your report about order "
            f"{number}, and who answers that says how much.",
            f"Who answers your report about order {number} decides on a lower price.",
            NextStep.TALK_TO_PERSON,
        )
    is_there = telling.order.state is OrderState.DELIVERED
    report = (
        " It is asked for with a report of what is wrong: once that is made, write “I keep it for less”, "
        "and I note it there."
    )
    return answer(
        f"A lower price for keeping it is for a person to decide, not for me.{report if is_there else ''}",
        f"I can't take anything off the price of order {number}. A person can, if there is a reason.",
        f"Only a person can lower the price of order {number}.",
        NextStep.TALK_TO_PERSON,
        NextStep.REPORT_PROBLEM,
    )


def _worth(telling: Telling, report: Report) -> int:
    """In cents; of the whole order with its delivery."""
    order, pieces = telling.order, {one.line: one.quantity for one in report.items}
    if not pieces or all(pieces.get(item.line, 0) >= item.quantity for item in order.items):
        return order.total
    return sum(item.price * pieces.get(item.line, 0) for item in order.items)
