"""What all tests share: a real PostgreSQL, the browser, the running parts, and the order of the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings as hypothesis_settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.postgres_server import PostgresServer
from tests.running_deskbell import ROOT, RunningDeskbell

PROVE = os.environ.get("DESKBELL_PROVE") == "1"
"""Whether the long proofs run whole (`make prove`), or a tenth of them that is the same every time."""

hypothesis_settings.register_profile("tenth", max_examples=20, derandomize=True, deadline=None)
hypothesis_settings.register_profile("whole", max_examples=200, deadline=None, print_blob=True)
hypothesis_settings.load_profile("whole" if PROVE else "tenth")

SLOWER_AND_SLOWER = ("model", "postgres", "browser", "faults")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class WaitingAndReckoning(LoadScopeScheduling):
    """Gives one process all that waits for browsers and dying parts, and the others the rest, file by file.

    The former share one running Deskbell, which takes long to start and may be used by one test at a time.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "waiting" if _waits(nodeid) else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WaitingAndReckoning:
    return WaitingAndReckoning(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Runs the quick tests first, and counts properties and faults among the proofs.

    Among several processes, whatever waits begins at once, since it is on its own there.
    """
    for item in items:
        is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if is_property or item.get_closest_marker("faults"):
            item.add_marker("proof")
    items.sort(key=_slowness)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not _waits(item.nodeid))


def _waits(nodeid: str) -> bool:
    return nodeid.startswith(("tests/browser/", "tests/faults/"))


def _slowness(item: pytest.Item) -> int:
    """0 for a quick test, then by the slowest thing that it needs."""
    return max(
        (SLOWER_AND_SLOWER.index(m.name) + 1 for m in item.iter_markers() if m.name in SLOWER_AND_SLOWER),
        default=0,
    )


@pytest.fixture(autouse=True)
def logs_go_where_the_test_looks() -> None:
    """A logger must not keep the stderr of whichever test, or import, used it first."""
    settings = structlog.get_config() | {"cache_logger_on_first_use": False}
    structlog.configure(**settings | {"logger_factory": lambda *_: structlog.WriteLogger(sys.stderr)})


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database of the test's own."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium, for Playwright's `executable_path`."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.fail("Chromium is missing. Type: sudo apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def trained_model() -> None:
    """There is a model for the training data as it is now."""
    subprocess.run([sys.executable, "-m", "bot.train"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def deskbell(tmp_path: Path, trained_model: None) -> Iterator[RunningDeskbell]:
    """All parts, running and ready, with a fresh database and the demo's orders."""
    running = RunningDeskbell(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.stop()
