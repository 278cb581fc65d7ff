"""Runs the unit tests of the support team's page: on its sources, and on what browsers get of them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from gateway.pages import SHARED
from gateway.site_files import load_site

HERE = Path(__file__).parent
WEB = HERE.parents[2] / "web"
STAND_INS = HERE.parent / "browser-stand-ins.js"


@pytest.fixture
def as_served(tmp_path: Path) -> Path:
    """The same tests beside the scripts as the gateway gives them out."""
    tests = tmp_path / "tests" / "web" / "inbox"
    shutil.copytree(HERE, tests, ignore=shutil.ignore_patterns("__pycache__"))
    for site in ("inbox", "widget"):
        (tmp_path / "web" / site).mkdir(parents=True)
        for name, file in load_site(WEB / site).items():
            if site == "inbox" or name in SHARED:
                (tmp_path / "web" / site / name).write_bytes(file.body)
    return tests


def _run(tests: Path) -> None:
    node, _ = compute_driver_executable()
    files = sorted(str(file) for file in tests.glob("*.test.js"))
    command = [node, "--import", STAND_INS.as_uri(), "--test", "--test-reporter=spec", *files]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert files
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_pages_units_do_what_their_tests_say() -> None:
    _run(HERE)


def test_the_units_that_browsers_get_do_the_same(as_served: Path) -> None:
    _run(as_served)
