"""What is meant by "the second one", "the blue shoes" or "the one from last week"."""

from datetime import date

import pytest

from actions.order_talk.items_named import named_items
from actions.order_talk.naming import Listed, named_order
from actions.order_talk.ordered_when import names_when
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


@pytest.mark.parametrize(
    ("text", "days", "number"),
    [
        ("the order from october 3", ["--10-03"], "10030"),
        ("the one from 12.11.", ["--11-12"], "10042"),
        ("the one from friday", ["friday"], "10057"),
        ("the mugs from november", [], "10042"),
        ("the order before the last one", [], "10042"),
        ("the second to last one", [], "10042"),
        ("my last order", [], "10057"),
        ("what I ordered about seven weeks ago", ["-49"], None),
    ],
)
def test_an_order_is_found_by_the_day_that_is_named(text, days, number):
    found = named_order(text, LISTED, TODAY, days)
    assert (found and found.number) == number


@pytest.mark.parametrize(
    "text",
    [
        "the one from 30 October",
        "what I ordered on the 3rd",
        "my order of last week",
        "the boots from october",
    ],
)
def test_an_order_is_told_apart_by_when_it_was_placed(text):
    assert names_when(text)


@pytest.mark.parametrize(
    "text",
    ["it should come on Friday", "I sent it back a week ago", "it was delivered on the 3rd of october", "hm"],
)
def test_another_day_tells_no_order_apart(text):
    assert not names_when(text)
