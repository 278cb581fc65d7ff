"""Sentences that were once taken for something that reaches far. None of them stands in the training data."""

from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
FAR_REACHING = {
    "acknowledge",
    "ask_to_be_left_alone",
    "ask_which_notices",
    "cancel_notices",
    "never_mind",
    "say_goodbye",
    "say_yes",
    "start_over",
}

WANT_A_PERSON = [
    "can you have someone contact me?",
    "contact me on my mobile",
    "message me",
    "I want you to call me tomorrow",
    "nobody has answered my messages",
    "why don't you write back",
    "yes, a person please",
    "a real human please",
]
WANT_QUIET = [
    "please don't contact me any more",
    "I don't wish to be messaged",
    "no more messages please",
    "quit texting me",
    "I don't want anyone to call me",
]
WANT_NEITHER = [
    "stop the payment",
    "stop my parcel",
    "a very long message",
    "how will you contact me?",
    "leave it with my neighbour",
    "please leave it at the back door",
    "please do not ship it yet",
    "do keep it until I am home",
    "tell me a bit more",
    "could it be that you start again to sell tents",
    "<img src=x onerror=alert(1)>",
]
STILL_NOT_HERE = ["I don't have it", "it was not delivered", "it never showed up", "I haven't got it"]
ABOUT_THE_ORDER = ["which carrier?", "who is the carrier of it", "how much do I get back?"]


def training_sentences():
    for file in (ROOT / "data" / "nlu").glob("*.yml"):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            yield from (line[2:] for line in entry["examples"].splitlines())


def test_no_sentence_here_is_trained():
    here = {*WANT_A_PERSON, *WANT_QUIET, *WANT_NEITHER, *STILL_NOT_HERE, *ABOUT_THE_ORDER}
    trained = {sentence.casefold().rstrip("?") for sentence in training_sentences()}
    assert {text for text in here if text.casefold().rstrip("?") in trained} == set()


@pytest.mark.parametrize("text", WANT_A_PERSON)
async def test_a_wish_to_be_contacted_is_a_wish_for_a_person(customer, text):
    heard = await customer.say(text)
    assert heard.reason == "ask_for_human"
    assert customer.owner == "waiting"


@pytest.mark.parametrize("text", WANT_A_PERSON)
async def test_a_wish_to_be_contacted_is_heard_inside_a_form(customer, text):
    await customer.say("where is my order")
    await customer.say(text)
    assert customer.owner == "waiting"


@pytest.mark.parametrize("text", WANT_QUIET)
async def test_who_wants_quiet_gets_it(customer, text):
    heard = await customer.say(text)
    assert heard.reason == "ask_to_be_left_alone"
    assert customer.owner == "bot"


@pytest.mark.parametrize("text", WANT_NEITHER)
async def test_what_wants_neither_changes_nothing(customer, text):
    await customer.say("10057, mira.lindqvist@example.com")
    await customer.say("tell me when it ships")
    heard = await customer.say(text)
    assert heard.texts
    assert heard.reason not in FAR_REACHING
    assert customer.owner == "bot"
    assert customer.notices == ["order_shipped 10057"]


@pytest.mark.parametrize("text", STILL_NOT_HERE)
async def test_who_misses_a_delivered_order_hears_of_that_order(customer, text):
    await customer.say("10030, mira.lindqvist@example.com")
    heard = await customer.say(text)
    assert "10030" in heard.text or "Tern daypack" in heard.text
    assert "countries" not in heard.text


@pytest.mark.parametrize("text", ABOUT_THE_ORDER)
async def test_a_question_about_the_order_in_view_is_answered_from_it(customer, text):
    await customer.say("10011, mira.lindqvist@example.com")
    heard = await customer.say(text)
    assert "Standard delivery" not in heard.text
    assert heard.reason in {"ask_order_status", "ask_where_refund_is", "ask_where_parcels_are"}
