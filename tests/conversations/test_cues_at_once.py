"""Cues, answers and notices from two gateways at once: one offer, one conversation, one telling."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from conversations.cue_ledger import Offer, WhoSawIt
from conversations.desk import Desk, open_desk
from conversations.entries import Words
from conversations.errors import ConversationError, OfferSpent
from conversations.initiative import OfferOutcome, Verdict
from conversations.notices import NoticeKind, NoticeToKeep
from tests.conversations.offering import ANOTHER_CUE, GUEST, cue, offered
from tests.conversations.telling import claim, kinds, saying

ROUNDS = 10


@pytest.fixture
def gateways(database_url: str) -> Iterator[tuple[Desk, Desk]]:
    both = open_desk(database_url), open_desk(database_url)
    yield both
    for desk in both:
        desk.close()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returns, or the error that it raises; they begin together."""
    ready = Barrier(len(calls))

    def begin(call: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return call()
        except ConversationError as refusal:
            return type(refusal)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def test_two_cues_of_one_device_get_one_offer(gateways: tuple[Desk, Desk]):
    here, there = gateways
    for number in range(ROUNDS):
        who = WhoSawIt(f"device-{number}")
        answers = at_once(
            partial(here.ledger.consider, cue(), who),
            partial(there.ledger.consider, cue(ANOTHER_CUE), who),
            partial(here.ledger.consider, cue(), who),
        )
        assert sum(isinstance(answer, Offer) for answer in answers) == 1


def test_a_customer_with_two_devices_gets_one_offer(gateways: tuple[Desk, Desk]):
    here, there = gateways
    for number in range(ROUNDS):
        phone, laptop = (
            WhoSawIt(f"{device}-{number}", f"customer-{number}") for device in ("phone", "laptop")
        )
        answers = at_once(
            partial(here.ledger.consider, cue(), phone),
            partial(there.ledger.consider, cue(ANOTHER_CUE), laptop),
        )
        assert sum(isinstance(answer, Offer) for answer in answers) == 1


def test_devices_that_several_customers_share_do_not_wait_for_each_other(gateways: tuple[Desk, Desk]):
    here, there = gateways
    for number in range(ROUNDS):
        pairs = ("phone", "ada"), ("phone", "bob"), ("laptop", "ada"), ("laptop", "bob")
        everybody = [WhoSawIt(f"{device}-{number}", f"{name}-{number}") for device, name in pairs]
        answers = at_once(
            *(
                partial(desk.ledger.consider, cue(), who)
                for desk, who in zip((here, there) * 2, everybody, strict=True)
            )
        )
        assert sum(isinstance(answer, Offer) for answer in answers) in {1, 2}
        assert all(isinstance(answer, Offer | Verdict) for answer in answers)


def test_an_offer_that_is_accepted_twice_at_once_opens_one_conversation(gateways: tuple[Desk, Desk]):
    here, there = gateways
    for number in range(ROUNDS):
        offer = offered(here, WhoSawIt(f"device-{number}"))
        answers = at_once(*(partial(desk.ledger.accept, offer.id, "widget") for desk in (here, there) * 2))
        assert answers.count(OfferSpent) == 3
        [opened] = [answer for answer in answers if answer is not OfferSpent]
        assert kinds(here.journal, opened.id) == ["message", "message"]


def test_of_a_yes_and_a_no_at_once_one_counts(gateways: tuple[Desk, Desk]):
    here, there = gateways
    for number in range(ROUNDS):
        offer = offered(here, WhoSawIt(f"device-{number}"))
        answers = at_once(
            partial(here.ledger.accept, offer.id, "widget"),
            partial(there.ledger.end, offer.id, OfferOutcome.DECLINED),
        )
        assert answers.count(OfferSpent) == 1


def test_a_notice_that_two_workers_tell_is_told_once(gateways: tuple[Desk, Desk]):
    here, there = gateways
    conversation = here.ledger.accept(offered(here, GUEST).id, "widget")
    asked = tuple(NoticeToKeep(NoticeKind.ORDER_SHIPPED, str(number)) for number in range(ROUNDS))
    here.journal.commit_turn(claim(here.journal), saying("I will.", notices=asked))
    for notice in here.notices.waiting():
        seqs = at_once(*(partial(desk.notices.tell, notice.id, Words("Now.")) for desk in (here, there)))
        assert seqs.count(None) == 1

    assert here.notices.of_conversation(conversation.id) == []
    assert kinds(here.journal, conversation.id) == ["message"] * 3 + ["turn"] + ["message"] * ROUNDS
