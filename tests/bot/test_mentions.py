"""Days, sums of money and items are found in what people type, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.amounts import find_amounts
from bot.nlu.days import find_days
from bot.nlu.item_names import ItemNames
from bot.nlu.order_details import plain

ITEMS = ItemNames(
    ["jacket", "rain jacket", "beanie", "merino socks", "socks", "boot", "shoe", "fleece", "vest"]
)


def days(text):
    return [day.value for day in find_days(plain(text))]


def amounts(text):
    return [amount.value for amount in find_amounts(plain(text))]


def items(text):
    return [item.value for item in ITEMS.find(plain(text))]


@pytest.mark.parametrize(
    "text",
    [
        "where is the parcel that should have come on 3 May",
        "3rd of may it said",
        "promised may 3rd!!",
        "may3",
        "order10042 due 3may",
        "was due 3.5.",
        "due on 3.5",
        "by 03/05",
        "3. May",
        "on the 3RD OF MAY",
        "3  may pls",
        "\uff13 May",
    ],
)
def test_a_day_of_a_month_is_found_in_any_spelling(text):
    assert days(text) == ["--05-03"]


@pytest.mark.parametrize("text", ["2026-05-03", "3 May 2026", "may 3, 2026", "3.5.2026", "03/05/26"])
def test_a_whole_date_keeps_its_year(text):
    assert days(text) == ["2026-05-03"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 febuary", "--02-05"),
        ("ocotber 5", "--10-05"),
        ("5th sept", "--09-05"),
        ("24.12.", "--12-24"),
        ("on 12/24", "--12-24"),
        ("on the 15th", "---15"),
        ("will it come by firday", "friday"),
        ("untill wendesday", "wednesday"),
        ("should of been here thrusday", "thursday"),
        ("SATURDAY???", "saturday"),
        ("on sat pls", "saturday"),
        ("mondays delivery", "monday"),
        ("is it here tomorow", "+1"),
        ("tmrw?", "+1"),
        ("yesturday", "-1"),
        ("today", "+0"),
        ("in 2 days", "+2"),
        ("a week ago", "-7"),
        ("its 3 days late", "-3"),
    ],
)
def test_a_day_with_a_slip_or_as_people_say_it_is_found(text, value):
    assert days(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "the 2nd one",
        "on the 2nd parcel",
        "i sat down",
        "may i have 2 of them",
        "my order 10042 may come",
        "size 42 marching boots",
        "it takes 3 days",
        "3.50 euro",
        "size 38.5",
        "31.13.",
        "i bought 2 of them",
        "1/2 price",
        "money back",
        "the sun hat",
    ],
)
def test_what_names_no_day_is_no_day(text):
    assert days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I was charged 49,90 twice",
        "49.90",
        "chf 49.90",
        "CHF49.90 again",
        "49,90chf??",
        "49.90 euros",
        "\u20ac49.90",
        "fr. 49.90",
        "twice 49,90!!",
        "2 x 49.90",
        "order 10042: 49,90",
        "u took 49.90 of me",
    ],
)
def test_a_sum_is_found_in_any_spelling(text):
    assert amounts(text) == ["49.90"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("chf 1'250", "1250"),
        ("1'250.00", "1250.00"),
        ("1.250,00 eur", "1250.00"),
        ("1,250.00", "1250.00"),
        ("49.- please", "49.00"),
        ("charged me 49 twice", "49"),
        ("you took 84 from my card", "84"),
        ("i paid 84", "84"),
        ("100 quid", "100"),
        ("$20", "20"),
        ("a refund of 30 for 10030", "30"),
        ("my bank says that 120 has gone", "120"),
        ("there are 84 less on my card", "84"),
    ],
)
def test_a_sum_with_thousands_or_without_cents_is_found(text, value):
    assert amounts(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "order 10042",
        "10 042",
        "10,042",
        "paid 3 times",
        "paid 20 days ago",
        "charged for 2 socks",
        "at 10.30 am",
        "10:30",
        "20%",
        "size 38.5",
        "version 3.45.2",
        "12.5 kg",
        "call 044 123 45 67",
    ],
)
def test_another_number_is_no_sum(text):
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("where is my rain jacket", "rain jacket"),
        ("RAIN JACKETS?", "rain jacket"),
        ("the jackt is torn", "jacket"),
        ("my jakcet", "jacket"),
        ("wheres my flece", "fleece"),
        ("beanies!!", "beanie"),
        ("benaie", "beanie"),
        ("the merino sock", "merino socks"),
        ("sock", "socks"),
        ("boots", "boot"),
        ("my rain jakcet from 10042", "rain jacket"),
    ],
)
def test_an_item_is_found_by_its_longest_name_also_with_a_slip(text, value):
    assert items(text) == [value]


@pytest.mark.parametrize("text", ["best service", "rain in spain", "shop", "show me", "investment", ""])
def test_a_word_that_only_looks_like_an_item_is_none(text):
    assert items(text) == []


def test_several_are_found_in_the_order_in_which_they_stand():
    assert items("the beanie, the boots and the jacket") == ["beanie", "boot", "jacket"]
    assert days("not on friday, on 3 May") == ["friday", "--05-03"]
    assert amounts("49.90 and 12,50") == ["49.90", "12.50"]


@given(st.text(max_size=200) | st.from_regex(r"[0-9a-z.,/' -]{0,40}", fullmatch=True))
def test_whatever_is_found_points_at_its_own_place_and_overlaps_no_other(text):
    for find in (find_days, find_amounts, ITEMS.find):
        end = 0
        for found in find(text):
            assert end <= found.start < found.end <= len(text)
            assert found.value
            end = found.end


def test_a_shop_without_items_finds_none():
    assert ItemNames(["", "  "]).find("my jacket") == []
