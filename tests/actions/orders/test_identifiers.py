"""Numbers, e-mails and postcodes are one thing, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber

digits = st.text("0123456789", min_size=1, max_size=12)
signs_around = st.text(" #.-/()\t\n", max_size=4)


@pytest.mark.parametrize(
    "spelling",
    [
        "10042",
        "#10042",
        "10 042",
        "DB-10042",
        "db10042",
        "Order 10042",
        "order no. 10042",
        "№ 10042",
        "１００４２.",
    ],
)
def test_an_order_number_has_many_spellings(spelling: str) -> None:
    assert identifiers.order_number(spelling) == "10042"


@given(digits, signs_around, signs_around, st.sampled_from(["", "#", "DB-", "db ", "Order ", "no. "]))
def test_signs_around_a_number_do_not_change_it(number: str, before: str, after: str, prefix: str) -> None:
    assert identifiers.order_number(f"{before}{prefix}{number}{after}") == number


@given(digits, st.data())
def test_spaces_inside_a_number_do_not_change_it(number: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(number)))

    assert identifiers.order_number(f"{number[:cut]} {number[cut:]}") == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "#",
        "ten",
        "my order",
        "1" * 13,
        "10042 pls",
        "me@10042.example",
        "-" * 5000 + "1",
        "١٠٠٤٢",
        "\0",
    ],
)
def test_what_is_no_order_number_is_refused(text: str) -> None:
    with pytest.raises(NotAnOrderNumber):
        identifiers.order_number(text)


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = identifiers.order_number(text)
    except NotAnOrderNumber:
        return
    assert number.isascii()
    assert number.isdigit()
    assert identifiers.order_number(number) == number


@pytest.mark.parametrize(
    "spelling",
    [
        "mira@example.com",
        " Mira@Example.COM ",
        "<mira@example.com>",
        "mira@example.com.",
        '"mira@example.com"!',
    ],
)
def test_an_email_has_many_spellings(spelling: str) -> None:
    assert identifiers.email(spelling) == "mira@example.com"


@pytest.mark.parametrize("spelling", ["SW1A 1AA", "sw1a1aa", " SW1A-1aa.", "ＳＷ１Ａ 1AA"])
def test_a_postcode_has_many_spellings(spelling: str) -> None:
    assert identifiers.postcode(spelling) == "sw1a1aa"


@given(st.text())
def test_a_normal_spelling_stays_as_it_is(text: str) -> None:
    email, postcode = identifiers.email(text), identifiers.postcode(text)

    assert identifiers.email(email) == email
    assert identifiers.postcode(postcode) == postcode
