"""Was every word allowed? Worked out anew from what happened, whatever the journal and the database checked.

A permit counts only if that which it refers to stands in the same conversation, and before the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from conversations.audit_record import History, OwnerChange, RecordedEntry, RecordedTurn
from conversations.entries import Because, Speaker
from conversations.ownership import OWNERS_THE_BOT_MAY_ANSWER_FOR, Owner
from conversations.permits import PermitKind
from conversations.waits import outcome_ref

_Item = RecordedEntry | RecordedTurn | OwnerChange


def forced_entries(history: History) -> Iterator[tuple[RecordedEntry, str]]:
    """Words of the bot or of a person that nothing allowed, each with what was missing."""
    floor = _Floor(history)
    items: list[_Item] = [*history.entries, *history.turns, *history.owners]
    for item in sorted(items, key=lambda item: item.seq):
        if isinstance(item, RecordedEntry) and item.speaker != Speaker.CUSTOMER:
            missing = floor.what_is_missing(item)
            if missing is not None:
                yield item, missing
        else:
            floor.note(item)


@dataclass(slots=True)
class _Floor:
    """What had happened in the conversation before an entry."""

    history: History
    asked: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    waits: set[str] = field(default_factory=set)
    owner: Owner = Owner.BOT
    epoch: int = 0

    def note(self, item: _Item) -> None:
        if isinstance(item, RecordedEntry):
            self.asked.add(str(item.seq))
        elif isinstance(item, RecordedTurn):
            self.done.add(str(item.inbound_seq))
        else:
            self.owner = item.owner
            self.epoch += 1  # as `Ownership.changed_to` counts
            if item.owner is Owner.WAITING:
                self.waits.add(outcome_ref(self.history.conversation_id, self.epoch))

    def what_is_missing(self, entry: RecordedEntry) -> str | None:
        permit = entry.permit
        if permit is None:
            return "there is no such permit in this conversation"
        is_support = entry.speaker == Speaker.SUPPORT
        if permit.kind != entry.permit_kind or (permit.kind == PermitKind.SUPPORT) != is_support:
            return "the permit is of another kind"
        if is_support:
            return self._support(permit)
        return self._bot(permit, entry.seq)

    def _bot(self, permit: Because, seq: int) -> str | None:
        if permit.kind == PermitKind.REPLY:
            return self._reply(permit.ref)
        if permit.kind == PermitKind.OFFER:
            is_accepted = permit.ref in self.history.accepted_offers
            return None if is_accepted else "nobody accepted such an offer"
        if permit.kind == PermitKind.NOTICE:
            return self._notice(permit.ref, seq)
        return "there is no such kind of permit"

    def _reply(self, ref: str) -> str | None:
        if ref not in self.asked:
            return "no message of the customer stands before it"
        if ref in self.done:
            return "the message was done before"
        return None if self.owner in OWNERS_THE_BOT_MAY_ANSWER_FOR else "the bot did not have the floor"

    def _notice(self, ref: str, seq: int) -> str | None:
        if ref not in self.waits and self.history.notices.get(ref, seq) >= seq:
            return "nobody asked to be told"
        return "the bot did not have the floor" if self.owner is Owner.SUPPORT_AGENT else None

    def _support(self, permit: Because) -> str | None:
        if not self.asked:
            return "the customer had not written yet"
        has_floor = self.owner is Owner.SUPPORT_AGENT and permit.ref == str(self.epoch)
        return None if has_floor else "no person had taken the conversation"
