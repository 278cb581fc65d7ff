"""`python -m launcher` from a folder of the test's own: what people read when it cannot go on."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.preflight import only_one_here

ROOT = Path(__file__).parents[2]


@pytest.fixture
def launch(tmp_path: Path) -> Callable[..., str]:
    """Runs the launcher as if the project lay in `tmp_path`, and returns what it said before it gave up."""
    for package in ("launcher", "conversations", "actions", "bot", "gateway", "dialogue_lint", "web"):
        (tmp_path / package).symlink_to(ROOT / package)
    for file in ("domain.yml", ".env.example"):
        shutil.copy(ROOT / file, tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DESKBELL_")}

    def launch(exit_code: int = 1, **environment: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "launcher"],
            cwd=tmp_path,
            env={
                **inherited,
                "DESKBELL_PORT": _free_port(),
                "ACTION_SERVER_PORT": _free_port(),
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ended.returncode == exit_code
        assert ended.stderr == ""
        return ended.stdout

    return launch


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def test_a_broken_line_of_the_settings_file_ends_in_one_sentence(launch, tmp_path):
    (tmp_path / ".env").write_text("DESKBELL_PORT=9000\nthis is no setting\n")
    assert launch() == "\n.env, line 2, is not NAME=value: correct that line.\n"


def test_a_wrong_value_in_the_settings_file_ends_in_one_sentence(launch, tmp_path):
    (tmp_path / ".env").write_text("DESKBELL_WORKERS=some\n")
    assert launch() == "\nDESKBELL_WORKERS is 'some'. Set it to a whole number from 1 to 64.\n"


def test_a_setting_that_does_not_exist_ends_in_one_sentence(launch, tmp_path):
    (tmp_path / ".env").write_text("DESKBELL_PROT=9000\n")
    assert launch() == "\nDESKBELL_PROT in .env is no setting of Deskbell: write DESKBELL_PORT.\n"


def test_a_misspelt_setting_for_this_run_is_told(launch):
    said = launch(DESKBELL_PROT="9000", DESKBELL_WORKERS="some")
    assert said.startswith(
        "DESKBELL_PROT is no setting of Deskbell and does nothing: did you mean DESKBELL_PORT?\n"
    )


def test_mistakes_in_the_shops_files_end_in_a_sentence_each_before_anything_is_made(launch, tmp_path):
    cues = tmp_path / "data/cues.yml"
    cues.write_text(cues.read_text().replace("intent: ask_question", "intent: ask_qestion"))
    (tmp_path / "data/faq/gifts.md").write_text("Just text.")
    said = launch(exit_code=2).splitlines()
    assert [line.split(":")[0] for line in said] == ["data/faq/gifts.md", "", "data/cues.yml"]
    assert said[2].endswith("The bot knows no intent 'ask_qestion'. Did you mean ask_question?")
    assert not list((tmp_path / "var").glob("*.db"))


@pytest.mark.parametrize("setting", ["DESKBELL_PORT", "ACTION_SERVER_PORT"])
def test_a_used_port_ends_in_one_sentence(launch, setting):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = launch(**{setting: str(port)})
    assert said.startswith(f"\nPort {port} is used by another program: stop that one, or set {setting}")
    assert said.count("\n") == 2


def test_a_second_start_in_the_same_folder_ends_in_one_sentence(launch, tmp_path):
    with only_one_here(tmp_path / "var"):
        assert launch().startswith(f"\nDeskbell already runs from this folder (process {os.getpid()})")


def test_an_unusable_database_ends_in_one_sentence(launch):
    said = launch(DATABASE_URL="mysql://shop:secret@localhost/shop")
    assert "DATABASE_URL" in said.splitlines()[-1]
    assert "secret" not in said


def test_a_database_that_does_not_answer_ends_in_one_sentence(launch):
    said = launch(DATABASE_URL=f"postgresql://deskbell@127.0.0.1:{_free_port()}/deskbell")
    assert said.endswith(
        "\nThe database does not answer: start it, or correct DATABASE_URL (empty means a file in var/).\n"
    )


@pytest.mark.model
def test_a_model_that_cannot_be_trained_ends_in_one_sentence_with_the_reason(launch, tmp_path):
    (tmp_path / "domain.yml").write_text("no domain")
    said = launch()
    assert said.endswith(
        "\nThe model could not be trained: correct what var/log/train.log says, then start again.\n"
    )
    assert "  | " in said


def test_the_launcher_is_gone_with_its_last_word(tmp_path):
    """What Python would still tidy up takes up to a second of the five that a stop may take."""
    (tmp_path / ".env").write_text("this is no setting\n")
    (tmp_path / "launcher").symlink_to(ROOT / "launcher")
    tidying = (
        "import atexit, runpy; atexit.register(print, 'tidied up');"
        "runpy.run_module('launcher', run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", tidying],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stdout == "\n.env, line 1, is not NAME=value: correct that line.\n"
