"""What an entry says with Markdown is read in the chat as text, with every address kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.faq.plain_text import plain_text

HELP = "https://shop.example/help"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Within **30** days, *unworn*.", "Within 30 days, unworn."),
        ("## Before\n\nPack it.", "Before\n\nPack it."),
        ("- pack it\n- post it", "- pack it\n- post it"),
        ("* pack it\n  1. firmly\n  2. flat", "- pack it\n  1. firmly\n  2. flat"),
        ("3. then\n4. after", "3. then\n4. after"),
        ("See [our terms](https://shop.example/terms).", "See our terms (https://shop.example/terms)."),
        ("<https://shop.example/a>", "https://shop.example/a"),
        ("[https://shop.example](https://shop.example)", "https://shop.example"),
        ("Write to [us](mailto:help@shop.example)", "Write to us (help@shop.example)"),
        ("Read [about labels](return-label).", "Read about labels (https://shop.example/help/return-label)."),
        ("Size `M`, see ![a table](sizes.png)", "Size M, see a table"),
        ("> Kept dry", "Kept dry"),
        ("| size | cm |\n|---|---|\n| M | 40 |", "size: cm\nM: 40"),
        ("| |chest|waist|\n|---|---|---|\n| M | 40 | |", "chest, waist\nM: 40"),
        ("# Sizes\nTrue to size.", "Sizes\n\nTrue to size."),
        ("one\\\ntwo", "one\ntwo"),
        ("a <b>bold</b> word", "a bold word"),
        ("<div>kept & read</div>\n\n<script>gone()</script>", "kept & read"),
        ("3 * 4 = 12 and 5_000_000", "3 * 4 = 12 and 5_000_000"),
        ("ארזו **ושלחו**", "ארזו ושלחו"),
    ],
)
def test_no_sign_of_markdown_is_left_and_every_address_is(markdown, text):
    assert plain_text(markdown, HELP) == text


def test_without_an_address_for_the_pages_a_link_between_them_is_its_words():
    assert plain_text("Read [about labels](return-label).") == "Read about labels."


@given(st.text(alphabet="ab *_[]()<>#-\n`|1.!\\", max_size=80))
def test_any_text_can_be_read(text):
    assert isinstance(plain_text(text), str)
