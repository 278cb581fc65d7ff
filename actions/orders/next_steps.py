"""What a customer is likely to want next, for each state of an order. The bot can answer every step."""

from collections.abc import Container
from enum import StrEnum

from actions.orders.order import Order, OrderState
from actions.orders.order_events import refund_is_due, will_ship

MOST = 4


class NextStep(StrEnum):
    """A choice to offer. The customer reads `label`; `faq_slug` or `intent` tells where it leads."""

    TRACK_ANOTHER = "track_another"
    RETURN_POLICY = "return_policy"
    DELIVERY_TIMES = "delivery_times"
    REFUND_TIMES = "refund_times"
    PAYMENT_HELP = "payment_help"
    CANCEL_POLICY = "cancel_policy"
    TALK_TO_PERSON = "talk_to_person"
    TELL_WHEN_SHIPPED = "tell_when_shipped"
    TELL_WHEN_REFUNDED = "tell_when_refunded"
    TRACK_ORDER = "track_order"
    FIND_ORDER = "find_order"
    CANCEL_ORDER = "cancel_order"
    CHANGE_ADDRESS = "change_address"
    CHANGE_ITEMS = "change_items"
    START_RETURN = "start_return"
    START_EXCHANGE = "start_exchange"
    REPORT_PROBLEM = "report_problem"
    WHERE_IS_REFUND = "where_is_refund"
    EXPLAIN_CHARGE = "explain_charge"
    GET_INVOICE = "get_invoice"
    UNDO_CHANGE = "undo_change"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def faq_slug(self) -> str | None:
        """The FAQ entry that answers this step, if one does."""
        return _FAQ_SLUGS.get(self)

    @property
    def intent(self) -> str | None:
        """The customer's wish behind this step, if no FAQ entry answers it."""
        return _INTENTS.get(self) or _WISHES.get(self)


_LABELS = {
    NextStep.TRACK_ANOTHER: "Look up another order",
    NextStep.RETURN_POLICY: "How do returns work?",
    NextStep.DELIVERY_TIMES: "How long does delivery take?",
    NextStep.REFUND_TIMES: "When do refunds arrive?",
    NextStep.PAYMENT_HELP: "Why was my payment declined?",
    NextStep.CANCEL_POLICY: "Can I cancel it?",
    NextStep.TALK_TO_PERSON: "Talk to a person",
    NextStep.TELL_WHEN_SHIPPED: "Tell me when it ships",
    NextStep.TELL_WHEN_REFUNDED: "Tell me when the refund is paid",
    NextStep.TRACK_ORDER: "Where is it now?",
    NextStep.FIND_ORDER: "Where is my order?",
    NextStep.CANCEL_ORDER: "Cancel the order",
    NextStep.CHANGE_ADDRESS: "Change the address",
    NextStep.CHANGE_ITEMS: "Change the items",
    NextStep.START_RETURN: "Send it back",
    NextStep.START_EXCHANGE: "Exchange it",
    NextStep.REPORT_PROBLEM: "Something is wrong with it",
    NextStep.WHERE_IS_REFUND: "Where is my refund?",
    NextStep.EXPLAIN_CHARGE: "What was I charged?",
    NextStep.GET_INVOICE: "Where is the invoice?",
    NextStep.UNDO_CHANGE: "Undo that",
}

_FAQ_SLUGS = {
    NextStep.RETURN_POLICY: "returns",
    NextStep.DELIVERY_TIMES: "delivery-times",
    NextStep.REFUND_TIMES: "refund-times",
    NextStep.PAYMENT_HELP: "payment-declined",
}

_INTENTS = {
    NextStep.TRACK_ANOTHER: "ask_for_another_order",
    NextStep.TALK_TO_PERSON: "ask_for_human",
    NextStep.TELL_WHEN_SHIPPED: "ask_to_be_told",
    NextStep.TELL_WHEN_REFUNDED: "ask_to_be_told",
}

_WISHES = {
    NextStep.TRACK_ORDER: "ask_order_status",
    NextStep.FIND_ORDER: "ask_order_status",
    NextStep.CANCEL_POLICY: "cancel_order",
    NextStep.CANCEL_ORDER: "cancel_order",
    NextStep.CHANGE_ADDRESS: "change_address",
    NextStep.CHANGE_ITEMS: "change_items",
    NextStep.START_RETURN: "start_return",
    NextStep.START_EXCHANGE: "start_exchange",
    NextStep.REPORT_PROBLEM: "report_problem",
    NextStep.WHERE_IS_REFUND: "ask_where_refund_is",
    NextStep.EXPLAIN_CHARGE: "ask_about_charge",
    NextStep.GET_INVOICE: "ask_for_invoice",
    NextStep.UNDO_CHANGE: "undo_change",
}
"""Steps that an answer about a change leads to; `next_steps` itself does not offer them."""

_FITTING: dict[OrderState, tuple[NextStep, ...]] = {
    OrderState.PLACED: (NextStep.TELL_WHEN_SHIPPED, NextStep.CANCEL_POLICY),
    OrderState.PAYMENT_FAILED: (NextStep.PAYMENT_HELP, NextStep.CANCEL_POLICY),
    OrderState.PAID: (NextStep.TELL_WHEN_SHIPPED, NextStep.CANCEL_POLICY),
    OrderState.PACKED: (NextStep.TELL_WHEN_SHIPPED, NextStep.CANCEL_POLICY),
    OrderState.PARTLY_SHIPPED: (NextStep.DELIVERY_TIMES, NextStep.RETURN_POLICY),
    OrderState.SHIPPED: (NextStep.DELIVERY_TIMES, NextStep.RETURN_POLICY),
    OrderState.LATE: (NextStep.TALK_TO_PERSON, NextStep.DELIVERY_TIMES),
    OrderState.OUT_FOR_DELIVERY: (NextStep.RETURN_POLICY,),
    OrderState.DELIVERED: (NextStep.RETURN_POLICY,),
    OrderState.CANCELLED: (NextStep.TELL_WHEN_REFUNDED, NextStep.REFUND_TIMES),
    OrderState.RETURN_ON_THE_WAY: (NextStep.TELL_WHEN_REFUNDED, NextStep.REFUND_TIMES),
    OrderState.RETURN_RECEIVED: (NextStep.TELL_WHEN_REFUNDED, NextStep.REFUND_TIMES),
    OrderState.REFUNDED: (NextStep.REFUND_TIMES,),
}

_ALWAYS = (NextStep.TRACK_ANOTHER, NextStep.TALK_TO_PERSON)


def next_steps(
    order: Order, standing: OrderState, just_said: Container[NextStep] = ()
) -> tuple[NextStep, ...]:
    """Up to four steps that fit the order as it stands, the likeliest first; never one that was just said."""
    fitting = [step for step in _FITTING[standing] if _makes_sense(step, order)]
    offered = dict.fromkeys((*fitting, *_ALWAYS))
    return tuple(step for step in offered if step not in just_said)[:MOST]


def _makes_sense(step: NextStep, order: Order) -> bool:
    match step:
        case NextStep.REFUND_TIMES:
            return order.refund is not None
        case NextStep.TELL_WHEN_REFUNDED:
            return refund_is_due(order)
        case NextStep.TELL_WHEN_SHIPPED:
            return will_ship(order)
        case _:
            return True
