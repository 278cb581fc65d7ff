"""The launcher with real processes: a real supervisord, and parts that do what a part should not do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
pytestmark = pytest.mark.faults
SECONDS = 60  # before a test gives up; nothing here should take more than a few


class Launched:
    def __init__(self, process: subprocess.Popen, folder: Path) -> None:
        self.process = process
        self.folder = folder

    def pids(self, behaviour: str) -> list[int]:
        file = self.folder / f"{behaviour}.pids"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def everybody(self) -> list[int]:
        """Every process that there ever was: parts, supervisord, launcher."""
        parts = [pid for file in self.folder.glob("*.pids") for pid in self.pids(file.stem)]
        return [*parts, *self.supervisord(), self.process.pid]

    def supervisord(self) -> list[int]:
        """Its process id, until it has stopped in order."""
        file = self.folder / "var/run/supervisord.pid"
        return [int(file.read_text())] if file.exists() else []

    def said(self) -> str:
        return (self.folder / "said").read_text()


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Launched]]:
    with _ending_all_at_the_end(tmp_path) as started:

        def launch(*behaviours: str, **environment: str) -> Launched:
            part = f"python '{HERE / 'stand_in_part.py'}'"
            commands = [f"{name}={part} {name}" for name in behaviours]
            with (tmp_path / "said").open("w") as said:
                process = subprocess.Popen(
                    [sys.executable, HERE / "stand_in_launcher.py", *commands],
                    cwd=tmp_path,
                    env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                    stdout=said,
                    stderr=said,
                )
            started.append(Launched(process, tmp_path))
            return started[-1]

        yield launch


@contextmanager
def _ending_all_at_the_end(folder: Path) -> Iterator[list[Launched]]:
    started: list[Launched] = []
    yield started
    for launched in started:
        launched.process.kill()
        launched.process.wait()
        until(lambda launched=launched: not any(map(is_alive, launched.everybody())))


def until(happened: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < give_up_at, "it never happened"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def test_everything_ready_is_said_once_when_every_part_is(launch):
    launched = launch("calm", "asleep")
    until(lambda: launched.pids("calm") and launched.pids("asleep"))
    assert "READY" not in launched.said()
    (launched.folder / "var/run/asleep.ready").touch()
    until(lambda: "READY" in launched.said())


def test_a_part_that_dies_after_it_was_ready_is_started_again_however_often(launch):
    launched = launch("calm", "short_lived")
    until(lambda: len(launched.pids("short_lived")) > 20)
    assert launched.process.poll() is None
    assert len(launched.pids("calm")) == 1


def test_a_killed_part_comes_back_and_the_others_stay(launch):
    launched = launch("calm", "deaf")
    until(lambda: "READY" in launched.said())
    os.kill(launched.pids("calm")[0], signal.SIGKILL)
    until(lambda: "calm is back" in launched.said())
    assert len(launched.pids("calm")) == 2
    assert len(launched.pids("deaf")) == 1


def test_a_part_that_is_never_ready_five_times_running_ends_everything_loudly(launch, tmp_path):
    log = tmp_path / "var/log/never_ready.log"
    log.parent.mkdir(parents=True)
    log.write_text("the bell was broken yesterday, too\n")
    launched = launch("calm", "never_ready")
    assert launched.process.wait(SECONDS) == 1
    assert len(launched.pids("never_ready")) == 5
    assert launched.said().count("  | the bell is broken\n") == launched.said().count("  | ") == 1
    assert "never_ready was started 5 times and never became ready (exit code 1)" in launched.said()
    assert not any(map(is_alive, launched.everybody()))


def test_a_part_that_says_that_a_setting_is_wrong_ends_everything_at_once_with_its_sentence(launch):
    launched = launch("calm", "wrongly_set")
    assert launched.process.wait(SECONDS) == 2
    assert len(launched.pids("wrongly_set")) == 1
    assert "  | The bell has no clapper. Hang one in.\n" in launched.said()
    assert not any(map(is_alive, launched.everybody()))


def test_a_part_that_hangs_at_its_start_is_stopped_and_counts_as_never_ready(launch):
    launched = launch("asleep", PATIENCE="0.1")
    assert launched.process.wait(SECONDS) == 1
    assert len(launched.pids("asleep")) == 5
    assert not any(map(is_alive, launched.everybody()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_everything(launch, number):
    launched = launch("calm")
    until(lambda: "READY" in launched.said())
    launched.process.send_signal(number)
    assert launched.process.wait(SECONDS) == 0
    assert not any(map(is_alive, launched.everybody()))


def test_a_stop_ends_even_a_part_that_will_not_listen(launch):
    launched = launch("calm", "deaf")
    until(lambda: "READY" in launched.said())
    launched.process.send_signal(signal.SIGINT)
    assert launched.process.wait(SECONDS) == 0
    assert not any(map(is_alive, launched.everybody()))


def test_a_stop_ends_even_a_part_that_is_suspended(launch):
    launched = launch("calm", "deaf")
    until(lambda: "READY" in launched.said())
    os.kill(launched.pids("calm")[0], signal.SIGSTOP)
    launched.process.send_signal(signal.SIGINT)
    assert launched.process.wait(SECONDS) == 0
    assert not any(map(is_alive, launched.everybody()))


def test_a_stop_while_a_part_is_not_ready_yet_ends_it_too(launch):
    launched = launch("asleep")
    until(lambda: launched.pids("asleep"))
    launched.process.send_signal(signal.SIGINT)
    assert launched.process.wait(SECONDS) == 0
    assert not any(map(is_alive, launched.everybody()))


def test_nothing_stays_behind_when_the_launcher_is_killed(launch):
    launched = launch("calm", "deaf")
    until(lambda: "READY" in launched.said())
    launched.process.kill()
    launched.process.wait()
    until(lambda: not any(map(is_alive, launched.everybody())))


def test_nothing_stays_behind_when_the_supervisor_is_killed(launch):
    launched = launch("calm", "deaf")
    until(lambda: "READY" in launched.said())
    os.kill(launched.supervisord()[0], signal.SIGKILL)
    assert launched.process.wait(SECONDS) == 1
    assert "The supervisor ended" in launched.said()
    until(lambda: not any(map(is_alive, launched.everybody())))


def test_the_launcher_stops_when_whoever_started_it_is_gone(launch, tmp_path):
    starter = subprocess.Popen(["sleep", "60"])
    launched = launch("calm", DESKBELL_PARENT=str(starter.pid))  # not its parent: as if that one had died
    assert launched.process.wait(SECONDS) == 0
    starter.kill()
    starter.wait()
