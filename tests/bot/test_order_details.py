import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.order_details import find_awaited_number, find_order_details, plain


def found(text: str) -> list[tuple[str, str]]:
    return [(detail.entity, detail.value) for detail in find_order_details(plain(text))]


@pytest.mark.parametrize(
    "text",
    [
        "where is my order 10042?",
        "order#10042pls",
        "#10042",
        "DB-10042 please",
        "db10042",
        "10 042",
        "order 10.042",
        "\uff11\uff10\uff10\uff14\uff12",
        "100\u200b42",
        "10042 not 10030",
        "10,042",
        "Order 10042, thanks",
        "(10042)",
        "my order is10042",
    ],
)
def test_an_order_number_is_found_in_any_spelling(text):
    assert found(text) == [("order_number", "10042")]


@pytest.mark.parametrize(
    "text",
    [
        "I paid 1004.25 euros",
        "call 0441234567",
        "in 2026",
        "it says 100421 here",
        "size 42",
        "4,10042",
        "10042.50 euros",
        "it goes to 12345 Berlin, right?",
        "i paid 12 500 for it",
        "i paid 12500 for it",
        "my postcode is 80040",
        "\u20ac10042",
        "10042 euros",
    ],
)
def test_another_number_is_no_order_number(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["9988", "order 9988", "my order number is 9988", "#9988", "order no. 9988?"]
)
def test_a_number_of_another_length_is_found_where_the_customer_says_so(text):
    assert found(text) == [("order_number", "9988")]


@pytest.mark.parametrize(
    "text",
    [
        "why was 9940 cancelled",
        "exchange the sandals from 9940",
        "what about 9940?",
        "cancel 9940 please",
        "9940 8004",
        "9940, 8004",
        "9940 8004 where is my money",
        "the receipt for 9940 please",
        "a button came off on 9940, what now",
        "did 9940 get there",
        "why so expensive? 9940",
    ],
)
def test_four_digits_are_found_where_an_order_is_spoken_of(text):
    assert found(text) == [("order_number", "9940")]


@pytest.mark.parametrize(
    "text",
    [
        "what about 2026?",
        "delivery from 8004 to Bern",
        "I come from 8004 Zurich",
        "where is 1200 euros of my money",
        "I bought it for 1200",
        "thanks. 8004 Zurich",
        "and 1'200.50",
        "why was 1200.50 charged",
        "8004 zurich",
        "no, 8005",
        "no 12 park road, 8048 zurich",
    ],
)
def test_four_digits_of_something_else_are_no_order_number(text):
    assert found(text) == []


def test_an_order_that_could_not_be_paid_is_no_sum():
    assert found("I tried to pay 10056") == [("order_number", "10056")]


def test_an_email_is_found_without_the_full_stop_behind_it():
    assert found("It's Mira.Lindqvist@Example.com.") == [("email", "mira.lindqvist@example.com")]


def test_the_digits_of_an_email_are_no_order_number():
    assert found("jo10042@example.org") == [("email", "jo10042@example.org")]


def test_number_and_email_come_in_the_order_in_which_they_stand():
    assert found("10042 and mira@example.com") == [
        ("order_number", "10042"),
        ("email", "mira@example.com"),
    ]


@given(st.text(max_size=200))
def test_every_detail_points_at_its_own_place_in_the_text(text):
    for detail in find_order_details(text):
        assert 0 <= detail.start < detail.end <= len(text)
        assert detail.value


@pytest.mark.parametrize("text", ["it is 9988", "9988 please", "number: 9988", "Bestellung 9988", "no. 9988"])
def test_a_lone_number_is_taken_where_it_is_awaited(text):
    assert find_awaited_number(text).value == "9988"


@pytest.mark.parametrize("text", ["9988 or 9989", "none", "12"])
def test_what_is_not_one_number_is_not_taken(text):
    assert find_awaited_number(text) is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("o'brien@example.ie", "o'brien@example.ie"),
        ("m\u00fcller@example.de", "m\u00fcller@example.de"),
        ("mira.lindqvist @ example.com", "mira.lindqvist@example.com"),
        ("'mira@example.com'", "mira@example.com"),
    ],
)
def test_an_unusual_email_is_found_whole(text, email):
    assert found(text) == [("email", email)]
