"""The end of a log, for the person who has to find out why."""

from pathlib import Path

_ENOUGH_BYTES = 16_384


def last_lines(log: Path, count: int = 15) -> list[str]:
    """The last lines of `log`; none when it cannot be read."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - _ENOUGH_BYTES))
            return stream.read().decode("utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
