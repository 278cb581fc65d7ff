import pytest

from bot.hearing.agreed_or_put_off import goes_on, has_looked, puts_off, says_both_alone


@pytest.mark.parametrize(
    "text",
    [
        "No, let me think it over",
        "I'd prefer to hold off",
        "not just yet, I have to ask my wife first",
        "i'm still undecided, perhaps next week",
        "I'll come back to this another day",
        "let's wait",
        "don't know yet",
    ],
)
def test_who_hesitates_or_says_later_puts_it_off(text):
    assert puts_off(text)
    assert not goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "wait a second",
        "no, the sandals",
        "i want to talk to a person",
        "tomorrow at five I'm home",
        "yes but only tomorrow",
        "it has not arrived yet",
        "i would like another one",
        "let me know when it is done",
        "what about later?",
    ],
)
def test_who_says_something_else_puts_nothing_off(text):
    assert not puts_off(text)


@pytest.mark.parametrize(
    "text", ["go for it", "that's right, carry on", "sounds good to me", "please proceed", "let's do it"]
)
def test_who_agrees_in_other_words_goes_on(text):
    assert goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "that's not right",
        "do not go on",
        "it is fine, i keep it",
        "do it for the other one",
        "is that right?",
    ],
)
def test_who_asks_or_refuses_does_not_go_on(text):
    assert not goes_on(text)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("the pair of them, please", True), ("both", True), ("both in blue", False), ("not both", False)],
)
def test_both_alone_says_nothing_else(text, is_so):
    assert says_both_alone(text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("we've looked everywhere and there is no slip", True),
        ("nobody in the house has it", True),
        ("next door they have nothing either", True),
        ("I haven't asked yet", False),
        ("i will ask next door", False),
        ("the neighbour has it", False),
        ("the driver rang at my door", False),
    ],
)
def test_who_has_looked_is_told_from_who_will(text, is_so):
    assert has_looked(text) is is_so
