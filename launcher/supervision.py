"""Keeps the parts running: starts each again when it ended, however often, and gives up on one that never
becomes ready.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import PartNeverReady, WrongSetting
from launcher.log_tail import last_lines, length
from launcher.parts import Part
from launcher.progress import Progress
from launcher.restarts import HOPELESS_AFTER, Backoff, Hopeless, Restarts
from launcher.supervisord import Supervisord, running_supervisord

_LOOK_EVERY_SECONDS = 0.2
_PATIENCE_SECONDS = 90.0
_SETTING_IS_WRONG = "exit code 2"
"""How every part ends when a setting is wrong: it is wrong at the next start, too."""


@dataclass(slots=True)
class _Watched:
    """One part and where it stands; `start_at` is a moment of the monotonic clock, None while it runs.

    `log_begins` is how long its log was before its latest start.
    """

    part: Part
    restarts: Restarts
    start_at: float | None = 0.0
    started_at: float = 0.0
    log_begins: int = 0
    is_ready: bool = False
    was_ever_ready: bool = False


class Supervision:
    """Looks after the parts whenever `look` is called, which should be a few times a second.

    `patience` is how many seconds a part may take to become ready; `tell` hears what a person should know.
    """

    def __init__(
        self,
        supervisord: Supervisord,
        parts: Sequence[Part],
        var: Path,
        tell: Callable[[str], None],
        backoff: Backoff,
        patience: float,
    ) -> None:
        self._supervisord = supervisord
        self._watched = [_Watched(part, Restarts(backoff)) for part in parts]
        self._var = var
        self._tell = tell
        self._patience = patience

    @property
    def everything_is_ready(self) -> bool:
        return all(watched.is_ready for watched in self._watched)

    def look(self) -> None:
        """One round over all parts. Raises `PartNeverReady`, `SupervisorGone`, `WrongSetting`."""
        ended = self._supervisord.ended()
        now = time.monotonic()
        for watched in self._watched:
            if watched.start_at is None and watched.part.name in ended:
                self._plan_restart(watched, ended[watched.part.name], now)
            elif watched.start_at is None:
                self._look_at_running(watched, now)
            elif now >= watched.start_at:
                self._start(watched, now)

    def _start(self, watched: _Watched, now: float) -> None:
        with suppress(FileNotFoundError):
            watched.part.ready_file(self._var).unlink()
        watched.start_at, watched.started_at, watched.is_ready = None, now, False
        watched.log_begins = length(watched.part.log(self._var))
        self._supervisord.start(watched.part)

    def _look_at_running(self, watched: _Watched, now: float) -> None:
        if watched.is_ready:
            return
        watched.is_ready = watched.part.ready_file(self._var).exists()
        if watched.is_ready and watched.was_ever_ready:
            self._tell(f"{watched.part.name} is back.")
        watched.was_ever_ready |= watched.is_ready
        if not watched.is_ready and now - watched.started_at > self._patience:
            self._supervisord.stop(watched.part)

    def _plan_restart(self, watched: _Watched, reason: str, now: float) -> None:
        part, log = watched.part, watched.part.log(self._var)
        # It may have become ready and ended between two rounds.
        was_ready = watched.is_ready or part.ready_file(self._var).exists()
        watched.is_ready = False
        if reason == _SETTING_IS_WRONG and not was_ready and not watched.was_ever_ready:
            raise WrongSetting(
                f"{part.name} cannot start: correct what its last line says, or read all of {log}.",
                tail=last_lines(log, count=3, since=watched.log_begins),
            )
        try:
            delay = watched.restarts.delay_after_end(was_ready=was_ready, ran_for=now - watched.started_at)
        except Hopeless as exc:
            raise PartNeverReady(
                f"{part.name} was started {HOPELESS_AFTER} times and never became ready ({reason}): "
                f"correct what its last lines say, or read all of {log}.",
                tail=last_lines(log, since=watched.log_begins),
            ) from exc
        watched.start_at = now + delay
        self._tell(f"{part.name} ended ({reason}) and is started again in {delay:.3g} s. Its log: {log}")


def keep_running(
    parts: Sequence[Part],
    var: Path,
    progress: Progress,
    stop_requested: Callable[[], bool],
    when_ready: Callable[[], None],
    backoff: Backoff | None = None,
    patience: float = _PATIENCE_SECONDS,
) -> None:
    """Runs the parts until a stop is requested; then none is left.

    Raises `PartNeverReady`, `SupervisorGone`, `WrongSetting`.
    """
    with running_supervisord(parts, var) as supervisord:
        supervision = Supervision(supervisord, parts, var, progress.note, backoff or Backoff(), patience)
        with progress.step(f"Starting {', '.join(part.name for part in parts)}"):
            _look_until(lambda: stop_requested() or supervision.everything_is_ready, supervision)
        if not stop_requested():
            when_ready()
        _look_until(stop_requested, supervision)
        progress.say("\nStopping …")


def _look_until(done: Callable[[], bool], supervision: Supervision) -> None:
    while not done():
        supervision.look()
        time.sleep(_LOOK_EVERY_SECONDS)
