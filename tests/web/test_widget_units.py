"""Runs the widget's unit tests on the Node inside Playwright's wheel, so that the machine needs none."""

import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent


def test_the_widgets_units_do_what_their_tests_say() -> None:
    node, _ = compute_driver_executable()
    files = sorted(str(file) for file in HERE.glob("*.test.js"))
    command = [node, "--test", "--test-reporter=spec", *files]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert files
    assert run.returncode == 0, run.stdout + run.stderr
