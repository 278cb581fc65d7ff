"""What can be said twice can be said in another way."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

PROBLEM = "utter_never_mind has only one wording, so the customer may read the same text twice."
SECOND = "    - text: No problem. What can I do for you instead?\n"
FIRST = "All right, I've dropped that. What would you like to do instead?"


@pytest.mark.parametrize("second", ["", f"    - text: {FIRST}\n", f"    - text: {FIRST.lower()}\n"])
def test_a_response_with_one_wording_is_found(project: SampleProject, second: str):
    project.change("domain.yml", SECOND, second)
    assert project.findings() == [(project.line_of("domain.yml", "utter_never_mind"), PROBLEM)]


def test_one_wording_is_enough_for_what_is_said_once(project: SampleProject):
    project.change("domain.yml", SECOND, "      metadata: {once: true}\n")
    assert project.findings() == []
