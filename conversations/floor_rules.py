"""What a support agent may do with a conversation, and what is so already. Pure; both adapters ask here."""

from conversations.errors import ClientIdReused, NotYours, TakenByAnother
from conversations.journal import Note
from conversations.ownership import Owner, Ownership
from conversations.support_floor import SupportAgent, SupportNote


def is_owner(ownership: Ownership, agent: SupportAgent) -> bool:
    return ownership.owner is Owner.SUPPORT_AGENT and ownership.agent_id == agent.id


def require_owner(ownership: Ownership, agent: SupportAgent) -> None:
    """Raises `NotYours`."""
    if not is_owner(ownership, agent):
        raise NotYours("Take the conversation first.")


def taken(ownership: Ownership, agent: SupportAgent, from_agent: str | None) -> Ownership | None:
    """The ownership after taking it; None when the agent has it already.

    Raises `TakenByAnother` and `OwnerChangeRefused`.
    """
    if is_owner(ownership, agent):
        return None
    if ownership.owner is not Owner.SUPPORT_AGENT:
        return ownership.changed_to(Owner.SUPPORT_AGENT, agent.name, agent.id)
    if from_agent is None or from_agent != ownership.agent_id:
        raise TakenByAnother(ownership.name or "", ownership.agent_id)
    return ownership.passed_to(agent.name, agent.id)


def let_go(ownership: Ownership, agent: SupportAgent, to: Owner) -> Ownership | None:
    """The ownership after handing back or closing; None when it is so already. Raises `NotYours`."""
    if ownership.owner is to:
        return None
    if not is_owner(ownership, agent) and ownership.owner is not Owner.WAITING:
        raise NotYours("Take the conversation first.")
    return ownership.changed_to(to)


def require_same(before: str, text: str) -> None:
    """Raises `ClientIdReused`: the id stands for another text."""
    if before != text:
        raise ClientIdReused("This client id already stands for another text.")


def note_of_turn(note: Note) -> SupportNote:
    """What a turn did before a person took over, among the notes of the team."""
    return SupportNote(f"turn-{note.inbound_seq}", note.inbound_seq, None, note.text, note.at)
