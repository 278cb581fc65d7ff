"""An answer from the help pages leads on."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

PAGE = "data/faq/returns.md"


@pytest.mark.parametrize(("next_steps", "line"), [("next: []\n", 6), ("", 1)])
def test_a_help_page_without_a_next_step_is_found(project: SampleProject, next_steps: str, line: int):
    project.change(PAGE, "next: [talk_to_person]\n", next_steps)
    assert project.findings() == [
        (f"{PAGE}:{line}", "The answer “How do returns work?” leaves the customer without a next step.")
    ]
