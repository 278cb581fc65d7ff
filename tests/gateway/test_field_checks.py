"""What a single field must be like, for all values there are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.storable import is_storable
from gateway.errors import TooLarge, Unusable
from gateway.field_checks import LONGEST_TEXT, check_text


@given(st.text(max_size=LONGEST_TEXT + 50))
def test_a_text_is_taken_clean_or_refused(value):
    try:
        text = check_text(value)
    except (Unusable, TooLarge):
        return
    assert text == value.strip()
    assert 1 <= len(text) <= LONGEST_TEXT
    assert is_storable(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text)


VISIBLE = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0")


@given(st.text(VISIBLE, min_size=1, max_size=LONGEST_TEXT))
def test_every_visible_text_within_the_limit_is_taken(value):
    assert check_text(value) == value


@pytest.mark.parametrize(
    "text", ["\u3164", "\u2800\u2800", "\u115f\u1160", "\uffa0", "\u0301", "\u0e31\u20dd"]
)
def test_a_text_that_shows_nothing_is_none(text):
    with pytest.raises(Unusable, match="empty"):
        check_text(text)


@pytest.mark.parametrize("text", ["e\u0301", "\u3164ok", "\u0e01\u0e31", "👍\ufe0f", "?"])
def test_blanks_and_marks_beside_something_visible_are_taken(text):
    assert check_text(text) == text
