"""Words that only say that an answer was read, or was a good one."""

import pytest

from bot.hearing.closing_words import closing_intent


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("oh super, ta", "say_thanks"),
        ("Splendid, thanks for the quick reply", "say_thanks"),
        ("that's all I wanted to know, thx", "say_thanks"),
        ("ah okay, I'll wait and see then", "acknowledge"),
        ("fair enough", "acknowledge"),
        ("no it's fine, I can see it now, thanks for your help", "say_thanks"),
        ("lovely, have a great weekend", "say_goodbye"),
    ],
)
def test_a_good_answer_is_acknowledged_thanked_for_or_ends_the_talk(text, meant):
    assert closing_intent(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "super bag, ta",
        "thanks for the fast delivery",
        "great, where is it",
        "is that all?",
        "and then",
        "yes thanks",
    ],
)
def test_what_says_more_is_no_mere_acknowledgement(text):
    assert closing_intent(text) is None


def test_a_long_message_is_looked_at_quickly_or_not_at_all():
    assert closing_intent("ok thanks " * 400 + "for nothing") is None
