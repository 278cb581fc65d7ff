"""Words that mean the same to the search become the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.faq.normal_words import normal_words


@pytest.mark.parametrize(
    "words",
    [
        "deliver delivery Deliveries delivered delivering ship shipping shipped",
        "return returns returned returning",
        "cancel cancelled cancels cancelling canceled",
        "pay paid paying payment payments",
        "policy policies",
        "refund refunds refunded reimbursed",
        "e-mail email mail E-Mails",
        "cafe café",
    ],
)
def test_forms_of_a_word_become_one(words: str) -> None:
    assert len(set(normal_words(words))) == 1


def test_filling_words_and_signs_are_left_out() -> None:
    assert normal_words("Hi! Can you please tell me how I do this??") == []
    assert normal_words("I don't -- can’t -- get my REFUND...") == ["refund"]


def test_different_matters_stay_different() -> None:
    words = "return refund exchange cancel address invoice deliver decline damage pay open phone"

    assert len(set(normal_words(words))) == 12


@given(st.text(st.characters(codec=None)))
def test_any_text_has_words_or_none(text: str) -> None:
    assert all(word and word == word.casefold() for word in normal_words(text))
