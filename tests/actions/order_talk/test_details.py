"""What is asked before a change can be weighed, and what the answers mean."""

from datetime import UTC, date, datetime

import pytest

from actions.order_talk.details import Detail, change_of, next_question, read_answer
from actions.order_talk.matters import Matter
from actions.orders.changes import CancelOrder, ChangeKind
from actions.orders.demo_orders import demo_orders
from actions.orders.shop import usual_shop
from actions.orders.weighing import weigh

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORDERS = {order.number: order for order in demo_orders(TODAY)}
SEVERAL = next(order for order in ORDERS.values() if len(order.items) > 1)
ONE = next(
    o for o in ORDERS.values() if len(o.items) == 1 and o.items[0].quantity == 1 and len(o.parcels) < 2
)
CHANGES = [matter for matter in Matter if not matter.is_question and matter is not Matter.UNDO]


def answer(matter, order, text, details=()):
    return read_answer(next_question(matter, order, dict(details)), text, order)


@pytest.mark.parametrize("matter", CHANGES)
def test_every_change_comes_to_an_end_of_its_questions(matter):
    details, asked = {}, []
    while question := next_question(matter, SEVERAL, details):
        asked.append(question.detail)
        given = question.choices[0][0] if question.choices else "Quayside 5, 8004 Zurich"
        details |= read_answer(question, given, SEVERAL)
    assert len(asked) == len(set(asked)) <= 2
    assert change_of(matter, SEVERAL, details, "my words").kind in set(ChangeKind)


@pytest.mark.parametrize("matter", CHANGES)
@pytest.mark.parametrize("order", ORDERS.values(), ids=lambda order: order.number)
def test_a_change_can_be_weighed_before_anything_is_asked(matter, order):
    weigh(order, change_of(matter, order, {}, "words"), usual_shop().terms, NOW, UTC)


def test_each_question_has_three_wordings():
    for matter in CHANGES:
        question = next_question(matter, SEVERAL, {})
        assert question is None or len(set(question.wordings)) == 3


def test_cancelling_asks_for_nothing():
    assert next_question(Matter.CANCEL, SEVERAL, {}) is None
    assert change_of(Matter.CANCEL, SEVERAL, {}, "") == CancelOrder()


def test_nobody_is_asked_which_of_one():
    assert next_question(Matter.RETURN, ONE, {}).detail is Detail.REASON
    assert next_question(Matter.MISSING, ONE, {}) is None


def test_items_are_chosen_by_label_by_name_or_all():
    first = SEVERAL.items[0]
    label = next_question(Matter.RETURN, SEVERAL, {}).choices[0][0]
    assert answer(Matter.RETURN, SEVERAL, label) == {"items": {str(first.line): first.quantity}}
    assert answer(Matter.RETURN, SEVERAL, "everything") == {"items": {}}
    assert answer(Matter.RETURN, SEVERAL, "the kayak") is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Quayside 5, 8004 Zurich", ["Quayside 5", "8004", "Zurich", ""]),
        (
            "please send it to 12 Elm Road, Flat 3, M4 1HQ Manchester",
            ["12 Elm Road, Flat 3", "M4 1HQ", "Manchester", ""],
        ),
        ("12 Elm Road, Manchester M4 1HQ", ["12 Elm Road", "M4 1HQ", "Manchester", ""]),
        ("Rua Nova 8\n1200-109 Lisboa", ["Rua Nova 8", "1200-109", "Lisboa", ""]),
        ("8004 Zurich", None),
        ("to my neighbour", None),
        ("Quayside, 8004 Zurich", None),
        ("", None),
    ],
)
def test_an_address_is_a_street_with_a_number_and_a_place_with_its_postcode(text, address):
    found = answer(Matter.ADDRESS, SEVERAL, text)
    assert (found and found["address"]) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It doesn't fit", "does_not_fit"),
        ("too small for me", "does_not_fit"),
        ("it was broken", "damaged"),
        ("changed my mind", "not_liked"),
        ("because", "other"),
    ],
)
def test_a_reason_is_a_choice_or_in_own_words(text, reason):
    known = {"items": {}}
    assert answer(Matter.RETURN, SEVERAL, text, known) == {"reason": reason}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the jumper, not the fleece", {1}),
        ("the fleece, I'm keeping the jumper and the jackets", {2}),
        ("the fleece, but I'd keep the jumper", {2}),
        ("the fleece. the jumper can stay", {2}),
        ("keep the jumper and return the fleece", {2}),
        ("return the fleece and the jumper stays", {2}),
        ("everything except the jumper", {2, 3}),
        ("I keep the fleece", {1, 3}),
    ],
)
def test_what_is_said_to_stay_is_not_sent_back(text, meant):
    heard = answer(Matter.RETURN, ORDERS["10036"], text)["items"]
    assert {int(line) for line in heard} == meant


def test_keeping_one_of_two_pieces_sends_the_other_back():
    order = ORDERS["10036"]
    assert answer(Matter.RETURN, order, "the rain jackets, I keep one")["items"] == {"3": 1}
