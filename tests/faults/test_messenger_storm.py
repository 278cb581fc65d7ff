"""The proof that on Messenger every message is answered once and in order, whatever is delivered and dies."""

import asyncio
import sys

import pytest

from conversations.desk import open_desk
from tests.conftest import PROVE
from tests.faults.journal_audit import what_must_not_be
from tests.faults.messenger_storm import conversations_of, heard, laid_out, rage

pytestmark = [pytest.mark.model, pytest.mark.faults]

PERSONS, MESSAGES = (200, 10) if PROVE else (40, 5)
KILLS = ("gateway", "bot") * (5 if PROVE else 2)
MOST = 1000 if PROVE else 100
SEED = 20261122


@pytest.fixture(scope="module")
def storm(tmp_path_factory, trained_model):
    return asyncio.run(rage(tmp_path_factory.mktemp("messenger"), PERSONS, MESSAGES, KILLS, MOST, SEED))


@pytest.fixture(scope="module")
def desk(storm):
    desk = open_desk(storm.database_url)
    yield desk
    desk.close()


def test_gateway_and_worker_were_killed_and_deliveries_failed_meanwhile(storm, capsys):
    failed = sum(status != 200 for status in storm.statuses)
    if PROVE:
        with capsys.disabled():
            figures = f"{PERSONS * MESSAGES} messages, {storm.seconds:.0f} s, {failed} deliveries failed"
            sys.stdout.write(f"\n{figures}\n")
    assert storm.killed == list(KILLS)
    assert set(storm.statuses) <= {0, 200, 503}
    assert failed


def test_every_message_is_in_the_journal_once_in_the_order_it_was_written(storm):
    conversations = conversations_of(storm.database_url)
    assert conversations.keys() == storm.written.keys()
    for person, written in storm.written.items():
        assert heard(storm.database_url, conversations[person]) == [(mid, True) for mid in written]


def test_every_person_was_told_each_answer_once_and_in_order(storm, desk):
    for person, conversation_id in conversations_of(storm.database_url).items():
        assert storm.platform.said_to(person) == laid_out(desk, conversation_id)


def test_the_journal_holds_nothing_that_must_not_be(storm):
    assert what_must_not_be(storm.database_url) == {}
