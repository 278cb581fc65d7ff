"""Whole dialogues over Messenger: the double of the platform, the journal, the bot, and back again."""

from datetime import timedelta

import pytest

from bot.hand_over import person_asked
from bot.turn import think
from conversations.desk import open_desk, open_identity
from conversations.entries import Words
from conversations.schema import upgrade
from gateway.messenger.double.platform import MessengerPlatform
from tests.dialogues.test_person_one_step_away import POINTS
from tests.gateway.messenger.post_office import PostOffice

pytestmark = pytest.mark.model

SHIPPED = Words("Order 10057 is on its way.")
MIRA = "mira.lindqvist@example.com"


@pytest.fixture
def database_url(tmp_path):
    url = f"sqlite:///{tmp_path}/deskbell.db"
    upgrade(url)
    return url


@pytest.fixture
def desk(database_url, clock):
    desk = open_desk(database_url, clock)
    yield desk
    desk.close()


@pytest.fixture
def identity(database_url, clock):
    identity = open_identity(database_url, "s" * 32, clock)
    yield identity
    identity.close()


class Ann:
    """A person on Messenger. Whatever she taps or writes is answered and delivered before the next."""

    def __init__(self, office, desk, agent, reception):
        self._office = office
        self._desk = desk
        self._agent = agent
        self._reception = reception
        self.conversation = None

    async def writes(self, text):
        """What she reads after it."""
        self._office.platform.writes("ann", text)
        return await self._is_answered()

    async def taps(self, title, times=1):
        """All of them are delivered at once."""
        how, title, payload = next(tap for bubble in self._shown() for tap in bubble.taps if title in tap[1])
        assert how == "quick_reply"
        for _ in range(times):
            self._office.platform.writes("ann", title, payload)
        return await self._is_answered()

    @property
    def owner(self):
        return self._office.owner_of(self.conversation)

    def _shown(self):
        return reversed(self._office.platform.shown_to("ann"))

    async def _is_answered(self):
        before = len(self._office.platform.said_to("ann"))
        self._office.deliver()
        while (turn := self._desk.journal.claim_turn("test")) is not None:
            self.conversation = turn.conversation_id
            result = await think(self._agent, person_asked(self._reception), self._find_said, turn)
            self._desk.journal.commit_turn(turn, result)
        await self._office.send(self.conversation)
        self._office.deliver()  # the echoes
        return self._office.platform.said_to("ann")[before:]

    async def _find_said(self, texts):
        return self._desk.journal.said(self.conversation, texts)


@pytest.fixture
def office(desk, clock):
    office = PostOffice(desk, MessengerPlatform("0" * 32, "EAAG" + "t" * 40, clock=clock), clock)
    yield office
    office.close()


@pytest.fixture
def ann(customer, office, desk, agent, reception):
    """`customer` only sets the actions up."""
    return Ann(office, desk, agent, reception)


async def test_stop_is_honoured_said_once_and_writing_again_starts_anew(ann, desk, office, clock):
    await ann.writes("where is my order 10057?")
    await ann.writes(MIRA)
    await ann.writes("tell me when it ships")
    (notice,) = desk.notices.of_conversation(ann.conversation)

    [said] = await ann.writes("stop")
    assert "You won't hear from me" in said
    assert await ann.writes("stop") == []
    assert desk.notices.tell(notice.id, SHIPPED) is None
    clock.move(timedelta(hours=1))
    await office.send(ann.conversation)
    assert office.platform.said_to("ann")[-1] == said

    assert "30 days" in "".join(await ann.writes("how do returns work?"))
    assert desk.notices.tell(notice.id, SHIPPED) is not None
    await office.send(ann.conversation)
    assert office.platform.said_to("ann")[-1] == SHIPPED.text


@pytest.mark.parametrize("before", POINTS.values(), ids=POINTS)
async def test_a_person_is_one_step_away_on_messenger_too(ann, before):
    for text in before:
        await ann.writes(text)
    said = "\n".join(await ann.writes("human"))
    assert ann.owner == "waiting"
    assert "in line" in said or "team" in said, said


async def test_the_choice_to_talk_to_a_person_can_be_tapped(ann):
    await ann.writes("where is my order 10042?")
    await ann.writes("nobody@example.com")
    await ann.taps("Talk to a person")
    assert ann.owner == "waiting"


async def test_who_taps_twice_at_once_is_led_to_the_one_answer(ann):
    await ann.writes("cancel my order 10057")
    await ann.writes(MIRA)
    answer, *again = await ann.taps("Yes, cancel it", times=2)
    assert "a code with six digits" in answer
    assert len(again) == 1
    assert answer.startswith(again[0].removeprefix("My answer to that stands above: “").rstrip("”…"))
