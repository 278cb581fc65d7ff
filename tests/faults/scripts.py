"""What customers say in these tests: every kind of message that the bot knows, and one that it does not."""

import random

QUESTIONS = (
    "how long does delivery take?",
    "how do returns work?",
    "which payment methods do you take?",
    "can i cancel my order?",
    "my parcel is missing",
    "something arrived damaged",
    "when do i get my refund?",
    "can i have an invoice?",
    "which countries do you deliver to?",
    "how do i exchange a size?",
    "my card was declined",
    "what are your opening hours?",
    "can i change the delivery address?",
)
# Each begins afresh, for the e-mail address of the order before would be tried first. Wrong proofs count for
# an order over all conversations, so that one would change what another hears.
ORDERS = (
    ("start over", "where is my order 10042?", "mira.lindqvist@example.com"),
    ("start over", "where is my order?", "10058", "owen.achebe@example.org"),
    ("start over", "where is my order?", "10056", "no, 10052", "hanne.solberg@example.org"),
    ("10047 priya.raman@example.com",),
    ("start over", "where is my order 10039?", "how long does delivery take?", "lukas.brandl@example.org"),
    ("start over", "where is my order 10027?", "somebody.else@example.com", "never mind"),
)
MANNERS = (("hi",), ("can i talk to a person please",), ("asdf qwer zxcv",), ("thanks",), ("bye",))


def draw_script(chance: random.Random, messages: int) -> list[str]:
    """Whole matters one after the other; the last one may break off."""
    said: list[str] = []
    while len(said) < messages:
        said += chance.choice([(chance.choice(QUESTIONS),), chance.choice(ORDERS), chance.choice(MANNERS)])
    return said[:messages]
