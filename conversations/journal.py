"""The port of the journal: the one record of what was said, to whom, why, and who owns the floor.

One contract suite (`tests/conversations/`) runs against every adapter. All calls block; a process with an
event loop makes them in a thread. Every call is one transaction. Each of them may raise
`JournalUnavailable`; what else a call raises stands at the call. Text that cannot be stored (NUL, lone
surrogates) is a `ValueError`: whoever takes it from outside refuses it first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.entries import Entry, PickedChoice, StreamItem, TurnEnd, Words
from conversations.notices import NoticeToKeep
from conversations.ownership import Owner, Ownership

LEASE = timedelta(seconds=8)
"""How long a claim lasts unless it is renewed. A dead worker's conversations wait at most this long."""


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    channel: str
    customer_id: str | None
    opened_at: datetime
    ownership: Ownership
    last_seq: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a customer's message stands. `is_new` is False when the same client id came again."""

    seq: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message that waits for its turn: `text` as typed, or the label of the picked choice."""

    seq: int
    client_id: str
    text: str
    at: datetime
    choice: PickedChoice | None = None
    page: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ClaimedTurn:
    """One message of one conversation, leased to one worker until `lease_until`.

    `attempt` counts how often this message was claimed and not given back (1 the first time): so one that
    kills its worker again and again can be told. `latest_bot_seq` is the seq of the bot's latest entry.
    """

    conversation_id: str
    customer_id: str | None
    channel: str
    lease: str
    lease_until: datetime
    ownership: Ownership
    inbound: Inbound
    attempt: int
    snapshot: str | None
    latest_bot_seq: int | None


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What a turn wants written: in one transaction, or not at all.

    `words` are covered by the message's `reply` permit, which the commit spends. `new_owner` is the owner
    that the turn asks for (`waiting`, `bot` when the customer no longer waits, or `closed` when the customer
    said goodbye; another message that already waits keeps the conversation open). `opts_out` when the
    customer wants to be left alone (see `CueLedger.opt_out`). `notices` are kept, each once, as long as they
    wait; `cancelled_notices` are ids of this conversation's. `note` is what an action
    already did, for the person who took over meanwhile; it is written only then. `snapshot` None keeps the
    one before (a voided turn). `not_before`, counted from the claim, is when the worker commits it at the
    earliest, or at a multiple of it: the time of an answer must not tell what its words don't.
    """

    end: TurnEnd
    words: tuple[Words, ...] = ()
    snapshot: str | None = None
    new_owner: Owner | None = None
    note: str | None = None
    opts_out: bool = False
    notices: tuple[NoticeToKeep, ...] = ()
    cancelled_notices: tuple[str, ...] = ()
    not_before: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Note:
    """For the support team only: what a turn already did before a person took over. Never in the stream."""

    inbound_seq: int
    text: str
    at: datetime


RETURNING = timedelta(days=30)
"""For so long a signed-in customer comes back to the conversation that they left, on whatever device."""


class Journal(Protocol):
    def open_conversation(self, channel: str, customer_id: str | None = None) -> Conversation:
        """A new conversation with an unguessable id, owned by the bot. Only a customer starts one."""

    def return_to_conversation(self, channel: str, customer_id: str) -> Conversation:
        """The one that this customer had last on this channel, so that nobody is told the same story twice.

        A new one when nothing was said in it, and it was not opened, for longer than `RETURNING`.
        """

    def conversation(self, conversation_id: str) -> Conversation:
        """Raises `UnknownConversation`."""

    def append_inbound(
        self,
        conversation_id: str,
        client_id: str,
        *,
        text: str | None = None,
        choice_id: str | None = None,
        page: Mapping[str, str] | None = None,
        address: str | None = None,
    ) -> Receipt:
        """Writes a customer's message (exactly one of `text` and `choice_id`) and grants its `reply` permit.

        Durable when it returns. The same client id with the same content gives the first receipt again
        (`page` and `address` do not count: a retry may come from the next page).
        `address` is a keyed digest of where it came from (`keyed_digests.address_digests`), for the limits of
        the identity desk; nothing else reads it.
        While a support agent owns the conversation the message is done at once, `passed_on`; a closed
        conversation goes back to the bot (an `owner` event). Lifts the opt-out of this conversation, of its
        customer, and of the device that its offer came from. Raises `UnknownConversation`,
        `ClientIdReused`, `UnknownChoice`.
        """

    def claim_turn(self, worker: str) -> ClaimedTurn | None:
        """The longest-waiting message of a conversation that the bot may answer and nobody has leased.

        Messages of a conversation come in order, one at a time. None when there is nothing to do.
        """

    def renew_lease(self, turn: ClaimedTurn) -> None:
        """Extends the claim by `LEASE` from now. Raises `LeaseLost`."""

    def release_turn(
        self, turn: ClaimedTurn, retry_after: timedelta = timedelta(0), note: str | None = None
    ) -> None:
        """Gives the claim back undone; the message is not offered again before `retry_after` has passed.

        `note` is what was done nevertheless: an internal note for a person who takes the message over.
        It does not count as an attempt: however long something is away, the message is not to blame.
        Releasing a lease that is already lost does nothing.
        """

    def note_deed(self, conversation_id: str, inbound_seq: int, deed: str) -> None:
        """Adds what was done in the turn of this message to its internal note, before its words are written.

        So whoever takes the message over hears of it also when the turn's worker dies. Noting the same again
        changes nothing. Raises `UnknownConversation`.
        """

    def commit_turn(self, turn: ClaimedTurn, result: TurnResult) -> TurnEnd:
        """Writes the words with their permit, the turn's end, and everything else that the turn asks for.

        Returns the end that was written: `result.end`, or `passed_on` when a person took over or the
        conversation was closed meanwhile (then all of the result is dropped, but for `note`, which becomes an
        internal note). Releases the lease and spends the permit either way. Raises `LeaseLost`,
        `PermitRefused` and `OwnerChangeRefused` (a turn never makes a person the owner), having written
        nothing.
        """

    def change_owner(
        self, conversation_id: str, owner: Owner, *, name: str | None = None, epoch: int | None = None
    ) -> Ownership:
        """Changes the owner and writes an `owner` event. With `epoch`, only if it is still the current one.

        A take-over by a support agent, or closing, ends every message that waits for the bot as `passed_on`.
        A change between `bot` and `waiting` takes the lease away: the turn that runs is made again under the
        new owner, so that nobody meets silence. Raises `UnknownConversation`, `OwnerChangeRefused`.
        """

    def append_support_words(self, conversation_id: str, words: Words, *, name: str, epoch: int) -> int:
        """A person's words under a `support` permit; returns their seq. Only for the current owner's epoch.

        Raises `UnknownConversation`, `PermitRefused` (not the owner, or no customer message ever came).
        """

    def tell_delayed(self, older_than: timedelta, text: str) -> Sequence[str]:
        """Writes a `status` event (`delayed`) where a message has waited longer than that.

        One event speaks for every message that waits in its conversation then, and no message is spoken for
        twice. Only where the bot may answer. Returns the ids of the conversations that were told.
        """

    def tell_status(self, conversation_id: str, status: str, text: str) -> int:
        """Writes a `status` event and returns its seq. Raises `UnknownConversation`."""

    def read_stream(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[StreamItem]:
        """Items with a seq above `after`, in order. Raises `UnknownConversation`."""

    def read_entries(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[Entry]:
        """Words with a seq above `after`, in order; a customer's entry carries its `turn` once it is done.

        Raises `UnknownConversation`.
        """

    def said(self, conversation_id: str, texts: Iterable[str]) -> Mapping[str, int]:
        """Which of these texts the bot has said here before, each with the seq of its latest entry.

        Costs the same however long the conversation is. Raises `UnknownConversation`.
        """

    def rate_entry(self, conversation_id: str, seq: int, helpful: bool) -> None:
        """The customer's thumb on words of the bot or of a person; again replaces it.

        Raises `UnknownConversation` and `UnknownEntry`.
        """

    def read_notes(self, conversation_id: str) -> Sequence[Note]:
        """Every internal note, oldest first. Raises `UnknownConversation`."""

    def last_seqs(self, conversation_ids: Iterable[str]) -> Mapping[str, int]:
        """The latest seq of each of these conversations, read together. Unknown ids are left out."""

    def is_available(self) -> bool:
        """Whether the journal can be read and written now. Never raises."""

    def close(self) -> None:
        """Gives back connections and files."""
