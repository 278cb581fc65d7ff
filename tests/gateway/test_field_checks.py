"""What a single field must be like, for all values there are."""

import unicodedata

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


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=LONGEST_TEXT))
def test_every_visible_text_within_the_limit_is_taken(value):
    assert check_text(value) == value
