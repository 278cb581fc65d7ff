"""Deskbell as it really runs, for tests: gateway, bot worker and action server as processes of their own.

The launcher is left out on purpose: a test decides itself when a part dies and when it comes back.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from conversations.environment import Environment
from conversations.process import PARENT, READY_FILE
from launcher.database import prepare_database
from launcher.log_tail import last_lines
from launcher.settings import complete, read_settings

ROOT = Path(__file__).parents[1]
PARTS = ("gateway", "actions", "bot")
READY_SECONDS = 90


class RunningDeskbell:
    """The parts on free ports, with demo orders and everything they keep in `folder`.

    `settings` are environment variables that differ from the demo's: `DATABASE_URL=…`, for example.
    """

    modules: Mapping[str, str] = {}
    """What runs in place of a part, for a test that needs one which is built another way."""

    root = ROOT
    """Where the parts and the shop's files are; a test that changes these has a tree of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._environment = _environment(folder, settings)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.url = f"http://127.0.0.1:{self._environment['DESKBELL_PORT']}"

    @property
    def database_url(self) -> str:
        return self._environment["DATABASE_URL"]

    @property
    def var(self) -> Path:
        """Where everything is kept that is no row of the database: the demo's mail, for example."""
        return self._folder

    @property
    def action_port(self) -> int:
        return int(self._environment["ACTION_SERVER_PORT"])

    def start(self) -> None:
        """Prepares the database, starts every part and returns when the gateway says that all are ready."""
        prepare_database(read_settings(Environment(self._environment)))
        for part in PARTS:
            self.start_part(part)
        self.wait_until_ready()

    def stop(self) -> None:
        """Stops whatever runs; what does not listen is killed."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start_part(self, part: str, **settings: str) -> None:
        """Starts a part that does not run, and returns at once."""
        self._ready_file(part).unlink(missing_ok=True)
        with self.log(part).open("ab") as log:
            self._processes[part] = subprocess.Popen(
                [sys.executable, "-m", self.modules.get(part, part)],
                cwd=self.root,
                env={**self._environment, READY_FILE: str(self._ready_file(part)), **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, part: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Ends a part the hard way, and returns when it is gone."""
        self._processes[part].send_signal(number)
        self._processes[part].wait()

    def freeze(self, part: str) -> None:
        """Lets a part hang: it keeps its connections, and does nothing until `thaw`."""
        self._processes[part].send_signal(signal.SIGSTOP)

    def thaw(self, part: str) -> None:
        self._processes[part].send_signal(signal.SIGCONT)

    def mend(self) -> None:
        """Thaws what is frozen, starts what is dead, and returns when every part is ready."""
        for part in PARTS:
            self.thaw(part)
            if self._processes[part].poll() is not None:
                self.start_part(part)
        self.wait_until_ready()

    def pid(self, part: str) -> int:
        return self._processes[part].pid

    def wait_for(self, part: str) -> None:
        """Returns when the part has said that it can work."""
        self._wait(self._ready_file(part).exists, [part])

    def wait_until_ready(self) -> None:
        """Returns when every part has said that it can work, and the gateway sees them all."""
        for part in PARTS:
            self.wait_for(part)
        self._wait(self._is_ready, list(PARTS))

    def log(self, part: str) -> Path:
        return self._folder / f"{part}.log"

    def _wait(self, until: Callable[[], bool], parts: list[str]) -> None:
        give_up_at = time.monotonic() + READY_SECONDS
        while not until():
            for part in parts:
                assert self._processes[part].poll() is None, "\n".join(
                    [f"{part} ended:", *last_lines(self.log(part))]
                )
            assert time.monotonic() < give_up_at, f"{parts} did not become ready"
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def _ready_file(self, part: str) -> Path:
        return self._folder / f"{part}.ready"


@contextmanager
def running_deskbell(folder: Path, **settings: str) -> Iterator[RunningDeskbell]:
    """All parts, ready; stopped at the end, also when the start failed."""
    running = RunningDeskbell(folder, **settings)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def _environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """Nothing of the developer's own settings may leak in."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
    gateway_port, action_port = _free_port(), _free_port()
    ours = {
        "DESKBELL_VAR": str(folder),
        "DESKBELL_PORT": str(gateway_port),
        "DESKBELL_RATE_LIMIT": "off",
        "DATABASE_URL": f"sqlite:///{folder}/deskbell.db",
        "ACTION_SERVER_PORT": str(action_port),
        "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{action_port}/webhook",
        PARENT: str(os.getpid()),
    }
    return complete({**inherited, **ours, **settings}, {})


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
