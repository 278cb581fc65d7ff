"""Every change has an answer in every state: what it costs, or why not and what else is possible."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.orders.changes import (
    AskForRefund,
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    Problem,
    ReportProblem,
    StartExchange,
    StartReturn,
)
from actions.orders.demo_orders import demo_orders
from actions.orders.next_steps import MOST, NextStep
from actions.orders.order import (
    Exchange,
    Order,
    PackedItem,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Report,
    ReportKind,
    ReturnReason,
)
from actions.orders.order import OrderState as S
from actions.orders.terms import OrderTerms
from actions.orders.weighing import Possible, Refused, Weighed, weigh
from tests.actions.orders.every_case import CHANGES, HOME, OFFICE, ORDERS
from tests.actions.orders.sample_orders import TODAY, a_parcel, an_order, at, days
from tests.actions.orders.sample_terms import NOTHING_BY_CHAT, NOW, STRICT, TERMS

ALWAYS = frozenset(S)
IN_THE_SHOP = frozenset({S.PLACED, S.PAYMENT_FAILED, S.PAID, S.PACKED})
LEFT = frozenset({S.PARTLY_SHIPPED, S.SHIPPED, S.LATE, S.OUT_FOR_DELIVERY, S.DELIVERED})

POSSIBLE_IN: Mapping[str, frozenset[S]] = {
    "cancel": IN_THE_SHOP,
    "address": IN_THE_SHOP,
    "items": IN_THE_SHOP - {S.PACKED},
    "return": frozenset({S.DELIVERED}),
    "exchange": frozenset({S.DELIVERED}),
    "missing": frozenset({S.LATE, S.DELIVERED}),
    "damaged": LEFT,
    "wrong": LEFT,
    "refund": frozenset({S.LATE}),
    "complaint": ALWAYS,
    "praise": ALWAYS,
}
STRICTLY_POSSIBLE_IN = POSSIBLE_IN | {
    "cancel": IN_THE_SHOP - {S.PACKED},
    "address": frozenset(),
    "items": frozenset(),
    "exchange": frozenset(),
}
BY_CHAT_POSSIBLE_IN = STRICTLY_POSSIBLE_IN | {"cancel": frozenset(), "return": frozenset()}
TABLES = {
    "the terms that ship": (TERMS, POSSIBLE_IN),
    "a strict shop": (STRICT, STRICTLY_POSSIBLE_IN),
    "nothing by chat": (NOTHING_BY_CHAT, BY_CHAT_POSSIBLE_IN),
}


def weighed(order: Order, change: Change, terms: OrderTerms = TERMS) -> Weighed:
    return weigh(order, change, terms, NOW, NOW.tzinfo)


def possible(order: Order, change: Change, terms: OrderTerms = TERMS) -> Possible:
    answer = weighed(order, change, terms)
    assert isinstance(answer, Possible), answer
    return answer


def refused(order: Order, change: Change, terms: OrderTerms = TERMS) -> Refused:
    answer = weighed(order, change, terms)
    assert isinstance(answer, Refused), answer
    return answer


@pytest.mark.parametrize("shop", TABLES)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("state", S)
def test_each_change_is_possible_in_its_states_and_refused_with_a_way_out_in_all_others(
    state: S, change: str, shop: str
) -> None:
    terms, possible_in = TABLES[shop]
    answer = weighed(ORDERS[state], CHANGES[change], terms)

    assert isinstance(answer, Possible) is (state in possible_in[change])
    assert_well_said(answer, ORDERS[state])


@pytest.mark.parametrize("order", demo_orders(TODAY), ids=lambda order: f"{order.number}-{order.state}")
def test_the_answers_for_every_order_of_the_demo_are_well_said(order: Order) -> None:
    for terms in (TERMS, STRICT):
        for change in CHANGES.values():
            assert_well_said(weighed(order, change, terms), order)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("change", CHANGES)
def test_an_order_of_which_little_is_known_has_answers_as_well(state: S, change: str) -> None:
    for parcels in ((), (Parcel(1, ParcelState.SHIPPED, ()),)):
        order = an_order(state=state, items=(), parcels=parcels)
        assert_well_said(weighed(order, CHANGES[change]), order)


def assert_well_said(answer: Weighed, order: Order) -> None:
    texts = answer.wordings if isinstance(answer, Refused) else (answer.sentence, answer.done)
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert re.search(r"None|\s\s|\.\.|[{}]|^\s|\s$| [.,;:]|\?\?", text) is None, text
        assert text[0].isupper(), text
        assert text.endswith((".", "?")), text
        assert order.email not in text
    if isinstance(answer, Refused):
        assert "A person from our team" in texts[2]
        assert NextStep.TALK_TO_PERSON in answer.instead
        assert 2 <= len(answer.instead) <= MOST
        assert len(set(answer.instead)) == len(answer.instead)
    else:
        assert order.number in answer.sentence or order.items
        assert answer.cost >= 0


def test_cancelling_a_paid_order_says_where_the_money_goes_and_by_when() -> None:
    answer = possible(ORDERS[S.PAID], CancelOrder())

    assert "costs nothing" in answer.sentence
    assert "€135.00 goes back to your card by Friday 27 November" in answer.sentence
    assert answer.cost == 0
    assert answer.undo_until == NOW + timedelta(minutes=10)
    assert "until 14:20" in answer.done


def test_a_cancellation_fee_is_said_and_kept_from_the_refund() -> None:
    answer = possible(ORDERS[S.PAID], CancelOrder(), STRICT)

    assert answer.cost == 500
    assert "This costs €5.00, which we keep from the €135.00" in answer.sentence
    assert "€130.00 goes back" in answer.sentence
    assert answer.undo_until is None
    assert "undo" not in answer.done


def test_a_fee_is_never_more_than_was_paid() -> None:
    answer = possible(replace(ORDERS[S.PAID], total=300), CancelOrder(), STRICT)

    assert answer.cost == 300
    assert "goes back" not in answer.sentence


def test_what_was_never_paid_costs_nothing_to_cancel() -> None:
    failed = possible(ORDERS[S.PAYMENT_FAILED], CancelOrder(), STRICT)
    transfer = replace(ORDERS[S.PLACED], payment_method=PaymentMethod.BANK_TRANSFER)

    assert failed.cost == 0
    assert "Nothing was charged" in failed.sentence
    assert "If your transfer is on its way already" in possible(transfer, CancelOrder(), STRICT).done


def test_cancelling_a_shipped_order_says_when_it_left_and_what_else_is_possible() -> None:
    answer = refused(ORDERS[S.SHIPPED], CancelOrder())

    assert "left us on Wednesday 18 November, so it can't be cancelled any more" in answer.wordings[0]
    assert "refuse the parcel at the door, or start a return" in answer.wordings[0]


def test_an_address_is_changed_within_its_country_only() -> None:
    abroad = replace(OFFICE, country="FR")

    assert "10 Harbour Road, EH6 6JH Edinburgh" in possible(ORDERS[S.PAID], ChangeAddress(OFFICE)).sentence
    assert "within its country only" in refused(ORDERS[S.PAID], ChangeAddress(abroad)).wordings[0]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (replace(OFFICE, street="  "), "needs a name, a street, a postcode and a place"),
        (replace(OFFICE, city="Edin\nburgh"), "needs a name"),
        (replace(OFFICE, name="n" * 201), "needs a name"),
        (replace(OFFICE, country="US"), "don't deliver to that country"),
        (replace(HOME, postcode="sw1a1aa", street="3  quay street"), "exactly this address already"),
    ],
)
def test_an_address_that_can_not_be_used_is_refused_with_its_reason(address: object, words: str) -> None:
    answer = refused(ORDERS[S.PAID], ChangeAddress(address))

    assert words in answer.wordings[0].replace("The carrier needs", "needs")
    assert NextStep.CHANGE_ADDRESS in answer.instead
    assert_well_said(answer, ORDERS[S.PAID])


def test_on_its_way_the_carriers_own_page_can_redirect_a_parcel() -> None:
    answer = refused(ORDERS[S.SHIPPED], ChangeAddress(OFFICE))

    assert "https://track.example.org/nordpost/NP123 you can choose" in answer.wordings[0]


def test_items_taken_off_lower_the_total_and_send_money_back() -> None:
    answer = possible(ORDERS[S.PAID], ChangeItems({2: 1}))

    assert "take 1 of 2 × Burr merino socks (moss) off order 20001" in answer.sentence
    assert "the new total is €117.00" in answer.sentence
    assert "€18.00 goes back to your card" in answer.sentence


@pytest.mark.parametrize(
    ("quantities", "words"),
    [
        ({}, "has already"),
        ({2: 2}, "has already"),
        ({2: 3}, "more pieces need a new order"),
        ({7: 1}, "it has Quay trainer (chalk) and 2 × Burr merino socks (moss)"),
        ({2: -1}, "it has Quay trainer"),
        ({1: 0, 2: 0}, "leave nothing"),
    ],
)
def test_a_choice_of_items_that_does_not_work_says_why(quantities: dict[int, int], words: str) -> None:
    answer = refused(ORDERS[S.PAID], ChangeItems(quantities))

    assert words in answer.wordings[0]
    assert_well_said(answer, ORDERS[S.PAID])


def test_taking_everything_off_leads_to_cancelling() -> None:
    assert NextStep.CANCEL_ORDER in refused(ORDERS[S.PAID], ChangeItems({1: 0, 2: 0})).instead


def test_a_return_says_the_label_the_last_day_and_the_money() -> None:
    answer = possible(ORDERS[S.DELIVERED], StartReturn({2: 1}, ReturnReason.NOT_LIKED))

    assert "return of 1 of 2 × Burr merino socks (moss)" in answer.sentence
    assert "label costs you nothing" in answer.sentence
    assert "by Saturday 19 December" in answer.sentence
    assert "€18.00 goes back to your card within 7 days" in answer.sentence
    assert "https://labels.example.org/20001 and hand" in answer.done


def test_returning_all_of_it_pays_back_the_delivery_too() -> None:
    order = replace(ORDERS[S.DELIVERED], total=13990)

    for quantities in ({}, {1: 1, 2: 2}):
        assert "€139.90 goes back" in possible(order, StartReturn(quantities, ReturnReason.OTHER)).sentence


def test_a_label_that_the_customer_pays_is_said_and_kept_unless_it_was_our_fault() -> None:
    own_wish = possible(ORDERS[S.DELIVERED], StartReturn({2: 1}, ReturnReason.NOT_LIKED), STRICT)
    our_fault = possible(ORDERS[S.DELIVERED], StartReturn({2: 1}, ReturnReason.DAMAGED), STRICT)

    assert own_wish.cost == 490
    assert "The label costs €4.90, which we keep" in own_wish.sentence
    assert "€13.10 goes back" in own_wish.sentence
    assert "A person sends you the label" in own_wish.done
    assert our_fault.cost == 0
    assert "€18.00 goes back" in our_fault.sentence


@pytest.mark.parametrize("change", ["return", "exchange"])
def test_the_last_day_of_the_return_window_counts_and_the_next_does_not(change: str) -> None:
    last, after = (_delivered(days_ago=count) for count in (30, 31))

    assert isinstance(weighed(last, CHANGES[change]), Possible)
    answer = refused(after, CHANGES[change])
    assert "30 days for a return ended yesterday" in answer.wordings[0]
    assert NextStep.REPORT_PROBLEM in answer.instead


@pytest.mark.parametrize("quantities", [{7: 1}, {2: 3}, {2: 0}, {2: -1}])
def test_pieces_that_the_order_does_not_have_can_not_come_back(quantities: dict[int, int]) -> None:
    for change in (
        StartReturn(quantities, ReturnReason.OTHER),
        StartExchange(quantities, ReturnReason.OTHER, "blue"),
    ):
        answer = refused(ORDERS[S.DELIVERED], change)
        assert "it has Quay trainer" in answer.wordings[0]
        assert_well_said(answer, ORDERS[S.DELIVERED])


def test_what_is_being_exchanged_is_not_returned_as_well() -> None:
    exchange = Exchange(at(TODAY), (PackedItem(1, 1),), "size 43", ReturnReason.DOES_NOT_FIT, TODAY + days(9))
    order = replace(ORDERS[S.DELIVERED], exchange=exchange)

    gone = refused(order, StartReturn({1: 1}, ReturnReason.OTHER)).wordings[0]
    assert "Quay trainer (chalk) of order 20001 is coming back to us already" in gone
    assert "left of it: 2 × Burr" in gone
    assert "return of 2 × Burr" in possible(order, StartReturn({}, ReturnReason.OTHER)).sentence
    second = refused(order, StartExchange({2: 1}, ReturnReason.OTHER, "red"))
    assert "one at a time" in second.wordings[0]
    assert NextStep.START_RETURN in second.instead


@pytest.mark.parametrize("wanted", ["", "   ", "x" * 201])
def test_an_exchange_needs_to_know_what_for(wanted: str) -> None:
    answer = refused(ORDERS[S.DELIVERED], StartExchange({1: 1}, ReturnReason.OTHER, wanted))

    assert "another size or colour" in answer.wordings[0]
    assert_well_said(answer, ORDERS[S.DELIVERED])


def test_a_shop_without_exchanges_offers_the_return() -> None:
    answer = refused(ORDERS[S.DELIVERED], CHANGES["exchange"], STRICT)

    assert "We don't exchange items" in answer.wordings[0]
    assert NextStep.START_RETURN in answer.instead


def test_a_parcel_that_has_a_day_still_to_come_is_not_missing_yet() -> None:
    answer = refused(ORDERS[S.SHIPPED], ReportProblem(Problem.MISSING))

    assert "expected tomorrow" in answer.wordings[0]
    assert NextStep.TRACK_ORDER in answer.instead


def test_a_parcel_that_missed_its_day_may_be_missing_whatever_the_carrier_says() -> None:
    order = an_order(state=S.SHIPPED, parcels=(a_parcel(expected_on=TODAY - days(1)),))

    assert isinstance(weighed(order, ReportProblem(Problem.MISSING)), Possible)


def test_what_lacks_in_a_parcel_is_taken_up_before_the_carrier_says_that_it_came() -> None:
    order = an_order(state=S.SHIPPED, parcels=(a_parcel(items=(PackedItem(1, 1),)),))
    lacks = ReportProblem(Problem.MISSING, quantities={1: 1})

    assert isinstance(weighed(order, lacks), Refused)
    assert "still has it on its way" in possible(order, replace(lacks, has_come=True)).sentence


def test_what_was_not_packed_yet_lacks_in_no_parcel() -> None:
    lacks = ReportProblem(Problem.MISSING, quantities={1: 1}, has_come=True)
    assert isinstance(weighed(an_order(state=S.PACKED), lacks), Refused)


def test_of_a_split_order_each_parcel_is_judged_by_itself() -> None:
    arrived = a_parcel(
        items=(PackedItem(1, 1),), state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1))
    )
    to_come = Parcel(2, ParcelState.PREPARING, (PackedItem(2, 2),))
    order = an_order(state=S.PARTLY_SHIPPED, parcels=(arrived, to_come))

    assert "parcel 1 of order 20001" in possible(order, ReportProblem(Problem.MISSING, parcel=1)).sentence
    assert isinstance(weighed(order, ReportProblem(Problem.MISSING, parcel=2)), Refused)
    assert isinstance(weighed(order, ReportProblem(Problem.DAMAGED, parcel=2)), Refused)
    assert "has 2 parcels" in refused(order, ReportProblem(Problem.DAMAGED, parcel=3)).wordings[0]


def test_a_problem_that_was_reported_is_not_reported_twice() -> None:
    order = replace(ORDERS[S.DELIVERED], reports=(Report(ReportKind.MISSING, at(TODAY), "", None),))

    assert "knows of this already" in refused(order, ReportProblem(Problem.MISSING)).wordings[0]
    assert isinstance(weighed(order, ReportProblem(Problem.DAMAGED)), Possible)


def test_after_two_years_a_person_decides_on_what_is_faulty() -> None:
    answer = refused(_delivered(days_ago=731), ReportProblem(Problem.DAMAGED))

    assert "more than 730 days ago" in answer.wordings[0]
    assert_well_said(answer, _delivered(days_ago=731))


def test_a_refund_that_missed_its_day_goes_to_a_person() -> None:
    overdue = replace(ORDERS[S.CANCELLED], refund=Refund(13500, due_by=TODAY - days(1)))

    assert "A person decides" in possible(overdue, AskForRefund("")).sentence
    assert "under way already" in refused(ORDERS[S.CANCELLED], AskForRefund("")).wordings[0]


def test_a_refund_for_what_was_reported_goes_to_a_person_once() -> None:
    reported = replace(ORDERS[S.DELIVERED], reports=(Report(ReportKind.DAMAGED, at(TODAY), ""),))
    asked = replace(reported, reports=(*reported.reports, Report(ReportKind.REFUND, at(TODAY), "")))

    assert isinstance(weighed(reported, AskForRefund("")), Possible)
    assert "You asked for a refund of order 20001 today" in refused(asked, AskForRefund("")).wordings[0]


def test_before_it_leaves_the_way_to_the_money_is_to_cancel() -> None:
    assert refused(ORDERS[S.PAID], AskForRefund("")).instead[0] is NextStep.CANCEL_ORDER
    assert "nothing was charged" in refused(ORDERS[S.PAYMENT_FAILED], AskForRefund("")).wordings[0]


def test_every_wording_of_a_table_of_refusals_fits_its_own_shop() -> None:
    by_person = refused(ORDERS[S.PAID], CancelOrder(), NOTHING_BY_CHAT)
    no_returns = refused(ORDERS[S.SHIPPED], CancelOrder(), NOTHING_BY_CHAT)

    assert "only a person from our team can cancel it" in by_person.wordings[0]
    assert all("return" not in wording for wording in no_returns.wordings)


def _delivered(days_ago: int) -> Order:
    parcel = a_parcel(state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(days_ago)))
    return an_order(state=S.DELIVERED, parcels=(parcel,))
