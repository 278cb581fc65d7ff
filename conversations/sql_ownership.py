"""Changes of owner and a support agent's words, as transactions on SQL."""

from sqlalchemy import bindparam, exists, literal_column, select
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.entries import Speaker, Words
from conversations.errors import OwnerChangeRefused, PermitRefused
from conversations.ownership import Owner, Ownership
from conversations.permits import PermitKind
from conversations.sql_conversation import HeldPermit, LockedConversation, lock_conversation
from conversations.tables import entries, permits

_WAITING = (
    select(entries.c.seq)
    .where(
        entries.c.conversation_id == bindparam("id"),
        entries.c.seq >= bindparam("from_seq"),
        entries.c.speaker == literal_column("'customer'"),
    )
    .order_by(entries.c.seq)
)
_CUSTOMER_WROTE = select(
    exists().where(
        entries.c.conversation_id == bindparam("id"), entries.c.speaker == literal_column("'customer'")
    )
)
_SUPPORT_PERMIT = select(permits.c.id, permits.c.spent).where(
    permits.c.conversation_id == bindparam("id"),
    permits.c.kind == literal_column(f"'{PermitKind.SUPPORT.value}'"),
    permits.c.ref == bindparam("ref"),
)


def change_owner(
    connection: Connection,
    conversation_id: str,
    owner: Owner,
    name: str | None,
    epoch: int | None,
    clock: Clock,
) -> tuple[Ownership, bool]:
    """The ownership after the change, and whether a message waits for the bot."""
    conversation = lock_conversation(connection, conversation_id, clock)
    if epoch is not None and epoch != conversation.ownership.epoch:
        raise OwnerChangeRefused("The owner changed meanwhile.")
    waits = change_locked(conversation, conversation.ownership.changed_to(owner, name))
    return conversation.ownership, waits


def change_locked(conversation: LockedConversation, after: Ownership) -> bool:
    """Makes the change and saves it; whether a message waits for the bot then."""
    before = conversation.ownership
    conversation.set_owner(after)
    conversation.spend(PermitKind.SUPPORT, str(before.epoch))
    if not conversation.ownership.lets_the_bot_answer:
        _end_what_waits(conversation)
    elif before.lets_the_bot_answer:
        conversation.release()  # a turn that began under the old owner is made again under the new one
    conversation.save()
    return conversation.next_pending_seq is not None


def append_support_words(
    connection: Connection, conversation_id: str, words: Words, name: str, epoch: int, clock: Clock
) -> int:
    conversation = lock_conversation(connection, conversation_id, clock)
    now = conversation.ownership
    if (now.owner, now.epoch, now.name) != (Owner.SUPPORT_AGENT, epoch, name):
        raise PermitRefused("Only the support agent who owns the conversation may write in it.")
    return write_locked(conversation, words)


def write_locked(conversation: LockedConversation, words: Words) -> int:
    """The owner's words, saved; returns their seq. Raises `PermitRefused`."""
    if not conversation.connection.execute(_CUSTOMER_WROTE, {"id": conversation.id}).scalar_one():
        raise PermitRefused("The customer has not written yet.")
    permit = _support_permit(conversation, conversation.ownership.epoch)
    seq = conversation.write_words(words, Speaker.SUPPORT, permit)
    conversation.save()
    return seq


def _end_what_waits(conversation: LockedConversation) -> None:
    if conversation.next_pending_seq is None:
        return
    params = {"id": conversation.id, "from_seq": conversation.next_pending_seq}
    for seq in conversation.connection.execute(_WAITING, params).scalars().all():
        conversation.end_turn(seq, conversation.ownership.end_of_waiting)
    conversation.nothing_waits()


def _support_permit(conversation: LockedConversation, epoch: int) -> HeldPermit:
    """One permit covers everything that an agent writes between taking over and letting go."""
    params = {"id": conversation.id, "ref": str(epoch)}
    permit = conversation.connection.execute(_SUPPORT_PERMIT, params).first()
    if permit is None:
        return conversation.grant(PermitKind.SUPPORT, str(epoch))
    if permit.spent:
        raise PermitRefused("This support agent has let go of the conversation.")
    return HeldPermit(int(permit.id), PermitKind.SUPPORT)
