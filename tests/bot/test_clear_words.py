"""Which words can carry a wish that reaches far. The sentences are other ones than those of the training."""

from pathlib import Path

import pytest
import yaml

from bot.nlu.clear_words import says_so, says_yes, speaks_of_an_order, wants_quiet
from bot.nlu.plain_words import plain_words

ROOT = Path(__file__).parents[2]

CARRIED = {
    "acknowledge": ["ok cool", "Great!", "one second", "👍", "hahaha", "ok then I wait", "makes sense"],
    "ask_to_be_left_alone": [
        "STOP!",
        "please leave me alone now",
        "never contact me again",
        "no more offers",
    ],
    "ask_to_be_told": ["let me know when it has left", "keep me in the loop"],
    "ask_which_notices": ["what will you write me", "are you going to tell me?"],
    "cancel_notices": ["you needn't write me", "cancel the reminder", "I want no message about it"],
    "decline_human": ["I don't need a person any more", "nobody has to come"],
    "greet": ["Hello shop", "good evening", "helloo"],
    "never_mind": ["ah, never mind", "forget that", "I changed my mind", "leave it at that", "skip this"],
    "say_goodbye": ["ok bye then", "see you!", "that's all"],
    "say_no": ["nope", "No, thanks.", "none of these", "no, that's not what I meant"],
    "say_thanks": ["thanks so much", "thx", "that was helpful"],
    "say_yes": ["Yes!", "yes, do that please", "sure", "that one please", "exactly"],
    "start_over": ["let's start again", "restart please", "can we begin again", "from scratch"],
}
NOT_CARRIED = {
    "acknowledge": ["ok cancel it please", "great, where is it", "ok?", "well, nothing came", "???"],
    "ask_to_be_left_alone": [
        "contact me",
        "no more mails please, stop sending me offers by e-mail",
        "nobody answers my messages",
        "stop the payment",
        "stop this, I want a person",
        "you never write me back",
        "ok",
        "thank you, that is enough of it for the box",
    ],
    "ask_to_be_told": ["tell me more", "tell me when boots are in stock", "don't tell me when it ships"],
    "ask_which_notices": ["tell me more", "do I have to tell you that"],
    "cancel_notices": ["tell me more", "tell me when it ships"],
    "decline_human": ["I need a person", "I don't need a bot, I need a person", "nobody has answered me"],
    "greet": ["there's nothing here", "owen.achebe@example.org"],
    "never_mind": [
        "I don't have it",
        "leave it with my neighbour",
        "I don't know it",
        "forget it in the shop",
    ],
    "say_goodbye": ["hm", "I am leaving for Rome on Monday"],
    "say_no": ["no parcel came", "no idea", "not-an-email"],
    "say_thanks": ["that did not help", "tanks"],
    "say_yes": ["please do not ship it yet", "do you lease cars", "yes where is it", "ok", "a person please"],
    "start_over": ["I start again at work on Monday", "how do I reset my password"],
}


def cases(table):
    return [(intent, text) for intent, texts in table.items() for text in texts]


def trained(intent):
    for file in (ROOT / "data" / "nlu").glob("*.yml"):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if entry.get("intent") == intent:
                yield from (line[2:] for line in entry["examples"].splitlines())


@pytest.mark.parametrize(("intent", "text"), cases(CARRIED))
def test_words_of_its_kind_carry_a_wish(intent, text):
    assert says_so(intent, text)


@pytest.mark.parametrize(("intent", "text"), cases(NOT_CARRIED))
def test_other_words_do_not(intent, text):
    assert not says_so(intent, text)


@pytest.mark.parametrize("intent", [intent for intent in CARRIED if intent != "say_no"])
def test_what_is_trained_as_a_wish_is_believed_as_one(intent):
    """A no is believed more easily where a yes or a no was asked for (`bot/hearing/`)."""
    assert [text for text in trained(intent) if not says_so(intent, text)] == []


def test_an_intent_without_words_of_its_own_needs_none():
    assert says_so("ask_question", "anything at all")


def test_an_ok_is_no_yes():
    assert says_yes("ok, do it")
    assert not says_yes("ok")


@pytest.mark.parametrize(
    "text", ["stop", "please be quiet now", "don't message me", "I don't wish to be contacted"]
)
def test_a_wish_for_quiet_needs_no_guess(text):
    assert wants_quiet(text)


@pytest.mark.parametrize(
    "text", ["ok", "please", "can you stop it?", "stop the payment", "stop sending it to Rome"]
)
def test_quiet_is_not_read_into_other_words(text):
    assert not wants_quiet(text)


def test_an_order_is_spoken_of_by_its_words():
    assert speaks_of_an_order("has my parcel left")
    assert not speaks_of_an_order("who founded the company")


def test_short_forms_are_written_out():
    assert plain_words("I'm sure it’s nothing, I DON’T know!") == "i am sure it is nothing i do not know"
