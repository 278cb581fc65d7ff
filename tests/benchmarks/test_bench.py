"""`make bench` in its smallest size: that it still measures, not what."""

import re
import subprocess
import sys

import pytest

from benchmarks.__main__ import BENCHMARKS
from tests.running_deskbell import ROOT


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.model
def test_what_is_asked_for_is_measured_and_the_machine_is_named(trained_model):
    run = bench("--quick", "answers", "memory")
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"\d+ cores, .* load of the machine", run.stdout)
    assert re.search(
        r"^\| greeting to answer, p50 +\| ≤ 15 ms +\| [\d.]+ ms +\| (yes|no) +\|$", run.stdout, re.M
    )
    assert re.search(r"^\| memory of the gateway, .* MB +\| (yes|no) +\|$", run.stdout, re.M)
    assert "echo" not in run.stdout


def test_a_benchmark_that_there_is_not_is_refused_with_those_that_there_are():
    run = bench("velocity")
    assert run.returncode == 2
    assert all(name in run.stderr for name in BENCHMARKS)
