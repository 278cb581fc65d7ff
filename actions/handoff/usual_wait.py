"""How long it usually takes until somebody is there, from how long it took lately. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.handoff.opening_hours import OpeningHours
from conversations.waits import PastWait

FEWEST = 5
"""With fewer waits than this there is no figure."""


def usual_wait(past: Sequence[PastWait], hours: OpeningHours, now: datetime) -> timedelta | None:
    """The median of those who asked while the team was there, in its hours; the longer of two in the middle.

    Who was joined by nobody in the promised time counts as waiting longer than all others. Who changed their
    mind before that says nothing, and does not count. None: too few, or most were joined by nobody.
    """
    lengths = [_length(wait, hours, now) for wait in past if hours.closes_at(wait.asked_at) is not None]
    known = sorted(length for length in lengths if length is not None)
    if len(known) < FEWEST:
        return None
    median = known[len(known) // 2]
    return None if median == timedelta.max else median


def _length(wait: PastWait, hours: OpeningHours, now: datetime) -> timedelta | None:
    lasted = hours.open_time(wait.asked_at, wait.ended_at or now)
    if wait.was_taken:
        return lasted
    return timedelta.max if lasted >= hours.promised else None
