"""Each thing that a customer may want of an order: plainly, corrected, beside a question, left, handed on.

What happened is read from the order book, not from the words.
"""

import re

import pytest

from actions.orders.proof import EmailProof
from tests.dialogues.wishes import CHANGES, FEELINGS, ORDERS, QUESTIONS

pytestmark = pytest.mark.model


def each(wishes):
    return pytest.mark.parametrize("wish", wishes.values(), ids=list(wishes))


each_question, each_change, each_feeling = each(QUESTIONS), each(CHANGES), each(FEELINGS)
each_doing = each(CHANGES | FEELINGS)


@pytest.fixture
def order_now(order_book):
    """The order as the shop sees it."""
    return lambda number: order_book.find(number, EmailProof(ORDERS[number].email))


@pytest.fixture
def talk(customer, mailer):
    return Talk(customer, mailer)


class Talk:
    """A guest, or with `known` a customer whom the shop vouches for, with a wish."""

    def __init__(self, customer, mailer):
        self._customer = customer
        self._mailer = mailer

    @property
    def owner(self):
        return self._customer.owner

    async def say(self, text):
        return await self._customer.say(text)

    async def open(self, wish, known=False):
        order = ORDERS[wish.number]
        if known:
            self._customer = self._customer.signed_in(order.customer_id)
        heard = await self.say(wish.opening.format(n=wish.number))
        if known:
            return heard
        assert "e-mail" in heard.text
        return await self.say(order.email)

    async def up_to_the_yes(self, wish, known=False):
        heard = await self.open(wish, known)
        for answer in wish.details:
            heard = await self.say(answer)
        assert "Yes" in " ".join(heard.choices), heard.text
        return heard

    async def yes(self, wish, known=False):
        heard = await self.say("yes")
        if wish.needs_code and not known:
            assert "six digits" in heard.text
            heard = await self.say(re.search(r"\b\d{6}\b", self._mailer.sent[-1].text)[0])
        return heard


@each_question
@pytest.mark.parametrize("known", [True, False], ids=["signed in", "guest"])
async def test_a_question_is_answered(talk, wish, known):
    heard = await talk.open(wish, known and ORDERS[wish.number].customer_id is not None)
    assert wish.says.lower() in heard.text.lower()


@each_question
async def test_a_question_is_answered_for_the_number_that_was_put_right(talk, wish):
    await talk.say(wish.opening.format(n="10060"))
    await talk.say(f"no, {wish.number}")
    heard = await talk.say(ORDERS[wish.number].email)
    assert wish.says.lower() in heard.text.lower()


@each_question
async def test_a_question_is_taken_up_again_after_a_side_question(talk, wish):
    await talk.say(wish.opening.format(n=wish.number))
    heard = await talk.say("what are your opening hours?")
    assert "Monday to Friday" in heard.text
    assert "e-mail" in heard.text
    heard = await talk.say(ORDERS[wish.number].email)
    assert wish.says.lower() in heard.text.lower()


@each_question
async def test_a_question_that_is_left_is_not_answered_later(talk, wish):
    await talk.say(wish.opening.format(n=wish.number))
    await talk.say("never mind")
    heard = await talk.say("thanks")
    assert wish.says.lower() not in heard.text.lower()


@each({**QUESTIONS, **CHANGES})
async def test_a_person_is_one_step_away_while_an_order_is_being_proved(talk, order_now, wish):
    await talk.say(wish.opening.format(n=wish.number))
    await talk.say("I'd rather talk to a person")
    assert talk.owner == "waiting"
    assert order_now(wish.number).version == ORDERS[wish.number].version


@each_change
@pytest.mark.parametrize("known", [True, False], ids=["signed in", "guest"])
async def test_a_change_is_made_after_the_yes_and_not_before(talk, order_now, wish, known):
    await talk.up_to_the_yes(wish, known)
    assert order_now(wish.number) == ORDERS[wish.number]
    heard = await talk.yes(wish, known)
    assert wish.says.lower() in heard.text.lower()
    assert order_now(wish.number).version > ORDERS[wish.number].version


@each({name: wish for name, wish in CHANGES.items() if wish.corrected})
async def test_what_is_put_right_before_the_yes_is_what_is_done(talk, order_now, wish):
    await talk.up_to_the_yes(wish, known=True)
    words, shown = wish.corrected
    heard = await talk.say(words)
    assert shown in heard.text
    assert order_now(wish.number) == ORDERS[wish.number]
    await talk.yes(wish, known=True)
    assert order_now(wish.number).version > ORDERS[wish.number].version


@each_change
async def test_a_side_question_at_the_yes_is_answered_and_the_yes_still_counts(talk, order_now, wish):
    await talk.up_to_the_yes(wish, known=True)
    heard = await talk.say("what does it cost?")
    assert re.search("cost|charged", heard.texts[0])
    assert "Yes" in " ".join(heard.choices)
    heard = await talk.say("what are your opening hours?")
    assert "Monday to Friday" in heard.text
    await talk.yes(wish, known=True)
    assert order_now(wish.number).version > ORDERS[wish.number].version


@each_change
@pytest.mark.parametrize("words", ["never mind", "no"])
async def test_a_change_that_is_left_is_not_made(talk, order_now, wish, words):
    await talk.up_to_the_yes(wish)
    await talk.say(words)
    await talk.say("yes")
    assert order_now(wish.number) == ORDERS[wish.number]


@each({name: wish for name, wish in CHANGES.items() if wish.needs_code})
@pytest.mark.parametrize("words", ["never mind", "no", "can I talk to a person please"])
async def test_a_change_that_is_left_at_the_code_is_not_made(talk, order_now, wish, words):
    await talk.up_to_the_yes(wish)
    await talk.say("yes")
    await talk.say(words)
    await talk.say("yes")
    assert order_now(wish.number) == ORDERS[wish.number]


@each_change
async def test_a_change_that_a_person_shall_make_is_not_made(talk, order_now, wish):
    await talk.up_to_the_yes(wish)
    await talk.say("can I talk to a human?")
    assert talk.owner == "waiting"
    await talk.say("yes")
    assert order_now(wish.number) == ORDERS[wish.number]


@each({name: wish for name, wish in CHANGES.items() if wish.details})
async def test_a_change_that_is_left_at_its_first_question_is_not_made(talk, order_now, wish):
    await talk.open(wish)
    await talk.say("forget it")
    await talk.say("yes")
    assert order_now(wish.number) == ORDERS[wish.number]


@each_feeling
@pytest.mark.parametrize("known", [True, False], ids=["signed in", "guest"])
async def test_what_a_customer_feels_is_put_down_with_the_order(talk, order_now, wish, known):
    heard = await talk.open(wish, known)
    assert wish.says in heard.text
    assert order_now(wish.number).reports[-1].note == wish.opening.format(n=wish.number)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("what does delivery to Norway cost?", "Norway"),
        ("do you deliver to Spain?", "Spain"),
        ("how long does a parcel to Germany take?", "Germany"),
        ("can you ship to Brazil?", "Brazil"),
    ],
)
async def test_ways_of_delivery_are_told_for_a_place_also_in_the_middle_of_a_change(customer, words, said):
    heard = await customer.say(words)
    assert said in heard.text
    known = customer.signed_in("demo-mira")
    await known.say("cancel order 10057")
    heard = await known.say(words)
    assert said in heard.text
    assert "Yes, cancel it" in heard.choices
