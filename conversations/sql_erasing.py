"""Forgets a conversation on SQL: every row of every table that belongs to it."""

from sqlalchemy import bindparam
from sqlalchemy.engine import Connection

from conversations import identity_tables as _tables_of_identity  # noqa: F401 (they join the metadata)
from conversations import inbox_tables as _tables_of_the_inbox  # noqa: F401
from conversations import messenger_tables as _tables_of_messenger  # noqa: F401
from conversations.manners_tables import opt_outs
from conversations.opt_outs import subjects
from conversations.sql_conversation import find_row
from conversations.tables import conversations, metadata

# Those that refer to others come first.
_THEIRS = [
    table.delete().where(table.c.conversation_id == bindparam("id"))
    for table in reversed(metadata.sorted_tables)
    if "conversation_id" in table.c
]
_ITSELF = conversations.delete().where(conversations.c.id == bindparam("this_id"))
_OPT_OUT = opt_outs.delete().where(opt_outs.c.about.in_(bindparam("about", expanding=True)))


def erase_conversation(connection: Connection, conversation_id: str) -> None:
    """For good, within the caller's transaction. A turn that runs meanwhile loses its lease.

    Raises `UnknownConversation`.
    """
    find_row(connection, conversation_id, lock=True)
    for delete in _THEIRS:
        connection.execute(delete, {"id": conversation_id})
    connection.execute(_OPT_OUT, {"about": list(subjects(conversation_id=conversation_id))})
    connection.execute(_ITSELF, {"this_id": conversation_id})
