"""Words that come with a picture are answered as words; the picture is for the team, and said to be."""

import pytest

from bot import replies

pytestmark = pytest.mark.model

PICTURE = "Sent a picture: https://cdn.example/picture-of-order-10057.jpg"
MIRA = "mira.lindqvist@example.com"


async def send(customer, words):
    return await customer.say(f"{words}\n{PICTURE}", page={"attached_lines": "1"})


async def test_the_words_are_answered_and_the_picture_is_kept(customer):
    heard = await send(customer, "how do returns work?")
    assert heard.texts[0] == replies.KEPT[0]
    assert "30 days" in heard.text
    assert "https" not in heard.text


async def test_words_that_nobody_knows_are_named_without_the_link(customer):
    heard = await send(customer, "do you tune pianos?")
    assert "do you tune pianos" in heard.text
    assert "picture" not in heard.text
    assert "https" not in heard.text


async def test_words_with_a_picture_answer_an_open_question(customer):
    await customer.say("where is my order?")
    await send(customer, "10042")
    heard = await send(customer, MIRA)
    assert "Order 10042 is on its way" in heard.text


async def test_the_third_picture_is_kept_without_a_word_about_it(customer):
    heard = [
        await send(customer, words) for words in ("how do returns work?", "do you ship abroad?", "hello")
    ]
    said = [set(replies.KEPT) & set(one.texts) for one in heard]
    assert [len(one) for one in said] == [1, 1, 0]


async def test_a_thank_you_with_a_picture_gets_an_answer(customer):
    await customer.say("thanks")
    await customer.say("thanks")
    heard = await send(customer, "thanks")
    assert (heard.texts, heard.outcome) == ([replies.NO_TEXT[0].text], "answered")
