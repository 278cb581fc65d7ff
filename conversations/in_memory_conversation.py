"""One conversation as the in-memory journal keeps it: its stream, permits, choices and what waits."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from conversations.entries import (
    Because,
    Choice,
    Entry,
    Outcome,
    PickedChoice,
    Speaker,
    StreamItem,
    TurnEnd,
    Words,
)
from conversations.errors import PermitRefused
from conversations.journal import Conversation, Inbound, Note
from conversations.ownership import Owner, Ownership
from conversations.permits import Permit, PermitKind
from conversations.quoting import without_quotes
from conversations.stream_items import message_item, owner_item, status_item, turn_item
from conversations.support_desk import HandOver
from conversations.waits import outcome_ref


@dataclass(slots=True)
class InMemoryConversation:
    id: str
    channel: str
    customer_id: str | None
    opened_at: datetime
    ownership: Ownership = field(default_factory=Ownership)
    owner_since: datetime | None = None
    hand_over: HandOver | None = None
    hand_over_due: datetime | None = None
    last_seq: int = 0
    stream: list[StreamItem] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    permits: list[Permit] = field(default_factory=list)
    choices: dict[str, PickedChoice] = field(default_factory=dict)
    messages: dict[int, Inbound] = field(default_factory=dict)
    turns: dict[int, TurnEnd] = field(default_factory=dict)
    ended: dict[int, datetime] = field(default_factory=dict)
    waiting: list[Inbound] = field(default_factory=list)
    yields: dict[int, timedelta] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    snapshot: str | None = None
    latest_bot_seq: int | None = None
    lease: str | None = None
    lease_until: datetime | None = None
    retry_at: datetime | None = None
    attempts: int = 0
    told_delayed_up_to: int = 0
    visitor: str | None = None
    said: dict[str, int] = field(default_factory=dict)
    ratings: dict[int, bool] = field(default_factory=dict)
    addresses: dict[int, str | None] = field(default_factory=dict)

    @property
    def as_read(self) -> Conversation:
        return Conversation(
            self.id, self.channel, self.customer_id, self.opened_at, self.ownership, self.last_seq
        )

    @property
    def last_used(self) -> datetime:
        return self.entries[-1].at if self.entries else self.opened_at

    def notes_of_overtaken_turns(self) -> list[Note]:
        overtaken = {seq for seq, end in self.turns.items() if end.outcome is Outcome.PASSED_ON}
        return [note for note in self.notes if note.inbound_seq in overtaken]

    @property
    def waits_since(self) -> datetime | None:
        """In the future when what waits yields to what others write until then; None: nothing waits."""
        nothing = timedelta(0)
        return min((one.at + self.yields.get(one.seq, nothing) for one in self.waiting), default=None)

    def can_be_claimed(self, now: datetime) -> bool:
        is_leased = self.lease_until is not None and self.lease_until > now
        is_put_off = self.retry_at is not None and self.retry_at > now
        return bool(self.waiting) and self.ownership.lets_the_bot_answer and not is_leased and not is_put_off

    def message_with(self, client_id: str) -> Inbound | None:
        return next((m for m in self.messages.values() if m.client_id == client_id), None)

    def write_message(self, message: Inbound) -> None:
        self._write_entry(Entry(message.seq, Speaker.CUSTOMER, message.text, message.at))
        self.messages[message.seq] = message
        self.waiting.append(message)
        self.grant(PermitKind.REPLY, str(message.seq))

    def write_words(self, words: Words, speaker: Speaker, kind: PermitKind, ref: str, at: datetime) -> int:
        """Raises `PermitRefused`: nobody but the customer speaks here without a permit."""
        because = self.unspent(kind, ref).because
        seq = self.draw_seq()
        issued = [
            PickedChoice(secrets.token_urlsafe(12), offered.label, offered.meaning, seq)
            for offered in words.choices
        ]
        self.choices.update({choice.id: choice for choice in issued})
        choices = tuple(Choice(choice.id, choice.label, choice.meaning.is_an_order) for choice in issued)
        self._write_entry(Entry(seq, speaker, words.text, at, choices, because))
        if speaker is Speaker.BOT:
            self.latest_bot_seq = self.said[words.text] = seq
        return seq

    def take_back(self, seq: int, text: str, page: Mapping[str, str]) -> list[int]:
        """The message says this instead, and no line of the bot repeats it; a turn is made again.

        Returns the numbers of the lines that repeated it.
        """
        before = self.messages[seq]
        self.messages[seq] = after = replace(before, text=text, page=page)
        self.waiting = [after if one is before else one for one in self.waiting]
        self._put_right(seq, text)
        lines = {
            one.seq: without_quotes(one.text, before.text)
            for one in self.entries
            if one.speaker is Speaker.BOT and one.seq > seq
        }
        repeating = [one.seq for one in self.entries if one.text != lines.get(one.seq, one.text)]
        for line in repeating:
            self._put_right(line, lines[line])
        self.snapshot = None
        self.release()
        return repeating

    def answers_to(self, seq: int) -> list[int]:
        """The numbers of the bot's lines for this message, and of how it ended."""
        lines = [one.seq for one in self.entries if one.because == Because(PermitKind.REPLY.value, str(seq))]
        return lines + [it.seq for it in self.stream if it.kind == "turn" and it.data["seq"] == seq]

    def _put_right(self, seq: int, text: str) -> None:
        self.entries = [replace(one, text=text) if one.seq == seq else one for one in self.entries]
        self.stream = [
            replace(item, data={**item.data, "text": text}) if item.seq == seq else item
            for item in self.stream
        ]
        self.said = {words: at for words, at in self.said.items() if at != seq}

    def end_turn(self, message: Inbound, end: TurnEnd, at: datetime) -> None:
        """Writes how the message ended and spends its permit."""
        self.stream.append(turn_item(self.draw_seq(), message.seq, end))
        self.turns[message.seq], self.ended[message.seq] = end, at
        self.waiting.remove(message)
        self.spend(PermitKind.REPLY, str(message.seq))
        self.attempts, self.retry_at = 0, None

    def set_owner(self, ownership: Ownership, at: datetime) -> None:
        """Who asks for a person is owed the outcome, by one notice; what ends the wait tells it."""
        before, self.ownership, self.owner_since = self.ownership, ownership, at
        self.stream.append(owner_item(self.draw_seq(), ownership, at))
        if before.owner is Owner.WAITING:
            self.spend(PermitKind.NOTICE, outcome_ref(self.id, before.epoch))
            self.hand_over = None
        if ownership.owner is Owner.WAITING:
            self.grant(PermitKind.NOTICE, outcome_ref(self.id, ownership.epoch))
            self.hand_over = HandOver(self.id, ownership.epoch, self.last_seq, at, attempts=0)
            self.hand_over_due = at

    def change_owner(self, after: Ownership, at: datetime) -> None:
        """Sets the owner, and does what that means for what waits and for whose turn runs."""
        before = self.ownership
        self.set_owner(after, at)
        self.spend(PermitKind.SUPPORT, str(before.epoch))
        if not after.lets_the_bot_answer:
            for message in list(self.waiting):
                self.end_turn(message, after.end_of_waiting, at)
        elif before.lets_the_bot_answer:
            self.release()  # a turn that began under the old owner is made again under the new one

    def write_support_words(self, words: Words, at: datetime) -> int:
        """The owner's words. Raises `PermitRefused`."""
        if not self.messages:
            raise PermitRefused("The customer has not written yet.")
        ref = str(self.ownership.epoch)
        self.grant(PermitKind.SUPPORT, ref)
        return self.write_words(words, Speaker.SUPPORT, PermitKind.SUPPORT, ref, at)

    def write_status(self, status: str, text: str, at: datetime) -> int:
        seq = self.draw_seq()
        self.stream.append(status_item(seq, status, text, at))
        return seq

    def grant(self, kind: PermitKind, ref: str) -> None:
        if self.permit(kind, ref) is None:
            self.permits.append(Permit(len(self.permits) + 1, self.id, kind, ref, is_spent=False))

    def unspent(self, kind: PermitKind, ref: str) -> Permit:
        """Raises `PermitRefused` when there is no such permit, or no longer."""
        permit = self.permit(kind, ref)
        if permit is None or permit.is_spent:
            raise PermitRefused(f"No unspent {kind.value} permit for {ref} in this conversation.")
        return permit

    def permit(self, kind: PermitKind, ref: str) -> Permit | None:
        return next((p for p in self.permits if p.kind is kind and p.ref == ref), None)

    def spend(self, kind: PermitKind, ref: str) -> None:
        self.permits = [
            replace(p, is_spent=True) if p.kind is kind and p.ref == ref else p for p in self.permits
        ]

    def draw_seq(self) -> int:
        self.last_seq += 1
        return self.last_seq

    def release(self) -> None:
        self.lease = self.lease_until = None

    def _write_entry(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.stream.append(message_item(entry))
