"""Who owns the floor of a conversation, and which changes there are.

`bot → waiting → support_agent → bot | closed`, `waiting → bot`, `closed → bot`; a support agent may take a
conversation that nobody asked for, and pass theirs to a colleague. Each change raises the epoch, so that a
turn that began under the old owner can be told apart at its commit.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from conversations.entries import Outcome, TurnEnd
from conversations.errors import OwnerChangeRefused


class Owner(StrEnum):
    BOT = "bot"
    WAITING = "waiting"
    SUPPORT_AGENT = "support_agent"
    CLOSED = "closed"


OWNERS_THE_BOT_MAY_ANSWER_FOR = frozenset({Owner.BOT, Owner.WAITING})

_CHANGES = {
    Owner.BOT: frozenset({Owner.WAITING, Owner.SUPPORT_AGENT, Owner.CLOSED}),
    Owner.WAITING: frozenset({Owner.BOT, Owner.SUPPORT_AGENT, Owner.CLOSED}),
    Owner.SUPPORT_AGENT: frozenset({Owner.BOT, Owner.WAITING, Owner.CLOSED}),
    Owner.CLOSED: frozenset({Owner.BOT}),
}


@dataclass(frozen=True, slots=True)
class Ownership:
    """The owner of a conversation. `epoch` grows by one with each change.

    `name` is a support agent's, and `agent_id` tells two of the same name apart (None: nobody signed in).
    """

    owner: Owner = Owner.BOT
    epoch: int = 0
    name: str | None = None
    agent_id: str | None = None

    @property
    def lets_the_bot_answer(self) -> bool:
        return self.owner in OWNERS_THE_BOT_MAY_ANSWER_FOR

    @property
    def end_of_waiting(self) -> TurnEnd:
        """How messages end under an owner for whom the bot does not answer."""
        if self.owner is Owner.CLOSED:
            return TurnEnd(Outcome.PASSED_ON, "conversation_closed")
        return TurnEnd(Outcome.PASSED_ON, "support_agent_owns")

    def changed_to(self, owner: Owner, name: str | None = None, agent_id: str | None = None) -> "Ownership":
        """The ownership after the change. Raises `OwnerChangeRefused` when it does not go that way."""
        if owner not in _CHANGES[self.owner]:
            raise OwnerChangeRefused(f"A conversation does not go from {self.owner.value} to {owner.value}.")
        is_a_person = owner is Owner.SUPPORT_AGENT
        if is_a_person != (name is not None) or (agent_id is not None and not is_a_person):
            raise OwnerChangeRefused("A support agent has a name, and nobody else has one.")
        return replace(self, owner=owner, epoch=self.epoch + 1, name=name, agent_id=agent_id)

    def passed_to(self, name: str, agent_id: str) -> "Ownership":
        """From a support agent to another one. Raises `OwnerChangeRefused`."""
        if self.owner is not Owner.SUPPORT_AGENT or agent_id == self.agent_id:
            raise OwnerChangeRefused("Only a support agent passes a conversation on, and to another one.")
        return replace(self, epoch=self.epoch + 1, name=name, agent_id=agent_id)

    def after_turn(self, asked: Owner | None, *, more_waits: bool = False) -> "Ownership":
        """The ownership after a turn that asked for an owner: the same one again changes nothing.

        A turn asks for a person, lets go of one, or closes after the customer's goodbye, unless `more_waits`:
        a message that came after the goodbye. It never speaks as a person.
        """
        if asked is None or asked is self.owner:
            return self
        if asked is Owner.SUPPORT_AGENT:
            raise OwnerChangeRefused(f"A turn of the bot cannot make the owner {asked.value}.")
        return self if asked is Owner.CLOSED and more_waits else self.changed_to(asked)
