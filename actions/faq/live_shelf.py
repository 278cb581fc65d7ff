"""The entries of a directory as they are now: a change is there at the next look, a mistake changes none."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import structlog

from actions.faq.errors import FaqMistake
from actions.faq.shelf import FaqShelf, FileStamp, Reading, faq_files, file_stamp, read_entries

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the directory, so that a change is there within two."""


class LiveShelf:
    """Threads may share it.

    An entry with a mistake is refused and said in the log, and what it said before stays; one that leads to
    nowhere is taken without that link. Everything stays when the directory is empty or can't be read. Of a
    directory that has mistakes from the start, the right entries are taken.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._renewing = Lock()
        self._stamp: list[FileStamp] | None = None
        self._reading = Reading((), ())
        self._latest = FaqShelf(())

    @property
    def latest(self) -> FaqShelf:
        """Empty before the first look."""
        return self._latest

    def renew(self) -> bool:
        """Reads the directory if it was changed; whether it was."""
        with self._renewing:
            try:
                stamp = [file_stamp(path) for path in faq_files(self._directory)]
                if stamp == self._stamp:
                    return False
                self._reading = read_entries(
                    self._directory, self._reading, [entry.slug for entry in self._latest]
                )
            except OSError as exc:  # the directory itself; a file's errors are mistakes
                log.warning("faq.unreadable", directory=str(self._directory), reason=exc.strerror)
                return False
            self._stamp = stamp
            self._latest = self._taken_from(self._reading) or self._latest
            return True

    def _taken_from(self, reading: Reading) -> FaqShelf | None:
        for mistake in reading.mistakes:
            log.warning("faq.mistake", file=mistake.file, line=mistake.line, what_to_do=mistake.what_to_do)
        entries = {entry.slug: entry for entry in reading.entries}
        refused = _refused(reading.mistakes) - set(entries)
        kept = [entry for entry in self._latest if entry.slug in refused]
        if not entries and not kept:
            return None
        log.info("faq.read", entries=len(entries), kept=len(kept), mistakes=len(reading.mistakes))
        return FaqShelf([*entries.values(), *kept]).without_dead_links()


def _refused(mistakes: tuple[FaqMistake, ...]) -> set[str]:
    return {mistake.file.removesuffix(".md") for mistake in mistakes}
