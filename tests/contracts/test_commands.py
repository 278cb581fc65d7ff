"""The commands that the papers promise are those of the Makefile."""

import re
import subprocess

import pytest

from tests.contracts.project_files import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md")
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))


def commands_in(paper: str) -> set[str]:
    """Every `make …` in code, in a line of its own or within a sentence."""
    return set(re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / paper).read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_of_a_paper_is_a_target(paper):
    assert commands_in(paper)
    assert commands_in(paper) - TARGETS == set()


def test_every_target_is_explained_somewhere():
    assert TARGETS - {"help"} - set().union(*map(commands_in, PAPERS)) == set()


def test_make_help_lists_every_target():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+)", listed, flags=re.MULTILINE)) == TARGETS


def test_every_target_is_phony():
    declared = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert declared
    assert set(declared[1].split()) == TARGETS


def test_the_readme_opens_with_the_commands_to_run_and_to_test():
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["make run", "make test"]


def test_continuous_integration_runs_the_test_command_of_the_readme():
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
