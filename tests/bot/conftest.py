"""Puts the slim runtime in place before a test here imports Rasa, whichever test is collected first."""

from bot import quiet_rasa

quiet_rasa.settle()

import pytest

from conversations.desk import in_memory_desk
from tests.bot.at_work import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    return in_memory_desk(clock)
