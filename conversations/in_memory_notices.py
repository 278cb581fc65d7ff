"""The notice book in memory: the fake of the port, for tests."""

from collections.abc import Sequence

from conversations.bell import Bell, Topic
from conversations.clock import Clock
from conversations.contents import require_storable_words
from conversations.entries import Speaker, Words
from conversations.in_memory_record import InMemoryRecord, about_conversation
from conversations.initiative import may_tell_notice
from conversations.notices import Notice
from conversations.permits import PermitKind


class InMemoryNoticeBook:
    def __init__(self, record: InMemoryRecord, bell: Bell, clock: Clock) -> None:
        self._record = record
        self._bell = bell
        self._clock = clock

    def waiting(self, limit: int = 200, after: str | None = None) -> Sequence[Notice]:
        with self._record.lock:
            later = [notice for id_, notice in self._record.notices.items() if after is None or id_ > after]
            return sorted(later, key=lambda notice: notice.id)[:limit]

    def of_conversation(self, conversation_id: str) -> Sequence[Notice]:
        with self._record.lock:
            kept = self._record.find(conversation_id)
            theirs = [n for n in self._record.notices.values() if n.conversation_id == kept.id]
            return sorted(theirs, key=lambda notice: notice.asked_at)

    def tell(self, notice_id: str, words: Words) -> int | None:
        require_storable_words(words)
        with self._record.lock:
            notice = self._record.notices.get(notice_id)
            if notice is None:
                return None
            kept = self._record.find(notice.conversation_id)
            has_opted_out = any(subject in self._record.stops for subject in about_conversation(kept))
            verdict = may_tell_notice(
                kept.ownership.owner,
                was_asked_for=True,
                is_spent=False,
                has_come_true=True,
                has_opted_out=has_opted_out,
            )
            if not verdict.is_yes:
                return None
            kept.grant(PermitKind.NOTICE, notice_id)
            seq = kept.write_words(words, Speaker.BOT, PermitKind.NOTICE, notice_id, self._clock())
            kept.spend(PermitKind.NOTICE, notice_id)
            del self._record.notices[notice_id]
        self._bell.ring(Topic.STREAM, kept.id)
        return seq
