"""The port of the identity desk: who has proved which order, and how often anybody may try.

What is tried is counted in the database and belongs to a customer's message, so that a turn that is made
again after a crash neither counts twice nor gets another try. Only the desk makes capabilities: `seen` for a
proof that was begun and accepted, `confirmed` for a right code.

All calls block; each is one transaction. Each may raise `JournalUnavailable`, and with a message id
`UnknownMessage` (no customer's message has it) and `ValueError` (the order number is in no normal form).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from conversations.capabilities import Capability, Tier
from conversations.one_time_codes import CodeTry, OneTimeCode


@dataclass(frozen=True, slots=True)
class Attempt:
    """`may_try` is False for somebody who is locked, which must sound like a wrong proof.

    `number` says how many-eth proof without success this is in its conversation, from 1 and whether locked or
    not: for each number there is one reply.
    """

    may_try: bool
    number: int


class IdentityDesk(Protocol):
    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        """Before a proof is compared: whether it may be. It counts as a failure until it is accepted.

        `shown` is what the customer gave, in a normal form; only a keyed digest of it is kept. The same for
        the same message again is the same attempt. Another proof, or another order, is another one.
        """

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        """The proof fits: the attempt is no failure, and the conversation may see the order from now on.

        Again: the capability that was granted then. Raises `AttemptRefused` when it was never begun or was
        locked.
        """

    def issue_code(self, message_id: str, order_number: str) -> OneTimeCode:
        """A code for the e-mail address on file. It replaces the one before, and lasts ten minutes.

        The same message again gets the same code, which counts once: mail it under a key of its own, that of
        the message and the order. Raises `OrderNotSeen` and `TooManyCodes` (3 in an hour or 10 in a day for
        an order).
        """

    def try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        """Whether that is the code: the conversation may change the order from now on.

        A code counts once, five times may be tried, and only in the conversation that asked for it. A wrong
        code counts as a failure from its address; from a locked one every code is wrong. The same digits of
        the same message again get the same answer.
        """

    def pass_for(self, conversation_id: str, order_number: str, tier: Tier) -> Capability | None:
        """What allows this conversation to see or to change the order now; None when nothing does."""

    def capabilities_of(self, conversation_id: str) -> Sequence[Capability]:
        """What the conversation holds now, for each order the best, the latest proof first."""

    def revoke(self, conversation_id: str, order_number: str | None = None) -> None:
        """Takes away what the conversation holds for this order, or for all of them; codes under way, too.

        Whoever proves an order afterwards holds it again.
        """

    def close(self) -> None:
        """Gives back connections and files."""
