"""Runs supervisord (the `supervisor` package) in a process of its own, and talks to it over a Unix socket.

supervisord starts, stops and reaps the parts and keeps their logs. It does not decide when one is started
again: it cannot tell "was ready, then died" from "never became ready". `supervision.py` can.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from conversations.process import PARENT
from launcher.errors import SupervisorGone
from launcher.parts import Part
from launcher.supervisord_config import GROUP, supervisord_config, supervisord_log, supervisord_socket

_START_SECONDS = 20
_STOP_SECONDS = 4.3
"""After which whoever is left is killed: a loaded machine needs the rest of the five seconds for that."""

_NOT_RUNNING = {"EXITED", "STOPPED", "FATAL", "BACKOFF"}


class Supervisord:
    """The parts as supervisord sees them."""

    def __init__(self, process: subprocess.Popen[bytes], var: Path) -> None:
        self._process = process
        self._log = supervisord_log(var)
        self._transport = SupervisorTransport(serverurl=f"unix://{supervisord_socket(var)}")
        self._api: Any = ServerProxy("http://localhost", transport=self._transport).supervisor

    def wait_until_it_answers(self) -> None:
        """Raises `SupervisorGone`."""
        give_up_at = time.monotonic() + _START_SECONDS
        while self._process.poll() is None and time.monotonic() < give_up_at:
            with suppress(SupervisorGone), self._reaching_it():
                self._api.getState()
                return
            time.sleep(0.05)
        raise SupervisorGone(f"The supervisor did not start: read {self._log}, then start again.")

    def start(self, part: Part) -> None:
        """Starts a part that does not run. Raises `SupervisorGone`."""
        with self._reaching_it(), suppress(Fault):  # a start that fails shows in `ended`
            self._api.startProcess(f"{GROUP}:{part.name}", False)

    def stop(self, part: Part) -> None:
        """Begins to stop a part. Raises `SupervisorGone`."""
        with self._reaching_it(), suppress(Fault):  # it may have ended by itself just now
            self._api.stopProcess(f"{GROUP}:{part.name}", False)

    def ended(self) -> Mapping[str, str]:
        """The names of the parts that do not run, with the reason. Raises `SupervisorGone`."""
        with self._reaching_it():
            known = self._api.getAllProcessInfo()
        return {one["name"]: _reason(one) for one in known if one["statename"] in _NOT_RUNNING}

    def shut_down(self) -> None:
        """Stops every part and supervisord itself, within five seconds."""
        give_up_at = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < give_up_at:
            # Every call also wakes supervisord, which by itself looks around once a second.
            with suppress(SupervisorGone, Fault), self._reaching_it():
                self._api.shutdown()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
                return
        # The parts see that they are orphans; the kernel wakes one that is suspended, and ends it.
        self._process.kill()
        self._process.wait()

    @contextmanager
    def _reaching_it(self) -> Iterator[None]:
        try:
            yield
        except (OSError, HTTPException) as exc:
            self._transport.close()  # it would go on refusing, even if supervisord answered again
            raise SupervisorGone(f"The supervisor ended: read {self._log}, then start again.") from exc


@contextmanager
def running_supervisord(parts: Sequence[Part], var: Path) -> Iterator[Supervisord]:
    """supervisord with all parts stopped; at the end, nothing is left of either. Raises `SupervisorGone`."""
    for folder in ("log", "run"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    config = var / "run" / "supervisord.conf"
    config.write_text(supervisord_config(parts, var), encoding="utf-8")
    supervisord = Supervisord(_start(config), var)
    try:
        supervisord.wait_until_it_answers()
        yield supervisord
    finally:
        supervisord.shut_down()


def _start(config: Path) -> subprocess.Popen[bytes]:
    here = Path(sys.executable).parent  # so that `python` in a part's command is this one
    return subprocess.Popen(
        [sys.executable, "-m", "launcher.supervisord_process", "-c", str(config)],
        env={**os.environ, PARENT: str(os.getpid()), "PATH": f"{here}:{os.environ.get('PATH', os.defpath)}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C goes to the launcher, which stops the parts in order
    )


def _reason(info: Mapping[str, object]) -> str:
    if info["statename"] in {"FATAL", "BACKOFF"}:
        return str(info["spawnerr"])
    return "killed" if info["exitstatus"] == -1 else f"exit code {info['exitstatus']}"
