"""The end of a log, for the person who has to find out why."""

from pathlib import Path

_ENOUGH_BYTES = 16_384


def length(log: Path) -> int:
    """In bytes; 0 when there is none yet."""
    try:
        return log.stat().st_size
    except OSError:
        return 0


def last_lines(log: Path, count: int = 15, since: int = 0) -> list[str]:
    """The last lines of `log`, without its first `since` bytes; none when it cannot be read.

    A log that is shorter than that was begun anew: then all of it counts.
    """
    begin = since if since <= length(log) else 0
    try:
        with log.open("rb") as stream:
            stream.seek(max(begin, length(log) - _ENOUGH_BYTES))
            return stream.read().decode("utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
