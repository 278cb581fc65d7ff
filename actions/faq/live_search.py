"""The search over a directory as it is now: an entry that is changed is found anew, without a start."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from actions.faq.live_shelf import LiveShelf
from actions.faq.search import FaqSearch
from actions.faq.sentence_vectors import Vectorizer


class LiveSearch:
    """`latest` is the search to use for one question. Threads may share it."""

    def __init__(self, directory: Path, vectors: Vectorizer | None = None) -> None:
        """Raises VectorsUnavailable. What `LiveShelf` refuses is not searched."""
        self._shelf = LiveShelf(directory)
        self._shelf.renew()
        self._renewing = Lock()
        self._latest = FaqSearch(self._shelf.latest, vectors)

    @property
    def latest(self) -> FaqSearch:
        return self._latest

    def renew(self) -> bool:
        """Reads the directory if it was changed; whether it was. Takes a second for hundreds of entries."""
        with self._renewing:
            is_changed = self._shelf.renew()
            if is_changed:
                self._latest = FaqSearch(self._shelf.latest, earlier=self._latest)
            return is_changed
