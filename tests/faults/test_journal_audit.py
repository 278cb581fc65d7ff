"""The audit of these proofs finds what it is there to find."""

import sqlite3
from contextlib import closing

import pytest

from conversations.desk import open_desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.schema import upgrade
from tests.faults.journal_audit import MUST_NOT_BE, kept_messages, what_must_not_be

# The conversation below: 1 message, 2 words, 3 turn; 4 message, 5 words, 6 turn.
DAMAGES = {
    "a message without exactly one turn": "DELETE FROM turns WHERE inbound_seq = 4",
    "a message without exactly one spent permit": "UPDATE permits SET spent = 0 WHERE ref = '4'",
    "turns in another order than their messages": "UPDATE turns SET seq = 7 WHERE inbound_seq = 1",
    "words without the permit of a message": "UPDATE permits SET ref = '99' WHERE ref = '4'",
    "words outside of their turn": "UPDATE entries SET permit_id = 1 WHERE seq = 5",
    "the same words twice under one permit": "INSERT INTO entries (conversation_id, seq, speaker, text, at,"
    " permit_id, permit_kind) SELECT conversation_id, 7, speaker, text, at, permit_id, permit_kind"
    " FROM entries WHERE seq = 5",
    "an answer without words": "DELETE FROM entries WHERE seq = 5",
    "a stream with a gap or a number that stands twice": "UPDATE entries SET seq = 3 WHERE seq = 2",
    "a conversation that still waits or is leased": "UPDATE conversations SET lease = 'somebody'",
}


@pytest.fixture
def database(tmp_path):
    """Two messages and their answers."""
    url = f"sqlite:///{tmp_path}/journal.db"
    upgrade(url)
    desk = open_desk(url)
    conversation = desk.journal.open_conversation("widget")
    for text in ("one", "two"):
        desk.journal.append_inbound(conversation.id, f"id of {text}", text=text)
        answer = TurnResult(TurnEnd(Outcome.ANSWERED, "replied"), (Words(f"You said {text}."),))
        desk.journal.commit_turn(desk.journal.claim_turn("worker"), answer)
    desk.close()
    return url, conversation.id


def test_a_journal_in_order_breaks_no_rule(database):
    url, conversation = database
    assert what_must_not_be(url) == {}
    assert kept_messages(url, conversation) == {"id of one": (1, "one"), "id of two": (4, "two")}


def test_every_rule_has_its_damage():
    assert DAMAGES.keys() == MUST_NOT_BE.keys()


@pytest.mark.parametrize("rule", DAMAGES)
def test_a_damaged_journal_is_found_out(database, tmp_path, rule):
    with closing(sqlite3.connect(tmp_path / "journal.db")) as connection, connection:
        assert connection.execute(DAMAGES[rule]).rowcount > 0
    assert rule in what_must_not_be(database[0])
