"""What customers say in these tests: every kind of message that the bot knows, and one that it does not."""

import random

MATTERS = (
    ("hi",),
    ("how long does delivery take?",),
    ("how do returns work?",),
    ("which payment methods do you take?",),
    ("where is my order 10042?", "mira.lindqvist@example.com"),
    ("where is my order?", "10058", "owen.achebe@example.org"),
    ("where is my order 10042?", "somebody.else@example.com"),
    ("can i talk to a person please",),
    ("asdf qwer zxcv",),
    ("thanks",),
)


def draw_script(chance: random.Random, messages: int) -> list[str]:
    """Whole matters one after the other; the last one may break off."""
    said: list[str] = []
    while len(said) < messages:
        said += chance.choice(MATTERS)
    return said[:messages]
