"""Runs the widget's unit tests on the Node inside Playwright's wheel, so that the machine needs none."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from gateway.pages import JOINED
from gateway.site_files import load_site

HERE = Path(__file__).parent
WIDGET = HERE.parents[1] / "web" / "widget"
_EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const) ([\w$]+)", re.MULTILINE)


@pytest.fixture
def as_served(tmp_path: Path) -> Path:
    """The same tests beside the scripts as a browser gets them: joined and shortened, which changes nothing.

    What the modules of the chat export to each other, it is made to export here, so that a test finds it.
    """
    shutil.copytree(HERE, tmp_path / "tests" / "web", ignore=shutil.ignore_patterns("__pycache__"))
    widget = tmp_path / "web" / "widget"
    widget.mkdir(parents=True)
    sources = {file.name: file.read_text(encoding="utf-8") for file in WIDGET.glob("*.js")}
    for name in sources:
        (widget / name).write_text('export * from "./chat.js";')
    for name, file in load_site(WIDGET, JOINED).items():
        (widget / name).write_bytes(file.body)
    exported = [
        it for name, text in sources.items() if name != "deskbell.js" for it in _EXPORTED.findall(text)
    ]
    before, _, _ = (widget / "chat.js").read_text(encoding="utf-8").rpartition("export{")
    (widget / "chat.js").write_text(f"{before}export{{{','.join(exported)}}};", encoding="utf-8")
    return tmp_path / "tests" / "web"


def _run(tests: Path) -> None:
    node, _ = compute_driver_executable()
    files = sorted(str(file) for file in tests.glob("*.test.js"))
    stand_ins = ["--import", (tests / "browser-stand-ins.js").as_uri()]
    command = [node, *stand_ins, "--test", "--test-reporter=spec", *files]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert files
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_widgets_units_do_what_their_tests_say() -> None:
    _run(HERE)


def test_the_units_that_browsers_get_do_the_same(as_served: Path) -> None:
    _run(as_served)
