"""From when on a person's events may be taken: no earlier one can be expected any more. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from conversations.messenger import LATE, SETTLES, SETTLES_AT_MOST, SETTLES_LATE

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class NewEvents:
    """A person's, by when they were received; `delay` is the longest since one happened. Microseconds."""

    person_id: str
    first: int
    last: int
    delay: int


def ripe(waiting: Collection[NewEvents], began: int) -> Sequence[tuple[int, str]]:
    """(from when, person) for a page's, late ones last; what was received before `began` counts as late."""
    late = {one for one in waiting if one.delay > LATE // _MICROSECOND or one.first < began}
    last_late = max((one.last for one in late), default=began)
    found = []
    for one in sorted(waiting, key=late.__contains__):
        at = one.last + SETTLES // _MICROSECOND
        if one in late:
            at = max(last_late, began) + SETTLES_LATE // _MICROSECOND
        at_most = max(one.first, began) + SETTLES_AT_MOST // _MICROSECOND
        found.append((min(at, at_most), one.person_id))
    return found
