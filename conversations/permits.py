"""The four permits that cover words, and nothing else does."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.entries import Because


class PermitKind(StrEnum):
    """Why the bot or a person of the support team may speak. There is no fifth."""

    REPLY = "reply"  # to one message of the customer; spent by the turn's commit
    OFFER = "offer"  # one help cue that the customer accepted
    NOTICE = "notice"  # the customer asked to be told
    SUPPORT = "support"  # a person of the support team, in a conversation that the customer opened


@dataclass(frozen=True, slots=True)
class Permit:
    """A permit of one conversation. `ref` names what granted it: for `reply` the message's seq."""

    id: int
    conversation_id: str
    kind: PermitKind
    ref: str
    is_spent: bool

    @property
    def because(self) -> Because:
        return Because(self.kind.value, self.ref)
