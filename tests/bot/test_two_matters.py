"""Where a message is cut in two, and where it stays whole. The wishes are as the NLU would hear them."""

from dataclasses import replace

import pytest

from bot.clauses import Cut, Joint
from bot.two_matters import Wish, are_two, fit, is_likely, is_same_of_another, names_a_thing, says_why


def wish(intent, number=None, confidence=0.9):
    return Wish(intent, confidence, number, has_details=number is not None)


def question(page):
    return Wish("ask_question", 0.5, page=page, page_confidence=0.9, near=(page,))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (wish("ask_order_status", "10042"), wish("cancel_order", "10057")),
        (wish("ask_order_status", "10042"), wish("ask_order_status", "10057")),
        (wish("start_return"), question("shoe-care")),
        (question("payment-methods"), wish("ask_about_delivery_options")),
        (question("payment-methods"), question("shoe-care")),
        (wish("complain"), question("opening-hours")),
        (wish("cancel_order", "10042"), wish("ask_for_invoice")),
        (wish("ask_about_delivery_options"), wish("change_address")),
    ],
)
def test_two_sure_wishes_are_two_matters(first, second):
    assert are_two(first, second, is_answering=False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (wish("cancel_order"), wish("ask_for_refund")),
        (wish("report_damaged_item"), wish("start_exchange")),
        (wish("ask_order_status"), wish("ask_when_it_arrives")),
        (wish("complain"), wish("ask_order_status")),
        (wish("cancel_order"), wish("cancel_order")),
        (wish("cancel_order"), wish("ask_for_invoice", confidence=0.5)),
        (wish("greet"), wish("cancel_order")),
        (wish("give_order_details", "10042"), wish("cancel_order")),
    ],
)
def test_what_belongs_together_or_is_not_sure_stays_whole(first, second):
    assert not are_two(first, second, is_answering=False)


@pytest.mark.parametrize(
    ("cut", "first", "second"),
    [
        (
            Cut("send 10042 back for me", "where is the money for my last one?", Joint.AND),
            wish("start_return", "10042"),
            wish("ask_where_refund_is"),
        ),
        (
            Cut("you took the sum twice", "the money for my coat has not come", Joint.AND),
            wish("report_double_charge"),
            wish("ask_where_refund_is"),
        ),
        (
            Cut("the lamp has a crack", "the belt is not in the box", Joint.AND),
            wish("report_damaged_item"),
            wish("report_missing_parcel"),
        ),
        (
            Cut("i need the bill", "can you put our tax number on it?", Joint.AND),
            replace(wish("ask_for_invoice"), near=("invoice", "company-invoice")),
            question("company-invoice"),
        ),
    ],
)
def test_near_wishes_that_are_each_asked_for_or_told_of_are_two(cut, first, second):
    assert fit(cut, first, second)
    assert are_two(first, second, is_answering=False, cut=cut)
    assert not are_two(first, second, is_answering=False)


@pytest.mark.parametrize(
    ("cut", "first", "second"),
    [
        (
            Cut("i sent the coat back", "where is my money?", Joint.END),
            wish("start_return"),
            wish("ask_where_refund_is"),
        ),
        (
            Cut("the lamp has a crack", "it is the wrong lamp", Joint.AND),
            wish("report_damaged_item"),
            wish("report_wrong_item"),
        ),
        (
            Cut("where is it?", "when will it be here?", Joint.END),
            wish("ask_order_status"),
            wish("ask_when_it_arrives"),
        ),
        (
            Cut("i want my money back", "how does that work?", Joint.END),
            replace(wish("ask_for_refund"), near=("refund-times",)),
            question("refund-times"),
        ),
    ],
)
def test_near_wishes_of_which_one_answer_tells_stay_one(cut, first, second):
    assert not are_two(first, second, is_answering=False, cut=cut)


@pytest.mark.parametrize("answer", [wish("say_yes"), wish("say_no"), wish("give_order_details", "10042")])
def test_an_answer_and_a_wish_are_two_while_a_question_is_open(answer):
    assert are_two(answer, wish("ask_for_invoice"), is_answering=True)


def test_the_same_wish_holds_for_a_second_number():
    assert is_same_of_another(wish("cancel_order", "10042"), wish("give_order_details", "10057"))
    assert not is_same_of_another(wish("greet"), wish("give_order_details", "10057"))
    assert not is_same_of_another(wish("cancel_order", "10042"), wish("give_order_details", "10042"))


@pytest.mark.parametrize(
    ("matter", "second", "words", "is_reason"),
    [
        ("start_return", "start_exchange", "it is too small", True),
        ("start_return", "start_exchange", "exchange the boots", False),
        ("start_return", "ask_for_invoice", "it is too small", False),
        (None, "start_exchange", "it is too small", False),
    ],
)
def test_why_something_goes_back_is_no_second_matter(matter, second, words, is_reason):
    assert says_why(matter, wish(second), words) is is_reason


@pytest.mark.parametrize(
    ("words", "is_thing"),
    [
        ("the fleece", True),
        ("it's the rain jacket.", True),
        ("the fleece?", False),
        ("how is it washed", False),
    ],
)
def test_a_thing_that_is_named_is_no_second_matter(words, is_thing):
    assert names_a_thing(wish("ask_question"), words) is is_thing
    assert not names_a_thing(wish("ask_for_invoice"), words)


def test_two_questions_are_two_where_each_has_a_page_of_its_own():
    assert are_two(question("warranty"), question("shoe-care"), is_answering=False)
    assert not are_two(question("warranty"), question("warranty"), is_answering=False)
    assert not are_two(question("warranty"), Wish("ask_question", 0.95), is_answering=False)


def test_a_wish_and_the_page_that_tells_of_it_are_one_matter():
    return_of_it = replace(wish("start_return"), near=("returns",))
    assert not are_two(return_of_it, question("returns"), is_answering=False)
    assert are_two(return_of_it, question("warranty"), is_answering=False)


def test_a_wish_that_is_heard_weakly_or_could_be_one_of_some_is_likely():
    assert is_likely(wish("ask_for_invoice", confidence=0.5))
    assert not is_likely(wish("ask_for_invoice", confidence=0.3))
    assert is_likely(Wish("nlu_fallback", 0.3, is_doubted=True))


@pytest.mark.parametrize(
    ("cut", "first", "second"),
    [
        (
            Cut("where is it", "i need the invoice", Joint.AND),
            wish("ask_order_status"),
            wish("ask_for_invoice"),
        ),
        (
            Cut("it came torn", "where is 10042?", Joint.END),
            wish("report_damaged_item"),
            wish("ask_order_status"),
        ),
        (
            Cut("where is it?", "do you take paypal", Joint.COMMA),
            wish("ask_order_status"),
            question("payment-methods"),
        ),
        (
            Cut("I lost my password", "where is it", Joint.ALSO),
            question("account-password"),
            wish("ask_order_status"),
        ),
        (
            Cut("delivery costs", "payment methods", Joint.COMMA),
            question("delivery-cost"),
            question("payment-methods"),
        ),
        (
            Cut("I love the boots!", "where is my invoice?", Joint.END),
            wish("praise"),
            wish("ask_for_invoice"),
        ),
        (
            Cut("the checkout will not take my card", "what are your opening hours", Joint.NONE),
            wish("report_failed_payment"),
            question("opening-hours"),
        ),
    ],
)
def test_two_clauses_that_ask_or_wish_fit(cut, first, second):
    assert fit(cut, first, second)


@pytest.mark.parametrize(
    ("cut", "first", "second"),
    [
        (
            Cut("it came torn", "what now?", Joint.COMMA),
            wish("report_damaged_item"),
            wish("ask_order_status"),
        ),
        (
            Cut("cancel my order", "it has not been sent", Joint.COMMA),
            wish("cancel_order"),
            wish("report_missing_parcel"),
        ),
        (
            Cut("cancel my order", "it has not left", Joint.END),
            wish("cancel_order"),
            wish("ask_order_status"),
        ),
        (
            Cut("scrap my order", "found it cheaper", Joint.COMMA),
            wish("cancel_order"),
            question("price-drop"),
        ),
        (
            Cut("do you have express", "what does it cost", Joint.COMMA),
            question("express-delivery"),
            question("delivery-cost"),
        ),
        (
            Cut("erase my profile", "all my data", Joint.AND),
            question("account-delete"),
            question("privacy-data"),
        ),
        (Cut("great jacket", "it fits well", Joint.END), wish("praise"), question("clothing-sizes")),
        (
            Cut("the money was taken twice", "how can that be", Joint.NONE),
            wish("report_double_charge"),
            question("charged-twice"),
        ),
    ],
)
def test_what_only_tells_or_points_back_goes_with_the_clause_beside_it(cut, first, second):
    assert not fit(cut, first, second)


def test_two_orders_fit_however_they_are_told():
    cut = Cut("10042 never came", "it is 10057 that I want cancelled", Joint.COMMA)
    assert fit(cut, wish("report_missing_parcel", "10042"), wish("cancel_order", "10057"))
