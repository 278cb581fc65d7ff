"""What is meant by "the second one", "the blue shoes" or "the one from last week"."""

from datetime import date

import pytest

from actions.order_talk.items_named import named_items
from actions.order_talk.naming import Listed, named_order
from actions.orders.order import Item

TODAY = date(2026, 11, 21)  # a Saturday
BOOTS = Item(1, "trail-boots", "Trail boots", "blue", "43", 1, 14900)
TENT = Item(2, "tent", "Tent for two", "green", None, 1, 24900)
MUGS = Item(3, "mug", "Enamel mug", "white", None, 4, 1500)
LISTED = (
    Listed("10057", date(2026, 11, 20), ("Trail boots blue",)),
    Listed("10042", date(2026, 11, 12), ("Tent for two green", "Enamel mug white")),
    Listed("10030", date(2026, 10, 3), ("Wool blanket grey",)),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the second one", "10042"),
        ("2nd", "10042"),
        ("number 3 please", "10030"),
        ("the last one", "10057"),
        ("the last one on the list", "10030"),
        ("the oldest", "10030"),
        ("the most recent", "10057"),
        ("the one from last week", "10042"),
        ("i ordered it yesterday", "10057"),
        ("the october one", "10030"),
        ("about seven weeks ago", None),
        ("7 weeks ago", "10030"),
        ("the tent", "10042"),
        ("the one with the blankets", "10030"),
        ("the blue boots", "10057"),
        ("my shoes", "10057"),
        ("the kayak", None),
        ("hmm", None),
        ("", None),
    ],
)
def test_an_order_of_the_list_is_found_by_place_day_or_contents(text, number):
    found = named_order(text, LISTED, TODAY)
    assert (found and found.number) == number


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the boots", [1]),
        ("boots and the tent", [1, 2]),
        ("MUGS", [3]),
        ("the third", [3]),
        ("the green one", [2]),
        ("something else", []),
    ],
)
def test_items_are_found_by_their_names(text, lines):
    assert [item.line for item in named_items(text, [BOOTS, TENT, MUGS])] == lines


def test_nothing_is_found_in_an_empty_list():
    assert named_order("the first", (), TODAY) is None
    assert named_items("the first", ()) == []
