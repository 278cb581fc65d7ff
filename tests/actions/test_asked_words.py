"""A customer's words, short enough to be named."""

import pytest

from actions.asked_words import shortened


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Do you sell kayaks?", "Do you sell kayaks"),
        ("  hats?\n", "hats"),
        ("123", "123"),
        ("which size(s) fit?", "which size(s) fit"),
        ("is it [a] jacket(s)?", "is it a jacket(s)"),
        ("the boots (the brown ones)?", "the boots the brown ones"),
        ("(re)fund", "(re)fund"),
        ("is it <b>warm</b>?", "is it <b>warm</b>"),
        ("[(really?)] warm), or (not", "really warm or not"),
        (
            "can i, please, have {this} in another colour than the one on the page",
            "can i please have this in another colour…",
        ),
        ("x" * 2000, "x" * 24 + "…"),
        ("word " * 300, "word " * 7 + "word…"),
        ("???", None),
        ("🙂 !", None),
        ("", None),
    ],
)
def test_a_question_is_named_by_its_first_words(text, named):
    assert shortened(text) == named


@pytest.mark.parametrize("text", ["a" * 2000, "ab " * 900, "{} {asked} “”", "<b>bold</b> " * 20])
def test_the_name_of_a_question_stays_short(text):
    assert len(shortened(text) or "") <= 62
