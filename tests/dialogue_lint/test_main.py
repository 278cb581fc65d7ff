"""`make lint-dialogue` says where, what and what to do, and fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from dialogue_lint.__main__ import findings_in, main
from tests.dialogue_lint.sample_project import SampleProject

ROOT = Path(__file__).parents[2]


def test_how_much_was_looked_at_is_told_where_nothing_is_wrong(
    project: SampleProject, capsys: pytest.CaptureFixture[str]
):
    assert main([str(project.root)]) == 0
    assert capsys.readouterr().out == "No findings in 5 responses, 14 rules and 1 help pages.\n"


def test_every_finding_is_one_line_with_file_line_problem_and_remedy(
    project: SampleProject, capsys: pytest.CaptureFixture[str]
):
    project.change("domain.yml", "Hello! What can I help you with?", "Hello!\n\n\n        There.")
    project.change("data/faq/returns.md", "next: [talk_to_person]\n", "")
    assert main([str(project.root)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "data/faq/returns.md:1: The answer “How do returns work?” leaves the customer without a next step. "
        "Write next: [talk_to_person], or the entries that follow from this one.",
        "domain.yml:36: utter_greet: “Hello! There.” leaves the customer without a question, a next step "
        "or a goodbye. Ask something, add buttons, or declare metadata: {ends: goodbye or acknowledgement} "
        "after a farewell.",
    ]


def test_the_linter_runs_without_any_framework():
    command = (
        "import sys, dialogue_lint.__main__; print(sorted({'rasa', 'rasa_sdk', 'sanic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


BROKEN = {
    "YAML": ("domain.yml", "intents: [greet\n", 2, "This is not YAML: "),
    "a rule": ("data/rules/all.yml", "rules:\n  - rule: a\n   steps: b\n", 3, "This is not YAML: "),
    "Python": ("actions/size_actions.py", "import\n", 1, "This is not Python."),
    "a help page": ("data/faq/returns.md", "Just text.", 1, "This entry can't be read."),
}


@pytest.mark.parametrize(("file", "text", "line", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_the_only_finding(
    project: SampleProject, file: str, text: str, line: int, problem: str
):
    project.write(file, text)
    ((place, said),) = project.findings()
    assert place == f"{file}:{line}"
    assert said.startswith(problem)


def test_a_file_that_is_not_text_is_found(project: SampleProject):
    (project.root / "domain.yml").write_bytes(b"\xff\xfe\x00")
    assert project.findings() == [("domain.yml:1", "This is not YAML: it is not UTF-8 text.")]


def test_a_project_without_a_domain_is_found(project: SampleProject):
    (project.root / "domain.yml").unlink()
    assert project.findings() == [("domain.yml:1", "This file can't be read.")]


def test_a_project_without_help_pages_replies_or_examples_can_be_read(project: SampleProject):
    for name in ("data/faq/returns.md", "bot/replies.py", "data/nlu/all.yml"):
        (project.root / name).unlink()
    (project.root / "data/faq").rmdir()
    leading_nowhere = "Picking this leads to the help page “returns”, which isn't there."
    assert {problem for _, problem in project.findings()} == {leading_nowhere}


def test_the_dialogue_of_this_project_has_no_finding():
    assert [str(finding) for finding in findings_in(ROOT)] == []
