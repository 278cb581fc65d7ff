"""Unanswered questions of an in-memory journal: the fake of the port, for tests."""

from collections.abc import Iterator

from conversations.audit_endings import NOT_ANSWERED
from conversations.audit_record import Period
from conversations.entries import Entry, Speaker
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryRecord
from conversations.masking import masked
from conversations.permits import PermitKind
from conversations.unanswered import A_PAGE, TURNED_DOWN, Miss, MissedQuestion, quotes


class InMemoryUnansweredQuestions:
    def __init__(self, record: InMemoryRecord) -> None:
        self._record = record

    def within(self, period: Period) -> Iterator[MissedQuestion]:
        with self._record.lock:
            found = [
                MissedQuestion(masked(question.text), miss, question.at)
                for kept in self._record.conversations.values()
                for question, miss in _missed(kept, period)
            ]
        return iter(found)


def _missed(kept: InMemoryConversation, period: Period) -> Iterator[tuple[Entry, Miss]]:
    """Each question at most once for each way to miss it."""
    by_seq = {entry.seq: entry for entry in kept.entries}
    missed: list[tuple[int, Miss]] = []
    for seq, end in kept.turns.items():
        if by_seq[seq].at not in period or end.reason not in TURNED_DOWN:
            continue
        if end.reason in NOT_ANSWERED:
            missed.append((seq, Miss.NOT_KNOWN))
        asked = _asked_about(kept, by_seq, seq)
        missed += [] if asked is None else [(asked, Miss.NOT_MEANT)]
    for seq, is_helpful in kept.ratings.items():
        because = by_seq[seq].because
        is_reply = because is not None and because.kind == PermitKind.REPLY
        if because and is_reply and not is_helpful and by_seq[seq].at in period:
            missed.append((int(because.ref), Miss.THUMB_DOWN))
    for seq, miss in dict.fromkeys(missed):
        if by_seq[seq].speaker is Speaker.CUSTOMER:
            yield by_seq[seq], miss


def _asked_about(kept: InMemoryConversation, by_seq: dict[int, Entry], seq: int) -> int | None:
    """The seq of the question about which the bot's words before `seq` asked which page was meant."""
    before = [entry for entry in kept.entries if entry.seq < seq and entry.speaker is Speaker.BOT]
    because = before[-1].because if before else None
    if because is None or because.kind != PermitKind.REPLY:
        return None
    offered = [choice for choice in kept.choices.values() if choice.entry_seq == before[-1].seq]
    is_offer = any(A_PAGE in choice.meaning.entities for choice in offered)
    asked = int(because.ref)
    return asked if is_offer and quotes(before[-1].text, by_seq[asked].text) else None
