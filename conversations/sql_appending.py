"""What comes in: new conversations and customers' messages, as transactions on SQL."""

import secrets
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.contents import Contents
from conversations.entries import ChoiceMeaning, is_label
from conversations.errors import ClientIdReused, UnknownChoice
from conversations.journal import RETURNING, Conversation, Receipt
from conversations.opt_outs import subjects
from conversations.ownership import Owner, Ownership
from conversations.sql_conversation import LockedConversation, lock_conversation
from conversations.sql_database import lock_names
from conversations.sql_opt_outs import lift_stop
from conversations.sql_ownership import change_locked
from conversations.sql_reading import read_conversation
from conversations.tables import choices, conversations, entries, from_micros, to_micros

_OPEN = conversations.insert()
_LAST_USED = func.coalesce(conversations.c.last_entry_at, conversations.c.opened_at)
_LATEST = (
    select(conversations.c.id)
    .where(
        conversations.c.customer_id == bindparam("customer_id"),
        conversations.c.channel == bindparam("channel"),
        bindparam("since") <= _LAST_USED,
    )
    .order_by(_LAST_USED.desc(), conversations.c.opened_at.desc())
    .limit(1)
)
_EARLIER = select(entries.c.seq, entries.c.text, entries.c.choice_id).where(
    entries.c.conversation_id == bindparam("id"), entries.c.client_id == bindparam("client_id")
)
_CHOICE = select(choices.c.label, choices.c.meaning).where(
    choices.c.id == bindparam("choice_id"), choices.c.conversation_id == bindparam("id")
)
_OFFERED = select(choices.c.label, choices.c.meaning).where(choices.c.conversation_id == bindparam("id"))


def open_conversation(
    connection: Connection, channel: str, customer_id: str | None, clock: Clock, visitor: str | None = None
) -> Conversation:
    """`visitor` is the device whose offer was accepted, if one was."""
    opened_at = to_micros(clock())
    row = {
        "id": secrets.token_urlsafe(16),
        "channel": channel,
        "customer_id": customer_id,
        "opened_at": opened_at,
        "owner": Owner.BOT.value,
        "owner_epoch": 0,
        "last_seq": 0,
        "last_permit_id": 0,
        "delay_told_seq": 0,
        "attempts": 0,
        "visitor": visitor,
    }
    connection.execute(_OPEN, row)
    return Conversation(str(row["id"]), channel, customer_id, from_micros(opened_at), Ownership(), 0)


def return_to_conversation(
    connection: Connection, channel: str, customer_id: str, clock: Clock
) -> Conversation:
    lock_names(connection, subjects(customer_id=customer_id))  # two devices at once come to one conversation
    params = {"channel": channel, "customer_id": customer_id, "since": to_micros(clock() - RETURNING)}
    latest = connection.execute(_LATEST, params).scalar_one_or_none()
    if latest is None:
        return open_conversation(connection, channel, customer_id, clock)
    return read_conversation(connection, str(latest))


def append_inbound(
    connection: Connection,
    conversation_id: str,
    contents: Contents,
    clock: Clock,
    yields: timedelta = timedelta(0),
) -> tuple[Receipt, bool]:
    """The receipt, and whether a message now waits for the bot; behind what comes in so much later."""
    conversation = lock_conversation(connection, conversation_id, clock)
    params = {"id": conversation_id, "client_id": contents.client_id}
    earlier = connection.execute(_EARLIER, params).first()
    if earlier is not None:
        if not contents.says_the_same_as(earlier.text, earlier.choice_id):
            raise ClientIdReused("This client id already stands for another message.")
        return Receipt(earlier.seq, is_new=False), False
    text, meaning = _read(connection, conversation_id, contents)
    seq = conversation.write_message(contents, text, yields)
    _mind_the_owner(conversation, seq, text, meaning)
    lift_stop(connection, conversation.about)
    conversation.save()
    return Receipt(seq, is_new=True), conversation.next_pending_seq is not None


def _read(
    connection: Connection, conversation_id: str, contents: Contents
) -> tuple[str, ChoiceMeaning | None]:
    """What stands in the conversation for it, and what a choice means."""
    if contents.choice_id is None:
        return contents.text or "", None
    params = {"id": conversation_id, "choice_id": contents.choice_id}
    picked = connection.execute(_CHOICE, params).first()
    if picked is None:
        raise UnknownChoice("This conversation was never given that choice.")
    return str(picked.label), ChoiceMeaning(**picked.meaning)


def _mind_the_owner(
    conversation: LockedConversation, seq: int, text: str, meaning: ChoiceMeaning | None
) -> None:
    now = conversation.ownership
    if now.owner is Owner.CLOSED:
        conversation.set_owner(now.changed_to(Owner.BOT))
    elif now.owner is not Owner.SUPPORT_AGENT:
        return
    elif _lets_person_go(conversation, text, meaning):
        change_locked(conversation, now.changed_to(Owner.BOT))
    else:
        conversation.end_turn(seq, now.end_of_waiting)
        conversation.nothing_waits()


def _lets_person_go(conversation: LockedConversation, text: str, meaning: ChoiceMeaning | None) -> bool:
    if meaning is not None:
        return meaning.lets_person_go
    offered = conversation.connection.execute(_OFFERED, {"id": conversation.id})
    return any(is_label(text, row.label) and ChoiceMeaning(**row.meaning).lets_person_go for row in offered)
