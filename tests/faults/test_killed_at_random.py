"""The proof that an acknowledged message is never lost, and that a reply is never written twice."""

import asyncio
import os
import sys

import pytest

from conversations.desk import open_desk
from tests.faults.journal_audit import kept_messages, what_must_not_be
from tests.faults.storm import CUSTOMERS, MESSAGES_OF_A_ROUND, Storm
from tests.faults.transcripts import read_exchanges, read_stream
from tests.running_deskbell import running_deskbell

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]

PROVE = os.environ.get("DESKBELL_PROVE") == "1"
ROUNDS = 10 if PROVE else 2
SEED = 20261121


@pytest.fixture(scope="module", params=["sqlite", "postgres"] if PROVE else ["lasting"])
def storm(request):
    """What is left of 500 messages and 2 times 10 kills; in `make test` of 100 messages and 2 times 2."""
    deskbell = request.getfixturevalue(f"{request.param}_deskbell")
    deskbell.mend()
    storm = Storm(deskbell, SEED)
    asyncio.run(storm.rage(ROUNDS))
    return storm


@pytest.fixture(scope="module")
def sqlite_deskbell(tmp_path_factory, trained_model):
    """As `make run` starts it: everything in one SQLite file."""
    with running_deskbell(tmp_path_factory.mktemp("storm"), DESKBELL_TRUSTED_PROXIES="127.0.0.1") as deskbell:
        yield deskbell


@pytest.fixture(scope="module")
def postgres_deskbell(tmp_path_factory, trained_model, postgres_server):
    with (
        postgres_server.fresh_database() as url,
        running_deskbell(
            tmp_path_factory.mktemp("storm"), DATABASE_URL=url, DESKBELL_TRUSTED_PROXIES="127.0.0.1"
        ) as deskbell,
    ):
        yield deskbell


@pytest.fixture
def journal(storm):
    desk = open_desk(storm.deskbell.database_url)
    yield desk.journal
    desk.close()


def test_gateway_and_worker_were_killed_and_every_message_was_acknowledged(storm, capsys):
    if PROVE:
        with capsys.disabled():
            sys.stdout.write(f"\n{storm.figures()}\n")
    assert storm.schedule.killed == {"gateway": ROUNDS, "bot": ROUNDS}
    acknowledged = sum(len(customer.acknowledged) for customer in storm.customers)
    assert acknowledged >= ROUNDS * len(CUSTOMERS) * MESSAGES_OF_A_ROUND


def test_every_acknowledged_message_is_kept_once_in_the_order_in_which_it_was_said(storm):
    for customer in storm.customers:
        kept = kept_messages(storm.deskbell.database_url, customer.conversation_id)
        assert kept.keys() >= customer.acknowledged.keys()
        assert {client_id: text for client_id, (_, text) in kept.items()}.items() <= customer.texts.items()
        assert {client_id: kept[client_id][0] for client_id in customer.acknowledged} == customer.acknowledged
        seqs = list(customer.acknowledged.values())
        assert seqs == sorted(seqs)


def test_every_message_has_one_turn_in_order_and_every_word_its_own_permit(storm):
    assert what_must_not_be(storm.deskbell.database_url) == {}


def test_every_customer_saw_each_item_of_the_journal_once_and_in_order(storm, journal):
    for customer in storm.customers:
        seen = [(event.id, event.kind, event.data) for event in customer.seen if event.id is not None]
        assert seen == read_stream(journal, customer.conversation_id)


def test_the_conversations_read_as_if_nothing_had_been_killed(storm, journal):
    for stormy, peaceful in asyncio.run(storm.hold_again()).items():
        read = read_exchanges(journal, stormy)
        wanted = read_exchanges(journal, peaceful)
        whole = next((at for at, exchange in enumerate(read) if exchange.was_given_up), len(read))
        assert read[:whole] == wanted[:whole]
