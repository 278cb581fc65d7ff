"""What words were about, as far as the journal knows: what the customer wanted, or what else allowed them."""

from collections.abc import Mapping

from conversations.audit_record import History, RecordedEntry
from conversations.permits import PermitKind

_NOT_REPLIES: Mapping[str, str] = {
    PermitKind.OFFER: "an offer of help",
    PermitKind.NOTICE: "a notice",
    PermitKind.SUPPORT: "words of a person",
}
_UNKNOWN = "unknown"


def topics_of(history: History) -> Mapping[str, str]:
    """The reason of each turn, by the seq of its message as a permit names it."""
    return {str(turn.inbound_seq): turn.reason for turn in history.turns}


def topic_of(entry: RecordedEntry, topics: Mapping[str, str]) -> str:
    """For a reply the reason of its turn, such as `ask_order_status` or `not known`."""
    if entry.permit is None:
        return _UNKNOWN
    if entry.permit.kind == PermitKind.REPLY:
        return topics.get(entry.permit.ref, _UNKNOWN)
    return _NOT_REPLIES.get(entry.permit.kind, _UNKNOWN)
