"""Next steps of an order as the choices under an answer."""

from __future__ import annotations

from collections.abc import Sequence

from actions.orders.next_steps import NextStep
from actions.orders.order import Order, ReportKind
from actions.speaking_action import Button, button, talk_to_person

_PROBLEMS = frozenset({ReportKind.MISSING, ReportKind.DAMAGED, ReportKind.WRONG})


def steps_as_buttons(steps: Sequence[NextStep]) -> list[Button]:
    return [_button(step) for step in steps]


def not_done_yet(steps: Sequence[NextStep], order: Order) -> list[NextStep]:
    """Without what the customer has reported already."""
    is_reported = any(report.kind in _PROBLEMS for report in order.reports)
    return [step for step in steps if not (is_reported and step is NextStep.REPORT_PROBLEM)]


def and_person(choices: Sequence[Button]) -> list[Button]:
    """A person is one step away, and stands there once."""
    person = talk_to_person()
    return [*(choice for choice in choices if choice != person), person]


def steps_after(order: Order) -> list[Button]:
    """After a matter has ended: the order as it is now, another one, or a person."""
    return [
        button("Where is my order?", "ask_order_status", order_number=order.number),
        button("Look up another order", "ask_for_another_order"),
        talk_to_person(),
    ]


def _button(step: NextStep) -> Button:
    if step.faq_slug is not None:
        return button(step.label, "ask_question", faq_entry=step.faq_slug)
    return button(step.label, step.intent or "ask_for_human")
