"""Answers to what customers ask about an order beside its state: pure functions, each in three wordings.

Every answer is true as of `today` in the calendar of `zone`, and leads on.
"""

from actions.orders.order_questions.answers import Answer
from actions.orders.order_questions.delivery import (
    countries_meant,
    countries_named,
    country_code,
    country_name,
    delivery,
)
from actions.orders.order_questions.facts import what_is_in_it, what_is_in_parcel, where_it_goes
from actions.orders.order_questions.papers import invoice, invoices_of, where_is_refund
from actions.orders.order_questions.payments import charge, charged_twice, payment_failed
from actions.orders.order_questions.travelling import arrival, each_parcel, one_parcel, why_late
from actions.orders.order_questions.waiting import takes_too_long, worth_of_delay

__all__ = [
    "Answer",
    "arrival",
    "charge",
    "charged_twice",
    "countries_meant",
    "countries_named",
    "country_code",
    "country_name",
    "delivery",
    "each_parcel",
    "invoice",
    "invoices_of",
    "one_parcel",
    "payment_failed",
    "takes_too_long",
    "what_is_in_it",
    "what_is_in_parcel",
    "where_is_refund",
    "where_it_goes",
    "why_late",
    "worth_of_delay",
]
