"""A slip in a word of ours is put right; a word of the language never is."""

from collections import Counter

import pytest

from bot.nlu.slips import Slips, is_one_slip, known_words, often_used

OURS = {"lantern": 4, "bitter": 5, "butter": 9, "kettle": 3, "cattle": 12, "castle": 60}
SLIPS = Slips(OURS, ["settle", "kennel"], {"lantana"}.__contains__)


@pytest.mark.parametrize("typed", ["lantren", "lanern", "lantrrn", "lanternn", "lantrn", "llantern"])
def test_one_slip_in_a_word_is_put_right(typed):
    assert SLIPS.put_right(typed) == "lantern"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("lantern", "it is right"),
        ("kennel", "the examples know it"),
        ("lantana", "it is a word of the language"),
        ("btter", "it may be more than one"),
        ("lntrn", "it is two slips away"),
        ("antern", "the first letter is hardly ever mistyped"),
        ("kettl3", "it has a digit"),
        ("ketl", "it is too short to tell"),
    ],
)
def test_what_may_be_meant_stays(word, why):
    assert SLIPS.put_right(word) == word, why


def test_of_two_words_the_one_that_is_used_by_far_more_is_meant():
    assert SLIPS.put_right("catle") == "castle"


@pytest.mark.parametrize("word", ["staying", "swapped", "hiring", "coats", "hammered", "unwashed"])
def test_a_form_of_a_word_of_the_language_stays(word):
    language = {"stay", "swap", "hire", "coat", "hammer", "ship", "washed"}.__contains__
    ours = dict.fromkeys(["saying", "swopped", "hiking", "costs", "hampered", "shipping"], 3)

    assert Slips(ours, [], language).put_right(word) == word
    assert Slips(ours, [], language).put_right("shiping") == "shipping"


def test_words_that_only_look_like_ours_stay():
    assert Slips({"message": 3}, [], frozenset[str]().__contains__).put_right("massage") == "massage"


def test_a_word_that_is_used_once_may_be_a_slip_and_one_of_other_worlds_is_none():
    ours, others = Counter(parcel=4, parcle=1, carton=2), Counter(parsley=1)

    assert often_used(ours) == {"parcel": 4}
    assert known_words(ours, others) == ["carton", "parcel", "parsley"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("form", "from"),
        ("cat", "cart"),
        ("cart", "cat"),
        ("hat", "hut"),
        ("invpice", "invoice"),
        ("sky", "cky"),
    ],
)
def test_a_letter_more_less_other_or_two_swapped_are_one_slip(typed, meant):
    assert is_one_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("same", "same"), ("abcd", "badc"), ("cat", "carts"), ("pants", "parts")]
)
def test_none_or_two_are_not(typed, meant):
    assert not is_one_slip(typed, meant)
