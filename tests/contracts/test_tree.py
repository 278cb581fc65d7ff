"""What may stand in the repository, and who may import whom."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.project_files import ROOT, project_files

LONGEST = 400
WRITTEN_BY_HAND = (".py", ".js", ".ts", ".yml", ".md", ".css", ".html", ".sh", ".toml", "Makefile")
# Put together here, so that this file does not name them either.
REGISTRIES = "|".join(
    (r"py" r"pi\.(org|python)", r"python" r"hosted", r"npm" r"js\.", r"jsdel" r"ivr", r"un" r"pkg\.")
)
MACHINES = "|".join((r"/ro" r"ot/", r"/wo" r"rk/", r"/ho" r"me/", r"/tm" r"p/", r"/Us" r"ers/"))
NOT_OURS = {"LICENSE"}


def written_by_hand() -> list[Path]:
    return [file for file in project_files(*WRITTEN_BY_HAND) if file.name not in NOT_OURS]


def texts() -> list[tuple[str, str]]:
    """Name and text of every file that is text."""
    found = []
    for file in project_files():
        content = file.read_bytes()
        if b"\0" not in content:
            found.append((file.relative_to(ROOT).as_posix(), content.decode("utf-8")))
    return found


def test_no_file_needs_more_than_one_sitting():
    """Lists of sentences to learn from, or held back, are searched, not read."""
    lengths = {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8").count("\n")
        for file in written_by_hand()
        if file.parent.name != "nlu" and not file.name.startswith("blind_")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_path_of_somebodys_machine(pattern):
    assert [name for name, text in texts() if re.search(pattern, text)] == []


def test_the_locks_pin_every_package_with_hashes():
    for lock in ("requirements.lock", "requirements-test.lock", "requirements-uv.lock"):
        entries = re.split(r"\n(?=[a-zA-Z])", (ROOT / lock).read_text())[1:]
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_locks_hold_no_tensorflow():
    for lock in ("requirements.lock", "requirements-test.lock"):
        assert "tensorflow" not in (ROOT / lock).read_text()


def test_nobody_imports_whom_they_may_not_know():
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
