"""The slim runtime, in a process of its own: what is imported here must not lean on what pytest imported."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from bot import slim
from bot.slim import STOOD_IN_COMPONENTS, STOOD_IN_SDKS, STOOD_IN_TENSORFLOW_PARTS

slim.install()

ROOT = Path(__file__).parents[2]


def run_slim(code: str) -> subprocess.CompletedProcess[str]:
    start = "import warnings; warnings.simplefilter('ignore'); from bot import slim; slim.install();"
    return subprocess.run(
        [sys.executable, "-c", start + code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_rasa_loads_without_tensorflow():
    done = run_slim(
        "import rasa.core.agent, rasa.model_training, rasa.__main__, sys;"
        "print([name for name in sys.modules if name.partition('.')[0] == 'tensorflow'])"
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("module", STOOD_IN_COMPONENTS + STOOD_IN_TENSORFLOW_PARTS + STOOD_IN_SDKS)
def test_a_stood_in_module_can_be_imported_named_and_subclassed(module):
    named = importlib.import_module(module).Something

    class Own(named):
        """What Rasa's own code does with such a class."""

    assert issubclass(Own, named)
    with pytest.raises(slim.MissingFromSlimRuntime):
        Own()


def test_using_a_stand_in_says_what_to_do():
    done = run_slim("from twilio.rest import Client; Client('account', 'token')")
    assert done.returncode == 1
    assert "Client is not part of the slim runtime" in done.stderr


def test_a_module_that_nobody_stands_in_for_is_still_missing():
    done = run_slim("import a_package_that_nobody_has")
    assert "ModuleNotFoundError" in done.stderr


def test_installing_twice_puts_one_finder_in_front():
    done = run_slim(
        "import sys; before = len(sys.meta_path); slim.install(); print(len(sys.meta_path) == before)"
    )
    assert done.stdout.strip() == "True"
