"""Runs the widget's unit tests on the Node inside Playwright's wheel, so that the machine needs none."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from gateway.site_files import load_site

HERE = Path(__file__).parent
WIDGET = HERE.parents[1] / "web" / "widget"


@pytest.fixture
def as_served(tmp_path: Path) -> Path:
    """The same tests beside the scripts as a browser gets them: shortened, which must change nothing."""
    shutil.copytree(HERE, tmp_path / "tests" / "web", ignore=shutil.ignore_patterns("__pycache__"))
    widget = tmp_path / "web" / "widget"
    widget.mkdir(parents=True)
    for name, file in load_site(WIDGET).items():
        (widget / name).write_bytes(file.body)
    return tmp_path / "tests" / "web"


def _run(tests: Path) -> None:
    node, _ = compute_driver_executable()
    files = sorted(str(file) for file in tests.glob("*.test.js"))
    command = [node, "--test", "--test-reporter=spec", *files]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert files
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_widgets_units_do_what_their_tests_say() -> None:
    _run(HERE)


def test_the_units_that_browsers_get_do_the_same(as_served: Path) -> None:
    _run(as_served)
