"""Which mails went out lately, so that none goes out twice."""

from collections import OrderedDict
from threading import Lock

_REMEMBERED = 10_000


class SentMails:
    """Remembers so many ids, and forgets the oldest first. Safe between threads."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._remembered = remembered
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, sent_id: str) -> bool:
        with self._lock:
            return sent_id in self._ids

    def add(self, sent_id: str) -> None:
        with self._lock:
            self._ids[sent_id] = None
            while len(self._ids) > self._remembered:
                self._ids.popitem(last=False)
