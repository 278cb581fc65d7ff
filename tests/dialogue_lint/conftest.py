"""The project that each test spoils."""

from pathlib import Path

import pytest

from tests.dialogue_lint.sample_project import SampleProject


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return SampleProject(tmp_path)
