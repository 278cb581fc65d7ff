"""What the rules forbid, the database refuses too, whoever asks it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from conversations.desk import Desk, open_desk
from conversations.entries import Words
from conversations.errors import PermitRefused
from conversations.ownership import Owner
from conversations.sql_database import open_engine
from tests.conversations.telling import ANSWERED, claim, saying, spoken

ENTRY = (
    "INSERT INTO entries (conversation_id, seq, speaker, text, at, permit_id, permit_kind, client_id) VALUES"
)
PERMIT = "INSERT INTO permits (conversation_id, id, kind, ref, spent) VALUES"
OFFER = "INSERT INTO offers (id, visitor, cue, text, opens, reason, at, outcome) VALUES"
ENDED = "INSERT INTO offers (id, visitor, cue, text, opens, reason, at, outcome, ended_at) VALUES"
NOTICE = (
    "INSERT INTO notices (id, conversation_id, inbound_seq, kind, order_number, asked_at, outcome, ended_at)"
    " VALUES"
)
ATTEMPT = (
    "INSERT INTO identity_attempts"
    " (conversation_id, inbound_seq, guess, tier, order_number, crowd, number, outcome, at) VALUES"
)
CAPABILITY = (
    "INSERT INTO capabilities (conversation_id, inbound_seq, guess, tier, order_number, outcome, granted_at,"
    " expires_at) VALUES"
)
CODE = (
    "INSERT INTO one_time_codes (id, conversation_id, inbound_seq, order_number, seed, sent_at, expires_at,"
    " tries, outcome) VALUES"
)
TURN = "INSERT INTO turns (conversation_id, inbound_seq, seq, outcome, reason, at) VALUES"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Two conversations, `mine` and `other`, with one message and its permit each."""
    opened = open_engine(database_url)
    with opened.begin() as connection:
        for id_ in ("mine", "other"):
            connection.execute(
                text(
                    "INSERT INTO conversations (id, channel, opened_at, last_seq, last_permit_id, owner,"
                    " owner_epoch, delay_told_seq, attempts) VALUES (:id, 'widget', 0, 1, 1, 'bot', 0, 0, 0)"
                ),
                {"id": id_},
            )
            connection.execute(text(f"{ENTRY} (:id, 1, 'customer', 'hi', 0, NULL, NULL, 'a')"), {"id": id_})
        connection.execute(text(f"{PERMIT} ('mine', 1, 'reply', '1', false)"))
        connection.execute(text(f"{PERMIT} ('other', 7, 'reply', '1', false)"))
        connection.execute(text(f"{PERMIT} ('mine', 2, 'offer', 'an offer', false)"))
        connection.execute(text(f"{PERMIT} ('mine', 3, 'notice', 'a notice', false)"))
        connection.execute(text(f"{PERMIT} ('mine', 4, 'support', '1', false)"))
        for guess, outcome in (("g", "right"), ("wrong", "failed"), ("locked", "refused")):
            row = f"('mine', 1, '{guess}', 'seen', '10042', 'guests', 1, '{outcome}', 0)"
            connection.execute(text(f"{ATTEMPT} {row}"))
        connection.execute(text(f"{CODE} ('c', 'mine', 1, '10042', 's', 0, 9, 0, 'live')"))
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        f"{ENTRY} ('mine', 2, 'bot', 'no permit', 0, NULL, NULL, NULL)",
        f"{ENTRY} ('mine', 2, 'support', 'no permit', 0, NULL, NULL, NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'no such permit', 0, 99, 'reply', NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'a permit of another conversation', 0, 7, 'reply', NULL)",
        f"{ENTRY} ('mine', 2, 'customer', 'a customer needs none', 0, 1, 'reply', 'b')",
        f"{ENTRY} ('mine', 2, 'customer', 'no client id', 0, NULL, NULL, NULL)",
        f"{ENTRY} ('mine', 2, 'marketing', 'hello there', 0, 1, 'reply', NULL)",
        f"{ENTRY} ('mine', 1, 'bot', 'the seq is taken', 0, 1, 'reply', NULL)",
        f"{ENTRY} ('mine', 2, 'customer', 'the client id is taken', 0, NULL, NULL, 'a')",
        f"{ENTRY} ('nobody', 1, 'customer', 'no conversation', 0, NULL, NULL, 'a')",
        f"{PERMIT} ('mine', 9, 'greeting', '1', false)",
        f"{PERMIT} ('mine', 9, 'reply', '1', false)",
        f"{TURN} ('mine', 1, 2, 'ignored', 'no such outcome', 0)",
        f"{TURN} ('mine', 5, 2, 'quiet', 'no such message', 0)",
        f"{TURN} ('mine', 1, 2, 'quiet', 'x', 0), ('mine', 1, 3, 'quiet', 'twice', 0)",
        f"{ENTRY} ('mine', 2, 'bot', 'its kind is another', 0, 1, 'offer', NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'its kind is missing', 0, 1, NULL, NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'no such kind', 0, 1, 'greeting', NULL)",
        f"{ENTRY} ('mine', 2, 'support', 'a reply is the bot''s', 0, 1, 'reply', NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'an agent''s permit', 0, 4, 'support', NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'x', 0, 2, 'offer', NULL), ('mine', 3, 'bot', 'x', 0, 2, 'offer', NULL)",
        f"{ENTRY} ('mine', 2, 'bot', 'x', 0, 3, 'notice', NULL),"
        " ('mine', 3, 'bot', 'x', 0, 3, 'notice', NULL)",
        f"{PERMIT} ('other', 2, 'offer', 'an offer', false)",
        f"{PERMIT} ('other', 2, 'notice', 'a notice', false)",
        f"{OFFER} ('o', 'v', 'idle', 'x', '{{}}', 'x', 0, 'accepted')",
        f"{OFFER} ('o', 'v', 'idle', 'x', '{{}}', 'x', 0, 'declined')",
        f"{ENDED} ('o', 'v', 'idle', 'x', '{{}}', 'x', 0, 'waiting', 1)",
        f"{ENDED} ('o', 'v', 'idle', 'x', '{{}}', 'x', 0, 'perhaps', 1)",
        f"{ENDED} ('o', 'v', 'idle', 'x', '{{}}', 'x', 0, 'accepted', 1)",
        f"{NOTICE} ('n', 'mine', 1, 'price_drop', '10042', 0, 'waiting', NULL)",
        f"{NOTICE} ('n', 'mine', 9, 'refund_paid', '10042', 0, 'waiting', NULL)",
        f"{NOTICE} ('n', 'mine', 1, 'refund_paid', '10042', 0, 'told', NULL)",
        f"{NOTICE} ('n', 'mine', 1, 'refund_paid', '1', 0, 'waiting', NULL),"
        " ('m', 'mine', 1, 'refund_paid', '1', 0, 'waiting', NULL)",
        f"{NOTICE} ('n', 'mine', 1, 'refund_paid', '1', 0, 'told', 1),"
        " ('m', 'mine', 1, 'refund_paid', '1', 0, 'told', 1)",
        "INSERT INTO ratings (conversation_id, seq, helpful, at) VALUES ('mine', 9, true, 0)",
        f"{ATTEMPT} ('mine', 9, 'h', 'seen', '10042', 'guests', 1, 'failed', 0)",
        f"{ATTEMPT} ('mine', 1, 'g', 'seen', '10042', 'guests', 2, 'failed', 0)",
        f"{ATTEMPT} ('mine', 1, 'h', 'owner', '10042', 'guests', 1, 'failed', 0)",
        f"{ATTEMPT} ('mine', 1, 'h', 'seen', '10042', 'guests', 1, 'perhaps', 0)",
        f"{ATTEMPT} ('mine', 1, 'h', 'seen', '10042', 'guests', 0, 'failed', 0)",
        f"{CAPABILITY} ('mine', 1, 'never tried', 'seen', '10042', 'right', 0, 1)",
        f"{CAPABILITY} ('other', 1, 'g', 'seen', '10042', 'right', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'g', 'confirmed', '10042', 'right', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'g', 'seen', '10043', 'right', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'wrong', 'seen', '10042', 'right', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'wrong', 'seen', '10042', 'failed', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'locked', 'seen', '10042', 'right', 0, 1)",
        f"{CAPABILITY} ('mine', 1, 'g', 'seen', '10042', 'right', 1, 1)",
        f"{CODE} ('d', 'mine', 9, '10043', 's', 0, 9, 0, 'live')",
        f"{CODE} ('d', 'mine', 1, '10042', 's', 0, 9, 0, 'ended')",
        f"{CODE} ('d', 'mine', 1, '10043', 's', 0, 0, 0, 'live')",
        f"{CODE} ('d', 'mine', 1, '10043', 's', 0, 9, 6, 'live')",
        f"{CODE} ('d', 'mine', 1, '10043', 's', 0, 9, 0, 'perhaps')",
        "UPDATE one_time_codes SET tries = 6",
        "UPDATE conversations SET owner = 'rasa'",
        "UPDATE conversations SET owner = 'support_agent'",
        "UPDATE conversations SET owner_name = 'Ana'",
        "UPDATE conversations SET owner = 'closed', next_pending_seq = 1, pending_since = 0",
    ],
)
def test_the_database_refuses_what_the_rules_forbid(engine: Engine, statement: str):
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "words",
    [
        "('mine', 2, 'bot', 'hello', 0, 1, 'reply', NULL), ('mine', 3, 'bot', 'more', 0, 1, 'reply', NULL)",
        "('mine', 2, 'bot', 'Shall we look?', 0, 2, 'offer', NULL)",
        "('mine', 2, 'bot', 'It is on its way.', 0, 3, 'notice', NULL)",
        "('mine', 2, 'support', 'x', 0, 4, 'support', NULL),"
        " ('mine', 3, 'support', 'x', 0, 4, 'support', NULL)",
    ],
)
def test_words_with_a_permit_of_their_conversation_are_taken(engine: Engine, words: str):
    with engine.begin() as connection:
        connection.execute(text(f"{ENTRY} {words}"))


def test_a_capability_of_a_right_attempt_is_taken_and_holds_it(engine: Engine):
    with engine.begin() as connection:
        connection.execute(text(f"{CAPABILITY} ('mine', 1, 'g', 'seen', '10042', 'right', 0, 1)"))
    for loss in ("DELETE FROM identity_attempts", "UPDATE identity_attempts SET outcome = 'failed'"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(f"{loss} WHERE guess = 'g'"))


def test_of_an_order_one_code_lives_in_a_conversation(engine: Engine):
    with engine.begin() as connection:
        connection.execute(
            text(f"{ENTRY} ('mine', 2, 'customer', 'again', 0, NULL, NULL, 'b')"),
        )
        connection.execute(text(f"{CODE} ('elsewhere', 'other', 1, '10042', 's', 0, 9, 0, 'live')"))
        connection.execute(text(f"{CODE} ('before', 'mine', 2, '10042', 's', 0, 9, 5, 'ended')"))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("UPDATE one_time_codes SET outcome = 'live' WHERE id = 'before'"))


def test_a_permit_that_covers_words_cannot_be_taken_away(engine: Engine):
    with engine.begin() as connection:
        connection.execute(text(f"{ENTRY} ('mine', 2, 'bot', 'hello', 0, 1, 'reply', NULL)"))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("DELETE FROM permits WHERE conversation_id = 'mine'"))


@pytest.fixture
def asked(database_url: str) -> Iterator[tuple[Desk, Engine, str]]:
    desk, engine = open_desk(database_url), open_engine(database_url)
    conversation = desk.journal.open_conversation("widget")
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    yield desk, engine, conversation.id
    desk.close()
    engine.dispose()


@pytest.mark.parametrize(
    "loss",
    [
        "UPDATE permits SET spent = true",
        "DELETE FROM permits",
        "UPDATE permits SET kind = 'notice'",
        "UPDATE permits SET ref = '99'",
    ],
)
def test_without_its_permit_a_turn_may_end_but_not_speak(asked: tuple[Desk, Engine, str], loss: str):
    desk, engine, conversation_id = asked
    with engine.begin() as connection:
        connection.execute(text(loss))
    turn = claim(desk.journal)

    with pytest.raises(PermitRefused):
        desk.journal.commit_turn(turn, saying("Hello!", snapshot="x"))
    assert spoken(desk.journal, conversation_id) == [("customer", "hello")]
    assert desk.journal.commit_turn(turn, saying()) == ANSWERED


def test_every_reply_permit_is_spent_once_its_message_is_done(asked: tuple[Desk, Engine, str]):
    desk, engine, _ = asked
    desk.journal.commit_turn(claim(desk.journal), saying())

    with engine.connect() as connection:
        assert connection.execute(text("SELECT kind, ref, spent FROM permits")).all() == [
            ("reply", "1", True)
        ]


def test_a_support_permit_is_spent_when_its_agent_lets_go(asked: tuple[Desk, Engine, str]):
    desk, engine, conversation_id = asked
    epoch = desk.journal.change_owner(conversation_id, Owner.SUPPORT_AGENT, name="Ana").epoch
    desk.journal.append_support_words(conversation_id, Words("Hi"), name="Ana", epoch=epoch)
    desk.journal.change_owner(conversation_id, Owner.BOT)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT ref FROM permits WHERE NOT spent")).all() == []
