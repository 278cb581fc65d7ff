"""What customers ask beside the state of an order is answered truly, in three ways, and leads on."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from actions.orders import order_questions
from actions.orders.demo_orders import demo_orders
from actions.orders.next_steps import MOST, NextStep
from actions.orders.order import (
    Charge,
    ChargeState,
    Invoice,
    Order,
    PackedItem,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Report,
    ReportKind,
)
from actions.orders.order import OrderState as S
from actions.orders.order_questions import Answer, countries_named, country_code, delivery
from tests.actions.orders.every_case import HOME, ORDERS
from tests.actions.orders.sample_orders import TODAY, a_parcel, an_order, at, days
from tests.actions.orders.sample_terms import TERMS

Question = Callable[..., Answer]
QUESTIONS: dict[str, Question] = {
    "each parcel": order_questions.each_parcel,
    "arrival": order_questions.arrival,
    "why late": order_questions.why_late,
    "invoice": order_questions.invoice,
    "charge": order_questions.charge,
    "payment failed": order_questions.payment_failed,
    "charged twice": order_questions.charged_twice,
    "where is the refund": order_questions.where_is_refund,
    "takes too long": order_questions.takes_too_long,
}
BARE_ORDERS = [
    an_order(state=state, items=(), parcels=parcels)
    for state in S
    for parcels in ((), (Parcel(1, ParcelState.SHIPPED, ()),))
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_order_has_an_answer_in_three_wordings_that_leads_on(question: str) -> None:
    for order in (*demo_orders(TODAY), *BARE_ORDERS, *ORDERS.values()):
        answer = QUESTIONS[question](order, TODAY)
        assert_well_said(answer)
        assert any(order.number in wording for wording in answer.wordings)
        assert all(order.email not in wording for wording in answer.wordings)


def assert_well_said(answer: Answer) -> None:
    assert len(set(answer.wordings)) == 3
    for wording in answer.wordings:
        assert re.search(r"None|\s\s|\.\.|[{}]|\bat \.|^\s|\s$| [.,;:]", wording) is None, wording
        assert not any(sentence[0].islower() for sentence in re.split(r"(?<=\w[.?]) ", wording)), wording
        assert re.search(r"[.?]$|https://\S+$", wording), wording
    assert "a person from our team" in answer.wordings[2]
    assert 2 <= len(answer.next_steps) <= MOST
    assert answer.next_steps[-1] is NextStep.TALK_TO_PERSON
    assert len(set(answer.next_steps)) == len(answer.next_steps)


def first(question: str, order: Order, *more: object) -> str:
    return QUESTIONS[question](order, TODAY, *more).wordings[0]


def test_each_parcel_of_a_split_order_has_its_own_place_and_day() -> None:
    order = _split()

    assert "Parcel 1 was delivered yesterday" in first("each parcel", order)
    assert "Parcel 2 is still being packed" in first("each parcel", order)
    arrival = first("arrival", order)
    assert "comes in 2 parcels" in arrival
    assert "Parcel 2 is still being packed, and it leaves us tomorrow." in arrival


def test_all_of_a_split_order_is_there_by_a_day_only_when_each_parcel_has_one() -> None:
    order = replace(_split(), address=HOME)

    first_said, detail, _ = order_questions.arrival(order, TODAY, UTC, TERMS).wordings

    assert "Parcel 2 is still being packed, and it leaves us tomorrow. With standard delivery" in first_said
    assert "All of it" not in detail


def test_arrival_is_the_day_that_the_carrier_names() -> None:
    assert first("arrival", ORDERS[S.SHIPPED]) == "The parcel of order 20001 should arrive tomorrow."


def test_arrival_of_what_has_not_left_counts_the_working_days_of_the_terms() -> None:
    order = an_order(ships_by=TODAY + days(3), address=HOME)  # it leaves on a Monday

    text = first("arrival", order, UTC, TERMS)

    assert "leaves us on Monday 23 November" in text
    assert "between Thursday 26 November and Wednesday 2 December" in text
    assert "leaves us on Monday 23 November" in first("arrival", order)
    assert "between" not in first("arrival", order)
    assert "can't name the day yet" in first("arrival", replace(order, ships_by=None), UTC, TERMS)


def test_a_day_that_the_carrier_missed_is_not_promised_again() -> None:
    order = replace(ORDERS[S.SHIPPED], parcels=(a_parcel(expected_on=TODAY - days(1)),))

    assert "no day of arrival that is still to come" in first("arrival", order)


def test_what_is_late_says_why_and_the_new_day() -> None:
    parcel = a_parcel(state=ParcelState.LATE, delay_reason="a lorry broke down", expected_on=TODAY + days(2))
    late = an_order(state=S.LATE, parcels=(parcel,))

    assert "Nordpost gives this reason: a lorry broke down." in first("why late", late)
    assert "should now arrive on Sunday 22 November" in first("why late", late)
    assert "Nordpost gives no reason" in first("why late", ORDERS[S.LATE])


def test_what_should_have_left_is_late_and_what_is_in_time_is_not() -> None:
    waiting = an_order(ships_by=TODAY - days(1))

    assert "should have left us yesterday" in first("why late", waiting)
    assert "not late" in first("why late", ORDERS[S.SHIPPED])
    assert "neither a reason nor a new day" in first("why late", an_order(state=S.LATE))


def test_an_invoice_is_linked_or_said_when_it_comes() -> None:
    invoice = Invoice("HP-20001", TODAY - days(2), "https://invoices.example.org/HP-20001")
    there = replace(ORDERS[S.SHIPPED], invoice=invoice)

    assert first("invoice", there).endswith("https://invoices.example.org/HP-20001")
    assert "written when the parcel leaves us" in first("invoice", ORDERS[S.PAID])
    assert "no invoice was written" in first("invoice", ORDERS[S.CANCELLED])
    assert "in the e-mail" in first("invoice", ORDERS[S.DELIVERED])


def test_a_charge_says_what_the_sum_is_made_of_and_how_it_shows() -> None:
    order = _charged(ChargeState.TAKEN, total=13990)
    answer = order_questions.charge(order, TODAY)

    assert "€139.90 was charged yesterday." in answer.wordings[0]
    assert (
        "€135.00 for Quay trainer (chalk) and 2 × Burr merino socks (moss), and €4.90 for delivery"
        in (answer.wordings[0])
    )
    assert "“HARBOUR & PINE 20001”" in answer.wordings[1]


def test_who_pays_by_invoice_or_transfer_is_not_charged_by_itself() -> None:
    assert "by invoice" in first("charge", replace(ORDERS[S.PAID], payment_method=PaymentMethod.INVOICE))
    transfer = replace(ORDERS[S.PLACED], payment_method=PaymentMethod.BANK_TRANSFER)
    assert "by bank transfer" in first("charge", transfer)


def test_a_failed_payment_says_why_and_how_to_pay_again() -> None:
    order = an_order(state=S.PAYMENT_FAILED, payment_problem="the card has expired", pay_by=TODAY + days(4))

    text = first("payment failed", order)

    assert "the card has expired" in text
    assert "pay again with the link in our e-mail" in text
    assert "until Tuesday 24 November" in text
    assert "nothing has failed" in first("payment failed", ORDERS[S.PLACED])
    assert "went through" in first("payment failed", ORDERS[S.PAID])
    unpaid = replace(ORDERS[S.CANCELLED], refund=None)
    assert "cancelled before it was paid" in first("payment failed", unpaid)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((ChargeState.TAKEN, ChargeState.TAKEN), "I see 2 charges for order 20001"),
        (
            (ChargeState.RESERVED, ChargeState.TAKEN),
            "there is one charge; the other amount is only set aside",
        ),
        ((ChargeState.RESERVED, ChargeState.REFUSED), "there is no charge. €135.00 was only set aside"),
        ((ChargeState.TAKEN,), "I see one charge"),
        ((), "I see no charge"),
    ],
)
def test_charged_twice_tells_what_was_taken_from_what_only_looks_so(
    states: tuple[ChargeState, ...], words: str
) -> None:
    answer = order_questions.charged_twice(_charged(*states), TODAY)

    assert words in answer.wordings[0]
    assert_well_said(answer)


def test_a_double_charge_that_the_team_was_told_of_is_not_to_be_told_again() -> None:
    told = Report(ReportKind.COMPLAINT, at(TODAY), "charged twice")
    order = replace(_charged(ChargeState.TAKEN, ChargeState.TAKEN), reports=(told,))

    answer = order_questions.charged_twice(order, TODAY)

    assert "Our team has what you told us" in answer.wordings[0]
    assert all("report it" not in wording.casefold() for wording in answer.wordings)
    assert_well_said(answer)


def test_a_transfer_for_a_cancelled_order_goes_back_when_it_comes() -> None:
    order = an_order(state=S.CANCELLED, payment_method=PaymentMethod.BANK_TRANSFER)

    assert "goes back to your bank account when it is here" in first("where is the refund", order)
    assert "goes back to your bank account when it is here" in first("payment failed", order)


def test_a_refund_is_paid_promised_overdue_or_not_begun() -> None:
    overdue = replace(ORDERS[S.CANCELLED], refund=Refund(13500, TODAY - days(2)))

    assert "back to your card yesterday" in first("where is the refund", ORDERS[S.REFUNDED])
    assert "goes back to your card by Wednesday 25 November" in first(
        "where is the refund", ORDERS[S.CANCELLED]
    )
    assert "should have gone back" in first("where is the refund", overdue)
    assert "No refund has been started" in first("where is the refund", ORDERS[S.PAID])
    assert "Nothing was charged" in first("where is the refund", ORDERS[S.PLACED])


def test_days_are_those_of_the_shops_zone() -> None:
    parcel = a_parcel(state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1), hour=23))
    order = an_order(state=S.PARTLY_SHIPPED, parcels=(parcel,))

    assert "delivered today" in first("arrival", order, timezone(timedelta(hours=1)))


def test_delivery_says_ways_prices_and_days_for_a_country() -> None:
    answer = delivery("DE", TERMS, TODAY)

    text = answer.wordings[0]
    assert "Standard takes 2 to 4 working days and costs €4.90, and nothing from €80.00 on" in text
    assert "Express takes 1 working day and costs €9.90." in text
    assert "between Wednesday 25 November and Friday 27 November" in text
    assert_well_said(answer)


@pytest.mark.parametrize("country", [*["AT", "BE", "CH", "GB", "NO", "US", "JP"], "XX"])
def test_every_country_has_an_answer(country: str) -> None:
    assert_well_said(delivery(country, TERMS, TODAY))


def test_a_country_that_we_do_not_deliver_to_is_said_so() -> None:
    assert "don't deliver to the United States yet" in delivery("US", TERMS, TODAY).wordings[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"), ("germany", "DE"), ("The Netherlands", "NL"), ("Holland", "NL"), ("UK", "GB"),
        ("england", "GB"), ("Österreich", "AT"), ("U.S.A.", "US"), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_countries_are_known_by_code_and_name(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_the_shop_can_name_every_country_that_it_delivers_to() -> None:
    for zone in TERMS.zones:
        for country in zone.countries:
            assert country_code(country) == country
            assert f"To {country}" not in delivery(country, TERMS, TODAY).wordings[0]


def _split() -> Order:
    arrived = a_parcel(
        items=(PackedItem(1, 1),), state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1))
    )
    to_come = Parcel(2, ParcelState.PREPARING, (PackedItem(2, 2),))
    return an_order(state=S.PARTLY_SHIPPED, parcels=(arrived, to_come), ships_by=TODAY + days(1))


def _charged(*states: ChargeState, total: int = 13500) -> Order:
    charges = tuple(Charge(at(TODAY - days(1)), total, state, "HARBOUR & PINE 20001") for state in states)
    return an_order(total=total, charges=charges)


def test_a_refund_that_a_bank_should_show_by_now_is_left_to_the_team() -> None:
    paid_on = TODAY - timedelta(days=10)
    order = an_order(state=S.REFUNDED, refund=Refund(8400, paid_on, paid_on))
    answer = order_questions.where_is_refund(order, TODAY)
    assert all("person" in wording for wording in answer.wordings)


@pytest.mark.parametrize("method", [PaymentMethod.INVOICE, PaymentMethod.BANK_TRANSFER])
def test_what_the_customer_pays_cannot_be_taken_twice(method: PaymentMethod) -> None:
    answer = order_questions.charged_twice(an_order(state=S.SHIPPED, payment_method=method), TODAY)
    assert "we took nothing from your account" in answer.wordings[0]


def test_an_invoice_is_not_said_to_be_paid() -> None:
    order = an_order(state=S.SHIPPED, payment_method=PaymentMethod.INVOICE)
    answer = order_questions.payment_failed(order, TODAY)
    assert "went through" not in " ".join(answer.wordings)
    assert "by invoice" in answer.wordings[0]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("do you ship to france and spain", ["FR", "ES"]),
        ("DO YOU SHIP IT TO THE UK", ["GB"]),
        ("I LIVE IN BRAZIL", ["BR"]),
        ("to DE or to the united states of america?", ["DE", "US"]),
        ("is it in stock", []),
        ("de", ["DE"]),
    ],
)
def test_each_country_of_a_sentence_is_heard(text: str, codes: list[str]) -> None:
    assert countries_named(text) == codes


def test_countries_with_the_same_terms_are_told_together() -> None:
    first = delivery(["FR", "BR", "ES"], TERMS, TODAY).wordings[0]
    assert "To France and Spain:" in first
    assert "don't deliver to Brazil yet" in first
