"""What the help pages tell customers to write in the chat is taken there for the wish that is meant."""

import re
from pathlib import Path

import pytest

from actions.faq.shelf import load_shelf

pytestmark = pytest.mark.model

SHELF = load_shelf(Path(__file__).parents[2] / "data" / "faq")
TO_WRITE = re.compile(r"\b(?:ask|write|say|start with)(?: in the chat)? “([^”]+)”", re.IGNORECASE)

WISHES = {
    "I want to complain": "complain",
    "I want to exchange something": "start_exchange",
    "I want to return something": "start_return",
    "cancel my order": "cancel_order",
    "change my address": "change_address",
    "my parcel is missing": "report_missing_parcel",
    "remove an item": "change_items",
    "talk to a person": "ask_for_human",
    "tell me when it ships": "ask_to_be_told",
    "tell me when the refund is paid": "ask_to_be_told",
    "what was I charged": "ask_about_charge",
    "where are my parcels": "ask_where_parcels_are",
    "where is my invoice": "ask_for_invoice",
    "where is my order": "ask_order_status",
    "where is my refund": "ask_where_refund_is",
    "why did my payment fail": "report_failed_payment",
    "why is my order late": "ask_why_it_is_late",
    "why was I charged twice": "report_double_charge",
}


def test_all_that_the_help_pages_tell_customers_to_write_stands_here():
    texts = (" ".join(f"{entry.answer} {entry.in_other_words}".split()) for entry in SHELF)
    told = {words for text in texts for words in TO_WRITE.findall(text)}
    assert told == set(WISHES)


@pytest.mark.parametrize(("words", "wish"), WISHES.items())
async def test_it_is_taken_for_that_wish(customer, words, wish):
    heard = await customer.say(words)
    assert heard.reason == wish
