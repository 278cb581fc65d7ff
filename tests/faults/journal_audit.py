"""Looks into the tables behind the journal's back, with SQL of its own: what must never be there?"""

from typing import Any

from sqlalchemy import create_engine, text

_MESSAGE_AND_PERMIT = """
    entries AS words
    LEFT JOIN permits ON permits.conversation_id = words.conversation_id AND permits.id = words.permit_id
    LEFT JOIN entries AS message ON message.conversation_id = words.conversation_id
        AND CAST(message.seq AS TEXT) = permits.ref AND message.speaker = 'customer'
    LEFT JOIN turns ON turns.conversation_id = words.conversation_id AND turns.inbound_seq = message.seq
"""

MUST_NOT_BE = {
    "a message without exactly one turn": """
        SELECT message.conversation_id, message.seq, count(turns.seq) FROM entries AS message
        LEFT JOIN turns ON turns.conversation_id = message.conversation_id AND turns.inbound_seq = message.seq
        WHERE message.speaker = 'customer'
        GROUP BY message.conversation_id, message.seq HAVING count(turns.seq) <> 1""",
    "a message without exactly one spent permit": """
        SELECT message.conversation_id, message.seq, count(permits.id) FROM entries AS message
        LEFT JOIN permits ON permits.conversation_id = message.conversation_id AND permits.kind = 'reply'
            AND permits.ref = CAST(message.seq AS TEXT) AND permits.spent
        WHERE message.speaker = 'customer'
        GROUP BY message.conversation_id, message.seq HAVING count(permits.id) <> 1""",
    "turns in another order than their messages": """
        SELECT one.conversation_id, one.inbound_seq, other.inbound_seq FROM turns AS one
        JOIN turns AS other ON other.conversation_id = one.conversation_id
        WHERE one.inbound_seq < other.inbound_seq AND one.seq > other.seq""",
    "words without the permit of a message": f"""
        SELECT words.conversation_id, words.seq FROM {_MESSAGE_AND_PERMIT}
        WHERE words.speaker <> 'customer' AND message.seq IS NULL""",
    "words outside of their turn": f"""
        SELECT words.conversation_id, words.seq FROM {_MESSAGE_AND_PERMIT}
        WHERE words.speaker <> 'customer' AND NOT (message.seq < words.seq AND words.seq < turns.seq
            AND NOT EXISTS (SELECT 1 FROM turns AS earlier WHERE earlier.inbound_seq < message.seq
                AND earlier.conversation_id = words.conversation_id AND earlier.seq > words.seq))""",
    "the same words twice under one permit": """
        SELECT conversation_id, permit_id, text FROM entries WHERE speaker <> 'customer'
        GROUP BY conversation_id, permit_id, text HAVING count(*) > 1""",
    "an answer without words": """
        SELECT turns.conversation_id, turns.inbound_seq FROM turns
        JOIN permits ON permits.conversation_id = turns.conversation_id AND permits.kind = 'reply'
            AND permits.ref = CAST(turns.inbound_seq AS TEXT)
        LEFT JOIN entries AS words ON words.conversation_id = permits.conversation_id
            AND words.permit_id = permits.id
        WHERE turns.outcome IN ('answered', 'failed') AND words.seq IS NULL""",
    "a stream with a gap or a number that stands twice": """
        SELECT conversations.id, last_seq, count(seq), count(DISTINCT seq) FROM conversations
        LEFT JOIN (SELECT conversation_id, seq FROM entries UNION ALL SELECT conversation_id, seq FROM turns
            UNION ALL SELECT conversation_id, seq FROM events) AS items ON conversation_id = conversations.id
        GROUP BY conversations.id, last_seq
        HAVING count(seq) <> last_seq OR count(DISTINCT seq) <> last_seq OR max(seq) <> last_seq""",
    "a conversation that still waits or is leased": """
        SELECT id, next_pending_seq FROM conversations WHERE next_pending_seq IS NOT NULL OR lease IS NOT NULL
        """,
}


def what_must_not_be(database_url: str) -> dict[str, list[Any]]:
    """The rows that break a rule, by rule; empty when all is well."""
    found = {rule: rows(database_url, query) for rule, query in MUST_NOT_BE.items()}
    return {rule: broken for rule, broken in found.items() if broken}


def kept_messages(database_url: str, conversation_id: str) -> dict[str, tuple[int, str]]:
    """Seq and text of each customer's message, by client id."""
    query = "SELECT client_id, seq, text FROM entries WHERE conversation_id = :id AND speaker = 'customer'"
    kept = rows(database_url, query, id=conversation_id)
    assert len({client_id for client_id, *_ in kept}) == len(kept)
    return {client_id: (seq, said) for client_id, seq, said in kept}


def rows(database_url: str, query: str, **values: Any) -> list[Any]:
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]
    finally:
        engine.dispose()
