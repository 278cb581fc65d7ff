"""What the bot's lines repeat of a message goes with the message, and nothing else of them does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.quoting import without_quotes


@pytest.mark.parametrize(
    ("line", "message", "kept"),
    [
        ("Order 10042 comes today.", "where is #10042?", "Order … comes today."),
        ("I mail it to ann@example.com.", "mail it to ann@example.com", "I …."),
        ("I read “my password is rhubarb”.", "My password is rhubarb", "I read …."),
        ("To Storgata 6, 0154 Oslo. Right?", "send it to Storgata 6, 0154 Oslo", "…. Right?"),
        ("Hello Ann!", "Ann", "Hello …!"),
        ("One 10042\n\nTwo 10042", "10042", "One …\n\nTwo …"),
        ("Your order is on its way.", "Where is my order, and is it on time?", "Your order is on its way."),
        ("Please keep it.", "My password is rhubarb", "Please keep it."),
        ("Good morning.", "", "Good morning."),
    ],
)
def test_what_is_repeated_goes_and_the_rest_stays(line, message, kept):
    assert without_quotes(line, message) == kept


@given(st.lists(st.text("ab1@", min_size=1, max_size=4), min_size=1))
def test_nothing_of_a_message_stays_where_it_stands_whole(words):
    assert without_quotes(" ".join(words), " ".join(words)) == "…"


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_is_too_odd_to_be_looked_through(words, message):
    assert len(without_quotes(words, message)) <= len(words)
