"""Messages are carried into the journal while another gateway forgets the person, or sends to them."""

from collections.abc import Iterator
from functools import partial

import pytest

from conversations.clock import HandClock
from conversations.desk import Desk, open_desk
from conversations.errors import UnknownConversation
from conversations.messenger import ClaimedThread, LaidOut, MessengerBook, Taken
from tests.conversations.test_cues_at_once import at_once
from tests.conversations.test_messenger_book import DIGESTS, written

PEOPLE = 30
DISCLOSED = LaidOut(1, (), None, False, "You are talking to a bot.")


@pytest.fixture
def gateways(database_url: str, clock: HandClock) -> Iterator[tuple[Desk, Desk]]:
    both = open_desk(database_url, clock), open_desk(database_url, clock)
    yield both
    for desk in both:
        desk.close()


def test_who_is_forgotten_while_they_write_is_forgotten(gateways: tuple[Desk, Desk], clock: HandClock):
    here, there = (desk.messenger for desk in gateways)
    for person, claimed in who_write_again(here, clock):
        taken, erased, laid_out = at_once(
            partial(here.inbox.take, "page", person),
            partial(there.erasures.erase, [person], DIGESTS),
            partial(there.outbox.lay_out, claimed, DISCLOSED),
        )
        assert isinstance(taken, Taken)
        assert erased == 1
        assert laid_out in {None, UnknownConversation}
        assert there.erasures.erase([person], DIGESTS) == 0


def test_what_is_laid_out_hinders_nobody_who_writes(gateways: tuple[Desk, Desk], clock: HandClock):
    here, there = (desk.messenger for desk in gateways)
    for person, claimed in who_write_again(here, clock):
        taken, laid_out = at_once(
            partial(here.inbox.take, "page", person), partial(there.outbox.lay_out, claimed, DISCLOSED)
        )
        assert (taken.messages, laid_out) == (5, None)


def who_write_again(book: MessengerBook, clock: HandClock) -> Iterator[tuple[str, ClaimedThread]]:
    """One person after the other, whose first message is in the journal and the next five are not."""
    for number in range(PEOPLE):
        person = f"person {number}"
        book.inbox.keep(written(clock, "Hello", person=person), DIGESTS)
        id_ = book.inbox.take("page", person).conversation_id
        claimed = book.outbox.claim(str(id_))
        assert claimed is not None
        book.inbox.keep(written(clock, "One", "Two", "Three", "Four", "Five", person=person), DIGESTS)
        yield person, claimed
