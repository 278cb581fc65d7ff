"""What is remembered of somebody who was erased: digests, so that what comes late is known and left out.

Whoever does not have the secret reads nothing in them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from conversations.keyed_digests import KeyedDigests
from conversations.messenger_events import Echo, Event, meaning_of


def event_key(digests: KeyedDigests, page_id: str, key: str) -> str:
    """What is kept of an event whose person was erased."""
    return f"erased:{digests.hex_digest(page_id, key)}"


def person_key(digests: KeyedDigests, person_id: str) -> str:
    """What is kept of the person, with the time of the erasure."""
    return f"erased:{digests.hex_digest(person_id)}"


def keys_of(event: Event, digests: KeyedDigests) -> Sequence[str]:
    """By these it is known whether the event may be stored."""
    return event_key(digests, event.page_id, event.key), person_key(digests, event.person_id)


def is_erased(event: Event, digests: KeyedDigests, erased: Mapping[str, datetime]) -> bool:
    """Whether it comes again, or is what the page said to somebody before they were erased.

    `erased`: the remembered keys with their times.
    """
    itself, person = keys_of(event, digests)
    if itself in erased:
        return True
    return person in erased and event.at <= erased[person] and isinstance(meaning_of(event), Echo)
