import pytest

from bot.nlu.order_details import find_order_details
from bot.nlu.postcodes import lone_postcode, named_postcode, postcode_behind, shaped_postcode


def value(detail):
    return None if detail is None else detail.value


def behind(text):
    return value(postcode_behind(text, find_order_details(text)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("postcode M4 1HQ", "M4 1HQ"),
        ("order 10058, my post code is 8004", "8004"),
        ("10042 postcode 22587", "22587"),
        ("zip: D08 X2K4", "D08 X2K4"),
        ("9000 is my postcode", "9000"),
        ("1016 GV (my zip code)", "1016 GV"),
        ("the postcode was 31-042", "31-042"),
    ],
)
def test_a_postcode_may_be_called_one(text, code):
    assert value(named_postcode(text)) == code


@pytest.mark.parametrize(
    "text",
    [
        "the zip of 10036 is broken",
        "the zip is 2 cm long",
        "do you deliver to postcode 8004",
        "my new postcode is 8048",
        "which postcode?",
    ],
)
def test_what_is_only_called_so_proves_nothing(text):
    assert named_postcode(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("remove the beanie from 10058 please, M4 1HQ", "M4 1HQ"),
        ("order 10058 / m41hq", "m41hq"),
        ("EH6 5NP where is 10047?", "EH6 5NP"),
        ("10019 (D08 X2K4)", "D08 X2K4"),
        ("late: 10027, 1200-109", "1200-109"),
        ("10042 1016GV", "1016GV"),
    ],
)
def test_a_postcode_with_letters_or_a_hyphen_is_known_by_its_shape(text, code):
    assert value(shaped_postcode(text)) == code


@pytest.mark.parametrize(
    "text",
    [
        "send it to 5 Quay Street, Manchester, M4 1HQ",
        "change the address to 12 Mill Lane, M4 1HQ",
        "we live in M4 1HQ",
        "10042 is late",
        "10042 at last",
        "BW722207140",
        "call 044-123-4567",
        "the a10 boot",
    ],
)
def test_what_is_part_of_an_address_or_only_looks_like_a_postcode_is_none(text):
    assert shaped_postcode(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10044 9000", "9000"),
        ("where is my order 10044, 9000", "9000"),
        ("zip of 10036 is broken, 80469 thanks", "80469"),
        ("10042 22587", "22587"),
        ("cancel 10057 / 8004.", "8004"),
        ("order 10039 1070 where is the driver", "1070"),
    ],
)
def test_digits_behind_the_number_are_the_postcode(text, code):
    assert behind(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "where are 10042, 9988",
        "cancel 10042, 10057",
        "10042 10057",
        "10042 in 2026",
        "10042 1200 euros",
        "10042 and 10057, 8004",
        "the size is, 8004",
    ],
)
def test_digits_that_may_be_another_order_or_a_year_are_no_postcode(text):
    assert behind(text) is None


@pytest.mark.parametrize("text", ["M4 1HQ", "8004", "sorry, it's 8004", "ok: m41hq please", "31-042."])
def test_a_message_may_be_nothing_but_a_postcode(text):
    assert lone_postcode(text) is not None


@pytest.mark.parametrize("text", ["no", "where is it", "8004 or 8048", "I bought 2 jackets", ""])
def test_a_message_that_says_more_is_not_one(text):
    assert lone_postcode(text) is None
