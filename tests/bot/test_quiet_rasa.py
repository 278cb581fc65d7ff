"""Rasa writes nothing outside of this folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
A_FEW = ("smalltalk", "faq_contact", "frames", "items", "other_worlds")
"""Files of sentences: what is shown here is the same with all of them."""

TRAIN = "import sys; from pathlib import Path; from bot.train import train; train(Path(sys.argv[1]))"


def run(home: Path, *arguments: str) -> list[Path]:
    """Runs Python as somebody whose home is empty; returns what is in it afterwards."""
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**environment, "HOME": str(home), "RASA_CACHE_DIRECTORY": str(home.with_name("cache"))},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.model
def test_training_leaves_the_home_folder_alone(tmp_path):
    project = tmp_path / "project"
    for name in (
        "bot",
        "domain.yml",
        "config.yml",
        "data/faq",
        "data/rules",
        *map("data/nlu/{}.yml".format, A_FEW),
    ):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).symlink_to(ROOT / name)
    assert run(tmp_path / "home", "-c", TRAIN, str(project)) == []
    assert list((project / "models").glob("*.tar.gz"))
    assert (project / ".rasa/global.yml").is_file()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["cache.db"]


@pytest.mark.model
def test_rasas_own_command_line_leaves_the_home_folder_alone(tmp_path):
    assert run(tmp_path / "home", "-m", "bot.rasa", "data", "validate") == []
