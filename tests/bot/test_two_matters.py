"""Where a message is cut in two, and where it stays whole. The wishes are as the NLU would hear them."""

import pytest

from bot.two_matters import (
    Wish,
    are_two,
    end_of_purchase,
    halves,
    is_correction_of_mind,
    is_put_right,
    is_same_of_another,
    is_second_likely,
    names_a_thing,
    says_why,
)


def wish(intent, number=None, confidence=0.9):
    return Wish(intent, confidence, number, has_details=number is not None)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("where is 10042 and can I cancel 10057?", ("where is 10042", "can I cancel 10057?")),
        ("where is it? I also need the invoice", ("where is it?", "I also need the invoice")),
        ("cancel 10042, and where's my invoice", ("cancel 10042", "where's my invoice")),
        ("I send it back; what do you charge?", ("I send it back", "what do you charge?")),
        ("cancel 10042 & 10057", ("cancel 10042", "10057")),
    ],
)
def test_a_message_is_cut_between_its_clauses(text, cut):
    assert cut in list(halves(text))


@pytest.mark.parametrize(
    "text", ["where is order 10042?", "10.042", "mira.lindqvist@example.com", "sand castle"]
)
def test_one_clause_is_not_cut(text):
    assert list(halves(text)) == []


def test_a_long_story_stays_whole():
    assert list(halves("and so on, " * 100)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (wish("ask_order_status", "10042"), wish("cancel_order", "10057")),
        (wish("ask_order_status", "10042"), wish("ask_order_status", "10057")),
        (wish("start_return"), wish("ask_question")),
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


def test_a_change_of_mind_is_no_second_matter():
    assert is_correction_of_mind("cancel it instead")
    assert not is_correction_of_mind("cancel it")


@pytest.mark.parametrize(
    ("first", "second"),
    [("where is 10044", "sorry, 10042"), ("where is 10044, sorry", "10042"), ("10044", "no 10042")],
)
def test_a_number_after_a_sorry_puts_the_one_before_right(first, second):
    assert is_put_right(first, second)


@pytest.mark.parametrize(("first", "second"), [("cancel 10044", "10042"), ("no", "where is 10042")])
def test_a_second_number_without_one_is_a_second_order(first, second):
    assert not is_put_right(first, second)


def test_two_questions_are_two_where_each_has_a_page_of_its_own():
    warranty, care = (
        Wish("ask_question", 0.95, page=page, page_confidence=0.9) for page in ("warranty", "shoe-care")
    )
    assert are_two(warranty, care, is_answering=False)
    assert not are_two(warranty, warranty, is_answering=False)
    assert not are_two(warranty, Wish("ask_question", 0.95), is_answering=False)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I ordered boots and a beanie (10058). Please take the beanie off", "Please take the beanie off"),
        ("Hi, I bought a dry bag yesterday but I don't want it", "I don't want it"),
        ("we ordered two vests, our order is 10042, where are they?", "where are they?"),
    ],
)
def test_a_wish_begins_behind_what_was_bought(text, wish):
    assert text[end_of_purchase(text) :] == wish


@pytest.mark.parametrize(
    "text",
    [
        "I ordered boots and got a jumper, please send the boots",
        "I ordered a beanie but it never came. Where is it?",
        "I ordered the wrong size, can I change it?",
        "I want to return the boots that I ordered",
    ],
)
def test_what_came_otherwise_than_ordered_is_the_wish_itself(text):
    assert end_of_purchase(text) == 0


def test_a_weaker_second_wish_beside_a_sure_one_is_likely():
    weaker = wish("ask_for_invoice", confidence=0.5)
    assert is_second_likely(wish("cancel_order"), weaker)
    assert not is_second_likely(weaker, weaker)
    assert not is_second_likely(wish("cancel_order"), wish("ask_for_invoice", confidence=0.3))
    assert not is_second_likely(wish("cancel_order"), wish("ask_for_refund", confidence=0.5))


def test_a_second_question_is_likely_where_its_page_is_another():
    warranty = Wish("ask_question", 0.95, page="warranty", page_confidence=0.9)
    care = Wish("ask_question", 0.5, page="shoe-care", page_confidence=0.45)
    assert is_second_likely(warranty, care)
    assert not is_second_likely(warranty, Wish("ask_question", 0.5, page="warranty", page_confidence=0.45))
    assert not is_second_likely(warranty, Wish("ask_question", 0.5, page="shoe-care", page_confidence=0.2))
