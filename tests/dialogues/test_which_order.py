"""Which order a customer means whom the shop knows: the only one that fits is taken, several are listed."""

import pytest

pytestmark = pytest.mark.model

BEANIE, JACKET, DAYPACK = "10057: Buoy beanie", "10042: Squall rain jacket", "10030: Tern daypack"
BOOTS, OLD_BOOTS = "10011: Buoy beanie", "9951: Skerry sandal"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("can i still cancel", "I will cancel order 10057"),
        ("what did you charge me 84 euros for", "order 10030"),
        ("why was i charged 35.90", "order 10057"),
        ("i've moved, the new address is 12 Harbour Road, 8005 Zurich", "order 10057 sent to Mira Lindqvist"),
        ("the jacket isn't what i expected, how do i send it back", "Order 10042 left us"),
    ],
)
async def test_the_only_order_that_fits_is_taken(customer, words, told):
    heard = await customer.signed_in("demo-mira").say(words)

    assert told in heard.text


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("any news on my parcel? it was supposed to be here yesterday", [BEANIE, JACKET]),
        ("one of the boots has a split seam", [BOOTS, OLD_BOOTS]),
        (
            "this is not what i ordered, wrong item",
            [DAYPACK, "9988: Skerry sandal", "9902: Harbour deck shoe"],
        ),
    ],
)
async def test_of_several_that_fit_only_these_are_listed(customer, words, listed):
    heard = await customer.signed_in("demo-mira").say(words)

    assert "any other number will do" in heard.text
    *orders, other = heard.choices
    assert [order.split(",")[0].split(" and ")[0] for order in orders] == listed
    assert other == "Another order"


async def test_an_order_that_was_not_listed_is_one_choice_away(customer):
    known = customer.signed_in("demo-mira")
    await known.say("one of the boots has a split seam")

    heard = await known.pick("Another order")

    assert [choice.split(",")[0].split(" and ")[0] for choice in heard.choices][:3] == [
        BEANIE,
        JACKET,
        DAYPACK,
    ]


@pytest.mark.parametrize("asked", ["when does the new order arrive?", "when will the beanie arrive?"])
async def test_a_second_question_finds_the_order_that_it_fits(customer, asked):
    heard = await customer.signed_in("demo-mira").say(f"has my refund been paid, and {asked}")

    assert "The refund of order 10011" in heard.text
    assert "about the arrival of your order: Order 10057 leaves us" in heard.text
