"""Wishes beyond doubt, and sentences that only look like them. None of them is trained."""

import pytest

from bot.nlu.plain_wishes import asks_for_more, plain_wish

WISHES = {
    "ask_for_human": [
        "please have someone contact me",
        "could somebody ring me?",
        "write to me by mail please",
        "get back to me",
        "nobody ever answers",
        "why don't you call me back",
        "yes, a person please",
        "I'd like a human",
        "somebody from your team please",
        "wait, can I speak to Ana instead",
        "no. operator",
        "I don't need a bot, I need a person",
        "let me chat to staff",
        "I won't tell you that, I want staff",
        "transfer me to customer service",
        "this is the third time it failed, I want a manager",
        "🙋",
        "👤 please",
        "👩‍💼",
    ],
    "ask_to_be_told": [
        "tell me when order 10057 ships, mira@example.com",
        "text me once the money is back",
        "let us know as soon as it arrives",
    ],
    "decline_human": [
        "I no longer need a person",
        "then go on without a colleague",
        "we don't need anybody any more",
        "please cancel my request for an agent",
        "take me out of the queue",
        "never mind the person",
        "nobody needs to join",
        "not a person, you are fine",
        "no operator, thanks",
    ],
}
NONE = [
    "don't contact me",
    "you don't have to call me",
    "how will you contact me",
    "email me the invoice",
    "are you a person?",
    "I talk to my wife first",
    "can I speak with you about the boots",
    "not a person but a bot sent me this",
    "is there a manager for subscriptions in my account",
    "which person signed for my parcel",
    "I don't want anyone to call me",
    "can you tell me when it arrives",
    "nobody told me when it shipped",
    "don't tell me when it ships",
    "tell me more",
    "where is my order",
]


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in WISHES.items() for text in texts])
def test_a_wish_beyond_doubt_is_taken(wish, text):
    assert plain_wish(text) == wish


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one_is_left_to_the_classifier(text):
    assert plain_wish(text) is None


@pytest.mark.parametrize(
    "text",
    ["tell me more", "more details, please", "can you explain that?", "say it in other words", "go on"],
)
def test_more_of_the_same_is_asked_for(text):
    assert asks_for_more(text)


@pytest.mark.parametrize("text", ["tell me more about sizes", "more socks", "explain the return of shoes"])
def test_more_of_something_named_is_a_question_of_its_own(text):
    assert not asks_for_more(text)
